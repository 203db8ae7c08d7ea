import { atLeast, before } from "../../../druid/releases.ts";
import type { Argument } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { withoutCasts } from "../operands.ts";
import { isCharacter, isInterval, isNull, isNumeric, isUnknown, nativeTypeName } from "../sql-type.ts";
import type { PlanFault, PlannedCall } from "./call-arguments.ts";
import { constantText, isConstant, plainNumber } from "./constants.ts";

type AggregateCheck = (planned: PlannedCall, type: SqlType) => PlanFault | null;

const refuse = (planned: PlannedCall, type: SqlType): PlanFault => ({
  rule: "aggregate-argument-type",
  message: "type",
  data: { function: planned.name, type: nativeTypeName(type) ?? type.name },
});

/** MIN and MAX know numbers and times only (SqlAggregators of Druid). */
const extreme: AggregateCheck = (planned, type) =>
  isCharacter(type) || isInterval(type) || isNull(type) || type.element !== null ? refuse(planned, type) : null;

/** EARLIEST and the like without a byte count: numbers, until 27. */
const recent: AggregateCheck = (planned, type) => {
  const size = planned.arguments[sizePosition(planned.name)];
  const bytes = plainNumber(size);
  if (constantText(size) === null && !before(planned.environment.release, 28)) return { rule: "function-argument-value", message: "bytes", data: { function: planned.name, value: null } };
  if (bytes !== undefined && (bytes < 0 || bytes > mostBytes)) return { rule: "function-argument-value", message: "bytes", data: { function: planned.name, value: bytes } };
  if (!before(planned.environment.release, 28) || size !== undefined) return null;
  const cast = planned.environment.coercions.get(planned.arguments[0] as never) ?? type;
  return isNumeric(cast) || isUnknown(cast) ? null : refuse(planned, type);
};

/** A Java int. */
const mostBytes = 2_147_483_647;

const sizePosition = (name: string): number => (name.endsWith("_BY") ? 2 : 1);

/** Until 25 intervals are of no type that could be counted. */
const ofNoInterval: AggregateCheck = (planned, type) => (isInterval(type) && before(planned.environment.release, 26) ? refuse(planned, type) : null);
/** From 31 on a complex value has no place in an approximate count, but that which is made for it. */
function isUncountable({ environment }: PlannedCall, type: SqlType): boolean {
  return atLeast(environment.release, 31) && environment.approximateCountDistinct && type.name === "OTHER" && type.complex !== "COMPLEX<hyperUnique>";
}

/** Calcite takes arguments out that are never null; Druid's aggregator takes one of the others at most. */
const counted: AggregateCheck = (planned, type) => {
  const left = planned.arguments.filter((argument) => !isConstant(argument) && mayBeNull(argument, planned));
  if (left.length > 1 && planned.call.quantifier === "DISTINCT") return { rule: "distinct-aggregate-unsupported", message: "columns", data: { function: planned.name } };
  if (left.length > 1) return { rule: "function-argument-count", message: "several", data: {} };
  if (planned.call.quantifier === "DISTINCT" && ofNoInterval(planned, type) !== null) return refuse(planned, type);
  if (planned.call.quantifier === "DISTINCT" && isUncountable(planned, type)) return refuse(planned, type);
  return planned.call.quantifier === "DISTINCT" && before(planned.environment.release, 28) && (isNull(type) || (type.element !== null && isNull(type.element))) ? refuse(planned, type) : null;
};

/** Numbers and times are never null up to 27, whose null handling is the legacy one by default. */
function mayBeNull(argument: Argument, { environment }: PlannedCall): boolean {
  const type = argument.kind === "Star" ? undefined : environment.types.get(argument as never);
  if (type === undefined || !type.nullable) return type === undefined;
  return !before(environment.release, 28) || !(isNumeric(type) || type.name === "TIMESTAMP" || type.name === "DATE");
}

/** A power of two at least 2, as the sketches want their size. */
const sizeAt = (position: number): AggregateCheck => (planned) => {
  const argument = planned.arguments[position];
  if (argument === undefined) return null;
  const size = Math.trunc(plainNumber(argument) ?? Number.NaN);
  if (size >= 1 && Number.isInteger(Math.log2(size))) return null;
  return { rule: "function-argument-value", message: "power", data: { function: planned.name, value: text(argument) }, at: argument };
};

