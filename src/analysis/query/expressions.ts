import { forEachChild, walk } from "../../syntax/child-keys.ts";
import { functionNamed, isFunctionWithoutParentheses, type FunctionFact } from "../../druid/functions.ts";
import type { Release } from "../../druid/releases.ts";
import type { ColumnReference, Expression, FunctionCall, JsonFunctionCall, Node, SelectItem } from "../../syntax/nodes.ts";
import { partsBesideNames, partsOf } from "./expression-parts.ts";

/** The expression within its parentheses. */
export function withoutParentheses(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}

/** Visits a node and what it is made of, without entering subqueries; `visit` returns false to leave out what is below. */
export function walkExpression(node: Node, visit: (node: Node) => boolean): void {
  walk(node, (each) => each.kind !== "Query" && visit(each));
}

/** True for an unquoted word that is a function without parentheses (CURRENT_DATE, PI): Calcite looks there before columns. */
export function isBareFunction(reference: ColumnReference, release: Release): boolean {
  const [only] = reference.parts;
  return reference.parts.length === 1 && only !== undefined && !only.quoted && isFunctionWithoutParentheses(only.name, release);
}

/** True when a function without parentheses (CURRENT_DATE, PI) stands in the expression. */
export function holdsBareFunction(expression: Node, release: Release): boolean {
  const { references, calls } = partsOf(expression);
  return references.some((reference) => isBareFunction(reference, release)) || calls.some(({ form, name }) => form === "bare" && functionNamed(name.parts[0]?.name ?? "", release) !== null);
}

/** The columns that an expression names itself, in the order of the text; those of its subqueries are not its own. */
export function columnReferences(expression: Node, release: Release): readonly ColumnReference[] {
  const { references } = partsOf(expression);
  for (const reference of references) if (isBareFunction(reference, release)) return withoutBareFunctions(references, release);
  return references;
}

function withoutBareFunctions(references: readonly ColumnReference[], release: Release): readonly ColumnReference[] {
  return references.filter((reference) => !isBareFunction(reference, release));
}

function factOf({ name: { parts }, form }: FunctionCall, release: Release): FunctionFact | null {
  const [only] = parts;
  return parts.length === 1 && only !== undefined && form !== "jdbc" ? functionNamed(only.name, release) : null;
}

/** True for a call of an aggregate function without OVER; Calcite counts window functions among them. */
export function isAggregate(node: Node, release: Release): node is FunctionCall {
  return node.kind === "FunctionCall" && node.over === null && (factOf(node, release)?.aggregate ?? false);
}

/** True for a window function (RANK, LAG) that has no OVER. */
export function isBareWindowFunction(node: Node, release: Release): node is FunctionCall {
  return node.kind === "FunctionCall" && node.over === null && (factOf(node, release)?.requiresOver ?? false);
}

/** True for what makes one group of all rows. */
function isGrouping(node: Node, release: Release): node is FunctionCall {
  return isAggregate(node, release) && !isBareWindowFunction(node, release);
}

/** The first aggregate call in an expression, as Calcite's AggFinder finds it: not in subqueries, not under OVER. */
export function findAggregate(expression: Node, release: Release): FunctionCall | null {
  const { calls, windowCall } = partsBesideNames(expression);
  if (windowCall !== null) return findAggregateBesideWindows(expression, release);
  return calls.length === 0 ? null : firstAggregate(calls, release);
}

function firstAggregate(calls: readonly FunctionCall[], release: Release): FunctionCall | null {
  for (const call of calls) if (isGrouping(call, release)) return call;
  return null;
}

function findAggregateBesideWindows(expression: Node, release: Release): FunctionCall | null {
  let found: FunctionCall | null = null;
  walkExpression(expression, (node) => {
    if (found !== null) return false;
    if (isGrouping(node, release)) found = node;
    return found === null && !(node.kind === "FunctionCall" && node.over !== null);
  });
  return found;
}

/** The first call with OVER in an expression, not in subqueries. */
export function findWindowCall(expression: Node): FunctionCall | JsonFunctionCall | null {
  return partsBesideNames(expression).windowCall;
}

/** True when the expression holds a query of its own. */
export function hasSubquery(expression: Node): boolean {
  return partsBesideNames(expression).holdsQuery;
}

