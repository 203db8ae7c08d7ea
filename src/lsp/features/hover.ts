import { printType } from "../../analysis/types/sql-type.ts";
import type { OutputColumn, StatementAnalysis } from "../../analysis/model.ts";
import { visitAll } from "../../analysis/insight/statements.ts";
import { contextParameter, parameterOfPreviewName } from "../../druid/context.ts";
import { faultOf } from "../../druid/faults.ts";
import { functionNamed } from "../../druid/functions.ts";
import { granularityByName, granularityByPeriod } from "../../druid/granularities.ts";
import { tableFunction, type TableFunction } from "../../druid/inputs.ts";
import { explainStatement } from "../../linter/explain/statement.ts";
import { explanationMarkdown } from "../../linter/explain/statement-markdown.ts";
import { contextMarkdown, functionMarkdown, ruleMarkdown, sayRanges, topicMarkdown } from "../../linter/explain/topic.ts";
import type { Node } from "../../syntax/nodes.ts";
import { enclosing, pathAt, statementAt } from "../../syntax/query.ts";
import { originLines } from "./column-origin.ts";
import { namedThingAt, placesOf, type NamedThing } from "./names.ts";
import { commentBefore } from "./comment.ts";
import { tableFunctionForm } from "./signature-help.ts";
import { scopesAround } from "./scopes-around.ts";
import type { Span, TextView } from "./text-view.ts";

export interface Hover {
  readonly range: Span;
  readonly markdown: string;
}

/** What there is to say of the thing at an offset: function, column, context key, granularity, rule or fault in a comment, whole statement. */
export function hoverAt(view: TextView, offset: number): Hover | null {
  return inComment(view, offset) ?? inStatement(view, offset);
}

function inStatement(view: TextView, offset: number): Hover | null {
  const statement = statementAt(view.tree, offset);
  if (statement === null) return null;
  const path = pathAt(statement.node, offset);
  const node = path.at(-1);
  if (node === undefined) return null;
  return functionAt(view, path, offset) ?? granularityAt(view, path) ?? contextKeyAt(view, path, offset) ?? columnAt(view, path, statement, offset) ?? tableAt(view, path, statement, offset) ?? statementVerb(view, statement, offset);
}

function functionAt(view: TextView, path: readonly Node[], offset: number): Hover | null {
  const call = enclosing(path, "FunctionCall") ?? enclosing(path, "JsonFunctionCall");
  if (call === null || offset < call.name.start || offset > call.name.end) return null;
  const table = enclosing(path, "TableFunction")?.call === call ? tableFunction(call.name.parts.at(-1)?.name ?? "") : null;
  if (table !== null) return { range: call.name, markdown: tableFunctionMarkdown(table, view) };
  const fact = functionNamed(call.name.parts.at(-1)?.name ?? "", view.release);
  return fact === null ? null : { range: call.name, markdown: functionMarkdown(fact) };
}

function tableFunctionMarkdown(table: TableFunction, { release }: TextView): string {
  const extension = table.extension === undefined ? "" : `, extension \`${table.extension}\``;
  const source = table.source === undefined ? "" : `Reads the input source \`${table.source}\`. `;
  return [`**${table.name}** (table function${extension})`, "", "```", tableFunctionForm(table, release), "```", "", `${source}Releases: ${sayRanges([table])}.`].join("\n");
}

function granularityAt(view: TextView, path: readonly Node[]): Hover | null {
  const last = path.at(-1);
  const byPeriod = last?.kind === "StringLiteral" ? granularityByPeriod(last.value) : null;
  if (last !== undefined && byPeriod !== null) return { range: last, markdown: topicMarkdown({ kind: "granularity", granularity: byPeriod }, view.registry, view.release) };
  const unit = last?.kind === "TimeUnit" ? granularityByName(last.unit) : null;
  if (last !== undefined && unit !== null) return { range: last, markdown: topicMarkdown({ kind: "granularity", granularity: unit }, view.registry, view.release) };
  const clause = enclosing(path, "PartitionedByClause");
  if (clause === null) return null;
  const { granularity } = clause;
  const name = granularity.kind === "AllGranularity" ? "ALL" : granularity.kind === "UnitGranularity" ? granularity.unit : null;
  const known = name === null ? null : granularityByName(name);
  if (known === null) return null;
  return { range: granularity, markdown: topicMarkdown({ kind: "granularity", granularity: known }, view.registry, view.release) };
}

function contextKeyAt(view: TextView, path: readonly Node[], offset: number): Hover | null {
  const set = enclosing(path, "SetStatement");
  if (set === null || offset > set.name.end || offset < set.name.start) return null;
  const parameter = contextParameter(set.name.parts.map((part) => part.name).join("."));
  return parameter === null ? null : { range: set.name, markdown: contextMarkdown(parameter, view.release) };
}

function columnAt(view: TextView, path: readonly Node[], statement: Parameters<TextView["analysisOf"]>[0], offset: number): Hover | null {
  const reference = enclosing(path, "ColumnReference");
  if (reference === null || offset > reference.end) return aliasAt(view, path, statement);
  const analysis = view.analysisOf(statement);
  const type = analysis.typeOf(reference);
  if (type === null || type.name === "UNKNOWN") return null;
  const heading = `**${reference.parts.map((part) => part.name).join(".")}** ${printType(type)}`;
  return { range: reference, markdown: [heading, ...originLines(reference, path, analysis)].join("\n\n") };
}

