import type { PlaceInFile, TableWrite } from "./across-files.ts";

/** Something that a write says, with its place: the name of a granularity, the type of a column. */
interface Said {
  readonly value: string;
  readonly at: PlaceInFile;
  /** The write's number, by which the earliest is found. */
  readonly order: number;
}

/** The earliest write that says a value, and the earliest one in another file than that one. */
interface Earliest {
  readonly first: Said;
  elsewhere: Said | null;
}

/** What earlier writes said of one thing: a few values, each with the earliest that said it. */
type Values = Map<string, Earliest>;

/** What the writes of one datasource said so far. `otherThan` is the file that does not count, null where all do. */
export interface LoggedWrite {
  overwriteAll(otherThan: string | null): PlaceInFile | null;
  /** The earliest write of another granularity; `appending`: only among those that do not make the table anew. */
  otherGranularity(name: string, otherThan: string | null, appending: boolean): Said | null;
  /** The earliest write of the column with another type. */
  otherType(column: string, type: string, otherThan: string | null, appending: boolean): Said | null;
  /** False when every writer's columns are known and the column is none of them. */
  mayStore(column: string): boolean;
  /** Every column that a writer stores, as far as known. */
  readonly stored: ReadonlySet<string>;
  /** The place of the first writer's granularity. */
  readonly firstGranularity: PlaceInFile | null;
}

/** The writes of a run by datasource. */
export interface WriteLog {
  add(write: TableWrite): void;
  of(datasource: string): LoggedWrite | null;
}

interface Entry extends LoggedWrite {
  add(write: TableWrite, order: number): void;
}

export function createWriteLog(): WriteLog {
  const byDatasource = new Map<string, Entry>();
  let writes = 0;
  return {
    add: (write) => {
      let entry = byDatasource.get(write.datasource);
      if (entry === undefined) byDatasource.set(write.datasource, (entry = createEntry(write)));
      entry.add(write, writes++);
    },
    of: (datasource) => byDatasource.get(datasource) ?? null,
  };
}

function createEntry(first: TableWrite): Entry {
  const overwrites: Values = new Map();
  // Writes that make the table anew and those that do not, as one that makes it anew is only held against the latter.
  const granularities: readonly [Values, Values] = [new Map(), new Map()];
  const types: readonly [Map<string, Values>, Map<string, Values>] = [new Map(), new Map()];
  const columns = new Set<string>();
  let columnsKnown = true;
  return {
    firstGranularity: first.granularity?.at ?? null,
    overwriteAll: (otherThan) => earliestOther([overwrites], null, otherThan)?.at ?? null,
    otherGranularity: (name, otherThan, appending) => earliestOther(appending ? [granularities[1]] : granularities, name, otherThan),
    otherType: (column, type, otherThan, appending) => earliestOther((appending ? [types[1]] : types).flatMap((each) => each.get(column) ?? []), type, otherThan),
    stored: columns,
    mayStore: (column) => !columnsKnown || columns.has(column),
    add: (write, order) => {
      const group = write.overwriteAll === null ? 1 : 0;
      if (write.overwriteAll !== null) note(overwrites, { value: "", at: write.overwriteAll, order });
      if (write.granularity !== null) note(granularities[group], { value: write.granularity.name, at: write.granularity.at, order });
      if (write.columns === null) columnsKnown = false;
      const own = new Set<string>();
      for (const { name, type, at } of write.columns ?? []) {
        columns.add(name);
        if (type !== null && !own.has(name)) note(valuesOf(types[group], name), { value: type, at, order });
        own.add(name);
      }
    },
  };
}

function valuesOf(types: Map<string, Values>, column: string): Values {
  let values = types.get(column);
  if (values === undefined) types.set(column, (values = new Map<string, Earliest>()));
  return values;
}

function note(values: Values, said: Said): void {
  const known = values.get(said.value);
  if (known === undefined) values.set(said.value, { first: said, elsewhere: null });
  else if (known.elsewhere === null && known.first.at.file !== said.at.file) known.elsewhere = said;
}

/** The earliest that says something other than `value` in another file than `otherThan`. */
function earliestOther(lists: readonly Values[], value: string | null, otherThan: string | null): Said | null {
  let earliest: Said | null = null;
  for (const values of lists) {
    for (const [other, { first, elsewhere }] of values) {
      const said = first.at.file === otherThan ? elsewhere : first;
      if (other !== value && said !== null && (earliest === null || said.order < earliest.order)) earliest = said;
    }
  }
  return earliest;
}