/** The name that Calcite gives an item: its alias, the last part of a column's name, else null (then `EXPR$n`). */
export function itemAlias(item: SelectItem, release: Release | null = null): string | null {
  if (item.alias !== null) return item.alias.name;
  return item.expression.kind === "Star" ? null : ownName(item.expression, release);
}

/** Until 27 COALESCE of one value is that value, its name included. */
function ownName(written: Expression, release: Release | null): string | null {
  const expression = withoutParentheses(written);
  if (expression.kind === "FunctionCall" && expression.name.parts.length === 1 && expression.name.parts[0]?.name.toUpperCase() === "COALESCE" && release !== null && release.major < 28) {
    const [only] = expression.arguments;
    return expression.arguments.length === 1 && only !== undefined && only.kind !== "Star" ? ownName(only as Expression, release) : null;
  }
  if (expression.kind === "ColumnReference") return expression.parts.at(-1)?.name ?? null;
  if (expression.kind === "FunctionCall" && expression.form === "bare") return expression.name.parts.at(-1)?.name ?? null;
  return null;
}

/** The literal's number when an expression is a bare unsigned number, truncated as Calcite does with ordinals; null otherwise, and where it is negative as a Java int. */
export function ordinalOf(expression: Expression): number | null {
  const inner = withoutParentheses(expression);
  if (inner.kind !== "NumericLiteral") return null;
  const value = Math.trunc(Number(inner.text));
  return !Number.isFinite(value) || (value | 0) < 0 ? null : value;
}

/**
 * A text that is equal for expressions which Calcite holds to be deeply equal: `column` gives each column its identity, everything
 * else goes by operator, literal and operands. Parentheses do not count.
 */
export function expressionKey(node: Node, column: (reference: ColumnReference) => string, query: (node: Node) => string): string {
  if (node.kind === "ParenthesizedExpression") return expressionKey(node.expression, column, query);
  if (node.kind === "ColumnReference") return `c:${column(node)}`;
  if (node.kind === "Query") return query(node);
  const parts: string[] = [];
  forEachChild(node, (child) => {
    parts.push(child.kind === "Identifier" || child.kind === "QualifiedName" ? "" : expressionKey(child, column, query));
  });
  return `${node.kind}:${ownText(node)}(${parts.join(",")})`;
}

/** What a node says besides its children. */
function ownText(node: Node): string {
  switch (node.kind) {
    case "NumericLiteral":
      return node.text;
    case "StringLiteral":
      return JSON.stringify(node.value);
    case "BinaryLiteral":
      return node.value;
    case "BooleanLiteral":
      return String(node.value);
    case "DateTimeLiteral":
      return `${node.type} ${node.value}`;
    case "IntervalLiteral":
      return String(node.negative);
    case "IntervalQualifier":
      return `${node.from} ${String(node.to)}`;
    case "UnaryExpression":
      return node.operator;
    case "BinaryExpression":
      return node.operator === "!=" ? "<>" : node.operator;
    case "IsExpression":
      return `${String(node.negated)} ${node.test}`;
    case "BetweenExpression":
      return `${String(node.negated)} ${node.mode === "SYMMETRIC" ? "SYMMETRIC" : ""}`;
    case "InExpression":
      return String(node.negated);
    case "LikeExpression":
      return `${String(node.negated)} ${node.operator}`;
    case "QuantifiedComparison":
      return `${node.operator} ${node.quantifier}`;
    case "FunctionCall":
      return `${node.name.parts.map((part) => part.name.toUpperCase()).join(".")} ${node.quantifier === "DISTINCT" ? "DISTINCT" : ""}`;
    case "JsonFunctionCall":
      return `${node.function} ${node.modifiers.join(" ")}`;
    case "CastExpression":
      return node.function;
    case "DataType":
      return `${node.name} ${String(node.precision)} ${String(node.scale)} ${node.collections.join(" ")} ${node.userType?.parts.map((part) => part.name).join(".") ?? ""}`;
    case "TimeUnit":
      return node.unit;
    case "ArgumentKeyword":
      return node.word;
    case "CollectionConstructor":
      return node.collection;
    case "NamedArgument":
      return node.name.name;
    case "FieldAccess":
      return node.field.name;
    default:
      return "";
  }
}
