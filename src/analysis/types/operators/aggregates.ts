import { typeFailure } from "../call-binding.ts";
import { anything, druidOperands, either, families } from "../operands.ts";
import { positiveLiteral, sketchOf, orderedOperand, literalNumber, literalSequence, sequence, sizeLiteral, stringAggregation, timedAggregation } from "../particular-operands.ts";
import { arrayAggregate, averageAggregate, complexDecode, earliestLatest, returns, returnsComplex, returnsNullable, sameAsNullable, sameAsOrNull, sumAggregate } from "../return-types.ts";
import { arrayType, nullableType, sqlType } from "../sql-type.ts";
import { define, type OperatorTable } from "./definition.ts";

const bigint = returns(sqlType("BIGINT"));
const other = returns(sqlType("OTHER"));
const sumLike = define(families("NUMERIC"), sumAggregate);
const extreme = define(orderedOperand, sameAsOrNull(0));
const untimed = either(families("NUMERIC"), families("BOOLEAN"), sequence(["ANY"], ["NUMERIC"], { literals: [1], least: 2 }));
const sized = druidOperands({ types: ["ANY", "NUMERIC"], required: 1, literals: [1] });
const sizedByTime = druidOperands({ types: ["ANY", "ANY", "NUMERIC"], required: 3, literals: [2] });
const recent = [
  define(untimed, earliestLatest, { until: 27 }),
  define(sized, earliestLatest, { until: 28 }),
  // Of three operands the second gives way to `__time` before anything is looked at.
  define((binding) => (binding.types.length === 3 ? sizedByTime : sized)(binding), earliestLatest),
];
const anyValue = recent.map((definition, index) =>
  index < 2 ? definition : define(druidOperands({ types: ["ANY", "NUMERIC", "BOOLEAN"], required: 1, literals: [1, 2], notNull: [1, 2] }), earliestLatest));
const recentBy = [
  define(timedAggregation, earliestLatest, { until: 27 }),
  define(druidOperands({ types: ["ANY", "TIMESTAMP", "NUMERIC"], required: 2, literals: [2] }), earliestLatest),
];
const countable = [define(anything, bigint, { until: 30 }), define(either(families("STRING"), families("NUMERIC"), sketchOf("COMPLEX<hyperUnique>")), bigint)];
const shifted = define(either(families("ANY"), families("ANY", "NUMERIC"), families("ANY", "NUMERIC", "ANY")), sameAsOrNull(0));
const bits = define(families("INTEGER"), sameAsOrNull(0));

/** Aggregate functions (Calcite's and Druid's SqlAggregators). */
export const aggregateOperators: OperatorTable = {
  COUNT: define(anything, bigint),
  SUM: sumLike,
  $SUM0: sumLike,
  AVG: define(families("NUMERIC"), averageAggregate),
  MIN: extreme,
  MAX: extreme,
  BIT_AND: bits,
  BIT_OR: bits,
  BIT_XOR: [define(families("NUMERIC"), returnsNullable("BIGINT"), { until: 30 }), bits],
  EARLIEST: recent,
  LATEST: recent,
  ANY_VALUE: anyValue,
  EARLIEST_BY: recentBy,
  LATEST_BY: recentBy,
  ARRAY_AGG: [define((binding) => (binding.types[0]?.name === "OTHER" ? typeFailure : sizeLiteral(1)(binding)), arrayAggregate, { until: 25 }), define(sizeLiteral(1), arrayAggregate)],
  ARRAY_CONCAT_AGG: define(sizeLiteral(1, "ARRAY"), sameAsNullable(0)),
  STRING_AGG: define(stringAggregation, returnsNullable("VARCHAR")),
  LISTAGG: define(stringAggregation, returnsNullable("VARCHAR")),
  APPROX_COUNT_DISTINCT: countable,
  APPROX_COUNT_DISTINCT_BUILTIN: countable,
  GROUPING: define(anything, bigint),
  LITERAL_AGG: define(anything, sameAsNullable(0)),
  SINGLE_VALUE: define(anything, sameAsNullable(0)),
  FIRST_VALUE: define(anything, sameAsOrNull(0)),
  LAST_VALUE: define(anything, sameAsOrNull(0)),
  LAG: shifted,
  LEAD: shifted,
  ROW_NUMBER: define(anything, bigint),
  RANK: define(anything, bigint),
  DENSE_RANK: define(anything, bigint),
  NTILE: define(positiveLiteral, bigint),
  PERCENT_RANK: define(anything, returns(sqlType("DOUBLE"))),
  CUME_DIST: define(anything, returns(sqlType("DOUBLE"))),
};

