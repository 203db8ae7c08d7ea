import type { Expression } from "../../syntax/nodes.ts";
import { conjuncts } from "./join-shape.ts";
import { withoutParentheses } from "./expressions.ts";
import type { QuerySession } from "./query-state.ts";
import type { Aggregate, Project, ProjectField, Relation } from "./relations.ts";
import { isGroupsInOrder } from "./lost-sides.ts";

/**
 * The first used field that is NULL whatever the groups: the planner writes it down as a constant of the projection over the groups,
 * which MSQ cannot type. A projection that only passes keys and aggregates on in their order does not exist.
 */
export function nullBesideGroups(project: Project, used: readonly ProjectField[], session: QuerySession): ProjectField | null {
  const aggregate = aggregateOf(project);
  if (aggregate === null || isGroupsInOrder(project, aggregate, session)) return null;
  return used.find(({ expression }) => expression !== null && (isNullHere(expression, aggregate, session) || isHeldAtNull(expression, project, session))) ?? null;
}

function aggregateOf({ input, node }: Project): Aggregate | null {
  const below = input.kind === "filter" && input.having ? input.input : input;
  return below.kind === "aggregate" && !below.distinct && below.node === node ? below : null;
}

const strict: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);

/** A NULL that is no key, or one that stands twice in the list of keys. */
function isNullHere(expression: Expression, { keys }: Aggregate, session: QuerySession): boolean {
  return isNull(expression, session) && keys.filter((key) => isNull(key, session)).length !== 1;
}

function isNull(expression: Expression, session: QuerySession): boolean {
  const node = withoutParentheses(expression);
  switch (node.kind) {
    case "NullLiteral":
      return true;
    case "StringLiteral":
      return node.value === "" && (session.schema?.nullHandling ?? "legacy") === "legacy";
    case "CastExpression":
      return withoutParentheses(node.operand).kind !== "StringLiteral" && isNull(node.operand, session);
    case "CaseExpression":
      return (node.otherwise === null || isNull(node.otherwise, session)) && node.branches.every(({ result }) => isNull(result, session));
    case "BinaryExpression":
      return strict.has(node.operator) && (isNull(node.left, session) || isNull(node.right, session));
    default:
      return false;
  }
}

/** A key that a condition tests for NULL. */
function isHeldAtNull(expression: Expression, project: Project, session: QuerySession): boolean {
  const node = withoutParentheses(expression);
  const column = node.kind === "ColumnReference" ? session.resolved.get(node) : undefined;
  if (column == null) return false;
  return conditionsOf(project.input, project).some((condition) => conjuncts(condition).some((part) => {
    const operand = part.kind === "IsExpression" && part.test === "NULL" && !part.negated ? withoutParentheses(part.operand) : null;
    const tested = operand?.kind === "ColumnReference" ? session.resolved.get(operand) : undefined;
    return tested?.table === column.table && tested.name === column.name;
  }));
}

function conditionsOf(relation: Relation, project: Project): readonly Expression[] {
  if (relation.kind === "filter" && relation.facts === project.facts) return [relation.condition, ...conditionsOf(relation.input, project)];
  return relation.kind === "aggregate" && relation.node === project.node ? conditionsOf(relation.input, project) : [];
}
