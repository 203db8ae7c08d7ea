import { atLeast, before } from "../../../druid/releases.ts";
import { functionNamed } from "../../../druid/functions.ts";
import { forEachChild } from "../../../syntax/child-keys.ts";
import type { Argument, FunctionCall, Node } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isBinary, isCharacter, isInterval as isIntervalType, isNull, isNumeric, isUnknown } from "../sql-type.ts";
import { constantNumber, constantText, isConstant, plainNumber } from "./constants.ts";
import type { PlanPosition } from "./position.ts";
import { illegalPatternLetter, isEmptyPeriod, isInterval, isPeriod, isTimeZone, jsonPathFault, startsWithJson } from "./formats.ts";
import { regexFault } from "./java-regex.ts";

/** What the planner refuses of a call: the rule, its message and what the message names; at an argument or at the call. */
export interface PlanFault {
  readonly rule: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  readonly at?: Argument;
}

export interface PlannedCall {
  readonly call: FunctionCall;
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly environment: TypeEnvironment;
  readonly position: PlanPosition;
  /** True for what is a column of the groups that the call is computed of. */
  readonly isGrouped?: (node: Node) => boolean;
}

type PlanCheck = (planned: PlannedCall) => PlanFault | null;

const typeOf = (planned: PlannedCall, index: number): SqlType | null => {
  const argument = planned.arguments[index];
  return argument === undefined ? null : (planned.environment.types.get(bare(argument) as never) ?? planned.environment.types.get(argument as never) ?? null);
};

const literalNeeded = (planned: PlannedCall, index: number): PlanFault => at(planned, index, { rule: "function-argument-literal", message: "plan", data: { function: planned.name } });

function at(planned: PlannedCall, index: number, fault: PlanFault): PlanFault {
  const argument = planned.arguments[index];
  return argument === undefined ? fault : { ...fault, at: argument };
}

/** Runs the checks in order, gives the first fault. */
const each = (...checks: readonly PlanCheck[]): PlanCheck => (planned) => {
  for (const check of checks) {
    const fault = check(planned);
    if (fault !== null) return fault;
  }
  return null;
};

const withArgument = (index: number, check: (planned: PlannedCall, argument: Argument) => PlanFault | null): PlanCheck => (planned) => {
  const argument = planned.arguments[index];
  return argument === undefined ? null : check(planned, argument);
};

/** The argument must be constant, though validation took an expression. */
const literalArgument = (index: number): PlanCheck => withArgument(index, (planned, argument) => (isConstant(argument) ? null : literalNeeded(planned, index)));

const periodArgument = (index: number, bucket: boolean): PlanCheck =>
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

const patternArgument = (index: number): PlanCheck =>
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

const strictZone = (index: number): PlanCheck =>
  withArgument(index, (planned, argument) => {
    const text = constantText(argument);
    if (typeof text !== "string" || isTimeZone(text)) return null;
    return at(planned, index, { rule: "time-zone-invalid", message: "zone", data: { function: planned.name, zone: text } });
  });