function aliasAt(view: TextView, path: readonly Node[], statement: Parameters<TextView["analysisOf"]>[0]): Hover | null {
  const item = enclosing(path, "SelectItem");
  const last = path.at(-1);
  if (item?.alias == null || last !== item.alias) return null;
  const analysis = view.analysisOf(statement);
  const column = analysis.output?.find((output) => output.item === item);
  if (column === undefined) {
    const type = item.expression.kind === "Star" ? null : analysis.typeOf(item.expression);
    return type === null || type.name === "UNKNOWN" ? null : { range: item.alias, markdown: `**${item.alias.name}** ${printType(type)}` };
  }
  const stored = analysis.ingestion?.stored?.find((candidate) => candidate.name === column.name);
  const role = stored === undefined ? "" : `, stored as ${stored.role} ${stored.storedType ?? ""}`.trimEnd();
  return { range: item.alias, markdown: `**${column.name}** ${describe(column)}${role}` };
}

function describe(column: OutputColumn): string {
  return printType(column.type) + (column.nativeType === null ? "" : ` (${column.nativeType})`);
}

/** The columns of a CTE or of what an alias stands for. */
function tableAt(view: TextView, path: readonly Node[], statement: Parameters<TextView["analysisOf"]>[0], offset: number): Hover | null {
  const identifier = enclosing(path, "Identifier");
  if (identifier === null) return null;
  const thing = namedThingAt(view, offset);
  if (thing === null) return datasourceAt(view, path, statement);
  const columns = columnsOf(thing, view.analysisOf(statement));
  return columns === null ? null : { range: identifier, markdown: columnsMarkdown(thing.name, thing.kind === "commonTable" ? "WITH" : "alias", columns) };
}

/** A table of which the schema file knows the columns. */
function datasourceAt(view: TextView, path: readonly Node[], statement: Parameters<TextView["analysisOf"]>[0]): Hover | null {
  const table = enclosing(path, "NamedTable");
  if (table === null || enclosing(path, "QualifiedName") !== table.name) return null;
  const analysis = view.analysisOf(statement);
  const columns = scopesAround(path, analysis).flatMap(({ tables }) => tables).find(({ node }) => node === table)?.columns ?? null;
  return columns === null ? null : { range: table.name, markdown: columnsMarkdown(table.name.parts.map((part) => part.name).join("."), "datasource", columns) };
}

function columnsMarkdown(name: string, kind: string, columns: readonly OutputColumn[]): string {
  const shown = columns.slice(0, 30).map((column) => `- ${column.name} ${printType(column.type)}`);
  const more = columns.length > shown.length ? [`- … ${String(columns.length - shown.length)} more`] : [];
  return [`**${name}** (${kind})`, "", ...shown, ...more].join("\n");
}

/** Of the scopes that know the table by its definition, or by a use, the first that knows its columns. */
function columnsOf(thing: NamedThing, analysis: StatementAnalysis): readonly OutputColumn[] | null {
  const places = placesOf(thing);
  let found: readonly OutputColumn[] | null = null;
  visitAll(analysis.parsed.node, (node) => {
    if (node.kind === "Select" && found === null) {
      for (const table of analysis.scopeOf(node)?.tables ?? []) {
        if (table.columns !== null && places.some((place) => table.node.start <= place.start && place.end <= table.node.end)) found = table.columns;
      }
    }
    return found === null;
  });
  return found;
}

const verbs = /^(?:INSERT|REPLACE|EXPLAIN)\b/iu;

function statementVerb(view: TextView, statement: Parameters<TextView["analysisOf"]>[0], offset: number): Hover | null {
  const verb = verbs.exec(view.tree.text.slice(statement.start, statement.start + 10));
  if (verb === null || offset > statement.start + verb[0].length) return null;
  const explanation = explainStatement(view.analysisOf(statement), { printType: (column) => printType(column.type) });
  return { range: { start: statement.start, end: statement.start + verb[0].length }, markdown: explanationMarkdown(explanation) };
}

/** In a comment: the rule that a suppression names, a fault of Druid's, a context key that the preview read there. */
function inComment(view: TextView, offset: number): Hover | null {
  const before = commentBefore(view, offset);
  if (before === null) return null;
  const start = offset - (/(?<![\w-])[\w-]*$/u.exec(before)?.[0].length ?? 0);
  const name = /^[\w-]+/u.exec(view.tree.text.slice(start))?.[0];
  if (name === undefined) return null;
  const entry = /msqlint-(?:disable|enable)/u.test(before) ? view.registry.find(name) : null;
  const range = { start, end: start + name.length };
  if (entry !== null) return { range, markdown: ruleMarkdown(entry) };
  const fault = faultOf(name);
  if (fault !== null) return { range, markdown: topicMarkdown({ kind: "fault", fault }, view.registry, view.release) };
  const parameter = /^:context\s/u.test(before) ? (contextParameter(name) ?? parameterOfPreviewName(name)) : null;
  return parameter === null ? null : { range, markdown: contextMarkdown(parameter, view.release) };
}
