import type { Expression, FunctionCall, Granularity } from "./nodes.ts";
import type { Parser, ViolationData } from "./parser-state.ts";
import { meantUnit } from "./time-units.ts";

/** Why a granularity is refused, and the part of it to change. */
export interface GranularityFault {
  readonly rule: string;
  readonly message: string;
  readonly data: ViolationData;
  readonly start: number;
  readonly end: number;
}

/** Druid's standard granularities (GranularityType) by period. */
const standardPeriods = new Map<string, string>([
  ["PT1S", "SECOND"], ["PT1M", "MINUTE"], ["PT5M", "FIVE_MINUTE"], ["PT10M", "TEN_MINUTE"], ["PT15M", "FIFTEEN_MINUTE"],
  ["PT30M", "THIRTY_MINUTE"], ["PT1H", "HOUR"], ["PT6H", "SIX_HOUR"], ["PT8H", "EIGHT_HOUR"], ["P1D", "DAY"], ["P1W", "WEEK"],
  ["P1M", "MONTH"], ["P3M", "QUARTER"], ["P1Y", "YEAR"],
]);
const standardNames = new Set([...standardPeriods.values(), "ALL", "NONE"]);
const floorUnits = new Set(["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]);

const periodPattern =
  /^P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?(?:T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:\.\d*)?)S)?)?$/i;

/** The period in its plain form (`P1D`), `zero`, or null when Joda-Time does not parse it. */
export function canonicalPeriod(text: string): string | null {
  const match = periodPattern.exec(text);
  if (match === null || !/\d[a-z]$/i.test(text)) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const part = (value: number, letter: string): string => (value === 0 ? "" : `${String(value)}${letter}`);
  const date = part(years, "Y") + part(months, "M") + part(weeks, "W") + part(days, "D");
  const time = part(hours, "H") + part(minutes, "M") + part(seconds, "S");
  if (date === "" && time === "") return "zero";
  return `P${date}${time === "" ? "" : `T${time}`}`;
}

/** The fault for which Druid's parser refuses the granularity, null when it takes it (DruidSqlParserUtils). */
export function granularityFault(p: Parser, granularity: Granularity): GranularityFault | null {
  if (granularity.kind === "AllGranularity" || granularity.kind === "UnitGranularity") return null;
  const expression = unwrap(granularity);
  switch (expression.kind) {
    case "FunctionCall":
      return callFault(p, expression);
    case "ColumnReference":
      return wordFault(p, expression, expression.parts.map((part) => part.name).join("."), expression.parts.length === 1 && !expression.parts[0]?.quoted);
    case "StringLiteral":
      return expression.form === "adjacent" ? fault("partitioned-by-invalid", "notFloor", expression, p) : stringFault(p, expression, expression.value);
    case "ErrorExpression":
      return null;
    default:
      return fault("partitioned-by-invalid", isLiteral(expression) ? "literal" : "notFloor", expression, p);
  }
}

