import { trimEndOf } from "../../text/trim.ts";
import { toText, UNKNOWN, type Value } from "./values.ts";

type TextFunction = (values: readonly Value[]) => Value;

const ofText =
  (change: (text: string) => string): TextFunction =>
  ([value]) => {
    const text = toText(value ?? null);
    return typeof text === "string" ? change(text) : text;
  };

/** Texts in a row. */
export function concatenate(values: readonly Value[]): Value {
  const texts = values.map(toText);
  // Null joins as an empty text in one null handling and makes null in the other.
  if (texts.some((text) => typeof text !== "string")) return UNKNOWN;
  return texts.join("");
}

const withoutBlanks = ofText((text) => trimEndOf(text.replace(/^ +/u, ""), " "));

/** What else is to be trimmed is not worked out. */
function trimmed(values: readonly Value[]): Value {
  return values.length === 1 ? withoutBlanks(values) : UNKNOWN;
}

/** Beyond this a repeated text is cut: it is too long for a row of a frame by far. */
const longestText = 4_000_000;

/** From 1; nothing is left behind the text's end. */
function substring([value, start, length]: readonly Value[]): Value {
  const text = toText(value ?? null);
  if (typeof text !== "string" || typeof start !== "bigint" || start < 1n) return text === null ? null : UNKNOWN;
  if (length !== undefined && (typeof length !== "bigint" || length < 0n)) return UNKNOWN;
  const from = Number(start) - 1;
  return text.slice(from, length === undefined ? undefined : from + Number(length));
}

function replace([value, old, put]: readonly Value[]): Value {
  const text = toText(value ?? null);
  if (typeof text !== "string") return text;
  return typeof old === "string" && typeof put === "string" && old !== "" ? text.split(old).join(put) : UNKNOWN;
}

function lengthOf([value]: readonly Value[]): Value {
  return typeof value === "string" && value.length < longestText ? BigInt(value.length) : UNKNOWN;
}

function repeat([value, count]: readonly Value[]): Value {
  const text = toText(value ?? null);
  if (typeof text !== "string" || typeof count !== "bigint") return text === null ? null : UNKNOWN;
  const most = text.length === 0 ? 0 : Math.ceil(longestText / text.length);
  return text.repeat(Math.max(0, Math.min(Number(count), most)));
}

/** Functions of texts by name, all arguments given. */
export const textFunctions: Readonly<Record<string, TextFunction>> = {
  UPPER: ofText((text) => text.toUpperCase()),
  LOWER: ofText((text) => text.toLowerCase()),
  TRIM: trimmed,
  BTRIM: trimmed,
  SUBSTRING: substring,
  SUBSTR: substring,
  REPLACE: replace,
  CHAR_LENGTH: lengthOf,
  CHARACTER_LENGTH: lengthOf,
  LENGTH: lengthOf,
  STRLEN: lengthOf,
  CONCAT: concatenate,
  REPEAT: repeat,
};
