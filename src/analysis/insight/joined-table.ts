import type { ColumnReference, Expression, Join, TableReference } from "../../syntax/nodes.ts";
import type { StatementAnalysis } from "../model.ts";
import { columnReferences } from "../query/expressions.ts";

/** What is asked for: columns by their last names, and the table that they are qualified with; empty where they are not. */
interface Wanted {
  readonly columns: ReadonlySet<string>;
  readonly qualifier: string;
  readonly analysis: StatementAnalysis;
}

const keepsLeft: ReadonlySet<Join["type"]> = new Set(["INNER", "LEFT", "CROSS", "COMMA"]);
const keepsRight: ReadonlySet<Join["type"]> = new Set(["INNER", "RIGHT", "CROSS", "COMMA"]);

/**
 * The table of a FROM clause that an expression is read from. Null where a join leaves that open: it may give null instead, its
 * condition speaks of the same columns, or the names do not tell the table.
 */
export function tableRead(from: TableReference | null, expression: Expression, analysis: StatementAnalysis): TableReference | null {
  if (from?.kind !== "Join") return from;
  const references = columnReferences(expression, analysis.options.release);
  const [qualifier, ...others] = new Set(references.map(qualifierOf));
  if (qualifier === undefined || others.length > 0) return null;
  const wanted: Wanted = { columns: new Set(references.map(lastName)), qualifier, analysis };
  let table: TableReference | null = from;
  while (table?.kind === "Join") table = sideRead(table, wanted);
  return table;
}

function sideRead(join: Join, wanted: Wanted): TableReference | null {
  if (speaksOf(join, wanted)) return null;
  if (join.right.kind === "UnnestTable" && aliasOf(join.right) !== wanted.qualifier) return keepsLeft.has(join.type) ? join.left : null;
  if (wanted.qualifier === "") return null;
  if (aliasOf(join.right) === wanted.qualifier) return keepsRight.has(join.type) ? join.right : null;
  return keepsLeft.has(join.type) && holds(join.left, wanted.qualifier) ? join.left : null;
}

function speaksOf(join: Join, { columns, qualifier, analysis }: Wanted): boolean {
  if (join.natural || join.using?.some(({ name }) => columns.has(name)) === true) return true;
  if (join.on === null) return false;
  return columnReferences(join.on, analysis.options.release).some((reference) => columns.has(lastName(reference)) && ["", qualifier].includes(qualifierOf(reference)));
}

function holds(table: TableReference, name: string): boolean {
  return table.kind === "Join" ? holds(table.left, name) || holds(table.right, name) : aliasOf(table) === name;
}

function aliasOf(table: TableReference): string | null {
  if (table.kind === "Join" || table.kind === "ErrorTable") return null;
  return table.alias?.name.name ?? (table.kind === "NamedTable" ? (table.name.parts.at(-1)?.name ?? null) : null);
}

function lastName(reference: ColumnReference): string {
  return reference.parts.at(-1)?.name ?? "";
}

function qualifierOf(reference: ColumnReference): string {
  return reference.parts.at(-2)?.name ?? "";
}
