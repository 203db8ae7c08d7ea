import { atLeast, before } from "../../druid/releases.ts";
import type { Argument, FunctionCall } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import { applyDefinition, bind } from "./apply.ts";
import { typeFailure } from "./call-binding.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { define } from "./operators/definition.ts";
import { families, isLiteral, isNullLiteral, literalFailure, nullFailure } from "./operands.ts";
import { cascading } from "./return-types.ts";
import { inFamily, isNull, isUnknown, nullableType, sqlType, timestampType, unknownType, withNullability } from "./sql-type.ts";

import { reportViolation } from "./violations.ts";

type SpecialCall = (call: FunctionCall, types: SqlType[], environment: TypeEnvironment) => SqlType | null;

/** Calls with words between their arguments. Null: to be taken as a plain call. */
export const specialCalls: Readonly<Record<string, SpecialCall>> = {
  FLOOR: typeBucket,
  CEIL: typeBucket,
  EXTRACT: typeExtract,
  TIMESTAMPADD: typeTimestampAdd,
  TIMESTAMPDIFF: typeTimestampDiff,
  TRIM: typeTrim,
  CURRENT_TIME: typeCurrent,
  CURRENT_TIMESTAMP: typeCurrent,
  LOCALTIME: typeCurrent,
  LOCALTIMESTAMP: typeCurrent,
};

/** What Druid's type system allows after the seconds. */
const maxTimePrecision = 3;

const refused = define(() => typeFailure, () => null);

/** Units by Calcite's names; from 28 on any word is parsed and looked up. */
const timeFrames: ReadonlySet<string> = new Set([
  "NANOSECOND", "MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "DOW", "DOY", "ISODOW", "ISOYEAR", "WEEK", "MONTH", "QUARTER", "YEAR", "EPOCH", "DECADE",
  "CENTURY", "MILLENNIUM", "FRAC_SECOND", "ISOWEEK", "DAYOFWEEK", "DAYOFYEAR",
]);

