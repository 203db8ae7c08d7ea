import { functionNamed } from "../../druid/functions.ts";
import { pushChildren } from "../../syntax/child-keys.ts";
import type { ColumnReference, Expression, FunctionCall, Node, SelectItem } from "../../syntax/nodes.ts";
import { resolveOnce } from "./expression-scope.ts";
import { expressionKey, isAggregate, isBareFunction, withoutParentheses } from "./expressions.ts";
import { dotted, violationAt, type NameScope, type QuerySession, type ResolvedColumn } from "./query-state.ts";

interface GroupingContext {
  readonly scope: NameScope;
  readonly session: QuerySession;
  readonly aliases: ReadonlyMap<ColumnReference, Expression>;
  /** The expressions of SELECT DISTINCT instead of GROUP BY. */
  readonly distinct: boolean;
  /** Expressions that are grouped by, but that no expression of the SELECT list is found equal to. */
  readonly unmatched?: ReadonlySet<Expression>;
}

/** What may stand outside aggregate functions: Calcite's AggChecker. */
export interface Grouping {
  /** Reports the first column that is neither grouped nor within an aggregate; false then. */
  check(expression: Node): boolean;
  /** The same for a column of a star. */
  checkColumn(column: ResolvedColumn, item: SelectItem): boolean;
  isGrouped(expression: Node): boolean;
  keyOf(expression: Node): string;
  keyOfColumn(column: ResolvedColumn): string;
}

function columnKey(column: ResolvedColumn, { tableNumbers }: QuerySession): string {
  let number = tableNumbers.get(column.table);
  if (number === undefined) tableNumbers.set(column.table, (number = tableNumbers.size));
  return `c:${String(number)}.${column.name}`;
}

function isUnknownFunction({ form, name }: FunctionCall, { release }: QuerySession): boolean {
  return form === "plain" && functionNamed(name.parts.at(-1)?.name ?? "", release) === null;
}

/** DISTINCT, FILTER or WITHIN GROUP on a function that takes none of them. */
function hasForeignClause({ name, quantifier, filter, withinGroup }: FunctionCall, { release }: QuerySession): boolean {
  if (quantifier === null && filter === null && withinGroup === null) return false;
  return functionNamed(name.parts.at(-1)?.name ?? "", release)?.aggregate === false;
}

/** The column that a word such as USER is, when Druid has no function of the name. */
export function wordOfColumn(node: Node, { release }: Pick<QuerySession, "release">): ColumnReference | null {
  if (node.kind !== "FunctionCall" || node.form !== "bare" || functionNamed(node.name.parts[0]?.name ?? "", release) !== null) return null;
  return { kind: "ColumnReference", start: node.start, end: node.end, parts: node.name.parts };
}

/** COALESCE of one value is the value. */
function coalesced(node: Node): Node {
  const inner = withoutParentheses(node as Expression);
  const [only, ...others] = inner.kind === "FunctionCall" && inner.form === "plain" && inner.name.parts[0]?.name.toUpperCase() === "COALESCE" ? inner.arguments : [];
  return only === undefined || others.length > 0 ? node : coalesced(only);
}

