import type {
  BinaryExpression,
  CastExpression,
  CollectionConstructor,
  ColumnReference,
  Expression,
  ItemAccess,
  LikeExpression,
  OtherExpression,
  QuantifiedComparison,
  RowConstructor,
  SubqueryExpression,
  UnaryExpression,
} from "../../syntax/nodes.ts";
import { before } from "../../druid/releases.ts";
import type { SqlType } from "../model.ts";
import type { CallBinding } from "./call-binding.ts";
import { canCast } from "./cast-rules.ts";
import { applyDefinition, bind, reportTypes } from "./apply.ts";
import { typeOfDataType } from "./data-types.ts";
import type { ExpressionScope, RowField, TypeEnvironment } from "./expression-scope.ts";
import { typeFunctionCall } from "./function-calls.ts";
import { bareFunction } from "./function-kind.ts";
import { areComparable, leastRestrictive } from "./least-restrictive.ts";
import { typeOfLiteral } from "./literals.ts";
import { bare, families, isNullLiteral } from "./operands.ts";
import { define, definitionIn } from "./operators/definition.ts";
import { operators } from "./operators/tables.ts";
import { typeBetween, typeCase, typeIn, typeIs } from "./predicates.ts";
import { typeJsonCall } from "./json-calls.ts";
import { returns } from "./return-types.ts";
import { refuseOperator } from "./refuse-operator.ts";
import { arrayType, isCharacter, isDatetime, isInteger, isNumeric, isUnknown, nullableType, rowType, sqlType, unknownType, withNullability } from "./sql-type.ts";
import { calciteStart, isStopped, reportViolation } from "./violations.ts";

/**
 * The type of the expression in the scope, found as Calcite's validator finds it: operands first, implicit casts included. Reports
 * what validation refuses and then gives UNKNOWN, with which every check passes. Types are kept in `environment.types`.
 */
export function typeExpression(expression: Expression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const known = environment.types.get(expression);
  if (known !== undefined) return known;
  if (isArithmetic(expression)) typeLeftSpine(expression, scope, environment);
  const type = derive(expression, scope, environment);
  environment.types.set(expression, type);
  return type;
}

/** A binary operation that is not AND or OR, whose chains `typeLogical` follows itself. */
function isArithmetic(expression: Expression): expression is BinaryExpression {
  return expression.kind === "BinaryExpression" && expression.operator !== "AND" && expression.operator !== "OR";
}

/** Types the left operands of a chain (`a + b + c …`) from the first on: the chain may be deeper than the machine's stack. */
function typeLeftSpine(expression: BinaryExpression, scope: ExpressionScope, environment: TypeEnvironment): void {
  if (!isArithmetic(expression.left)) return;
  const spine: BinaryExpression[] = [];
  for (let left: Expression = expression.left; isArithmetic(left) && !environment.types.has(left); left = left.left) spine.push(left);
  for (const each of spine.reverse()) environment.types.set(each, derive(each, scope, environment));
}

function derive(expression: Expression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  switch (expression.kind) {
    case "ParenthesizedExpression":
      return typeExpression(expression.expression, scope, environment);
    case "NumericLiteral":
    case "StringLiteral":
    case "BinaryLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "DateTimeLiteral":
      return typeOfLiteral(expression, null, environment);
    case "IntervalLiteral":
      if (expression.value.kind !== "StringLiteral") typeExpression(expression.value, scope, environment);
      return typeOfLiteral(expression, null, environment);
    case "ColumnReference":
      return typeColumn(expression, scope, environment);
    case "DynamicParameter":
      return unknownType;
    case "UnaryExpression":
      return typeUnary(expression, scope, environment);
    case "BinaryExpression":
      return typeBinary(expression, scope, environment);
    case "IsExpression":
      return typeIs(expression, scope, environment);
    case "BetweenExpression":
      return typeBetween(expression, scope, environment);
    case "InExpression":
      return typeIn(expression, scope, environment);
    case "LikeExpression":
      return typeLike(expression, scope, environment);
    case "QuantifiedComparison":
      return typeQuantified(expression, scope, environment);
    case "CaseExpression":
      return typeCase(expression, scope, environment);
    case "CastExpression":
      return typeCast(expression, scope, environment);
    case "FunctionCall":
      return typeFunctionCall(expression, scope, environment);
    case "JsonFunctionCall":
      return typeJsonCall(expression, scope, environment);
    case "RowConstructor":
      return typeRow(expression, scope, environment);
    case "CollectionConstructor":
      return typeCollection(expression, scope, environment);
    case "PeriodConstructor":
      return rowType([expression.from, expression.to].map((end, index) => ({ name: `EXPR$${index}`, type: typeExpression(end, scope, environment) })));
    case "SubqueryExpression":
      return typeSubquery(expression, scope, environment);
    case "ItemAccess":
      return typeItem(expression, scope, environment);
    case "FieldAccess":
      typeExpression(expression.operand, scope, environment);
      return refuseOperator("DOT", expression, environment);
    case "OtherExpression":
      return typeOther(expression, scope, environment);
    case "ErrorExpression":
      return unknownType;
  }
}