function unwrap(expression: Expression): Expression {
  let inner = expression;
  while (inner.kind === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}

function isLiteral(expression: Expression): boolean {
  return expression.kind.endsWith("Literal") || expression.kind === "DynamicParameter";
}

function fault(rule: string, message: string, node: Granularity, p: Parser, data: ViolationData = {}): GranularityFault {
  const { start, end } = node;
  return { rule, message, data: { granularity: p.text.slice(start, end), ...data }, start, end };
}

/** A bare or quoted word: a name or a period from 30 on, nothing before. */
function wordFault(p: Parser, node: Expression, name: string, bare: boolean): GranularityFault | null {
  if (p.grammar.granularityAsIdentifier) return namedFault(p, node, name);
  const upper = name.toUpperCase();
  const period = canonicalPeriod(upper);
  const standard = standardNames.has(upper) ? upper : period === null ? undefined : standardPeriods.get(period);
  if (standard === undefined) return unknownFault(p, node, name);
  const rule = bare ? "partitioned-by-reserved-unit" : "partitioned-by-string-literal-version";
  return fault(rule, bare ? "word" : "quoted", node, p, { standard });
}

function stringFault(p: Parser, node: Expression, value: string): GranularityFault | null {
  const upper = value.toUpperCase();
  if (/^ALL\s+TIME$/.test(upper)) return fault("partitioned-by-quoted-all-time", "quoted", node, p);
  if (p.grammar.stringGranularity) return namedFault(p, node, value);
  const period = canonicalPeriod(value);
  const standard = standardNames.has(upper) ? upper : period === null ? undefined : standardPeriods.get(period);
  if (standard === undefined) return unknownFault(p, node, value);
  return fault("partitioned-by-string-literal-version", "string", node, p, { standard });
}

function namedFault(p: Parser, node: Expression, name: string): GranularityFault | null {
  if (standardNames.has(name.toUpperCase())) return null;
  const period = canonicalPeriod(name);
  if (period !== null && standardPeriods.has(period)) return null;
  return period === null ? unknownFault(p, node, name) : fault("partitioned-by-unsupported-granularity", "period", node, p, { period });
}

/** Units that PARTITIONED BY takes as a word, in every release. */
const wordUnits = new Set(["HOUR", "DAY", "MONTH", "YEAR"]);

function unknownFault(p: Parser, node: Expression, name: string): GranularityFault {
  const unit = meantUnit(name);
  if (unit === null || !floorUnits.has(unit)) return fault("partitioned-by-unsupported-granularity", "unknown", node, p);
  const near = wordUnits.has(unit) ? unit : `FLOOR(__time TO ${unit})`;
  return fault("partitioned-by-unsupported-granularity", "near", node, p, { near });
}

function callFault(p: Parser, call: FunctionCall): GranularityFault | null {
  const name = (call.name.parts.at(-1)?.name ?? "").toUpperCase();
  const floor = name === "FLOOR";
  if (!floor && name !== "TIME_FLOOR") return fault("partitioned-by-invalid", "notFloor", call, p, { function: name });
  if (call.over !== null || call.form === "jdbc") return fault("partitioned-by-invalid", "notFloor", call, p, { function: name });
  const [first, second] = call.arguments;
  if (first === undefined || second === undefined || call.arguments.length > 2) {
    return fault("partitioned-by-invalid", "argumentCount", call, p, { function: name, count: call.arguments.length });
  }
  const column = first.kind === "ParenthesizedExpression" ? unwrap(first) : first;
  const isTime = column.kind === "ColumnReference" && column.parts.length === 1 && column.parts[0]?.name === "__time";
  if (!isTime) {
    const { start, end } = first;
    return { rule: "partitioned-by-not-time-column", message: "column", data: { argument: p.text.slice(start, end), function: name }, start, end };
  }
  return floor ? unitFault(p, call, second) : periodFault(p, call, second);
}

function unitFault(p: Parser, call: FunctionCall, unit: FunctionCall["arguments"][number]): GranularityFault | null {
  if (unit.kind !== "TimeUnit") return fault("partitioned-by-invalid", "argumentCount", call, p, { function: "FLOOR", count: 2 });
  if (floorUnits.has(unit.unit)) return null;
  const { start, end } = unit;
  return { rule: "partitioned-by-unsupported-granularity", message: "unit", data: { granularity: unit.unit }, start, end };
}

function periodFault(p: Parser, call: FunctionCall, argument: FunctionCall["arguments"][number]): GranularityFault | null {
  const value = argument.kind === "ParenthesizedExpression" ? unwrap(argument) : argument;
  const { start, end } = argument;
  const data = { granularity: p.text.slice(start, end) };
  if (value.kind !== "StringLiteral" || value.form === "adjacent") {
    return { rule: "partitioned-by-invalid", message: "periodArgument", data, start, end };
  }
  const period = canonicalPeriod(value.value);
  if (period !== null && standardPeriods.has(period)) return null;
  const message = period === null ? "invalidPeriod" : "period";
  return { rule: "partitioned-by-unsupported-granularity", message, data: { ...data, period, call: p.text.slice(call.start, call.end) }, start, end };
}
