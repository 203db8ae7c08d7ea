import { functionNamed } from "../../druid/functions.ts";
import { pushChildren } from "../../syntax/child-keys.ts";
import type { Argument, BinaryExpression, CaseExpression, ColumnReference, Expression, FunctionCall, IsExpression, Node } from "../../syntax/nodes.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import type { PlanFault } from "./planning/call-arguments.ts";
import { isConstant } from "./planning/constants.ts";
import { faultOf, type PlannedNode } from "./planning/node-faults.ts";
import { nullableParts } from "./planning/nullable-parts.ts";
import { postAggregationFault } from "./planning/post-aggregations.ts";
import type { PlanPosition } from "./planning/position.ts";
import { chainOf } from "./planning/chains.ts";
import { admitsNull, isNeverMet, isUnsure, liveBranches, type Settled, settledTruth } from "./planning/settled.ts";
import { isTyped } from "./call-binding.ts";
import { bare } from "./operands.ts";
import { reportViolation } from "./violations.ts";

export type { PlanPosition };

/**
 * Reports (stage `plan`) the first thing that fails when the planner folds the expression's constants or turns it into Druid's own
 * expressions, filters and aggregators. To be called after `typeExpression` accepted it, in the planner's order of expressions.
 * Subqueries within it are not entered. Of a `dropped` expression nothing is planned, but its constants are still folded.
 */
export function planExpression(expression: Expression, position: PlanPosition, environment: TypeEnvironment, { dropped = false, isGrouped = nothingIsGrouped, isRowTime = everyTime, areAggregatesGone = false }: PlanOptions = {}): void {
  visit(expression, { root: expression, position, environment, isGrouped, isRowTime, areAggregatesGone, comparing: false, whole: true, dropped });
}

const nothingIsGrouped = (): boolean => false;
const everyTime = (): boolean => true;

export interface PlanOptions {
  /** Of the expression only the constants are folded. */
  readonly dropped?: boolean;
  /** True for what is a column of the groups that the expression is computed of. */
  readonly isGrouped?: (node: Node) => boolean;
  /** False for a column called `__time` that is not the time of the rows which are filtered; without it each is. */
  readonly isRowTime?: (column: ColumnReference) => boolean;
  /** There are no rows to aggregate: no aggregate is planned. */
  readonly areAggregatesGone?: boolean;
}

interface Context extends PlannedNode {
  /** The simplifier takes the node out after its constants were folded. */
  readonly dropped: boolean;
  readonly areAggregatesGone: boolean;
}

interface Visit {
  readonly node: Node;
  readonly context: Context;
}

/** Nodes that wait for their turn, the next one last, each with its context. */
interface Waiting {
  readonly nodes: Node[];
  readonly contexts: Context[];
}

function visit(root: Node, outermost: Context): void {
  const waiting: Waiting = { nodes: [root], contexts: [outermost] };
  for (let node = waiting.nodes.pop(), context = waiting.contexts.pop(); node !== undefined && context !== undefined; node = waiting.nodes.pop(), context = waiting.contexts.pop()) {
    visitOne(node, context, waiting);
  }
}

function visitOne(node: Node, context: Context, waiting: Waiting): void {
  // Names have no meaning of their own, and queries are planned apart.
  if (node.kind === "QualifiedName" || node.kind === "Query" || context.environment.stopped) return;
  if (node.kind === "ColumnReference" && !context.environment.isCoalesced(node)) return;
  // A key is planned as such; an aggregate is planned here.
  if (context.isGrouped(node) && (context.areAggregatesGone || !isAggregateCall(node, context.environment))) return;
  const fault = faultOf(node, context) ?? (context.dropped ? null : postAggregationFault(node, context));
  if (fault !== null && (!context.dropped || (isFolded(node, context.environment) && !isUnknownToDruid(fault)))) {
    reportViolation(context.environment, fault.at ?? node, fault.rule, fault.message, fault.data ?? {}, { stage: "plan" });
    return;
  }
  const visits = within(node, context);
  if (visits === null) waitForChildren(node, contextWithin(node, context), waiting);
  else for (let index = visits.length - 1; index >= 0; index--) wait(visits[index] as Visit, waiting);
}

