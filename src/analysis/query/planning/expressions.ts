import type { Expression, InExpression, Node, QuantifiedComparison, Query } from "../../../syntax/nodes.ts";
import { planExpression, type PlanOptions, type PlanPosition } from "../../types/index.ts";
import { correlatedFault, isCorrelated, isRowOfOuter } from "../correlation.ts";
import { partsBesideNames } from "../expression-parts.ts";
import { findWindowCall, walkExpression, withoutParentheses } from "../expressions.ts";
import { planRelation } from "../plan-shape.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import { relationOf, type Relation } from "../relations.ts";
import { isOverRows, isUniqueRow } from "../scalar.ts";
import { checkOver } from "../windows.ts";
import { innerPlace, type PlanContext } from "./context.ts";
import { planJoinTypes } from "./joins.ts";

interface Options extends PlanOptions {
  /** What it is computed of never comes: windows are taken out. */
  readonly hasNoRows?: boolean;
}

/** Plans an expression and the queries that stand in it, each on its own. */
export function planWithQueries(expression: Expression, position: PlanPosition, context: PlanContext, options: Options = {}): void {
  const { session } = context;
  if (session.stopped() || (expression.kind === "ColumnReference" && !session.environment.isCoalesced(expression))) return;
  if (options.hasNoRows !== true) planWindows(expression, context);
  planQueries(expression, context);
  if (!session.stopped()) planExpression(expression, position, session.environment, options);
}

/** No window function without OVER has a native aggregator. 28 and 29 refuse windows in validation; before, the planner has no such operator; from 30 on they are planned. */
function planWindows(expression: Expression, context: PlanContext): void {
  for (const call of partsBesideNames(expression).calls) if (!checkOver(call, context.session, "plan")) break;
  if (context.session.release.major >= 28 || context.session.anyEngine || context.session.stopped()) return;
  const window = findWindowCall(expression);
  if (window !== null) context.session.report(violationAt("window-unsupported", "unsupported", window, {}, "plan"));
}

/** The queries that stand in an expression, each planned on its own and joined to the rest. */
function planQueries(expression: Expression, context: PlanContext): void {
  if (!partsBesideNames(expression).holdsQuery) return;
  walkExpression(expression, (node) => {
    if (context.session.stopped()) return false;
    const membership = membershipOf(node);
    if (membership !== null) {
      planSubquery(membership, context);
      if (node.kind === "InExpression") planRowMembership(node, context.session);
      if (node.kind === "QuantifiedComparison") planQuantified(node, membership, context.session);
      if (node.kind === "InExpression") planQueries(node.operand, context);
      if (node.kind === "QuantifiedComparison") planQueries(node.left, context);
      return false;
    }
    if (node.kind === "FunctionCall") for (const argument of node.arguments) if (argument.kind === "Query") planScalar(argument, argument, context);
    if (node.kind === "SubqueryExpression") planScalar(node.query, node, context);
    else if (node.kind === "CollectionConstructor" && node.query !== null) context.session.report(violationAt("subquery-unsupported", "collection", node, { collection: node.collection }, "plan"));
    return node.kind !== "SubqueryExpression";
  });
}

/** Until 27 NOT IN counts the rows of the query that are not NULL, for which Druid has an aggregator of one column only. */
function planRowMembership(node: InExpression, session: QuerySession): void {
  const operand = withoutParentheses(node.operand);
  if (!node.negated || operand.kind !== "RowConstructor" || operand.items.length < 2 || session.release.major >= 28) return;
  session.report(violationAt("subquery-unsupported", "rowNotIn", node, { columns: operand.items.length }, "plan"));
}

/** All but `= ANY` and `<> ALL` become MIN or MAX of the query, which Druid has for numbers only. */
function planQuantified(node: QuantifiedComparison, query: Query, session: QuerySession): void {
  const any = node.quantifier !== "ALL";
  if ((node.operator === "=" && any) || ((node.operator === "<>" || node.operator === "!=") && !any)) return;
  const type = session.rows.get(query)?.[0]?.type;
  if (type?.name !== "VARCHAR" && type?.name !== "CHAR") return;
  session.report(violationAt("quantified-comparison-type", "text", node, { type: type.name, quantifier: node.quantifier }, "plan"));
}

/** The query of IN (…), = ANY (…), EXISTS (…), whose rows are not counted; null for anything else. */
function membershipOf(node: Node): Query | null {
  let operand: Expression | undefined;
  if (node.kind === "InExpression" || node.kind === "QuantifiedComparison") operand = node.values.length === 1 ? node.values[0] : undefined;
  else if (node.kind === "UnaryExpression" && node.operator === "EXISTS") operand = node.operand;
  if (operand === undefined) return null;
  const inside = withoutParentheses(operand);
  return inside.kind === "SubqueryExpression" ? inside.query : null;
}

function planSubquery(query: Query, context: PlanContext): void {
  const relation = relationOf(query, context.session);
  planJoinTypes(relation, context);
  planRelation(relation, context, innerPlace);
  if (context.session.stopped()) return;
  const fault = correlatedFault(query, context.session);
  if (fault !== null) context.session.report(violationAt("join-condition-unsupported", "correlated", fault.at, { operator: fault.operator }, "plan"));
}

function planScalar(query: Query, node: Node, context: PlanContext): void {
  const { session } = context;
  planSubquery(query, context);
  if (session.stopped()) return;
  const relation = relationOf(query, session);
  if ((isCorrelated(query, session) || isRowOfOuter(query, session)) && isOverRows(belowGroups(relation))) session.report(violationAt("subquery-unsupported", "correlatedRows", node, {}, "plan"));
  else if (!isUniqueRow(relation, session)) session.report(violationAt("scalar-subquery-rows", "rows", node, {}, "plan"));
}

function belowGroups(relation: Relation): Relation {
  let below = relation;
  while (below.kind === "project" || below.kind === "aggregate" || below.kind === "sort") below = below.input;
  return below;
}
