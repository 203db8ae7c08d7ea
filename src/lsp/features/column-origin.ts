import type { ColumnOrigin, OutputColumn, ScopeTable, StatementAnalysis } from "../../analysis/model.ts";
import type { ColumnReference, Node } from "../../syntax/nodes.ts";
import { scopesAround } from "./scopes-around.ts";

/** Where a column comes from: the table at hand, and behind it what CTEs and subqueries read it from. */
export function originLines(reference: ColumnReference, path: readonly Node[], analysis: StatementAnalysis): readonly string[] {
  const found = columnAt(reference, path, analysis);
  if (found === null) return [];
  const { table, column } = found;
  const direct = [`from ${nameOf(table)}`];
  const ends = column.origins.filter((origin) => origin.table !== table.node || declares(origin) !== null).map((origin) => endOf(origin, table));
  return ends.length === 0 ? direct : [...direct, ...new Set(ends)];
}

/** Of the nearest scope that has a column of the name, or that the name is qualified with. */
function columnAt({ parts }: ColumnReference, path: readonly Node[], analysis: StatementAnalysis): { readonly table: ScopeTable; readonly column: OutputColumn } | null {
  const [name, qualifier] = [parts.at(-1)?.name, parts.at(-2)?.name];
  for (const table of scopesAround(path, analysis).flatMap(({ tables }) => tables)) {
    const column = qualifier === undefined || table.alias === qualifier ? table.columns?.find((each) => each.name === name) : undefined;
    if (column !== undefined) return { table, column };
  }
  return null;
}

function nameOf({ alias, node }: Pick<ScopeTable, "alias" | "node">): string {
  if (alias !== null) return `\`${alias}\``;
  switch (node.kind) {
    case "NamedTable":
      return `\`${node.name.parts.map((part) => part.name).join(".")}\``;
    case "TableFunction":
      return node.call.kind === "FunctionCall" ? `\`${node.call.name.parts.map((part) => part.name).join(".")}\`` : "a table function";
    case "UnnestTable":
      return "`UNNEST`";
    default:
      return "a subquery";
  }
}

/** What in the text says that the table has the column; null where it is the data or the schema. */
function declares({ table }: ColumnOrigin): string | null {
  if (table.kind !== "TableFunction") return null;
  return table.extend === null ? "the signature of" : "the EXTEND clause of";
}

function endOf(origin: ColumnOrigin, direct: ScopeTable): string {
  const { table, column } = origin;
  const place = `\`${column}\` in ${[declares(origin), nameOf({ alias: null, node: table })].filter((part) => part !== null).join(" ")}`;
  return table === direct.node ? place : `which is read from ${place}`;
}
