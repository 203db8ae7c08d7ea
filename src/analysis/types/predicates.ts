import { before } from "../../druid/releases.ts";
import type { BetweenExpression, CaseExpression, Expression, FunctionCall, InExpression, IsExpression } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import { applyDefinition, bind, reportTypes } from "./apply.ts";
import { canCast } from "./cast-rules.ts";
import { comparisonType, tightestCommonType, widerTypeOf } from "./coercion.ts";
import type { ExpressionScope, TypeEnvironment } from "./expression-scope.ts";
import { areComparable, leastRestrictive } from "./least-restrictive.ts";
import { equatable, families, isNullLiteral, orderable } from "./operands.ts";
import { define } from "./operators/definition.ts";
import { cascading } from "./return-types.ts";
import { refuseOperator } from "./refuse-operator.ts";
import { booleanType, comparisonFamily, isBooleanType, isInterval, isNull, isUnknown, nullType, sqlType, unknownType, withNullability } from "./sql-type.ts";
import { typeExpression } from "./type-expression.ts";
import { calciteStart, reportViolation } from "./violations.ts";

const truth = define(families("BOOLEAN"), () => sqlType("BOOLEAN"));
const between = define(orderable, cascading("BOOLEAN"));

/** `x IS [NOT] NULL | TRUE | FALSE`; Druid has no operator for the other tests. */
export function typeIs(expression: IsExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const type = typeExpression(expression.operand, scope, environment);
  if (environment.stopped) return unknownType;
  const name = `IS ${expression.negated ? "NOT " : ""}${expression.test}`;
  switch (expression.test) {
    case "NULL":
      return sqlType("BOOLEAN");
    case "TRUE":
    case "FALSE":
      return applyDefinition(truth, bind(name, expression, [expression.operand], [type], environment));
    default:
      return refuseOperator(name, expression, environment);
  }
}

export function typeBetween(expression: BetweenExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const operands = [expression.operand, expression.low, expression.high];
  const types = operands.map((operand) => typeExpression(operand, scope, environment));
  if (environment.stopped) return unknownType;
  return applyDefinition(between, bind(expression.negated ? "NOT BETWEEN" : "BETWEEN", expression, operands, types, environment));
}

/** `x IN (a, b)` and `x IN (SELECT …)` (SqlInOperator.deriveType). */
export function typeIn(expression: InExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const left = typeExpression(expression.operand, scope, environment);
  const right = expression.query ? typeQueryRow(expression, scope) : typeList(expression, scope, environment);
  if (environment.stopped || right === null) return unknownType;
  const common = comparisonType(left, right) ?? tightestCommonType(left, right);
  if (common !== null && !expression.query) castAll(before(environment.release, 28) ? expression.values : [expression.operand, ...expression.values], common, environment);
  const withNull = !expression.query && expression.values.some((value) => isNullLiteral(value, false));
  if (common === null && withNull && (right.name === "BOOLEAN" || isInterval(right) || right.element !== null)) return refuseList(expression, environment);
  const mixedTimes = before(environment.release, 28) && left.name === "TIMESTAMP" && right.name === "DATE" && !expression.query;
  if (mixedTimes || (common === null && !areComparable(left, right))) {
    reportViolation(environment, expression, "in-list-type", "operand", { left: reportTypes(left), right: reportTypes(right) }, { at: calciteStart(expression) });
    return unknownType;
  }
  return withNullability(booleanType, left.nullable || right.nullable);
}

function typeQueryRow(expression: InExpression, scope: ExpressionScope): SqlType | null {
  const [value] = expression.values;
  if (value?.kind !== "SubqueryExpression") return null;
  const fields = scope.typeQuery(value.query);
  if (fields === null) return null;
  return fields.length === 1 ? (fields[0]?.type ?? null) : sqlType("ROW", { fields });
}

