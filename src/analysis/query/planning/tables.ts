import { atLeast } from "../../../druid/releases.ts";
import type { Pivot, TableReference, UnnestTable } from "../../../syntax/nodes.ts";
import { planExpression } from "../../types/index.ts";
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
export function planScan(scan: Scan, { session }: PlanContext): void {
  const { node } = scan.table;
  if (node === null) return;
  switch (node.kind) {
    case "UnnestTable":
      if (session.release.major < 28) {
        if (!session.anyEngine) session.report(violationAt("unnest-unsupported", "release", node, {}, "plan"));
      } else planUnnested(node, session);
      return;
    case "Pivot":
      planPivot(node, scan, session);
      return;
    default:
      return;
  }
}

function planUnnested(node: UnnestTable, session: QuerySession): void {
  const [only, second] = node.expressions;
  if (second !== undefined) session.report(violationAt("unnest-unsupported", "several", node, {}, "plan"));
  else if (only !== undefined && findAggregate(only, session.release) !== null) session.report(violationAt("unnest-unsupported", "aggregate", only, {}, "plan"));
  else if (only !== undefined && hasSubquery(only)) session.report(violationAt("unnest-unsupported", "subquery", only, {}, "plan"));
}

/** PIVOT groups by every column that it does not use. */
function planPivot(node: Pivot, scan: Scan, session: QuerySession): void {
  const used = new Set(node.axes.map((axis) => axis.name));
  for (const aggregate of node.aggregates) walkExpression(aggregate, (child) => (child.kind === "ColumnReference" ? used.add(child.parts.at(-1)?.name ?? "") : used).size >= 0);
  const source = scan.inner ?? [];
  for (const column of source) {
    if (!used.has(column.name)) reportKeyType(column.type, node, session);
    if (session.stopped()) return;
  }
}

/** Up to 32 a column of VALUES that is NULL in every row has no type that Druid knows. */
export function planValues(values: ValuesRelation, context: PlanContext, { needed }: Place): void {
  if (values.body?.kind !== "Values") return;
  const { rows } = values.body;
  const aggregate = rows.map((row) => row.items.map((item) => findAggregate(item, context.session.release)).find((call) => call !== null)).find((call) => call !== undefined);
  if (aggregate != null) context.session.report(violationAt("aggregate-unsupported", "values", aggregate, {}, "plan"));
  for (const row of rows) row.items.forEach((item, index) => {
    if (needed === null || needed.has(`EXPR$${String(index)}`)) planWithQueries(item, "values", context);
    else planExpression(item, "values", context.session.environment, { dropped: true });
  });
  if (context.session.release.major >= 33 || context.session.stopped()) return;
  const [first] = rows;
  first?.items.forEach((item, index) => {
    const names = new Set(rows.map((row) => (row.items[index] === undefined ? null : typeOf(row.items[index], context.session)?.name)));
    names.delete("NULL");
    if (names.size > 1 && (names.has("DATE") || names.has("TIMESTAMP"))) context.session.report(violationAt("values-mismatch", "dates", item, { column: index + 1 }, "plan"));
    if (needed !== null && !needed.has(`EXPR$${String(index)}`)) return;
    const untyped = rows.every((row) => isUntyped(row.items[index], context.session));
    if (untyped) context.session.report(violationAt("null-without-type", "values", item, {}, "plan"));
  });
}