const text = (argument: Argument): string | null => constantText(argument) ?? (plainNumber(argument)?.toString() ?? null);

const hllTarget: AggregateCheck = (planned) => {
  const target = planned.arguments[2];
  if (target === undefined || ["HLL_4", "HLL_6", "HLL_8"].includes(constantText(target) ?? "")) return null;
  return { rule: "function-argument-value", message: "hll", data: { function: planned.name, value: text(target) }, at: target };
};

const stringAggregate: AggregateCheck = (planned) => {
  const separator = planned.arguments[1];
  if (separator !== undefined && (!isConstant(separator) || constantText(separator) === null)) {
    return { rule: "function-argument-literal", message: "plan", data: { function: planned.name }, at: separator };
  }
  // The separator is put between quotes of an expression as it is.
  if (constantText(separator)?.includes("'") === true) {
    return { rule: "function-argument-value", message: "separator", data: { function: planned.name, value: text(separator as Argument) }, ...(separator !== undefined && { at: separator }) };
  }
  return bytesAt(2)(planned, planned.environment.types.get(planned.arguments[0] as never) ?? ({} as SqlType));
};

/** The byte limit of ARRAY_AGG and STRING_AGG: a literal number, at least 1024 or so that a row fits. */
const bytesAt = (position: number): AggregateCheck => (planned) => {
  const argument = planned.arguments[position];
  if (argument === undefined) return null;
  const bytes = plainNumber(withoutCasts(argument));
  return bytes !== undefined && bytes >= 10 ? null : { rule: "function-argument-value", message: "bytes", data: { function: planned.name, value: text(argument) }, at: argument };
};

const nullArray: AggregateCheck = (planned, type) => (isNull(type) ? refuse(planned, type) : bytesAt(1)(planned, type));

/** A number at the end is the sketch's size, a power of two; the others are columns. */
const tupleSketch: AggregateCheck = (planned) => {
  if (planned.arguments.length === 0) return { rule: "function-argument-value", message: "none", data: { function: planned.name, value: null } };
  const last = planned.arguments.at(-1);
  if (last === undefined || planned.arguments.length < 2 || plainNumber(last) === undefined) return null;
  const size = Math.trunc(plainNumber(last) ?? 0);
  if (size >= 1 && Number.isInteger(Math.log2(size))) return null;
  return { rule: "function-argument-value", message: "power", data: { function: planned.name, value: text(last) }, at: last };
};

/** By function, what the planner refuses of an aggregate that validation took. */
export const aggregateChecks: Readonly<Record<string, AggregateCheck>> = {
  MIN: extreme,
  MAX: extreme,
  EARLIEST: recent,
  LATEST: recent,
  ANY_VALUE: recent,
  EARLIEST_BY: recent,
  LATEST_BY: recent,
  COUNT: counted,
  APPROX_COUNT_DISTINCT: ofNoInterval,
  APPROX_COUNT_DISTINCT_BUILTIN: ofNoInterval,
  ARRAY_AGG: (planned, type) => (before(planned.environment.release, 26) && type.element !== null ? refuse(planned, type) : bytesAt(1)(planned, type)),
  ARRAY_CONCAT_AGG: nullArray,
  STRING_AGG: stringAggregate,
  LISTAGG: stringAggregate,
  APPROX_COUNT_DISTINCT_DS_THETA: sizeAt(1),
  DS_THETA: sizeAt(1),
  DS_QUANTILES_SKETCH: sizeAt(1),
  APPROX_QUANTILE_DS: sizeAt(2),
  APPROX_COUNT_DISTINCT_DS_HLL: hllTarget,
  DS_HLL: hllTarget,
  DS_TUPLE_DOUBLES: tupleSketch,
};

/** Neither SUM(DISTINCT x), of which validation says so from 31 on, nor a distinct count of several columns has a native aggregator. */
export function distinctFault(planned: PlannedCall): PlanFault | null {
  if (planned.call.quantifier === "DISTINCT" && planned.name === "COUNT" && planned.arguments.length > 1) return { rule: "distinct-aggregate-unsupported", message: "columns", data: { function: planned.name } };
  if (planned.call.quantifier !== "DISTINCT" || !planned.environment.approximateCountDistinct) return null;
  if (planned.name !== "SUM" && planned.name !== "$SUM0") return null;
  return { rule: "distinct-aggregate-unsupported", message: "distinct", data: { function: planned.name } };
}