function typeColumn(reference: ColumnReference, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const [part] = reference.parts;
  if (part !== undefined && reference.parts.length === 1 && !part.quoted) {
    const fact = bareFunction(part.name, environment);
    const definition = fact === null ? null : definitionIn(operators, fact.name.toUpperCase(), environment.release);
    if (definition !== null) return applyDefinition(definition, bind(part.name, reference, [], [], environment));
    if (fact !== null) return unknownType;
  }
  return scope.resolveColumn(reference);
}

function typeUnary(expression: UnaryExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const { operator, operand } = expression;
  if ((operator === "-" || operator === "+") && operand.kind === "NumericLiteral") return typeOfLiteral(operand, expression, environment);
  if (operator === "EXISTS" || operator === "UNIQUE") {
    if (operand.kind === "SubqueryExpression") scope.typeQuery(operand.query);
    return environment.stopped ? unknownType : refuseOperator(operator, expression, environment);
  }
  const type = typeExpression(operand, scope, environment);
  if (environment.stopped) return unknownType;
  if (operator === "+" && isSignedNumber(operand)) return type;
  switch (operator) {
    case "-":
      return apply("-PREFIX", "-", expression, [operand], [type], environment);
    case "NOT":
      return apply("NOT", "NOT", expression, [operand], [type], environment);
    case "+":
    case "PRIOR":
      return refuseOperator(operator, expression, environment);
  }
}

/** Calcite's parser takes a sign before a number into the number, through parentheses and again and again (`SqlParserUtil`). */
function isSignedNumber(operand: Expression): boolean {
  let node = bare(operand);
  while (node.kind === "UnaryExpression" && (node.operator === "+" || node.operator === "-")) node = bare(node.operand);
  return node.kind === "NumericLiteral";
}

/** Applies an operator of the tables by its key. */
function apply(key: string, name: string, node: Expression, operands: readonly Expression[], types: SqlType[], environment: TypeEnvironment): SqlType {
  const definition = definitionIn(operators, key, environment.release);
  return definition === null ? refuseOperator(name, node, environment) : applyDefinition(definition, bind(name, node, operands, types, environment));
}

/** From the innermost left operand outwards: a chain of operators may be longer than the stack is deep. */
function typeBinary(expression: BinaryExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const chain: BinaryExpression[] = [expression];
  let node = expression.left;
  while (node.kind === "BinaryExpression" && !environment.types.has(node)) {
    chain.push(node);
    node = node.left;
  }
  let left = typeExpression(node, scope, environment);
  for (let index = chain.length - 1; index >= 0; index--) {
    const link = chain[index];
    if (link === undefined) break;
    const right = typeExpression(link.right, scope, environment);
    if (environment.stopped) return unknownType;
    const operator = link.operator === "!=" ? "<>" : link.operator;
    left = apply(operator, operator, link, [link.left, link.right], [left, right], environment);
    environment.types.set(link, left);
  }
  return left;
}

function typeLike(expression: LikeExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const operands = expression.escape === null ? [expression.operand, expression.pattern] : [expression.operand, expression.pattern, expression.escape];
  const types = operands.map((operand) => typeExpression(operand, scope, environment));
  if (environment.stopped) return unknownType;
  return apply(expression.operator, expression.negated ? `NOT ${expression.operator}` : expression.operator, expression, operands, types, environment);
}

function typeQuantified(expression: QuantifiedComparison, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const left = typeExpression(expression.left, scope, environment);
  const types = expression.values.map((value) =>
    expression.query && value.kind === "SubqueryExpression" ? (onlyColumn(scope.typeQuery(value.query))) : typeExpression(value, scope, environment));
  if (environment.stopped) return unknownType;
  const wrong = types.find((type) => !areComparable(left, type));
  if (wrong === undefined) return nullableType("BOOLEAN");
  reportViolation(environment, expression, "in-list-type", "operand", { left: reportTypes(left), right: reportTypes(wrong) }, { at: calciteStart(expression) });
  return unknownType;
}