const truncationUnits: ReadonlySet<string> = new Set([
  "microseconds", "milliseconds", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century", "millennium",
]);
const extractionUnits: ReadonlySet<string> = new Set([
  "EPOCH", "MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "DOW", "ISODOW", "DOY", "WEEK", "MONTH", "QUARTER", "YEAR", "ISOYEAR", "DECADE", "CENTURY", "MILLENNIUM",
]);
const bucketUnits: ReadonlySet<string> = new Set(["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]);

const unitText = (index: number, known: (text: string) => boolean): PlanCheck =>
  each(
    literalArgument(index),
    withArgument(index, (planned, argument) => {
      const text = constantText(argument);
      if (typeof text === "string" ? known(text) : text === undefined) return null;
      return at(planned, index, { rule: "time-unit-invalid", message: "text", data: { function: planned.name, unit: text ?? "NULL" } });
    }),
  );

const unitWord = (known: (unit: string, release: TypeEnvironment["release"]) => boolean): PlanCheck => (planned) => {
  const operand = typeOf(planned, 0);
  if (planned.arguments.some((argument) => argument.kind !== "TimeUnit" && constantText(argument) === null)) return null;
  if (planned.arguments.length === 1 && operand !== null && isIntervalType(operand)) return { rule: "type-unsupported", message: "type", data: { type: "INTERVAL" } };
  const unit = planned.arguments.find((argument) => argument.kind === "TimeUnit");
  if (unit?.kind !== "TimeUnit" || known(unit.unit, planned.environment.release)) return null;
  return { rule: "time-unit-invalid", message: "word", data: { function: planned.name, unit: unit.unit }, at: unit };
};

const regexArgument = (index: number): PlanCheck =>
  withArgument(index, (planned, argument) => {
    const text = constantText(argument);
    const reason = typeof text === "string" ? regexFault(text) : null;
    return reason === null ? null : at(planned, index, { rule: "regular-expression-invalid", message: "pattern", data: { function: planned.name, pattern: text ?? "", reason } });
  });

const groupIndex: PlanCheck = withArgument(2, (planned, argument) => {
  const value = bare(argument).kind === "CastExpression" ? constantNumber((bare(argument) as { operand: Argument }).operand) : constantNumber(argument);
  return value === null || (value !== undefined && value < 0) ? at(planned, 2, { rule: "function-argument-value", message: "index", data: { function: planned.name, value } }) : null;
});

const pathArgument = (index: number): PlanCheck =>
  withArgument(index, (planned, argument) => {
    if (!isConstant(argument)) return literalNeeded(planned, index);
    const text = constantText(argument) ?? plainNumber(argument)?.toString();
    const reason = typeof text === "string" ? jsonPathFault(text) : null;
    if (reason !== null) return at(planned, index, { rule: "json-path-invalid", message: "path", data: { function: planned.name, path: text ?? "", reason } });
    return null;
  });

const emptyPath: PlanCheck = withArgument(1, (planned, argument) =>
  constantText(argument) === "" && before(planned.environment.release, 28) ? at(planned, 1, { rule: "json-path-invalid", message: "empty", data: { function: planned.name } }) : null);

const jsonText: PlanCheck = withArgument(0, (planned, argument) => {
  const text = constantText(argument);
  if (typeof text !== "string" || (text === "" && before(planned.environment.release, 28)) || startsWithJson(text)) return null;
  return at(planned, 0, { rule: "json-text-invalid", message: "json", data: { text } });
});

const lookupName: PlanCheck = withArgument(1, (planned, argument) => {
  if (!isConstant(argument)) return literalNeeded(planned, 1);
  const text = constantText(argument);
  const missing = text === null || (text === "" && before(planned.environment.release, 28));
  return missing ? at(planned, 1, { rule: "function-argument-value", message: "lookup", data: { function: planned.name, value: text ?? null } }) : null;
});

const lookupExists: PlanCheck = (planned) => {
  const [key, name] = planned.arguments;
  const lookup = constantText(name);
  const { lookups } = planned.environment;
  if (key === undefined || !isConstant(key) || typeof lookup !== "string" || lookups === null || lookups.has(lookup)) return null;
  return at(planned, 1, { rule: "function-argument-value", message: "lookupUnknown", data: { lookup } });
};

/** MV_TO_ARRAY, ARRAY_TO_MV: of a column, not of an expression. */
const columnArgument: PlanCheck = withArgument(0, (planned, argument) => {
  const node = bare(argument);
  const type = typeOf(planned, 0);
  if (planned.isGrouped?.(node) === true) return null;
  if (planned.name === "ARRAY_TO_MV" && atLeast(planned.environment.release, 29)) return null;
  if (node.kind === "ColumnReference" && (type === null || isUnknown(type) || isCharacter(type) || type.element !== null)) return null;
  return at(planned, 0, { rule: "function-argument-value", message: "column", data: { function: planned.name } });
});

const constantArray: PlanCheck = withArgument(1, (planned, argument) => {
  if (isConstant(argument) && constantText(argument) !== null) return null;
  return atLeast(planned.environment.release, 31) ? null : literalNeeded(planned, 1);
});

const intervalText: PlanCheck = withArgument(1, (_planned, argument) => {
  const text = constantText(argument);
  if (typeof text !== "string" || isInterval(text)) return null;
  return { rule: "period-invalid", message: "interval", data: { interval: text } };
});

const addressBlock = (version: 4 | 6): PlanCheck =>
  withArgument(1, (planned, argument) => {
    if (!isConstant(argument)) return literalNeeded(planned, 1);
    const text = constantText(argument);
    if (text === undefined || (text !== null && isAddressBlock(text, version))) return null;
    return at(planned, 1, { rule: "function-argument-value", message: "block", data: { function: planned.name, value: text } });
  });

function isAddressBlock(text: string, version: 4 | 6): boolean {
  const match = /^(.*)\/(\d{1,3})$/.exec(text);
  if (match === null) return false;
  const [, address = "", length] = match;
  if (version === 6) return address.includes(":") && Number(length) <= 128;
  const bytes = address.split(".");
  return bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) <= 255) && Number(length) <= 32;
}

