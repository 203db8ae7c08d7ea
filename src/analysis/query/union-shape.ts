import type { SqlType } from "../model.ts";
import { isNumeric, isUnknown } from "../types/sql-type.ts";
import { isEmpty, isNoRows } from "./planning/no-rows.ts";
import type { QuerySession } from "./query-state.ts";
import { mappedColumns, outputNames, unionBranches, type Relation, type Scan, type Union } from "./relations.ts";

/** The inputs that may give rows: the planner takes the others out, and of a single one left it makes no union (`PruneEmptyRules`). */
export function filledInputs(inputs: readonly Relation[], session: QuerySession): readonly Relation[] {
  return inputs.filter((input) => isUnseen(input, session) || !isEmpty(input, session));
}

/** LIMIT 0, which until 27 is not seen in a branch. */
function isUnseen(input: Relation, { release }: QuerySession): boolean {
  return release.major < 28 && input.kind === "sort" && isNoRows(input);
}

/** The one input that a union comes down to; the relation itself otherwise. */
export function withoutEmptyBranches(relation: Relation, session: QuerySession | null): Relation {
  if (session === null || relation.kind !== "union" || relation.node.operator !== "UNION") return relation;
  const { inputs, unions } = unionBranches(relation);
  const [first, second] = filledInputs(inputs, session);
  const isPassedOn = second === undefined && unions.every(({ node }) => node.quantifier === "ALL");
  return isPassedOn ? (first ?? relation) : relation;
}

/**
 * True when all inputs are bare columns of the same names of tables (`DruidUnionDataSourceRule`); null when that is not known.
 * `used`: the positions of the columns that are read, null for all.
 */
export function areSimple(inputs: readonly Relation[], used: readonly number[] | null): boolean | null {
  let known = true;
  let names: readonly string[] | null = null;
  const types: (readonly SqlType[])[] = [];
  for (const input of inputs) {
    const mapped = mappedColumns(input, used);
    if (mapped?.table.table.path?.[0] !== "druid") return false;
    const { columns } = mapped;
    if (columns === null) {
      known = false;
      continue;
    }
    if (names !== null && columns.some((column, index) => column !== names?.[index])) return false;
    names = columns;
    const columnTypes = typesOfColumns(mapped.table, columns);
    if (columnTypes !== null) types.push(columnTypes);
  }
  if (!typesAgree(types)) return false;
  return known ? true : null;
}

function typesOfColumns(scan: Scan, names: readonly string[]): readonly SqlType[] | null {
  const { columns } = scan.table;
  if (columns === null) return null;
  return names.flatMap((name) => columns.find((column) => column.name === name)?.type ?? []);
}

/** Columns of different kinds are cast first, which makes the input an expression. */
function typesAgree(rows: readonly (readonly SqlType[])[]): boolean {
  const [first] = rows;
  return first === undefined || first.every((type, index) => rows.every((row) => areMergeable(type, row[index] ?? type)));
}

function areMergeable(one: SqlType, other: SqlType): boolean {
  return isUnknown(one) || isUnknown(other) || one.name === other.name || (isNumeric(one) && isNumeric(other));
}

/** The positions of a union's columns that somebody above reads; of none of them the last stays (`RelFieldTrimmer`). */
export function usedPositions(union: Union, needed: ReadonlySet<string> | null): readonly number[] | null {
  const names = needed === null ? null : outputNames(union);
  if (needed === null || names === null) return null;
  const used = names.flatMap((name, position) => (needed.has(name) ? position : []));
  return used.length === 0 ? [names.length - 1] : used;
}
