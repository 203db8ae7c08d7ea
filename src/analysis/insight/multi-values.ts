import { jsonOfLiteral, readJson, member, type JsonNode } from "../extern/json.ts";
import type { OutputColumn, StatementAnalysis } from "../model.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import type { Expression, FunctionCall, TableFunction } from "../../syntax/nodes.ts";
import { groupingSelect } from "./aggregates.ts";
import { ingestionOf } from "./statements.ts";

/** A string column of an external table that the outermost query groups by as it is. */
export interface GroupedString {
  /** As the external table calls it. */
  readonly column: string;
  readonly output: OutputColumn;
  /** The expression of the SELECT list. */
  readonly expression: Expression;
  /** Why it may hold several values in one row; null where only the format allows it. */
  readonly evidence: "data" | "format" | "function" | null;
}

/** Plain string columns of EXTERN that an ingestion groups by and that its format could give several values. */
export function groupedStrings(analysis: StatementAnalysis): readonly GroupedString[] {
  const { output } = analysis;
  const ingest = ingestionOf(analysis.parsed.node);
  const select = ingest === null ? null : groupingSelect(ingest.source);
  if (output === null || select === null || select.groupBy === null) return [];
  const found: GroupedString[] = [];
  for (const column of output) {
    const { expression, origins } = column;
    const [origin] = origins;
    if (expression?.kind !== "ColumnReference" || column.nativeType !== "STRING" || origin?.table.kind !== "TableFunction" || origins.length !== 1) continue;
    const values = readingOf(origin.table, origin.column);
    if (values === null || column.item === null || !select.items.includes(column.item)) continue;
    const used = nodesOfKind(analysis.parsed.node, "FunctionCall").some((call) => isMultiValueCall(call, expression.parts.at(-1)?.name ?? ""));
    found.push({ column: origin.column, output: column, expression, evidence: values === "unknown" ? (used ? "function" : null) : values });
  }
  return found;
}

function isMultiValueCall(call: FunctionCall, column: string): boolean {
  const name = call.name.parts.at(-1)?.name.toUpperCase() ?? "";
  if (!name.startsWith("MV_")) return false;
  return call.arguments.some((argument) => argument.kind === "ColumnReference" && argument.parts.at(-1)?.name === column);
}

/** How the format reads the column: certainly several values, perhaps, or (null) never. */
function readingOf(table: TableFunction, column: string): "data" | "format" | "unknown" | null {
  const { call } = table;
  if (call.kind !== "FunctionCall") return null;
  const source = jsonArgument(call, 0, "inputSource");
  const format = jsonArgument(call, 1, "inputFormat");
  if (format === null) return null;
  const type = textOf(member(format, "type")?.value);
  if (type === "csv" || type === "tsv") return textOf(member(format, "listDelimiter")?.value) === null ? null : "format";
  if (type !== "json" || source === null) return "unknown";
  return holdsList(textOf(member(source, "data")?.value), column) ? "data" : "unknown";
}

function jsonArgument(call: FunctionCall, place: number, name: string): JsonNode | null {
  const named = call.arguments.find((argument) => argument.kind === "NamedArgument" && argument.name.name === name);
  const argument = named?.kind === "NamedArgument" ? named.value : call.arguments[place];
  return argument?.kind === "StringLiteral" ? jsonOfLiteral(argument).node : null;
}

function textOf(node: JsonNode | undefined): string | null {
  return node?.kind === "string" ? node.value : null;
}

/** True when a row of the statement's own JSON data has a list there. */
function holdsList(data: string | null, column: string): boolean {
  if (data === null) return false;
  return data.split(/\r\n|\n|\r/u).some((line) => {
    const row = readJson(line).node;
    return row !== null && member(row, column)?.value.kind === "array";
  });
}