/** Functions that give NaN or an infinity for some constants, which the planner cannot write down. */
const undefinedFor: Readonly<Record<string, (value: number) => boolean>> = {
  SQRT: (value) => value < 0,
  LN: (value) => value <= 0,
  LOG10: (value) => value <= 0,
  ACOS: (value) => Math.abs(value) > 1,
  ASIN: (value) => Math.abs(value) > 1,
  EXP: (value) => !Number.isFinite(Math.exp(value)),
  COT: (value) => value === 0,
};

const finiteResult: PlanCheck = withArgument(0, (planned, argument) => {
  const value = constantNumber(argument) ?? numberOfText(constantText(argument), planned.environment);
  const undefinedAt = undefinedFor[planned.name];
  if (planned.position === "filter" || Number.isNaN(value) || undefinedAt === undefined || !undefinedAt(value)) return null;
  return { rule: "constant-not-computable", message: "finite", data: { function: planned.name, value } };
});

/** Text as a number: until 27 what is none counts as 0. */
function numberOfText(text: string | null | undefined, environment: TypeEnvironment): number {
  const value = typeof text === "string" ? Number(text) : Number.NaN;
  return Number.isNaN(value) && typeof text === "string" && text !== "" && before(environment.release, 28) ? 0 : value;
}

const powerResult: PlanCheck = (planned) => {
  const base = constantNumber(planned.arguments[0]);
  const exponent = constantNumber(planned.arguments[1]);
  if (typeof base !== "number" || typeof exponent !== "number" || Number.isFinite(base ** exponent)) return null;
  return { rule: "constant-not-computable", message: "finite", data: { function: "POWER", value: base } };
};

const moduloZero: PlanCheck = (planned) => {
  const [value, by] = planned.arguments.map(constantNumber);
  return typeof value === "number" && by === 0 ? { rule: "constant-division-by-zero", message: "zero", data: {} } : null;
};

const bitsResult: PlanCheck = withArgument(0, (planned, argument) => {
  const value = plainNumber(argument);
  return value !== undefined && value < 0 ? { rule: "constant-not-computable", message: "finite", data: { function: planned.name, value } } : null;
});

/** SUBSTRING of a constant counts from 1; of a column it takes no constant length of 0 or less. */
const substringBounds: PlanCheck = (planned) => {
  const [text, start, length] = planned.arguments;
  if (text === undefined || start === undefined) return null;
  if (before(planned.environment.release, 27)) {
    if (!isConstant(start)) return literalNeeded(planned, 1);
    if (length !== undefined && !isConstant(length)) return literalNeeded(planned, 2);
  }
  const from = constantNumber(start);
  if (from === 0 && (isConstant(text) || (length !== undefined && atLeast(planned.environment.release, 28)))) return at(planned, 1, { rule: "function-argument-value", message: "start", data: { function: planned.name, value: 0 } });
  const count = plainNumber(length);
  if (isConstant(text)) return null;
  if (start.kind === "CastExpression" && from === null) return literalNeeded(planned, 1);
  if (length !== undefined && bare(length).kind === "NullLiteral") return literalNeeded(planned, 2);
  return count !== undefined && count <= 0 ? at(planned, 2, { rule: "function-argument-value", message: "length", data: { function: planned.name, value: count } }) : null;
};

const countNotNegative: PlanCheck = (planned) => {
  const count = plainNumber(planned.arguments[1]);
  const constant = planned.arguments[0] !== undefined && isConstant(planned.arguments[0]);
  return constant && count !== undefined && count < 0 ? at(planned, 1, { rule: "function-argument-value", message: "negative", data: { function: planned.name, value: count } }) : null;
};

const truncateDigits: PlanCheck = withArgument(1, (planned, argument) => (plainNumber(argument) === undefined && !isFoldable(argument) ? literalNeeded(planned, 1) : null));

const isFoldable = (argument: Argument): boolean => isConstant(argument) && constantNumber(argument) !== null && bare(argument).kind !== "CastExpression";

const constantComplex: PlanCheck = withArgument(1, (planned, argument) => {
  const type = typeOf(planned, 1);
  const constant = isConstant(argument) || (argument.kind === "FunctionCall" && argument.form === "bare");
  if (!constant || type === null || isCharacter(type) || isNull(type) || isUnknown(type)) return null;
  return at(planned, 1, { rule: "function-argument-type", message: "base64", data: { function: planned.name } });
});