function wait({ node, context }: Visit, { nodes, contexts }: Waiting): void {
  nodes.push(node);
  contexts.push(context);
}

function waitForChildren(node: Node, context: Context, { nodes, contexts }: Waiting): void {
  pushChildren(node, nodes);
  while (contexts.length < nodes.length) contexts.push(context);
}

/** What has no expression of Druid's is not folded, and does no harm where it is dropped. */
const isUnknownToDruid = ({ rule, message }: PlanFault): boolean => rule === "operator-unsupported" || (rule === "time-unit-invalid" && message === "word");

/** A constant that is computed, not only written down. */
function isFolded(node: Node, environment: TypeEnvironment): boolean {
  if (node.kind === "StringLiteral") return environment.coercions.has(node);
  if (isAggregateCall(node, environment)) return false;
  return !node.kind.endsWith("Literal") && isConstant(node as Expression);
}

function isAggregateCall(node: Node, { release }: TypeEnvironment): boolean {
  return node.kind === "FunctionCall" && functionNamed(node.name.parts[0]?.name ?? "", release)?.aggregate === true;
}

/** What is to be visited within the node, in order; null: its children, all alike. */
function within(node: Node, context: Context): readonly Visit[] | null {
  switch (node.kind) {
    case "IsExpression":
      return withinTest(node, context);
    case "CaseExpression":
      return withinCase(node, context);
    case "BinaryExpression":
      if (node.operator === "AND" || node.operator === "OR") return withinChain(node, context);
      break;
    case "FunctionCall":
      return withinCall(node, context);
    default:
  }
  return null;
}

function contextWithin(node: Node, context: Context): Context {
  const comparing = node.kind === "BinaryExpression" ? comparisons.has(node.operator) : node.kind === "InExpression" || node.kind === "BetweenExpression" || (context.comparing && node.kind === "ParenthesizedExpression");
  return contextWith(context, comparing, context.whole && passesNull(node), context.dropped);
}

/** Field by field, which takes V8 half as long as a spread of which a part is overwritten. */
function contextWith(context: Context, comparing: boolean, whole: boolean, dropped: boolean): Context {
  if (comparing === context.comparing && whole === context.whole && dropped === context.dropped) return context;
  const { root, position, environment, isGrouped, isRowTime, areAggregatesGone } = context;
  return { root, position, environment, isGrouped, isRowTime, areAggregatesGone, comparing, whole, dropped };
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  pushChildren(node, children);
  return children.reverse();
}

function passesNull(node: Node): boolean {
  switch (node.kind) {
    case "ParenthesizedExpression":
    case "UnaryExpression":
    case "BinaryExpression":
    case "CastExpression":
      return true;
    case "FunctionCall":
      return node.name.parts[0]?.name.toUpperCase() === "COALESCE";
    default:
      return false;
  }
}

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

/** What cannot be NULL is dropped from a test for NULL before anything of it is planned. */
function withinTest(node: IsExpression, context: Context): readonly Visit[] {
  const inner = contextWith(context, false, false, context.dropped);
  if (node.test !== "NULL" || context.dropped) return [{ node: node.operand, context: inner }];
  return nullableParts(node.operand).map((part) => ({ node: part, context: contextWith(inner, false, false, !admitsNull(part, context.environment)) }));
}

