import { selectOf } from "../../analysis/insight/statements.ts";
import { granularityByPeriod } from "../../druid/granularities.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { Expression, Node, Query, Select } from "../../syntax/nodes.ts";
import type { ParsedStatement } from "../../syntax/tree.ts";
import type { Span, TextView } from "./text-view.ts";

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/** What an ordinal means, what a period is called, and as what a column will be stored. */
export function inlayHints(view: TextView, range: Span): readonly InlayHint[] {
  const hints: InlayHint[] = [];
  for (const statement of view.tree.statements) {
    if (statement.end < range.start || statement.start > range.end || !statement.sound) continue;
    collect(statement.node, view, hints);
    hints.push(...storedTypes(view, statement));
  }
  return hints.filter((hint) => hint.offset >= range.start && hint.offset <= range.end).sort((a, b) => a.offset - b.offset);
}

function collect(node: Node, view: TextView, hints: InlayHint[]): void {
  if (node.kind === "Query") hints.push(...ordinalsOf(node, view.tree.text));
  if ((node.kind === "InsertStatement" || node.kind === "ReplaceStatement") && node.clusteredBy !== null) {
    const select = selectOf(node.source);
    for (const item of node.clusteredBy.items) hints.push(...ordinalHint(item.expression, select, view.tree.text));
  }
  if (node.kind === "PartitionedByClause") hints.push(...periodHint(node.granularity));
  forEachChild(node, (child) => {
    collect(child, view, hints);
  });
}

function ordinalsOf(query: Query, text: string): readonly InlayHint[] {
  const select = selectOf(query);
  const grouped = (select?.groupBy?.items ?? []).filter((item) => item.kind === "NumericLiteral");
  const ordered = (query.orderBy?.items ?? []).map((item) => item.expression);
  return [...grouped, ...ordered].flatMap((expression) => ordinalHint(expression, select, text));
}

function ordinalHint(expression: Expression, select: Select | null, text: string): readonly InlayHint[] {
  if (expression.kind !== "NumericLiteral" || expression.form !== "integer" || select === null) return [];
  // A star in front moves every ordinal behind it.
  const items = select.items.slice(0, Number(expression.text));
  const item = items.at(-1);
  if (item === undefined || items.length < Number(expression.text) || items.some(({ expression: shown }) => shown.kind === "Star")) return [];
  const name = item.alias?.name ?? text.slice(item.expression.start, Math.min(item.expression.end, item.expression.start + 30));
  return [{ offset: expression.end, label: ` ${name}`, tooltip: `column ${expression.text} of the SELECT list` }];
}

function periodHint(granularity: Node): readonly InlayHint[] {
  const literal = granularity.kind === "FunctionCall" ? granularity.arguments[1] : granularity;
  if (literal?.kind !== "StringLiteral") return [];
  const known = granularityByPeriod(literal.value);
  return known === null ? [] : [{ offset: literal.end, label: ` ${known.name}`, tooltip: `granularity ${known.name}` }];
}

function storedTypes(view: TextView, statement: ParsedStatement): readonly InlayHint[] {
  if (statement.node.kind !== "InsertStatement" && statement.node.kind !== "ReplaceStatement") return [];
  const analysis = view.analysisOf(statement);
  return (analysis.ingestion?.stored ?? []).flatMap((column) => {
    const { item } = column.output;
    if (item === null || item.expression.kind === "Star" || column.output.nativeType === null) return [];
    return [{ offset: item.end, label: `: ${column.output.nativeType}`, tooltip: `stored as ${column.role}` }];
  });
}
