import { externInput, textProperty, textsProperty, type JsonArgument } from "../../analysis/insight/extern-inputs.ts";
import { datasourcesRead } from "../../analysis/insight/statements.ts";
import type { Ingestion } from "../../analysis/model.ts";
import type { Release } from "../../druid/releases.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import type { Node, TableFunction } from "../../syntax/nodes.ts";

/** What a statement reads, in the order of the text: its EXTERNs with what their JSON says, then its datasources. */
export function readsOf(statement: Node, release: Release): readonly string[] {
  const external = externals(statement).map((table) => sayExternal(table, release));
  return [...new Set([...external, ...datasourcesRead(statement).map(({ datasource }) => `datasource ${datasource}`)])];
}

/** What the user who sends the statement must be allowed to do (Druid's resource types and actions). */
export function permissionsOf(ingestion: Ingestion | null, statement: Node): readonly string[] {
  const permissions = new Set<string>();
  if (externals(statement).length > 0) permissions.add("READ on EXTERNAL");
  for (const { datasource } of datasourcesRead(statement)) permissions.add(`READ on DATASOURCE ${datasource}`);
  const target = ingestion?.target;
  if (target?.export === true) permissions.add("WRITE on EXTERNAL");
  else if (target?.datasource != null) permissions.add(`WRITE on DATASOURCE ${target.datasource}`);
  return [...permissions];
}

/** How many workers can read at once: one a file. Null where files are not listed one by one, or datasources are read as well. */
export function readersOf(statement: Node, release: Release): number | null {
  const tables = externals(statement);
  if (tables.length === 0 || datasourcesRead(statement).length > 0) return null;
  let files = 0;
  for (const table of tables) {
    const source = externInput(table, release)?.source ?? null;
    // Inline data is one piece.
    const own = source === null ? null : textProperty(source.node, "type") === "inline" ? 1 : countOfInputs(source);
    if (own === null) return null;
    files += own;
  }
  return files;
}

/** APPEND joins tables of the cluster; every other table function reads something outside. */
function externals(statement: Node): readonly TableFunction[] {
  return nodesOfKind(statement, "TableFunction").filter(({ call }) => call.kind === "FunctionCall" && call.name.parts.at(-1)?.name.toUpperCase() !== "APPEND");
}

const listsOfInputs: readonly string[] = ["uris", "objects", "files", "paths"];

function sayExternal(table: TableFunction, release: Release): string {
  const input = externInput(table, release);
  const name = table.call.kind === "FunctionCall" ? table.call.name.parts.at(-1)?.name.toUpperCase() : undefined;
  if (input === null) return `external input (${name ?? "?"})`;
  const source = input.source === null ? null : textProperty(input.source.node, "type");
  const format = input.format === null ? null : textProperty(input.format.node, "type");
  const files = input.source === null ? null : countOfInputs(input.source);
  const amount = files === null ? "" : `${String(files)} ${files === 1 ? "file" : "files"} `;
  return `external input: ${amount}by \`${source ?? "?"}\`${format === null ? "" : `, read as \`${format}\``}`;
}

function countOfInputs({ node }: JsonArgument): number | null {
  for (const name of listsOfInputs) {
    const texts = textsProperty(node, name);
    if (texts !== null) return texts.length;
  }
  return null;
}
