import { nativeStoredType } from "../analysis/insight/stored-types.ts";
import { datasourcesRead, ingestionOf, visitAll } from "../analysis/insight/statements.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { columnReferences } from "../analysis/query/expressions.ts";
import type { Node, Select } from "../syntax/nodes.ts";
import { createWriteLog, type LoggedWrite, type WriteLog } from "./across-writes.ts";
import type { Severity } from "./rule.ts";

/** A place in a text of a run; offsets are that text's. */
export interface PlaceInFile {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** What one statement does to a datasource, as far as statements elsewhere may contradict it. Plain JSON, so that it can be cached. */
export interface StatementSummary {
  readonly at: PlaceInFile;
  /** Index in its text. */
  readonly statement: number;
  /** Null for a statement that only reads. */
  readonly write: TableWrite | null;
  /** Columns read from datasources that no schema describes. */
  readonly reads: readonly ColumnRead[];
}

export interface TableWrite {
  readonly datasource: string;
  readonly verb: "INSERT" | "REPLACE";
  readonly overwriteAll: PlaceInFile | null;
  readonly granularity: { readonly name: string; readonly at: PlaceInFile } | null;
  /** Null: the columns are not known. */
  readonly columns: readonly WrittenColumn[] | null;
}

interface WrittenColumn {
  readonly name: string;
  /** LONG, STRING, ARRAY<STRING> …; null where unknown. */
  readonly type: string | null;
  readonly at: PlaceInFile;
}

export interface ColumnRead {
  readonly datasource: string;
  readonly column: string;
  readonly at: PlaceInFile;
}

/** Two statements that do not go together, said of the later one by the rule of that name. */
export interface Conflict {
  readonly rule: "mixed-granularity" | "mixed-column-type" | "repeated-overwrite-all" | "column-never-written";
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly at: PlaceInFile;
  /** The statement in `at.file`, by index. */
  readonly statement: number;
  /** The other statement's place; null where it is about all of them. */
  readonly other: PlaceInFile | null;
  /** Across files order is not known, and some may never be run together: at most a hint. */
  readonly severity: Exclude<Severity, "off"> | null;
}

/** The summary with each of its places moved. */
export function withPlaces({ at, write, reads, statement }: StatementSummary, move: (place: PlaceInFile) => PlaceInFile): StatementSummary {
  return {
    at: move(at),
    statement,
    reads: reads.map((read) => ({ ...read, at: move(read.at) })),
    write: write === null ? null : {
      ...write,
      overwriteAll: write.overwriteAll === null ? null : move(write.overwriteAll),
      granularity: write.granularity === null ? null : { ...write.granularity, at: move(write.granularity.at) },
      columns: write.columns?.map((column) => ({ ...column, at: move(column.at) })) ?? null,
    },
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Makes a statement's summary; null where it neither writes nor reads what others may write. `toFile` maps offsets of the SQL to the file's. */
export function summarizeStatement(file: string, statement: number, analysis: StatementAnalysis, toFile: (range: Range) => Range = (range) => range): StatementSummary | null {
  const { node } = analysis.parsed;
  if (!analysis.parsed.sound) return null;
  const place = (range: Range): PlaceInFile => {
    const { start, end } = toFile(range);
    return { file, start, end };
  };
  const write = writeOf(analysis, place);
  const reads = readsOf(node, analysis, place);
  return write === null && reads.length === 0 ? null : { at: place(node), statement, write, reads };
}

type Placer = (range: Range) => PlaceInFile;

function writeOf(analysis: StatementAnalysis, place: Placer): TableWrite | null {
  const { ingestion } = analysis;
  const { node } = analysis.parsed;
  const ingest = node.kind === "ExplainStatement" ? null : ingestionOf(node);
  const datasource = ingestion?.target?.datasource ?? null;
  if (ingest === null || ingestion === null || datasource === null) return null;
  const { granularity, overwrite, stored } = ingestion;
  const name = granularity?.name ?? null;
  return {
    datasource,
    verb: ingestion.verb,
    overwriteAll: overwrite?.all === true ? place(ingest.overwrite ?? ingest) : null,
    granularity: name === null ? null : { name, at: place(ingest.partitionedBy ?? ingest) },
    columns: stored?.map((column) => ({ name: column.name, type: nativeStoredType(column), at: place(column.output.expression ?? column.output.item ?? ingest.source) })) ?? null,
  };
}

/** Columns that a SELECT over one datasource without a schema names in its list and its WHERE. */
function readsOf(node: Node, analysis: StatementAnalysis, place: Placer): readonly ColumnRead[] {
  const known = analysis.options.schema?.tables;
  const datasources = new Map(datasourcesRead(node).map((read) => [read.node as Node, read.datasource]));
  const reads: ColumnRead[] = [];
  if (datasources.size === 0) return reads;
  visitAll(node, (each) => {
    const datasource = each.kind === "Select" && each.from !== null ? datasources.get(each.from) : undefined;
    if (each.kind === "Select" && datasource !== undefined && known?.has(datasource) !== true) reads.push(...namesIn(each, analysis).map(({ column, at }) => ({ datasource, column, at: place(at) })));
    return true;
  });
  return reads;
}

function namesIn(select: Select, analysis: StatementAnalysis): readonly { readonly column: string; readonly at: Node }[] {
  const clauses: readonly (Node | null)[] = [...select.items, select.where];
  return clauses.flatMap((clause) => (clause === null ? [] : columnReferences(clause, analysis.options.release))).map((reference) => ({ column: reference.parts.at(-1)?.name ?? "", at: reference }));
}

/** Holds the statements of one text, in order, against those before them. Each costs what it says itself, however many came before. */
export interface StatementJournal {
  /** What the statement contradicts in earlier ones; it counts as an earlier one from then on. */
  add(summary: StatementSummary): readonly Conflict[];
}

export function createJournal(): StatementJournal {
  const log = createWriteLog();
  return {
    add: (summary) => {
      // Only of a table that the text itself makes anew is it known which columns it has.
      const conflicts = [...conflictsOfWrite(log, summary, null), ...conflictsOfReads(log, summary, true)];
      if (summary.write !== null) log.add(summary.write);
      return conflicts;
    },
  };
}

/** What statements of different files of a run contradict in one another; within a file the rules say it themselves. */
export function conflictsAcross(summaries: readonly StatementSummary[]): readonly Conflict[] {
  const log = createWriteLog();
  const conflicts: Conflict[] = [];
  for (const later of summaries) {
    if (later.write === null) continue;
    conflicts.push(...conflictsOfWrite(log, later, "info"));
    log.add(later.write);
  }
  for (const summary of summaries) conflicts.push(...conflictsOfReads(log, summary, false).filter(({ at, other }) => other === null || other.file !== at.file));
  return firstOfEach(conflicts);
}

/** `severity` null: of one text; else across files, where what stands in the statement's own file does not count. */
function conflictsOfWrite(log: WriteLog, { write, statement, at }: StatementSummary, severity: Conflict["severity"]): readonly Conflict[] {
  const before = write === null ? null : log.of(write.datasource);
  if (write === null || before === null) return [];
  const otherThan = severity === null ? null : at.file;
  const again = write.overwriteAll === null ? null : before.overwriteAll(otherThan);
  const conflicts: BareConflict[] = [];
  if (again !== null && write.overwriteAll !== null) {
    conflicts.push({ rule: "repeated-overwrite-all", messageId: "again", data: { table: write.datasource }, at: write.overwriteAll, other: again });
  }
  // Of two that make the table anew nothing else is said: the first one's granularity and types are gone.
  const others: Others = { otherThan, afresh: write.overwriteAll !== null };
  conflicts.push(...granularityConflicts(before, write, others), ...typeConflicts(before, write, others));
  return firstOfEach(conflicts.map((conflict) => ({ ...conflict, statement, severity })));
}

type BareConflict = Omit<Conflict, "statement" | "severity">;

/** Which earlier writes count: not those of the file, and for one that makes the table anew not those that do so too. */
interface Others {
  readonly otherThan: string | null;
  readonly afresh: boolean;
}

function granularityConflicts(before: LoggedWrite, later: TableWrite, { otherThan, afresh }: Others): readonly BareConflict[] {
  const { granularity } = later;
  const other = granularity === null ? null : before.otherGranularity(granularity.name, otherThan, afresh);
  if (granularity === null || other === null) return [];
  const data = { table: later.datasource, granularity: granularity.name, other: other.value };
  return [{ rule: "mixed-granularity", messageId: "mixed", data, at: granularity.at, other: other.at }];
}

function typeConflicts(before: LoggedWrite, later: TableWrite, { otherThan, afresh }: Others): readonly BareConflict[] {
  const conflicts: BareConflict[] = [];
  for (const { name: column, type, at } of later.columns ?? []) {
    const other = type === null ? null : before.otherType(column, type, otherThan, afresh);
    if (type === null || other === null) continue;
    const data = { table: later.datasource, column, type, other: other.value };
    conflicts.push({ rule: "mixed-column-type", messageId: "mixed", data, at, other: other.at });
  }
  return conflicts;
}

/**
 * A column read that none of a datasource's writers stores; nothing is said where one writer's columns are not known.
 * `madeAnew`: only of tables that one of the writers makes anew.
 */
function conflictsOfReads(log: WriteLog, { reads, write, statement }: StatementSummary, madeAnew: boolean): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  for (const { datasource, column, at } of reads) {
    const own = log.of(datasource);
    // `__time` is always there; a table that is rewritten from itself may hold whatever it held before.
    if (own === null || (madeAnew && own.overwriteAll(null) === null) || column === "__time" || write?.datasource === datasource || own.mayStore(column)) continue;
    conflicts.push({ rule: "column-never-written", messageId: "never", data: { table: datasource, column }, at, statement, other: own.firstGranularity, severity: "info" });
  }
  return firstOfEach(conflicts);
}

/** One finding a place and rule, however many statements it conflicts with. */
function firstOfEach(conflicts: readonly Conflict[]): readonly Conflict[] {
  const seen = new Set<string>();
  return conflicts.filter(({ rule, at }) => {
    const key = `${rule} ${at.file} ${String(at.start)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
