import type { DateTimeLiteral, IntervalLiteral, Literal, NumericLiteral, StringLiteral, UnaryExpression } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import { intervalType } from "./data-types.ts";
import { checkBinary, checkDatetime } from "./datetime-literals.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { checkInterval, singularUnit } from "./interval-literals.ts";
import { charType, decimalType, nullableType, nullType, sqlType, unknownType } from "./sql-type.ts";
import { refuseOperator } from "./refuse-operator.ts";
import { reportViolation } from "./violations.ts";

const maxInteger = 2_147_483_647n;
const maxLong = 9_223_372_036_854_775_807n;

/** The type of a literal (SqlLiteral.createSqlType); reports numbers that Druid finds out of range. */
export function typeOfLiteral(literal: Literal, sign: UnaryExpression | null, environment: TypeEnvironment): SqlType {
  switch (literal.kind) {
    case "NumericLiteral":
      return numericType(literal, sign, environment);
    case "StringLiteral":
      return literal.form === "adjacent" ? refuseAdjacent(literal, environment) : charType(literal.value.length);
    case "BinaryLiteral":
      checkBinary(literal, environment);
      return sqlType("BINARY", { precision: Math.floor(literal.value.replace(/[^0-9A-Fa-f]/g, "").length / 2) });
    case "BooleanLiteral":
      return literal.value === null ? nullableType("BOOLEAN") : sqlType("BOOLEAN");
    case "NullLiteral":
      return nullType;
    case "DateTimeLiteral":
      checkDatetime(literal, environment);
      return datetimeType(literal);
    case "IntervalLiteral":
      if (literal.value.kind === "StringLiteral") checkInterval(literal, literal.value, environment);
      return typeOfInterval(literal);
  }
}

/** Texts in a row are one in SQL, each on a line of its own; Druid joins not even those. */
function refuseAdjacent(literal: StringLiteral, environment: TypeEnvironment): SqlType {
  const fragments = [...environment.text.slice(literal.start, literal.end).matchAll(/'(?:[^']|'')*'([^']*)/gu)];
  const continued = fragments.find(([, gap = ""], index) => index < fragments.length - 1 && !gap.includes("\n"));
  if (continued === undefined) return refuseOperator("adjacent string literals", literal, environment);
  reportViolation(environment, literal, "operator-unsupported", "fragments", {}, { at: literal.start + continued.index + continued[0].length });
  return unknownType;
}

function numericType(literal: NumericLiteral, sign: UnaryExpression | null, environment: TypeEnvironment): SqlType {
  if (literal.form === "approximate") {
    if (Number.isFinite(Number(literal.text))) return sqlType("DOUBLE");
    return outOfRange(literal, sign, environment);
  }
  const point = literal.text.indexOf(".");
  const scale = point < 0 ? 0 : literal.text.length - point - 1;
  const digits = BigInt(literal.text.replace(".", "") || "0");
  const unscaled = sign?.operator === "-" ? -digits : digits;
  if (unscaled > maxLong || unscaled < -maxLong - 1n) return outOfRange(literal, sign, environment);
  if (scale > 0) return decimalType(Math.min(literal.text.length - 1, 19), scale);
  return unscaled <= maxInteger && unscaled >= -maxInteger - 1n ? sqlType("INTEGER") : sqlType("BIGINT");
}

function outOfRange(literal: NumericLiteral, sign: UnaryExpression | null, environment: TypeEnvironment): SqlType {
  const text = sign === null ? literal.text : `${sign.operator}${literal.text}`;
  reportViolation(environment, sign ?? literal, "number-out-of-range", "range", { literal: text });
  return unknownType;
}

function datetimeType(literal: DateTimeLiteral): SqlType {
  const fraction = /\.(\d+)\s*$/.exec(literal.value)?.[1]?.length ?? 0;
  switch (literal.type) {
    case "DATE":
      return sqlType("DATE");
    case "TIME":
      return sqlType("TIME", { precision: Math.min(fraction, 3) });
    case "TIMESTAMP":
    case "DATETIME":
      return sqlType("TIMESTAMP", { precision: Math.min(fraction, 3) });
  }
}

function typeOfInterval(literal: IntervalLiteral): SqlType {
  const { from, to } = literal.qualifier;
  return intervalType(to === null ? singularUnit(from) : `${singularUnit(from)} TO ${singularUnit(to)}`);
}