export function createGrouping(expressions: readonly Expression[], context: GroupingContext, columns: readonly ResolvedColumn[] = []): Grouping {
  const { scope, session, aliases } = context;
  const keyOf = (expression: Node): string => {
    const node = coalesced(expression);
    const word = wordOfColumn(node, session);
    return word === null ? keyOfExpression(node) : `c:${keyOfReference(word)}`;
  };
  const keyOfExpression = (node: Node): string => expressionKey(node, keyOfReference, (query) => `q:${session.text.slice(query.start, query.end)}`);
  const keyOfReference = (reference: ColumnReference): string => {
    const aliased = aliases.get(reference);
    if (aliased !== undefined && aliased !== reference) return keyOf(aliased).replace(/^c:/, "");
    if (isBareFunction(reference, session.release)) return `f:${dotted(reference.parts).toUpperCase()}`;
    const column = resolveOnce(reference, scope, session);
    return column === null ? `?${dotted(reference.parts)}` : columnKey(column, session).slice(2);
  };
  const keys = new Set([...expressions.filter((expression) => context.unmatched?.has(expression) !== true).map(keyOf), ...columns.map((column) => columnKey(column, session))]);

  const alone = expressions.length === 0 && columns.length === 0 && !context.distinct;
  let silent = false;
  let refusedStar: SelectItem | null = null;
  /** The expression under check is one that a position of GROUP BY stands for. */
  let within = false;
  const refuse = (node: Node, text: string): false => {
    // Without GROUP BY one mistake makes every column wrong: the first one says it.
    if (silent) return false;
    silent = alone;
    session.report(context.distinct ? violationAt("order-by-not-selected", "distinct", node, { expression: text }) : violationAt("not-grouped", alone ? "noGroups" : within ? "byOrdinal" : "notGrouped", node, { expression: text, aggregate: null }));
    return false;
  };
  const kinds = new Set(expressions.map((expression) => withoutParentheses(expression).kind as string));
  const unmatched = new Set([...(context.unmatched ?? [])].map(keyOf));
  const check = (root: Node): boolean => {
    within = unmatched.size > 0 && unmatched.has(keyOf(root));
    const waiting: Node[] = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const verdict = verdictOn(node);
      if (verdict === false) return false;
      if (verdict === null) pushChildren(node, waiting);
    }
    return true;
  };
  /** True: nothing below need be looked at; null: look below. */
  const verdictOn = (node: Node): boolean | null => {
    switch (node.kind) {
      case "Query":
      case "DataType":
      case "QualifiedName":
      case "Identifier":
      case "Star":
        return true;
      case "ColumnReference":
        return checkReference(node);
      case "ParenthesizedExpression":
        return null;
      default:
        // Refused already: an aggregate function misspelt, or meant by its clause.
        if (node.kind === "FunctionCall" && (isUnknownFunction(node, session) || hasForeignClause(node, session))) return true;
        if (wordOfColumn(node, session) !== null) return keys.has(keyOf(node)) || refuse(node, session.text.slice(node.start, node.end));
        // A window is of the groups and no group itself: what it reads must be grouped. SELECT DISTINCT needs the window selected.
        if (node.kind === "FunctionCall" && node.over !== null) return context.distinct ? keys.has(keyOf(node)) || refuse(node, session.text.slice(node.start, node.over.start)) : null;
        // SELECT DISTINCT looks at the function within FILTER, which is no item of the list.
        if (isAggregate(node, session.release)) return context.distinct ? (node.filter === null && keys.has(keyOf(node))) || refuse(node, session.text.slice(node.start, node.end)) : true;
        return kinds.has(node.kind) && keys.has(keyOf(node)) ? true : null;
    }
  };
  const checkReference = (reference: ColumnReference): boolean => {
    if (isBareFunction(reference, session.release)) return true;
    if (keys.has(keyOf(reference))) return true;
    const aliased = aliases.get(reference);
    if (aliased !== undefined && aliased !== reference) return check(aliased);
    const column = resolveOnce(reference, scope, session);
    if (column === null || !scope.tables.includes(column.table)) return true;
    return refuse(reference, dotted(reference.parts));
  };
  return {
    check,
    checkColumn(column, item) {
      if (keys.has(columnKey(column, session))) return true;
      // A star with a column that is not grouped is one mistake, whatever its other columns are.
      if (refusedStar === item) return false;
      refusedStar = item;
      return refuse(item, column.table.name === null ? column.name : `${column.table.name}.${column.name}`);
    },
    isGrouped: (node) => keys.has(keyOf(node)),
    keyOf,
    keyOfColumn: (column) => columnKey(column, session),
  };
}