function isTimeFrame(unit: string): boolean {
  return timeFrames.has(unit) || unit.startsWith("SQL_TSI_") || /^WEEK\(/.test(unit);
}

/** The unit and the other operands with their types; null when the call has no unit. */
function withUnit(call: FunctionCall, types: readonly SqlType[], environment: TypeEnvironment): { unit: string; operands: Argument[]; types: SqlType[] } | null {
  const index = call.arguments.findIndex((argument) => argument.kind === "TimeUnit");
  const unit = call.arguments[index];
  if (unit?.kind !== "TimeUnit") return null;
  if (!isTimeFrame(unit.unit)) reportViolation(environment, unit, "time-unit-invalid", "frame", { function: nameOf(call), unit: unit.unit });
  return { unit: unit.unit, operands: call.arguments.filter((_, at) => at !== index), types: types.filter((_, at) => at !== index) };
}

const nameOf = (call: FunctionCall): string => call.name.parts[0]?.name.toUpperCase() ?? "";

/** FLOOR(time TO unit): a date or time, no casts. */
function typeBucket(call: FunctionCall, types: SqlType[], environment: TypeEnvironment): SqlType | null {
  const parts = withUnit(call, types, environment);
  const type = parts?.types[0];
  if (parts === null || type === undefined) return null;
  if (isUnknown(type) || isNull(type) || inFamily(type, "DATETIME")) return type;
  return applyDefinition(refused, bind(nameOf(call), call, parts.operands, parts.types, environment));
}

const monthUnits: ReadonlySet<string> = new Set(["MONTH", "QUARTER", "YEAR", "ISOYEAR", "DECADE", "CENTURY", "MILLENNIUM"]);

/** Units of days and less, which Calcite tells from those that it computes itself. */
const dayUnits: ReadonlySet<string> = new Set(["DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND", "EPOCH"]);

/** The kinds of interval that EXTRACT takes a unit of: from 31 on months have days too, and weeks nothing. */
function intervalsWith(unit: string, { release }: TypeEnvironment): readonly string[] {
  if (monthUnits.has(unit)) return ["INTERVAL_YEAR_MONTH"];
  if (before(release, 31)) return ["INTERVAL_DAY_TIME"];
  return dayUnits.has(unit) ? ["INTERVAL_DAY_TIME", "INTERVAL_YEAR_MONTH"] : [];
}

/** EXTRACT(unit FROM x): a date or time, or an interval of the unit's kind. */
function typeExtract(call: FunctionCall, types: SqlType[], environment: TypeEnvironment): SqlType | null {
  const parts = withUnit(call, types, environment);
  const type = parts?.types[0];
  if (parts === null || type === undefined) return null;
  const isNothing = isNull(type) && before(environment.release, 31);
  if (isUnknown(type) || isNothing || inFamily(type, "DATETIME") || intervalsWith(parts.unit, environment).includes(type.name)) return withNullability(sqlType("BIGINT"), type.nullable);
  return applyDefinition(refused, bind("EXTRACT", call, parts.operands, parts.types, environment));
}

const addition = families("INTEGER", "DATETIME");
const difference = families("DATETIME", "DATETIME");
const fineUnits: ReadonlySet<string> = new Set(["HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND", "SQL_TSI_HOUR", "SQL_TSI_MINUTE", "SQL_TSI_SECOND", "SQL_TSI_MICROSECOND"]);
const tinyUnits: ReadonlySet<string> = new Set(["NANOSECOND", "MICROSECOND", "MILLISECOND", "FRAC_SECOND", "SQL_TSI_FRAC_SECOND", "SQL_TSI_MICROSECOND"]);
const nanosecondUnits: ReadonlySet<string> = new Set(["NANOSECOND", "FRAC_SECOND", "SQL_TSI_FRAC_SECOND"]);

/** TIMESTAMPADD(unit, count, time): hours and less make a timestamp of anything. */
function typeTimestampAdd(call: FunctionCall, types: SqlType[], environment: TypeEnvironment): SqlType | null {
  const parts = withUnit(call, types, environment);
  if (parts?.types.length !== 2) return null;
  if (atLeast(environment.release, 28) && parts.types[1]?.name === "DATE" && tinyUnits.has(parts.unit)) {
    reportViolation(environment, call, "time-unit-invalid", "date", { function: "TIMESTAMPADD", unit: parts.unit }, { placed: false });
    return unknownType;
  }
  const definition = define(addition, (binding) => {
    const type = binding.types[1] ?? unknownType;
    if (isUnknown(type)) return unknownType;
    return withNullability(fineUnits.has(parts.unit) ? timestampType : type, binding.types.some((one) => one.nullable));
  });
  return applyDefinition(definition, bind("TIMESTAMPADD", call, parts.operands, parts.types, environment));
}

function typeTimestampDiff(call: FunctionCall, types: SqlType[], environment: TypeEnvironment): SqlType | null {
  const parts = withUnit(call, types, environment);
  if (parts?.types.length !== 2) return null;
  const result = cascading(nanosecondUnits.has(parts.unit) ? "BIGINT" : "INTEGER");
  return applyDefinition(define(difference, result), bind("TIMESTAMPDIFF", call, parts.operands, parts.types, environment));
}

/** TRIM([[BOTH] characters FROM] source): both text. */
function typeTrim(call: FunctionCall, types: SqlType[], environment: TypeEnvironment): SqlType | null {
  const isWord = (argument: Argument | undefined): boolean => argument?.kind === "ArgumentKeyword";
  const operands = call.arguments.filter((argument) => !isWord(argument));
  const own = types.filter((_, index) => !isWord(call.arguments[index]));
  if (own.length === 0) return null;
  const check = families(...own.map(() => "STRING" as const));
  return applyDefinition(define(check, (binding) => trimmed(binding.types.at(-1) ?? unknownType)), bind("TRIM", call, operands, own, environment));
}

function trimmed(type: SqlType): SqlType {
  if (isUnknown(type) || isNull(type)) return type;
  return type.name === "CHAR" ? sqlType("VARCHAR", { precision: type.precision, nullable: type.nullable }) : nullableType("VARCHAR");
}

/** CURRENT_TIMESTAMP(3) and the like: the precision a whole number, not computed (SqlAbstractTimeFunction). */
function typeCurrent(call: FunctionCall, types: SqlType[], environment: TypeEnvironment): SqlType | null {
  const [precision] = call.arguments;
  const [type] = types;
  if (precision === undefined || type === undefined || call.arguments.length > 1) return null;
  const name = nameOf(call);
  const time = name.endsWith("TIME") ? "TIME" : "TIMESTAMP";
  const definition = define(
    (binding) => {
      if (isNullLiteral(precision, true)) return { ...nullFailure(precision), operand: null };
      if (!isLiteral(precision, true)) return { ...literalFailure(binding, precision), operand: null };
      if (!inFamily(type, "INTEGER") && !isUnknown(type)) return typeFailure;
      return precision.kind === "NumericLiteral" && Number(precision.text) > maxTimePrecision
        ? { rule: "function-argument-value", message: "timePrecision", data: { function: name, value: precision.text, most: maxTimePrecision }, operand: null }
        : null;
    },
    () => sqlType(time, { precision: Math.min(precision.kind === "NumericLiteral" ? Number(precision.text) : 3, 3) }),
  );
  return applyDefinition(definition, bind(name, call, call.arguments, types, environment));
}
