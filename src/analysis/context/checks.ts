import { contextParameter, enumValues, type ContextParameter } from "../../druid/context.ts";
import { before } from "../../druid/releases.ts";
import type { Stage } from "../../syntax/violation.ts";
import type { ContextEntry } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { isIndexSpec } from "./index-spec.ts";
import { reportEntry } from "./report.ts";
import { readBoolean, readEnum, readInteger, readLong, readPlainInteger, readString, readStringList, shownValue, type Expected, type Reading } from "./values.ts";

/** Reads a parameter as its release's type; reports and gives null where Druid refuses the value, null too where it is absent. */
export function checkedValue(state: AnalysisState, key: string, stage: Stage, fault?: string): unknown {
  const entry = state.context.get(key);
  const parameter = entry === undefined ? null : contextParameter(key);
  if (entry === undefined || parameter === null) return null;
  const reading = readingOf(state, entry, parameter);
  if (reading.expected === null) return reading.value;
  reportValue(state, entry, reading.expected, stage, fault, key);
  return null;
}

/** Reports a value of a kind that Druid cannot read; `name` is the parameter's, which the preview spelt otherwise. */
export function reportValue(state: AnalysisState, entry: ContextEntry, expected: Expected, stage: Stage, fault?: string, name = entry.key): void {
  reportEntry(state, entry, {
    rule: "context-value-type",
    message: expected,
    data: { value: shownValue(entry.value), values: enumValues(name, state.release).join(", ") },
    stage,
    ...(fault === undefined ? {} : { fault }),
  });
}

/** The value of a boolean parameter in force, the fallback where it is absent or unreadable. */
export function booleanInForce(state: AnalysisState, key: string, fallback: boolean): boolean {
  return readBoolean(state.context.get(key)?.value).value ?? fallback;
}

/** The text of a parameter in force, lower case; the fallback where it is absent or unreadable. */
export function textInForce(state: AnalysisState, key: string, fallback: string): string {
  return readString(state.context.get(key)?.value).value?.toLowerCase() ?? fallback;
}

function readingOf(state: AnalysisState, entry: ContextEntry, parameter: ContextParameter): Reading<unknown> {
  switch (parameter.type) {
    case "boolean":
      return readBoolean(entry.value);
    case "integer":
      return before(state.release, 25) && parameter.checkedAt === "context" ? readPlainInteger(entry.value) : readInteger(entry.value);
    case "long":
      return readLong(entry.value);
    case "string":
      return readString(entry.value);
    case "string-list":
      return readStringList(entry.value);
    case "index-spec":
      return { value: entry.value, expected: entry.value === null || isIndexSpec(entry.value) ? null : "index-spec" };
    case "enum":
      return parameter.name === "sqlJoinAlgorithm" ? readJoinAlgorithm(entry.value) : readEnum(entry.value, enumValues(parameter.name, state.release));
    case "timestamp":
      return readTimestamp(entry.value);
    case "time-zone":
    case "reserved":
      return { value: entry.value, expected: null };
  }
}

/** JoinAlgorithm.fromString: case matters. */
function readJoinAlgorithm(value: unknown): Reading<string> {
  const text = readString(value);
  if (text.value === null || text.value === "broadcast" || text.value === "sortMerge") return text;
  return { value: null, expected: "join-algorithm" };
}

const ISO_DATE = "[+-]?\\d{1,9}(?:-(?:(\\d{1,2})(?:-(\\d{1,2}))?|W\\d{1,2}(?:-[1-7])?|\\d{3}))?";
const ISO_TIME = "T(?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?(?:[.,]\\d+)?)?(?:Z|[+-]\\d{2}(?::?\\d{2})?)?";
const ISO_TIMESTAMP = new RegExp(`^(?:${ISO_DATE}(?:${ISO_TIME})?|${ISO_TIME})$`);

/** `new DateTime(Object)`: an ISO date or time, or milliseconds that Jackson reads as a Long; smaller numbers are Integers, which it does not take. */
function readTimestamp(value: unknown): Reading<string> {
  if (value === null) return { value: null, expected: null };
  if (typeof value === "number" && Number.isInteger(value) && (value >= 2 ** 31 || value < -(2 ** 31)) && Math.abs(value) < 2 ** 63) return { value: String(value), expected: null };
  const refused = { value: null, expected: "timestamp" } as const;
  const match = typeof value === "string" && value !== "T" ? ISO_TIMESTAMP.exec(value) : null;
  if (typeof value !== "string" || match === null) return refused;
  const [, month = "1", day = "1", hour = match[6] ?? "0", minute = match[7] ?? "0", second = match[8] ?? "0"] = match;
  const inRange = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return inRange ? { value, expected: null } : refused;
}
