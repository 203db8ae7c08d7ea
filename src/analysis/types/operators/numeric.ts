import { anything, arithmetic, both, druidOperands, either, families, familyAlternatives, sameFamily } from "../operands.ts";
import { formatOperands, narrowDigits } from "../particular-operands.ts";
import { cascading, concatenation, modulus, product, quotient, reduction, returnsNullable, returns, sameAs, sameAsNullable, sum, withoutScale } from "../return-types.ts";
import { sqlType } from "../sql-type.ts";
import { define, type OperatorTable } from "./definition.ts";

const double = define(families("NUMERIC"), cascading("DOUBLE"));
const pairToDouble = define(families("NUMERIC", "NUMERIC"), cascading("DOUBLE"));
const rounded = [
  define(druidOperands({ types: ["NUMERIC", "INTEGER"], required: 1 }), sameAs(0), { until: 28 }),
  define(familyAlternatives(["NUMERIC"], ["NUMERIC", "INTEGER"]), sameAs(0), { until: 30 }),
  define(both(familyAlternatives(["NUMERIC"], ["NUMERIC", "INTEGER"]), narrowDigits), sameAs(0)),
];
const rounding = define(druidOperands({ types: ["NUMERIC", "INTEGER"], required: 1 }), sameAs(0));
const bitwise = define(druidOperands({ types: ["NUMERIC", "NUMERIC"] }), returnsNullable("BIGINT"));
const readable = define(formatOperands, cascading("VARCHAR"));

/** Arithmetic and mathematical functions (SqlStdOperatorTable; Druid's BITWISE_*, ROUND, TRUNCATE, HUMAN_READABLE_*). */
export const numericOperators: OperatorTable = {
  "+": define(arithmetic(["NUMERIC", "NUMERIC"], ["DATETIME_INTERVAL", "DATETIME_INTERVAL"], ["DATETIME", "DATETIME_INTERVAL"], ["DATETIME_INTERVAL", "DATETIME"]), sum),
  "-": define(arithmetic(["NUMERIC", "NUMERIC"], ["DATETIME_INTERVAL", "DATETIME_INTERVAL"], ["DATETIME", "DATETIME_INTERVAL"]), sum),
  "*": define(arithmetic(["NUMERIC", "NUMERIC"], ["DATETIME_INTERVAL", "NUMERIC"], ["NUMERIC", "DATETIME_INTERVAL"]), product),
  "/": define(arithmetic(["NUMERIC", "NUMERIC"], ["DATETIME_INTERVAL", "NUMERIC"]), quotient),
  "-PREFIX": define(familyAlternatives(["NUMERIC"], ["DATETIME_INTERVAL"]), sameAs(0)),
  "+PREFIX": define(familyAlternatives(["NUMERIC"], ["DATETIME_INTERVAL"]), sameAs(0)),
  "||": [
    define(both(familyAlternatives(["STRING", "STRING"]), sameFamily), concatenation, { until: 27 }),
    define(both(familyAlternatives(["STRING", "STRING"], ["ARRAY", "ARRAY"]), sameFamily), concatenation),
  ],
  ABS: define(familyAlternatives(["NUMERIC"], ["DATETIME_INTERVAL"]), sameAs(0)),
  ACOS: double,
  ASIN: double,
  ATAN: double,
  ATAN2: pairToDouble,
  COS: double,
  COT: double,
  DEGREES: double,
  EXP: double,
  LN: double,
  LOG10: double,
  POWER: pairToDouble,
  RADIANS: double,
  SIN: double,
  SQRT: double,
  TAN: double,
  PI: define(anything, returns(sqlType("DOUBLE"))),
  FLOOR: define(familyAlternatives(["NUMERIC"], ["DATETIME_INTERVAL"]), withoutScale),
  CEIL: define(familyAlternatives(["NUMERIC"], ["DATETIME_INTERVAL"]), withoutScale),
  CEILING: define(familyAlternatives(["NUMERIC"], ["DATETIME_INTERVAL"]), withoutScale),
  ROUND: rounded,
  TRUNC: rounding,
  TRUNCATE: rounding,
  MOD: define(families("EXACT_NUMERIC", "EXACT_NUMERIC"), modulus),
  DIV: define(either(families("NUMERIC", "NUMERIC"), families("DATETIME_INTERVAL", "NUMERIC")), cascading("BIGINT")),
  SAFE_DIVIDE: [
    define(families("ANY", "NUMERIC"), quotient, { until: 30 }),
    define(druidOperands({ types: ["NUMERIC", "NUMERIC"] }), quotient),
  ],
  GREATEST: define(anything, reduction),
  LEAST: define(anything, reduction),
  BITWISE_AND: bitwise,
  BITWISE_OR: bitwise,
  BITWISE_XOR: bitwise,
  BITWISE_SHIFT_LEFT: bitwise,
  BITWISE_SHIFT_RIGHT: bitwise,
  BITWISE_COMPLEMENT: define(druidOperands({ types: ["NUMERIC"] }), returnsNullable("BIGINT")),
  BITWISE_CONVERT_DOUBLE_TO_LONG_BITS: define(druidOperands({ types: ["NUMERIC"] }), returnsNullable("BIGINT")),
  BITWISE_CONVERT_LONG_BITS_TO_DOUBLE: define(druidOperands({ types: ["NUMERIC"] }), returnsNullable("DOUBLE")),
  HUMAN_READABLE_BINARY_BYTE_FORMAT: readable,
  HUMAN_READABLE_DECIMAL_BYTE_FORMAT: readable,
  HUMAN_READABLE_DECIMAL_FORMAT: readable,
  $SUM0: define(families("NUMERIC"), sameAsNullable(0)),
};
