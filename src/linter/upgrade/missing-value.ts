import type { BinaryExpression, Expression, LikeExpression } from "../../syntax/nodes.ts";

/** A condition on one expression, and whether it holds for the value that stood for a missing one: '' of strings, 0 of numbers. */
export interface MissingValueMeeting {
  readonly operand: Expression;
  readonly holds: boolean;
}

/** What stood for a missing value of an expression; null where it cannot be missing, `unknown` where its type is not known. */
export type MissingKind = "string" | "number" | "unknown" | null;

type KindOf = (expression: Expression) => MissingKind;
type Value = string | number;

/** Null where the condition is none on one expression against literals, or the expression cannot be missing. */
export function missingValueMeets(condition: Expression, kindOf: KindOf): MissingValueMeeting | null {
  switch (condition.kind) {
    case "ParenthesizedExpression":
      return missingValueMeets(condition.expression, kindOf);
    case "UnaryExpression":
      return condition.operator === "NOT" ? negated(missingValueMeets(condition.operand, kindOf)) : null;
    case "BinaryExpression":
      return compared(condition, kindOf);
    case "InExpression":
      return meets(condition.operand, condition.query ? [] : condition.values, kindOf, (value, values) => values.includes(value) !== condition.negated);
    case "BetweenExpression":
      return meets(condition.operand, [condition.low, condition.high], kindOf, (value, [low, high]) => (value >= (low ?? value) && value <= (high ?? value)) !== condition.negated);
    case "LikeExpression":
      return liked(condition, kindOf);
    default:
      return null;
  }
}

function negated(meeting: MissingValueMeeting | null): MissingValueMeeting | null {
  return meeting === null ? null : { operand: meeting.operand, holds: !meeting.holds };
}

const comparisons: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function compared({ operator, left, right }: BinaryExpression, kindOf: KindOf): MissingValueMeeting | null {
  const holds = comparisons[operator];
  if (holds === undefined) return null;
  return (
    meets(left, [right], kindOf, (value, [other]) => other !== undefined && holds(value, other)) ??
    meets(right, [left], kindOf, (value, [other]) => other !== undefined && holds(other, value))
  );
}

/** LIKE holds for '' where the pattern is nothing but `%`. */
function liked({ operand, pattern, negated: not, operator }: LikeExpression, kindOf: KindOf): MissingValueMeeting | null {
  if (operator !== "LIKE" && operator !== "ILIKE") return null;
  return meets(operand, [pattern], kindOf, (value, [text]) => value === "" && /^%*$/u.test(String(text)) !== not);
}

function meets(operand: Expression, others: readonly Expression[], kindOf: KindOf, holds: (value: Value, others: readonly Value[]) => boolean): MissingValueMeeting | null {
  const kind = kindOf(operand);
  const values = others.map(literalValue);
  if (kind === null || values.length === 0) return null;
  const known = values.filter((value) => value !== null);
  const textual = kind === "unknown" ? typeof known[0] === "string" : kind === "string";
  const missing: Value = textual ? "" : 0;
  // Texts against numbers are cast, which is another matter.
  if (known.length < values.length || known.some((value) => typeof value !== typeof missing)) return null;
  return { operand, holds: holds(missing, known) };
}

function literalValue(expression: Expression): Value | null {
  switch (expression.kind) {
    case "StringLiteral":
      return expression.value;
    case "NumericLiteral":
      return Number(expression.text);
    case "ParenthesizedExpression":
      return literalValue(expression.expression);
    case "UnaryExpression": {
      const value = expression.operator === "-" ? literalValue(expression.operand) : null;
      return typeof value === "number" ? -value : null;
    }
    default:
      return null;
  }
}