const hll = [
  define(literalSequence("NUMERIC", "STRING"), other, { until: 27, counts: [1, 3] }),
  define(druidOperands({ types: ["ANY", "NUMERIC", "STRING"], required: 1, literals: [1, 2] }), other),
];
const hllCount = [
  define(literalSequence("NUMERIC", "STRING"), bigint, { until: 27, counts: [1, 3] }),
  define(druidOperands({ types: ["ANY", "NUMERIC", "STRING"], required: 1, literals: [1, 2] }), bigint),
];
const theta = returnsComplex("COMPLEX<thetaSketch>");
const tuple = returnsComplex("COMPLEX<arrayOfDoublesSketch>");
const sizedTheta = literalSequence("NUMERIC");

/** Functions of druid-datasketches. */
export const sketchOperators: OperatorTable = {
  APPROX_COUNT_DISTINCT_DS_HLL: hllCount,
  APPROX_COUNT_DISTINCT_DS_HLL_UTF8: hllCount,
  DS_HLL: hll,
  APPROX_COUNT_DISTINCT_DS_THETA: define(sizedTheta, bigint),
  DS_THETA: define(sizedTheta, theta),
  APPROX_QUANTILE_DS: define(literalSequence("NUMERIC", "NUMERIC"), returns(sqlType("DOUBLE"))),
  DS_QUANTILES_SKETCH: define(literalSequence("NUMERIC"), other),
  DS_TUPLE_DOUBLES: define(anything, tuple),
  DS_TUPLE_DOUBLES_INTERSECT: define(anything, tuple),
  DS_TUPLE_DOUBLES_UNION: define(anything, tuple),
  DS_TUPLE_DOUBLES_NOT: define(anything, tuple),
  DS_TUPLE_DOUBLES_METRICS_SUM_ESTIMATE: define(anything, returns(arrayType(nullableType("DOUBLE"), true))),
  DS_CDF: define(literalNumber(1), other),
  DS_GET_QUANTILES: define(literalNumber(1), other),
  DS_HISTOGRAM: define(literalNumber(1), other),
  DS_GET_QUANTILE: define(druidOperands({ types: ["ANY", "NUMERIC"] }), returns(sqlType("DOUBLE"))),
  DS_RANK: define(druidOperands({ types: ["ANY", "NUMERIC"] }), returns(sqlType("DOUBLE"))),
  DS_QUANTILE_SUMMARY: define(anything, returnsNullable("VARCHAR")),
  HLL_SKETCH_ESTIMATE: define(druidOperands({ types: ["ANY", "BOOLEAN"], required: 1 }), returns(sqlType("DOUBLE"))),
  HLL_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS: define(druidOperands({ types: ["ANY", "INTEGER"], required: 1 }), other),
  HLL_SKETCH_TO_STRING: define(anything, returnsNullable("VARCHAR")),
  HLL_SKETCH_UNION: define(anything, other),
  THETA_SKETCH_ESTIMATE: define(anything, returns(sqlType("DOUBLE"))),
  THETA_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS: define(druidOperands({ types: ["ANY", "INTEGER"] }), other),
  THETA_SKETCH_UNION: define(anything, theta),
  THETA_SKETCH_INTERSECT: define(anything, theta),
  THETA_SKETCH_NOT: define(anything, theta),
  COMPLEX_DECODE_BASE64: [
    define(sequence(["CHARACTER"], ["ANY"], { literals: [0] }), complexDecode, { until: 27 }),
    define(druidOperands({ types: ["CHARACTER", "ANY"], literals: [0] }), complexDecode),
  ],
  DECODE_BASE64_COMPLEX: define(druidOperands({ types: ["CHARACTER", "ANY"], literals: [0] }), complexDecode),
};
