import { atLeast, before } from "../../../druid/releases.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { isInterval as isIntervalType } from "../sql-type.ts";
import { at, each, literalArgument, typeOf, withArgument, type PlanCheck, type PlannedCall } from "./call-arguments.ts";
import { constantText, isConstant } from "./constants.ts";
import { illegalPatternLetter, isEmptyPeriod, isInterval, isPeriod, isTimeZone } from "./formats.ts";

/** A period is read while planning; that of a bucket may not be empty. */
export const periodArgument = (index: number, bucket: boolean): PlanCheck =>
  withArgument(index, (planned, argument) => {
    const text = constantText(argument);
    const emptyIsNull = before(planned.environment.release, 28);
    if (text === undefined || !isParsedEarly(planned, index, bucket)) return null;
    if (text === null || (text === "" && emptyIsNull)) return bucket ? at(planned, index, { rule: "period-invalid", message: "missing", data: { function: planned.name } }) : null;
    if (isPeriod(text) && !(bucket && isEmptyPeriod(text))) return null;
    return at(planned, index, { rule: "period-invalid", message: "period", data: { function: planned.name, period: text } });
  });

/** The period is read while planning when nothing else of the granularity is a column. */
function isParsedEarly(planned: PlannedCall, index: number, bucket: boolean): boolean {
  return !bucket || planned.arguments.slice(index + 1).every(isConstant);
}

/** A literal pattern that Joda can read. */
export const patternArgument = (index: number): PlanCheck =>
  each(
    literalArgument(index),
    withArgument(index, (planned, argument) => {
      const text = constantText(argument);
      if (typeof text !== "string") return null;
      if (text === "" && atLeast(planned.environment.release, 28)) return at(planned, index, { rule: "time-pattern-invalid", message: "empty", data: { function: planned.name } });
      const letter = illegalPatternLetter(text);
      return letter === null ? null : at(planned, index, { rule: "time-pattern-invalid", message: "letter", data: { function: planned.name, pattern: text, letter } });
    }),
  );

/** A time zone that exists; elsewhere an unknown one is UTC. */
export const strictZone = (index: number): PlanCheck =>
  withArgument(index, (planned, argument) => {
    const text = constantText(argument);
    if (typeof text !== "string" || isTimeZone(text)) return null;
    return at(planned, index, { rule: "time-zone-invalid", message: "zone", data: { function: planned.name, zone: text } });
  });

/** Of DATE_TRUNC. */
export const truncationUnits: ReadonlySet<string> = new Set([
  "microseconds", "milliseconds", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century", "millennium",
]);

/** Of TIME_EXTRACT. */
export const extractionUnits: ReadonlySet<string> = new Set([
  "EPOCH", "MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "DOW", "ISODOW", "DOY", "WEEK", "MONTH", "QUARTER", "YEAR", "ISOYEAR", "DECADE", "CENTURY", "MILLENNIUM",
]);

/** Of FLOOR and CEIL. */
export const bucketUnits: ReadonlySet<string> = new Set(["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]);

/** A unit given as text. */
export const unitText = (index: number, known: (text: string) => boolean): PlanCheck =>
  withArgument(index, (planned, argument) => {
    const text = constantText(argument);
    if (typeof text === "string" ? known(text) : text === undefined) return null;
    return at(planned, index, { rule: "time-unit-invalid", message: "text", data: { function: planned.name, unit: text ?? "NULL" } });
  });

/** A unit given as a word. */
export const unitWord = (known: (unit: string, release: TypeEnvironment["release"]) => boolean): PlanCheck => (planned) => {
  const operand = typeOf(planned, 0);
  if (planned.arguments.some((argument) => argument.kind !== "TimeUnit" && constantText(argument) === null)) return null;
  if (planned.arguments.length === 1 && operand !== null && isIntervalType(operand)) return { rule: "type-unsupported", message: "type", data: { type: "INTERVAL" } };
  const unit = planned.arguments.find((argument) => argument.kind === "TimeUnit");
  if (unit?.kind !== "TimeUnit" || known(unit.unit, planned.environment.release)) return null;
  return { rule: "time-unit-invalid", message: "word", data: { function: planned.name, unit: unit.unit }, at: unit };
};

/** Weeks that do not begin on Monday, or that are not called WEEK. */
export const otherWeeks = /^(?:ISOWEEK$|WEEK\()/u;

/** An interval, as 2020-01-01/2021-01-01. */
export const intervalText: PlanCheck = withArgument(1, (_planned, argument) => {
  const text = constantText(argument);
  if (typeof text !== "string" || isInterval(text)) return null;
  return { rule: "period-invalid", message: "interval", data: { interval: text } };
});

/** TIME_FLOOR, TIME_CEIL. */
export const bucket = each(periodArgument(1, true));
