import type { SqlType } from "../model.ts";
import type { QuerySession } from "./query-state.ts";
import { mappedColumns, type Relation, type Scan, type Union } from "./relations.ts";

/** The inputs of a chain of UNIONs, and the UNIONs. */
export function unionBranches(union: Union): { readonly inputs: readonly Relation[]; readonly unions: readonly Union[] } {
  const inputs: Relation[] = [];
  const unions: Union[] = [];
  const visit = (relation: Relation): void => {
    if (relation.kind === "union" && relation.node.operator === "UNION") {
      unions.push(relation);
      visit(relation.left);
      visit(relation.right);
    } else inputs.push(relation);
  };
  visit(union);
  return { inputs, unions };
}

/** True when all inputs are bare columns of the same names of tables (`DruidUnionDataSourceRule`); null when that is not known. */
export function areSimple(inputs: readonly Relation[], session: QuerySession): boolean | null {
  let known = true;
  let names: readonly string[] | null = null;
  const types: (readonly SqlType[])[] = [];
  for (const input of inputs) {
    const mapped = mappedColumns(input);
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
  if (!typesAgree(types, session)) return false;
  return known ? true : null;
}

function typesOfColumns(scan: Scan, names: readonly string[]): readonly SqlType[] | null {
  const { columns } = scan.table;
  if (columns === null) return null;
  return names.flatMap((name) => columns.find((column) => column.name === name)?.type ?? []);
}

/** Columns of different kinds are cast first, which makes the input an expression. */
function typesAgree(rows: readonly (readonly SqlType[])[], session: QuerySession): boolean {
  const [first] = rows;
  if (first === undefined) return true;
  return first.every((type, index) => rows.every((row) => areMergeable(type, row[index] ?? type, session)));
}

function areMergeable(one: SqlType, other: SqlType, session: QuerySession): boolean {
  if (one.name === "UNKNOWN" || other.name === "UNKNOWN" || one.name === other.name) return true;
  return session.release.major < 28 && isNumber(one) && isNumber(other);
}

function isNumber(type: SqlType): boolean {
  return ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL", "FLOAT", "REAL", "DOUBLE"].includes(type.name);
}