/** An index beyond a constant array makes NULL of a type that admits none. */
const constantIndex: PlanCheck = (planned) => {
  const [array, index] = planned.arguments;
  const position = plainNumber(index);
  const node = array === undefined ? null : bare(array);
  if (planned.position === "filter" || node?.kind !== "CollectionConstructor" || position === undefined || !isConstant(node)) return null;
  const from = planned.name.endsWith("ORDINAL") ? 1 : 0;
  return position >= from && position < node.elements.length + from ? null : at(planned, 1, { rule: "function-argument-value", message: "element", data: { function: planned.name, value: position } });
};

/** A slice of a constant array that begins beyond its end or before its start is NULL, and an empty one has no elements to tell a type by. */
const constantSlice: PlanCheck = (planned) => {
  const [array, from, to] = planned.arguments;
  const node = array === undefined ? null : bare(array);
  const [start, end] = [plainNumber(from), to === undefined ? undefined : plainNumber(to)];
  if (planned.position === "filter" || atLeast(planned.environment.release, 28) || node?.kind !== "CollectionConstructor" || start === undefined || !isConstant(node)) return null;
  if (to !== undefined && end === undefined) return null;
  return start >= 0 && start < Math.min(end ?? node.elements.length, node.elements.length) ? null : at(planned, 1, { rule: "function-argument-value", message: "element", data: { function: planned.name, value: start } });
};

/** The planner computes ROUND of constants, whose digits must be a number. */
const roundDigits: PlanCheck = withArgument(1, (planned, argument) => {
  if (!planned.arguments.every(isConstant) || bare(argument).kind !== "NullLiteral") return null;
  return at(planned, 1, { rule: "function-argument-literal", message: "plan", data: { function: planned.name } });
});

const complexName: PlanCheck = withArgument(0, (planned, argument) => {
  const name = constantText(argument);
  if (typeof name !== "string" || knownComplex.has(name)) return null;
  return at(planned, 0, { rule: "function-argument-value", message: "complex", data: { type: name } });
});

/** Names of complex types that Druid and its extensions register. */
const knownComplex: ReadonlySet<string> = new Set([
  "hyperUnique", "json", "thetaSketch", "thetaSketchBuild", "thetaSketchMerge", "HLLSketch", "HLLSketchBuild", "HLLSketchMerge", "quantilesDoublesSketch", "quantilesDoublesSketchMerge",
  "arrayOfDoublesSketch", "arrayOfDoublesSketchBuild", "arrayOfDoublesSketchMerge", "KllDoublesSketch", "KllDoublesSketchMerge", "KllFloatsSketch", "KllFloatsSketchMerge", "approximateHistogram",
  "approximateFinalizedHistogram", "fixedBucketsHistogram", "bloom", "variance", "tDigestSketch", "cardinality", "serializablePairLongString", "serializablePairLongDouble", "serializablePairLongFloat",
  "serializablePairLongLong", "momentSketch", "momentSketchMerge", "compressedBigDecimal", "spectator-histogram", "ddSketch", "filteredAggregator", "ipAddress", "ipPrefix",
]);

const rankBounds: PlanCheck = withArgument(1, (planned, argument) => {
  const rank = plainNumber(argument);
  const array = planned.arguments[0];
  if (rank === undefined) return null;
  if (rank < 0) return at(planned, 1, { rule: "function-argument-value", message: "rank", data: { function: planned.name, value: rank } });
  return array !== undefined && isConstant(array) && rank > 1 ? at(planned, 1, { rule: "function-argument-value", message: "rank", data: { function: planned.name, value: rank } }) : null;
});

const precisionBounds: PlanCheck = withArgument(1, (planned, argument) => {
  const digits = plainNumber(argument);
  const constant = planned.arguments[0] !== undefined && isConstant(planned.arguments[0]);
  return constant && digits !== undefined && (digits < 0 || digits > 3) ? at(planned, 1, { rule: "function-argument-value", message: "precision", data: { function: planned.name, value: digits } }) : null;
});

const needsArguments: PlanCheck = (planned) => (planned.arguments.length > 0 ? null : { rule: "function-argument-value", message: "none", data: { function: planned.name, value: null } });

