import type { Expression, SetStatement } from "./nodes.ts";

/** The value of a literal as the query context holds it; undefined for anything else. */
export function literalValue(expression: Expression): unknown {
  switch (expression.kind) {
    case "NumericLiteral":
      return Number(expression.text);
    case "StringLiteral":
    case "BooleanLiteral":
      return expression.value;
    case "NullLiteral":
      return null;
    case "UnaryExpression":
      return negatedNumber(expression.operator, expression.operand);
    default:
      return undefined;
  }
}

function negatedNumber(operator: string, operand: Expression): number | undefined {
  if (operand.kind !== "NumericLiteral" || (operator !== "-" && operator !== "+")) return undefined;
  return operator === "-" ? -Number(operand.text) : Number(operand.text);
}

/** The value of a SET that is no literal: Druid reads it from 34 on and refuses it; null where there is none. */
export function computedSetValue({ value }: SetStatement): Expression | null {
  return value !== null && literalValue(value) === undefined ? value : null;
}
