import { atLeast } from "../../../druid/releases.ts";
import type { Expression, Pivot, TableReference, UnnestTable } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { isConstant, planExpression } from "../../types/index.ts";
import { findAggregate, hasSubquery, walkExpression } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Scan, ValuesRelation } from "../relations.ts";
import { isUntyped, typeOf, type Place, type PlanContext } from "./context.ts";
import { planWithQueries } from "./expressions.ts";
import { reportKeyType } from "./key-types.ts";

/** No rule plans a sample. SUBSTITUTE only names other rows, and a percentage of all or nothing is no sample: these are read and forgotten. */
export function planSample(table: TableReference, session: QuerySession): void {
  if (!("sample" in table) || table.sample === null || session.stopped()) return;
  const [percentage] = table.sample.arguments;
  if (percentage?.kind !== "NumericLiteral") return;
  const share = Number(percentage.text) / 100;
  // The parser of 29 reckoned in single precision.
  const read = atLeast(session.release, 30) ? share : Math.fround(share);
  if (read > 1) session.report(violationAt("table-sample-unsupported", "percentage", percentage, { percentage: percentage.text }, "validate"));
  else if (read > 0 && read < 1) session.report(violationAt("table-sample-unsupported", "unsupported", table.sample, {}, "plan"));
}

/** Tables of FROM that the planner has no scan for. */
export function planScan(scan: Scan, context: PlanContext): void {
  const { session } = context;
  const { node } = scan.table;
  if (node === null) return;
  switch (node.kind) {
    case "UnnestTable":
      if (session.release.major < 28) {
        if (!session.anyEngine) session.report(violationAt("unnest-unsupported", "release", node, {}, "plan"));
      } else planUnnested(node, session);
      return;
    case "Pivot":
      planPivot(node, scan, context);
      return;
    default:
      return;
  }
}

function planUnnested(node: UnnestTable, session: QuerySession): void {
  const [only, second] = node.expressions;
  // Of constants the planner makes rows itself.
  if (node.ordinality && only !== undefined && !isConstant(only)) session.report(violationAt("unnest-unsupported", "ordinality", node, {}, "plan"));
  else if (second !== undefined) session.report(violationAt("unnest-unsupported", "several", node, {}, "plan"));
  else if (only !== undefined && findAggregate(only, session.release) !== null) session.report(violationAt("unnest-unsupported", "aggregate", only, {}, "plan"));
  else if (only !== undefined && hasSubquery(only)) session.report(violationAt("unnest-unsupported", "subquery", only, {}, "plan"));
  else if (only !== undefined) planExpression(only, "filter", session.environment);
}

/** PIVOT groups by every column that it does not use. */
function planPivot(node: Pivot, scan: Scan, context: PlanContext): void {
  const { session } = context;
  for (const { expression } of node.aggregates) if (expression.kind !== "Star") planWithQueries(expression, "grouped", context);
  const used = new Set(node.axes.map((axis) => axis.name));
  for (const aggregate of node.aggregates) walkExpression(aggregate, (child) => (child.kind === "ColumnReference" ? used.add(child.parts.at(-1)?.name ?? "") : used).size >= 0);
  const source = scan.inner ?? [];
  for (const column of source) {
    if (!used.has(column.name)) reportKeyType(column.type, node, session);
    if (session.stopped()) return;
  }
}

/** The rows of VALUES, then their columns. */
export function planValues(values: ValuesRelation, context: PlanContext, { needed }: Place): void {
  if (values.body?.kind !== "Values") return;
  const { rows } = values.body;
  const aggregate = rows.map((row) => row.items.map((item) => findAggregate(item, context.session.release)).find((call) => call !== null)).find((call) => call !== undefined);
  if (aggregate != null) context.session.report(violationAt("aggregate-unsupported", "values", aggregate, {}, "plan"));
  for (const row of rows) row.items.forEach((item, index) => {
    if (needed === null || needed.has(`EXPR$${String(index)}`)) planWithQueries(item, "values", context);
    else planExpression(item, "values", context.session.environment, { dropped: true });
  });
  const width = rows[0]?.items.length ?? 0;
  for (let index = 0; index < width && !context.session.stopped(); index++) {
    const column = rows.flatMap((row) => row.items[index] ?? []);
    const isNeeded = needed === null || needed.has(`EXPR$${String(index)}`);
    planColumn(column, index, { isNeeded, isTable: context.session.derivedTables.has(values) }, context.session);
  }
}

/** Rows are written down: in a table there is no NULL of a time or an array, and up to 32 none without any type. */
function planColumn(column: readonly Expression[], index: number, { isNeeded, isTable }: { readonly isNeeded: boolean; readonly isTable: boolean }, session: QuerySession): void {
  const [first] = column;
  if (first === undefined) return;
  const names = new Set(column.map((item) => typeOf(item, session)?.name));
  names.delete("NULL");
  const legacy = session.release.major < 33;
  if (legacy && names.size > 1 && (names.has("DATE") || names.has("TIMESTAMP"))) session.report(violationAt("values-mismatch", "dates", first, { column: index + 1 }, "plan"));
  const nothing = column.find((item) => isUntyped(item, session));
  if (!isNeeded || nothing === undefined || session.stopped()) return;
  const [unwritable] = ["TIMESTAMP", "DATE", "ARRAY"].filter((name) => names.has(name as SqlType["name"]));
  if (unwritable !== undefined && isTable) session.report(violationAt("null-without-type", "row", nothing, { type: unwritable }, "plan"));
  else if (legacy && names.size === 0) session.report(violationAt("null-without-type", "values", first, {}, "plan"));
}