/** Of a query with several columns a row. */
function onlyColumn(fields: readonly RowField[] | null): SqlType {
  if (fields === null) return unknownType;
  return fields.length === 1 ? (fields[0]?.type ?? unknownType) : rowType(fields);
}

function typeCast(expression: CastExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const from = typeExpression(expression.operand, scope, environment);
  if (environment.stopped) return unknownType;
  if (expression.function !== "CAST" && expression.function !== "CONVERT") return refuseOperator(expression.function, expression, environment);
  if (from.fields !== null && before(environment.release, 28)) return refuseOperator("CAST of ROW", expression, environment);
  const to = typeOfDataType(expression.type, environment);
  if (isStopped(environment)) return unknownType;
  if (!isNullLiteral(expression.operand, false) && !canCast(to, from, environment.release)) {
    reportViolation(environment, expression, "cast-not-allowed", "cast", { from: reportTypes(from), to: reportTypes(to) });
    return unknownType;
  }
  if (to.name === "ANY" && from.element !== null && !before(environment.release, 28)) return refuseOperator("CAST of an array to ANY", expression, environment);
  return withNullability(to, from.nullable);
}

function typeRow(expression: RowConstructor, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  return rowType(expression.items.map((item, index) => ({ name: `EXPR$${index}`, type: typeExpression(item, scope, environment) })));
}

function typeCollection(expression: CollectionConstructor, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  if (expression.query !== null) {
    scope.typeQuery(expression.query);
    return unknownType;
  }
  const types = expression.elements.map((element) => typeExpression(element, scope, environment));
  if (environment.stopped) return unknownType;
  if (expression.collection !== "ARRAY") return refuseOperator(expression.collection, expression, environment);
  if (types.length === 0) {
    reportViolation(environment, expression, "function-argument-count", "empty", {});
    return unknownType;
  }
  const element = leastRestrictive(types, environment.release);
  if (element === null) {
    reportViolation(environment, expression, "function-argument-type", "same", { function: "ARRAY" });
    return unknownType;
  }
  return arrayType(element);
}

function typeSubquery(expression: SubqueryExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const fields = scope.typeQuery(expression.query);
  if (expression.cursor) return refuseOperator("CURSOR", expression, environment);
  if (fields === null || environment.stopped) return unknownType;
  const [first] = fields;
  if (fields.length !== 1 || first === undefined) {
    reportViolation(environment, expression, "subquery-columns", "scalar", { columns: fields.length }, { at: expression.query.start });
    return unknownType;
  }
  return withNullability(first.type, true);
}

function typeItem(expression: ItemAccess, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const operand = typeExpression(expression.operand, scope, environment);
  const index = typeExpression(expression.index, scope, environment);
  if (environment.stopped || isUnknown(operand)) return unknownType;
  const binding: CallBinding = bind("ITEM", expression, [expression.operand, expression.index], [operand, index], environment);
  if (operand.name === "ARRAY" && (isInteger(index) || isUnknown(index))) return withNullability(operand.element ?? unknownType, true);
  if (operand.name === "ANY" && (isNumeric(index) || isCharacter(index))) return sqlType("ANY", { nullable: true });
  return applyDefinition({ check: () => ({ rule: "function-argument-type", message: "types", operand: null }), returns: () => unknownType }, binding);
}

/** `(a - b) DAY` of two dates or times. */
function typeDifference(difference: BinaryExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const types = [difference.left, difference.right].map((operand) => typeExpression(operand, scope, environment));
  if (environment.stopped) return unknownType;
  const [left, right] = types;
  // SqlDatetimeSubtractionOperator infers no type of a DATE and a TIMESTAMP.
  if (left !== undefined && right !== undefined && isDatetime(left) && isDatetime(right) && left.name !== right.name) {
    reportViolation(environment, difference, "function-argument-type", "types", { function: "-", types: types.map(reportTypes).join(", ") }, { at: difference.start - 1 });
    return unknownType;
  }
  const definition = define(families("DATETIME", "DATETIME"), returns(sqlType("INTERVAL_DAY_TIME", { qualifier: "DAY" })));
  return applyDefinition(definition, bind("-", difference, [difference.left, difference.right], types, environment));
}

function typeOther(expression: OtherExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const difference = expression.words === "MINUS DATE" ? bare(expression.operands[0] ?? expression) : null;
  if (difference?.kind === "BinaryExpression") return typeDifference(difference, scope, environment);
  for (const operand of expression.operands) typeExpression(operand, scope, environment);
  return environment.stopped ? unknownType : refuseOperator(expression.words, expression, environment);
}