function typeList(expression: InExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType | null {
  const types = expression.values.map((value) => typeExpression(value, scope, environment));
  if (environment.stopped) return null;
  const common = leastRestrictive(types, environment.release) ?? widerTypeOf(types, true);
  if (common === null) refuseList(expression, environment);
  return common;
}

/** Druid points at the list's parenthesis. */
function refuseList(expression: InExpression, environment: TypeEnvironment): SqlType {
  const [first] = expression.values;
  reportViolation(environment, expression, "in-list-type", "list", {}, first === undefined ? {} : { at: first.start - 1 });
  return unknownType;
}

function castAll(operands: readonly Expression[], type: SqlType, environment: TypeEnvironment): void {
  if (isUnknown(type)) return;
  for (const operand of operands) {
    const own = environment.types.get(operand);
    if (own !== undefined && !isUnknown(own) && comparisonFamily(own) !== comparisonFamily(type) && !isNull(own)) environment.coercions.set(operand, type);
  }
}

/** CASE in both forms; the simple one compares its operand with `=`. */
export function typeCase(expression: CaseExpression, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const operand = expression.operand;
  if (operand !== null) typeExpression(operand, scope, environment);
  for (const branch of expression.branches) {
    for (const condition of branch.conditions) {
      const type = typeExpression(condition, scope, environment);
      if (environment.stopped) return unknownType;
      if (operand === null) {
        if (!isBooleanType(type) && !isNull(type)) return refuseCondition(expression, type, environment);
      } else if (!compares(expression, operand, condition, environment)) return unknownType;
    }
  }
  const results = expression.branches.map((branch) => branch.result);
  const types = results.map((result) => typeExpression(result, scope, environment));
  types.push(expression.otherwise === null ? nullType : typeExpression(expression.otherwise, scope, environment));
  if (environment.stopped) return unknownType;
  return mixTypes(expression, expression.otherwise === null ? results : [...results, expression.otherwise], types, environment);
}

function refuseCondition(expression: CaseExpression, type: SqlType, environment: TypeEnvironment): SqlType {
  reportViolation(environment, expression, "condition-not-boolean", "case", { clause: "CASE", type: reportTypes(type) });
  return unknownType;
}

const equality = define(equatable, cascading("BOOLEAN"));

function compares(expression: CaseExpression, operand: Expression, condition: Expression, environment: TypeEnvironment): boolean {
  const left = environment.types.get(operand) ?? unknownType;
  const right = environment.types.get(condition) ?? unknownType;
  const binding = bind("=", expression, [operand, condition], [left, right], environment);
  applyDefinition({ ...equality }, binding);
  return !environment.stopped && expression.branches.length > 0;
}

/** The type of a CASE's results (SqlCaseOperator.inferTypeFromValidate): the least restrictive, or one that all can be cast to. */
function mixTypes(node: Expression, results: readonly Expression[], types: readonly SqlType[], environment: TypeEnvironment): SqlType {
  if (types.some((type) => type.name === "OTHER") && types.some((type) => type.name !== "OTHER" && !isNull(type)) && before(environment.release, 28)) {
    return refuseMix(node, types, environment);
  }
  const common = leastRestrictive(types, environment.release);
  if (common !== null) return common;
  const wide = widerTypeOf(types, true);
  if (wide === null || !types.every((type) => isNull(type) || canCast(wide, type, environment.release))) return refuseMix(node, types, environment);
  castAll(results, wide, environment);
  return withNullability(wide, types.some((type) => type.nullable));
}

function refuseMix(node: Expression, types: readonly SqlType[], environment: TypeEnvironment): SqlType {
  reportViolation(environment, node, "mixed-result-types", "mixed", { types: types.map(reportTypes).join(", ") });
  return unknownType;
}

/** COALESCE until 27 is a CASE of its arguments. */
export function typeCoalesce(call: FunctionCall, types: readonly SqlType[], environment: TypeEnvironment): SqlType {
  const operands = call.arguments as readonly Expression[];
  if (operands.length === 1) return types[0] ?? unknownType;
  const known = types.map((type, index) => {
    const operand = operands[index];
    return operand !== undefined && index < types.length - 1 && !isNullLiteral(operand, false) ? withNullability(type, false) : type;
  });
  return mixTypes(call, operands, known, environment);
}
