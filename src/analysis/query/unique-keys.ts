import type { Expression, FunctionCall } from "../../syntax/nodes.ts";
import { expressionKey, withoutParentheses } from "./expressions.ts";
import type { QuerySession } from "./query-state.ts";
import type { Aggregate, Project, Relation } from "./relations.ts";
import { aggregatesOf } from "./planning/needed-columns.ts";

/**
 * True when an aggregation groups rows that already differ in its keys, as Calcite's metadata tells: it is taken out of the plan
 * (AggregateRemoveRule), and what could not be grouped by does no harm. Only aggregates that a single row decides allow it.
 */
export function isRemoved(aggregate: Aggregate, session: QuerySession): boolean {
  if (aggregate.sets) return false;
  const unique = uniqueColumns(aggregate.input, session);
  if (unique === null) return false;
  const grouped = new Set(aggregate.distinct ? fieldNames(aggregate.input) : aggregate.keys.map((key) => columnName(key, session)));
  return unique.every((name) => grouped.has(name)) && (aggregate.distinct || aggregatesOf(aggregate, session).every(isOfOneRow));
}

/** Aggregates that Calcite can say the value of for one row (SqlSplittableAggFunction). */
const ofOneRow: ReadonlySet<string> = new Set(["COUNT", "SUM", "MIN", "MAX"]);

function isOfOneRow(call: FunctionCall): boolean {
  return call.quantifier !== "DISTINCT" && call.filter === null && ofOneRow.has(call.name.parts[0]?.name.toUpperCase() ?? "");
}

function columnName(expression: Expression, session: QuerySession): string | null {
  const inner = withoutParentheses(expression);
  return inner.kind === "ColumnReference" ? (session.resolved.get(inner)?.name ?? null) : null;
}

/** Columns by the names that the outer query gives them in which no two rows agree; null when nothing is known. */
function uniqueColumns(relation: Relation, session: QuerySession): readonly string[] | null {
  const own = ownUniqueColumns(relation, session);
  const table = session.derivedTables.get(relation);
  if (own === null || table?.query == null || table.columns === null) return own;
  const rows = session.rows.get(table.query);
  const positions = new Map(rows?.map((row, index) => [row.name, index]));
  const renamed = own.map((name) => table.columns?.[positions.get(name) ?? -1]?.name);
  return renamed.every((name) => name !== undefined) ? renamed : null;
}

function ownUniqueColumns(relation: Relation, session: QuerySession): readonly string[] | null {
  switch (relation.kind) {
    case "sort":
    case "filter":
      return uniqueColumns(relation.input, session);
    case "values":
      return relation.rows < 2 ? [] : null;
    case "aggregate":
      return relation.distinct ? fieldNames(relation.input) : null;
    case "project":
      return uniqueOfProject(relation, session);
    default:
      return null;
  }
}

const fieldNames = (relation: Relation): string[] => (relation.kind === "project" ? (relation.fields ?? []).map(({ name }) => name) : []);

function uniqueOfProject(project: Project, session: QuerySession): readonly string[] | null {
  const { fields } = project;
  if (fields === null) return null;
  let input: Relation = project.input;
  while (input.kind === "filter" && input.having) ({ input } = input);
  if (input.kind === "aggregate" && !input.distinct && input.node === project.node) {
    if (input.sets) return null;
    const byKey = new Map(fields.map(({ expression, name }) => [expression === null ? null : keyOf(expression, session), name]));
    return named(input.keys.map((key) => byKey.get(keyOf(key, session))));
  }
  const unique = uniqueColumns(input, session);
  const bySource = new Map(fields.map(({ source, name }) => [source?.name, name]));
  return unique === null ? null : named(unique.map((name) => bySource.get(name)));
}

function named(names: readonly (string | undefined)[]): readonly string[] | null {
  return names.every((name) => name !== undefined) ? names : null;
}

const keyOf = (expression: Expression, session: QuerySession): string =>
  expressionKey(expression, (reference) => session.resolved.get(reference)?.name ?? reference.parts.map((part) => part.name).join("."), (node) => `query ${String(node.start)}`);