/** The keys or paths of a constant object without any: an array without a value has no literal. */
const emptyObject: PlanCheck = (planned) => {
  const parsed = bare(planned.arguments[0] ?? planned.call);
  if (parsed.kind !== "FunctionCall" || !jsonParsers.has(parsed.name.parts[0]?.name.toUpperCase() ?? "")) return null;
  const text = constantText(parsed.arguments[0]);
  const isEmpty = typeof text === "string" && /^\s*\{\s*\}\s*$/u.test(text);
  return isEmpty ? { rule: "constant-not-computable", message: "array", data: { function: planned.name } } : null;
};

const jsonParsers: ReadonlySet<string> = new Set(["PARSE_JSON", "TRY_PARSE_JSON"]);

const constantArraysMix: PlanCheck = (planned) => {
  const [left, right] = [typeOf(planned, 0), typeOf(planned, 1)];
  if (left?.element == null || right?.element == null || !planned.arguments.every(isConstant)) return null;
  if (isNumeric(left.element) === isNumeric(right.element) || isNull(left.element) || isNull(right.element)) return null;
  return { rule: "function-argument-type", message: "arrays", data: { function: planned.name } };
};

const reducible: PlanCheck = (planned) => {
  const legacy = before(planned.environment.release, 28);
  if (planned.arguments.some((argument, index) => (legacy ? holdsText(argument, planned.environment) : mayBeText(typeOf(planned, index))))) return null;
  if (atLeast(planned.environment.release, 31) && !planned.arguments.every(isConstant)) return null;
  const wrong = planned.arguments.find((argument, index) => typeOf(planned, index)?.element != null && (legacy || isConstant(argument)));
  return wrong === undefined ? null : { rule: "function-argument-type", message: "reduction", data: { function: planned.name }, at: wrong };
};

/** Until 27 text that is no constant may be several values, of which nothing is known until they are read; also within ARRAY[…]. */
function holdsText(argument: Argument, environment: TypeEnvironment): boolean {
  const node = bare(argument);
  if (node.kind === "CollectionConstructor") return node.elements.some((element) => holdsText(element, environment));
  const type = environment.types.get(node as never);
  return type !== undefined && mayBeText(type) && !isConstant(node);
}

const mayBeText = (type: SqlType | null): boolean => type !== null && (isCharacter(type) || isUnknown(type));

const bucket = each(periodArgument(1, true));

/** Sketch functions that until 27 exist over aggregates only: an argument must hold one, and no filter can have them. */
const overAggregate: PlanCheck = (planned) => {
  if (atLeast(planned.environment.release, 28)) return null;
  if (planned.position === "filter") return { rule: "sketch-function-without-aggregate", message: "filter", data: { function: planned.name } };
  if (planned.position === "grouped" || planned.arguments.some((argument) => holdsAggregate(argument, planned.environment))) return null;
  return { rule: "sketch-function-without-aggregate", message: "aggregate", data: { function: planned.name } };
};

function holdsAggregate(node: Node, environment: TypeEnvironment): boolean {
  // A column may be an aggregate of a subquery.
  if (node.kind === "ColumnReference") return !environment.isStored(node) && ((environment.types.get(node)?.name ?? "UNKNOWN") === "UNKNOWN" || environment.types.get(node)?.name === "OTHER");
  if (node.kind === "FunctionCall" && functionNamed(node.name.parts[0]?.name ?? "", environment.release)?.aggregate === true) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= child.kind !== "Identifier" && child.kind !== "QualifiedName" && holdsAggregate(child, environment);
  });
  return found;
}

/** Until 27 NULLIF, a CASE of its operands, loses the type of an array. */
const arrayNullif: PlanCheck = (planned) => {
  if (atLeast(planned.environment.release, 28) || typeOf(planned, 0)?.element == null) return null;
  return { rule: "null-literal-unsupported", message: "arrayNullif", data: { function: planned.name } };
};