/** Branches that the condition as written rules out are gone; those that a computed one rules out are dropped. */
function withinCase(node: CaseExpression, context: Context): readonly Visit[] {
  // A CASE that comes to the same in every branch is that value.
  const [first, ...others] = [...node.branches.map(({ result }) => result), ...(node.otherwise === null ? [] : [node.otherwise])];
  if (first !== undefined && node.otherwise !== null && others.every((other) => isSameValue(first, other))) return [{ node: first, context: contextWith(context, false, context.whole, context.dropped) }];
  const visits: Visit[] = node.operand === null ? [] : [{ node: node.operand, context: contextWith(context, false, false, context.dropped) }];
  const { branches, otherwise } = liveBranches(node, context.environment);
  let { dropped } = context;
  for (const { branch, settled, unsure } of branches) {
    const conditionDropped = dropped || settled !== undefined;
    for (const condition of branch.conditions) visits.push({ node: condition, context: contextWith(context, false, false, conditionDropped) });
    visits.push({ node: branch.result, context: contextWith(context, false, context.whole, dropped || unsure || settled === false || settled === null) });
    dropped ||= unsure || settled === true;
  }
  if (otherwise && node.otherwise !== null) visits.push({ node: node.otherwise, context: contextWith(context, false, context.whole, dropped) });
  return visits;
}

/** The same column or the same literal. */
function isSameValue(one: Expression, other: Expression): boolean {
  const [left, right] = [bare(one), bare(other)];
  if (left.kind === "ColumnReference" && right.kind === "ColumnReference") {
    return left.parts.length === right.parts.length && left.parts.every((part, index) => part.name === right.parts[index]?.name);
  }
  if (left.kind === "NumericLiteral" && right.kind === "NumericLiteral") return left.text === right.text;
  return left.kind === "StringLiteral" && right.kind === "StringLiteral" && left.value === right.value;
}

/** One part that decides a chain of ANDs or ORs drops the others, and a part that is settled is dropped itself. */
function withinChain(node: BinaryExpression, context: Context): readonly Visit[] {
  const { environment, position } = context;
  const parts = chainOf(node);
  const inner = contextWith(context, false, context.whole, context.dropped);
  const conjunction = node.operator === "AND";
  // TRUE in an OR and FALSE in an AND leave nothing of the rest to be folded.
  if (parts.some((part) => part.kind === "BooleanLiteral" && part.value === !conjunction)) return [];
  if (context.dropped) return parts.map((part) => ({ node: part, context: inner }));
  const inFilter = position === "filter" && conjunction && context.root === node;
  if (inFilter && parts.some((part) => isNeverMetAsWritten(part, environment))) return [];
  const settled = parts.map((part) => settledTruth(part, "computed", environment));
  const decided = (inFilter && isNeverMet(node, "computed", environment)) || settled.some((truth, index) => decides(truth, conjunction, position) || isUnsure(parts[index] as Expression, environment));
  return parts.map((part, index) => ({ node: part, context: contextWith(inner, false, inner.whole, decided || settled[index] !== undefined) }));
}

function decides(truth: Settled, conjunction: boolean, position: PlanPosition): boolean {
  return conjunction ? truth === false || (truth === null && position === "filter") : truth === true;
}

/** FALSE, or IS NULL of what is never NULL: a filter with it has no rows, and the rest of it is not looked at. */
function isNeverMetAsWritten(part: Expression, environment: TypeEnvironment): boolean {
  const node = bare(part);
  const plain = node.kind === "BooleanLiteral" || node.kind === "NullLiteral" || (node.kind === "IsExpression" && node.test === "NULL");
  return plain && isNeverMet(part, "written", environment);
}

function withinCall(call: FunctionCall, context: Context): readonly Visit[] | null {
  const name = call.name.parts.length === 1 ? (call.name.parts[0]?.name.toUpperCase() ?? "") : "";
  const inner = contextWithin(call, context);
  if (name === "COALESCE" || name === "NVL") {
    const found = call.arguments.findIndex((argument) => isTyped(argument) && !admitsNull(argument, context.environment));
    const rest: readonly Node[] = found === -1 ? [] : call.arguments.slice(found + 1);
    return childrenOf(call).filter((node) => !rest.includes(node)).map((node) => ({ node, context: inner }));
  }
  // COUNT of what is never NULL counts rows.
  if (name !== "COUNT" || call.quantifier === "DISTINCT") return null;
  const dropped = contextWith(inner, inner.comparing, inner.whole, true);
  return childrenOf(call).map((node) => ({ node, context: call.arguments.includes(node as Argument) && !admitsNull(node as Argument, context.environment) ? dropped : inner }));
}
