import { before } from "../../druid/releases.ts";
import type { IntervalLiteral, StringLiteral } from "../../syntax/nodes.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { reportViolation } from "./violations.ts";

/** Digits that the first field may have when its precision is not given; from 31 on it may have all ten. */
const defaultPrecision = 2;
const defaultFraction = 6;

/** A unit's place in `d hh:mm:ss.f` and `y-m`, what stands before it, and how far it may go when it is not the first. */
const fields: Readonly<Record<string, { readonly separator: string; readonly most: number }>> = {
  YEAR: { separator: "", most: Infinity },
  MONTH: { separator: "-", most: 11 },
  DAY: { separator: "", most: Infinity },
  HOUR: { separator: " ", most: 23 },
  MINUTE: { separator: ":", most: 59 },
  SECOND: { separator: ":", most: 59 },
};

const sequences: readonly (readonly string[])[] = [["YEAR", "MONTH"], ["DAY", "HOUR", "MINUTE", "SECOND"]];

/** `DAYS` is `DAY`. */
export const singularUnit = (unit: string): string => (unit.length > 3 && unit.endsWith("S") ? unit.slice(0, -1) : unit);

/** Reports a text that does not fit the interval's units (SqlIntervalQualifier.evaluateIntervalLiteral). */
export function checkInterval(literal: IntervalLiteral, value: StringLiteral, environment: TypeEnvironment): void {
  // The parser has refused the empty text.
  if (value.value === "") return;
  const { from, to, precision, fraction } = literal.qualifier;
  const units = unitsBetween(singularUnit(from), to === null ? null : singularUnit(to));
  const qualifier = units.length > 1 ? `${units[0]} TO ${units.at(-1)}` : (units[0] ?? from);
  if (precision !== null && (precision < 1 || precision > 10)) {
    reportViolation(environment, literal, "interval-literal-invalid", "precision", { precision, qualifier });
    return;
  }
  const match = pattern(units, fraction ?? defaultFraction).exec(value.value.trim());
  if (match === null || !secondaryFieldsFit(units, match)) {
    reportViolation(environment, literal, "interval-literal-invalid", "format", { value: value.value, qualifier });
    return;
  }
  const leading = (match[1] ?? "").replace(/^0+(?=\d)/, "");
  const most = precision ?? (before(environment.release, 31) ? defaultPrecision : 10);
  if (leading.length > most) {
    reportViolation(environment, literal, "interval-literal-invalid", "field", { value: leading, qualifier, digits: most });
  }
}

function unitsBetween(from: string, to: string | null): readonly string[] {
  if (to === null) return [from];
  const sequence = sequences.find((units) => units.includes(from)) ?? [];
  return sequence.slice(sequence.indexOf(from), sequence.indexOf(to) + 1);
}

function pattern(units: readonly string[], fraction: number): RegExp {
  const parts = units.map((unit, index) => (index === 0 ? "(\\d+)" : `${fields[unit]?.separator ?? ""}(\\d{1,2})`));
  const seconds = units.at(-1) === "SECOND" ? `(?:\\.\\d{1,${Math.max(1, fraction)}})?` : "";
  return new RegExp(`^[+-]?${parts.join("")}${seconds}$`);
}

function secondaryFieldsFit(units: readonly string[], match: RegExpExecArray): boolean {
  return units.every((unit, index) => index === 0 || Number(match[index + 1]) <= (fields[unit]?.most ?? Infinity));
}
