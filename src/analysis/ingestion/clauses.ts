import { before, atLeast } from "../../druid/releases.ts";
import type { Expression, OrderItem, Query } from "../../syntax/nodes.ts";
import type { Stage } from "../../syntax/violation.ts";
import type { AnalysisState } from "../steps.ts";
import { segmentGranularity } from "./granularity.ts";
import { checkOverwrite } from "./overwrite.ts";
import { isExport, verbOf } from "./statement.ts";

/** ORDER BY of the source query itself (not of a subquery) belongs into CLUSTERED BY. */
export function checkOrderBy(state: AnalysisState): void {
  if (state.ingest === null) return;
  const query = outermost(state.ingest.source);
  if (query.orderBy === null) return;
  const { start, end } = query.orderBy;
  state.report({ rule: "order-by-in-ingest", message: "order-by", data: { statement: verbOf(state.ingest) }, stage: "validate", start, end, druidStart: null });
}

/** The query that carries the outermost ORDER BY: parentheses around the whole query are not part of it. */
export function outermost(query: Query): Query {
  const plain = query.with === null && query.orderBy === null && query.limit === null && query.offset === null && query.fetch === null;
  return plain && query.body.kind === "ParenthesizedQuery" ? outermost(query.body.query) : query;
}

/** DruidSqlParserUtils.validateClusteredByColumns (27 on); before, DESC is only refused by the controller. */
export function checkClusteredBy(state: AnalysisState): void {
  if (before(state.release, 27)) return;
  for (const item of state.ingest?.clusteredBy?.items ?? []) {
    if (state.stopped) return;
    if (item.direction === "DESC" && item.nulls === null) reportDescending(state, item, "validate");
    else if (item.direction !== "DESC" && item.nulls === null) checkOrdinal(state, item);
  }
}

/** 24 to 26: the fault InsertCannotOrderByDescending. */
export function checkDescendingInController(state: AnalysisState): void {
  if (atLeast(state.release, 27) || state.explain) return;
  for (const item of state.ingest?.clusteredBy?.items ?? []) {
    if (item.direction === "DESC" && !state.stopped) reportDescending(state, item, "controller");
  }
}

function reportDescending(state: AnalysisState, item: OrderItem, stage: Stage): void {
  const { start, end } = item;
  const fault = stage === "controller" ? { fault: "InsertCannotOrderByDescending" } : {};
  const expression = state.tree.text.slice(item.expression.start, item.expression.end);
  state.report({ rule: "clustered-by-desc", message: "desc", data: { expression }, stage, start, end, druidStart: null, ...fault });
}

function checkOrdinal(state: AnalysisState, item: OrderItem): void {
  const value = numericValue(item.expression);
  if (value === null) return;
  const fraction = !Number.isInteger(value);
  const ordinal = Math.trunc(value);
  if (fraction ? before(state.release, 28) && ordinal >= 1 : ordinal >= 1) return;
  const message = fraction && atLeast(state.release, 28) ? "fraction" : "not-positive";
  const { start, end } = item;
  state.report({ rule: "clustered-by-invalid-ordinal", message, data: { ordinal: value }, stage: "validate", start, end, druidStart: null });
}

/** The value of a number with at most a sign before it, as Calcite's parser folds it into one literal; null for anything else. */
export function numericValue(expression: Expression): number | null {
  if (expression.kind === "ParenthesizedExpression") return numericValue(expression.expression);
  if (expression.kind === "NumericLiteral") return Number(expression.text);
  if (expression.kind !== "UnaryExpression" || (expression.operator !== "-" && expression.operator !== "+")) return null;
  const value = expression.operand.kind === "NumericLiteral" ? Number(expression.operand.text) : null;
  return value === null || expression.operator === "+" ? value : -value;
}

/** REPLACE: OVERWRITE must be there and name whole segments. 24 asks for the clause while it parses. */
export function checkOverwriteClause(state: AnalysisState): void {
  const { ingest } = state;
  if (ingest?.kind !== "ReplaceStatement" || isExport(ingest)) return;
  const { overwrite } = ingest;
  if (overwrite === null || (!overwrite.all && overwrite.where === null)) {
    if (before(state.release, 25)) return;
    const place = overwrite ?? ingest.target ?? ingest;
    state.report({ rule: "replace-missing-overwrite", message: overwrite === null ? "missing" : "empty", data: {}, stage: "validate", start: place.start, end: place.end, druidStart: null });
    return;
  }
  const missing = ingest.partitionedBy === null && before(state.release, 31);
  const overwritten = checkOverwrite(state, overwrite, segmentGranularity(ingest.partitionedBy), missing && ingest.clusteredBy === null);
  // Without PARTITIONED BY it is refused for that alone (for a CLUSTERED BY alone, where there is one), and what it replaces is still of interest.
  if (!missing) state.overwritten = overwritten;
}

/** PARTITIONED BY must be there (24 asks for it while it parses); a CLUSTERED BY without it is refused here from 31 on, by the parser before. */
export function checkPartitionedBy(state: AnalysisState): void {
  const { ingest } = state;
  if (ingest === null || ingest.partitionedBy !== null || isExport(ingest) || before(state.release, 25)) return;
  const { clusteredBy } = ingest;
  const stage = "validate";
  if (clusteredBy !== null) {
    if (atLeast(state.release, 31)) state.report({ rule: "clustered-by-before-partitioned-by", message: "alone", data: {}, stage, start: clusteredBy.start, end: clusteredBy.end, druidStart: null });
    return;
  }
  const place = ingest.target ?? ingest;
  state.report({ rule: "partitioned-by-missing", message: "missing", data: { verb: verbOf(ingest) }, stage, start: place.start, end: place.end, druidStart: null });
}