/** By function, what the planner checks once validation took the call. */
export const callChecks: Readonly<Record<string, PlanCheck>> = {
  TIME_FLOOR: bucket,
  TIME_CEIL: bucket,
  TIME_SHIFT: each(periodArgument(1, false), literalArgument(3)),
  TIME_EXTRACT: each(unitText(1, (text) => extractionUnits.has(text.toUpperCase())), literalArgument(2)),
  TIME_PARSE: each(patternArgument(1), literalArgument(2)),
  TIME_FORMAT: each(patternArgument(1), literalArgument(2), strictZone(2)),
  DATE_TRUNC: unitText(0, (text) => truncationUnits.has(text.toLowerCase())),
  FLOOR: unitWord((unit) => bucketUnits.has(unit)),
  CEIL: unitWord((unit) => bucketUnits.has(unit)),
  CEILING: unitWord((unit) => bucketUnits.has(unit)),
  EXTRACT: unitWord((unit, release) => unit !== "NANOSECOND" && (unit !== "MICROSECOND" || before(release, 32))),
  TIME_IN_INTERVAL: intervalText,
  REGEXP_EXTRACT: each(regexArgument(1), groupIndex),
  REGEXP_LIKE: regexArgument(1),
  REGEXP_REPLACE: regexArgument(1),
  LOOKUP: each(lookupName, lookupExists),
  MV_TO_ARRAY: columnArgument,
  ARRAY_TO_MV: columnArgument,
  MV_FILTER_ONLY: constantArray,
  MV_FILTER_NONE: constantArray,
  IPV4_MATCH: addressBlock(4),
  IPV6_MATCH: addressBlock(6),
  JSON_KEYS: each(emptyPath, pathArgument(1), emptyObject),
  JSON_PATHS: emptyObject,
  // What JSON_VALUE becomes by its RETURNING; the names can be called too.
  JSON_VALUE_ANY: pathArgument(1),
  JSON_VALUE_BIGINT: pathArgument(1),
  JSON_VALUE_DOUBLE: pathArgument(1),
  JSON_VALUE_VARCHAR: pathArgument(1),
  JSON_VALUE_ARRAY_BIGINT: pathArgument(1),
  JSON_VALUE_ARRAY_DOUBLE: pathArgument(1),
  JSON_VALUE_ARRAY_VARCHAR: pathArgument(1),
  PARSE_JSON: jsonText,
  COMPLEX_DECODE_BASE64: each(complexName, constantComplex),
  DECODE_BASE64_COMPLEX: each(complexName, constantComplex),
  NULLIF: arrayNullif,
  ARRAY_OFFSET: constantIndex,
  ARRAY_ORDINAL: constantIndex,
  ARRAY_SLICE: constantSlice,
  ROUND: roundDigits,
  SQRT: finiteResult,
  LN: finiteResult,
  LOG10: finiteResult,
  ACOS: finiteResult,
  ASIN: finiteResult,
  COT: finiteResult,
  EXP: finiteResult,
  POWER: powerResult,
  MOD: moduloZero,
  BITWISE_CONVERT_LONG_BITS_TO_DOUBLE: bitsResult,
  SUBSTRING: substringBounds,
  SUBSTR: substringBounds,
  LEFT: countNotNegative,
  RIGHT: countNotNegative,
  REPEAT: countNotNegative,
  TRUNC: truncateDigits,
  TRUNCATE: truncateDigits,
  ARRAY_QUANTILE: rankBounds,
  HUMAN_READABLE_BINARY_BYTE_FORMAT: precisionBounds,
  HUMAN_READABLE_DECIMAL_BYTE_FORMAT: precisionBounds,
  HUMAN_READABLE_DECIMAL_FORMAT: precisionBounds,
  CONCAT: needsArguments,
  DS_CDF: overAggregate,
  DS_GET_QUANTILE: overAggregate,
  DS_GET_QUANTILES: overAggregate,
  DS_HISTOGRAM: overAggregate,
  DS_RANK: overAggregate,
  DS_QUANTILE_SUMMARY: overAggregate,
  DS_TUPLE_DOUBLES_METRICS_SUM_ESTIMATE: overAggregate,
  DS_TUPLE_DOUBLES_UNION: overAggregate,
  DS_TUPLE_DOUBLES_INTERSECT: overAggregate,
  DS_TUPLE_DOUBLES_NOT: overAggregate,
  HLL_SKETCH_ESTIMATE: overAggregate,
  HLL_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS: overAggregate,
  HLL_SKETCH_TO_STRING: overAggregate,
  HLL_SKETCH_UNION: overAggregate,
  THETA_SKETCH_ESTIMATE: overAggregate,
  THETA_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS: overAggregate,
  THETA_SKETCH_UNION: overAggregate,
  THETA_SKETCH_INTERSECT: overAggregate,
  THETA_SKETCH_NOT: overAggregate,
  ARRAY_CONCAT: constantArraysMix,
  GREATEST: reducible,
  LEAST: reducible,
};

/** Types that Druid's planner has no value for: whatever holds one is refused. */
export function unplannableType(type: SqlType, release: TypeEnvironment["release"]): string | null {
  switch (type.name) {
    case "TIME":
    case "TIMESTAMP_WITH_LOCAL_TIME_ZONE":
    case "MULTISET":
      return type.name;
    default:
      return isBinary(type) && atLeast(release, 26) ? type.name : null;
  }
}

