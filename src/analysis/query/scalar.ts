import type { Expression } from "../../syntax/nodes.ts";
import { expressionKey, isAggregate, findAggregate, walkExpression, withoutParentheses } from "./expressions.ts";
import type { QuerySession } from "./query-state.ts";
import type { Filter, Project, Relation } from "./relations.ts";

/** True when Calcite knows that a scalar subquery has at most one row; otherwise it wraps it in SINGLE_VALUE. */
export function isUniqueRow(relation: Relation, session: QuerySession): boolean {
  if (session.release.major >= 31) return true;
  switch (relation.kind) {
    case "aggregate":
      return relation.keys.length === 0 && !relation.sets;
    case "values":
      return relation.rows < 2 && (relation.body !== null || session.release.major >= 28);
    case "sort":
    case "filter":
      return isUniqueRow(relation.input, session);
    case "project":
      return isUniqueProject(relation, session);
    case "scan":
    case "join":
    case "union":
      return false;
    case "opaque":
      return true;
  }
}

/**
 * Nothing is known of a projection, except of one that is the aggregation itself. From 28 on a SELECT without FROM is its row; of rows
 * further down, or written down in VALUES, nothing is known.
 */
function isUniqueProject(project: Project, session: QuerySession): boolean {
  if (session.release.major >= 28) {
    if (readsSubquery(project)) return false;
    if (project.input.kind === "values") return project.input.body === null;
    if (isOverRows(project.input)) return false;
  }
  const [only] = project.fields ?? [];
  if (only?.expression == null || project.fields?.length !== 1) return false;
  const item = withoutParentheses(only.expression);
  if (!isAggregate(item, session.release)) return false;
  const { input } = project;
  if (input.kind === "filter") return input.having && hasOnlyAggregate(input, item, session) && isUniqueRow(input.input, session);
  return input.kind === "aggregate" && isUniqueRow(input, session);
}

/** True when the rows at the bottom are written down, in VALUES or a SELECT without FROM. */
export function isOverRows(relation: Relation): boolean {
  let bottom = relation;
  while (bottom.kind === "project" || bottom.kind === "filter" || bottom.kind === "sort") bottom = bottom.input;
  return bottom.kind === "values";
}

/** A scalar subquery within another becomes a join, whose rows Calcite does not count. */
function readsSubquery(project: Project): boolean {
  return project.facts.items.some(({ expression }) => {
    let found = false;
    if (expression !== null) {
      walkExpression(expression, (node) => {
        if (node.kind === "SubqueryExpression") found = true;
        return !found;
      });
    }
    return found;
  });
}

/** HAVING that uses another aggregate makes a projection of the first. */
function hasOnlyAggregate(filter: Filter, item: Expression, session: QuerySession): boolean {
  const key = (node: Expression): string => expressionKey(node, (reference) => reference.parts.map((part) => part.name).join("."), () => "");
  const own = key(item);
  let only = findAggregate(filter.condition, session.release) !== null;
  walkExpression(filter.condition, (node) => {
    if (isAggregate(node, session.release) && key(node) !== own) only = false;
    return only;
  });
  return only;
}
