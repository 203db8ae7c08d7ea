import { atLeast, type Release } from "../../../druid/releases.ts";
import type { Argument, FunctionCall } from "../../../syntax/nodes.ts";
import { bare } from "../operands.ts";
import { constantNumber, constantText, constantValue } from "./constants.ts";

/** When a call of constants is NULL. */
type NullTest = (call: FunctionCall) => boolean;

const textAt = ({ arguments: values }: FunctionCall, index: number): string | undefined => constantText(values[index]) ?? undefined;
const numberAt = ({ arguments: values }: FunctionCall, index: number): number | undefined => constantNumber(values[index]) ?? undefined;

const isBeyondEnd: NullTest = (call) => (numberAt(call, 1) ?? 0) > (textAt(call, 0)?.length ?? Number.POSITIVE_INFINITY);
const isCutToNothing: NullTest = (call) => numberAt(call, 1) === 0 && (textAt(call, 0) ?? "") !== "";

/** Until 29: functions whose type admits no NULL though they give it for some values. */
const untilSafe: Readonly<Record<string, NullTest>> = {
  SUBSTRING: isBeyondEnd,
  SUBSTR: isBeyondEnd,
  SAFE_DIVIDE: ({ arguments: [, divisor] }) => divisor !== undefined && [0, 0n].includes(constantValue(divisor as never) as number),
  PARSE_LONG: (call) => !isLong(textAt(call, 0), call.arguments.length > 1 ? numberAt(call, 1) : 10),
  IPV4_PARSE: (call) => !isAddress(textAt(call, 0)),
};

/** In every release from 28 on. */
const always: Readonly<Record<string, NullTest>> = { LPAD: isCutToNothing, RPAD: isCutToNothing, REPEAT: isCutToNothing };

/** Functions that are NULL where an argument is. */
const strict: ReadonlySet<string> = new Set(["UPPER", "LOWER", "REVERSE", "TRIM", "BTRIM", "LTRIM", "RTRIM", "CONCAT", "ABS"]);

/** True for a constant that the planner of 28 and later folds to NULL, as far as it is worked out. */
export function foldsToNull(argument: Argument | undefined, release: Release): boolean {
  if (argument === undefined) return false;
  const node = bare(argument);
  switch (node.kind) {
    case "UnaryExpression":
    case "CastExpression":
      return foldsToNull(node.operand, release);
    case "BinaryExpression":
      return foldsToNull(node.left, release) || foldsToNull(node.right, release);
    case "FunctionCall": {
      const name = node.name.parts.length === 1 ? (node.name.parts[0]?.name.toUpperCase() ?? "") : "";
      if (name === "COALESCE" || name === "NVL") return foldsToNull(node.arguments[0], release);
      if (strict.has(name)) return node.arguments.some((each) => foldsToNull(each, release));
      const tests = atLeast(release, 30) || Object.hasOwn(always, name) ? always : untilSafe;
      return Object.hasOwn(tests, name) && tests[name]?.(node) === true;
    }
    default:
      return false;
  }
}

/** Not worked out counts as one that can be read. */
function isLong(text: string | undefined, radix: number | undefined): boolean {
  if (text === undefined || radix === undefined) return true;
  const digits = text.replace(/^[+-]/u, "");
  return digits !== "" && Array.from(digits).every((digit) => !Number.isNaN(Number.parseInt(digit, radix)));
}

function isAddress(text: string | undefined): boolean {
  const bytes = text?.split(".") ?? [];
  return text === undefined || (bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/u.test(byte) && Number(byte) <= 255));
}
