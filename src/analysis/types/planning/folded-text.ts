import type { Argument, FunctionCall } from "../../../syntax/nodes.ts";
import { trimEndOf } from "../../../text/trim.ts";
import { bare } from "../operands.ts";
import { constantNumber, constantText } from "./constants.ts";

/** Longer texts are left undecided. */
const longest = 1000;

type Folder = (text: string, call: FunctionCall) => string | undefined;

const numberAt = (call: FunctionCall, index: number): number | undefined => {
  const value = constantNumber(call.arguments[index]);
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
};

const folders: Readonly<Record<string, Folder>> = {
  UPPER: (text) => text.toUpperCase(),
  LOWER: (text) => text.toLowerCase(),
  REVERSE: (text) => Array.from(text).reverse().join(""),
  TRIM: (text, call) => (call.arguments.length === 1 ? trimmed(text) : undefined),
  BTRIM: (text, call) => (call.arguments.length === 1 ? trimmed(text) : undefined),
  LTRIM: (text, call) => (call.arguments.length === 1 ? text.replace(/^ +/u, "") : undefined),
  RTRIM: (text, call) => (call.arguments.length === 1 ? trimEndOf(text, " ") : undefined),
  SUBSTRING: part,
  SUBSTR: part,
  LEFT: (text, call) => whenCounted(numberAt(call, 1), (count) => text.slice(0, count)),
  RIGHT: (text, call) => whenCounted(numberAt(call, 1), (count) => (count === 0 ? "" : text.slice(-count))),
  REPEAT: (text, call) => whenCounted(numberAt(call, 1), (count) => (count * text.length > longest ? undefined : text.repeat(count))),
  LPAD: padded,
  RPAD: padded,
  REPLACE: replaced,
  NVL: firstText,
  COALESCE: firstText,
  CONCAT: (text, call) => joined(call.arguments.slice(1), text),
};

/**
 * The text that the planner of releases before 28 folds a constant call to; the empty text stands for NULL, as it does there.
 * `undefined` where it is not worked out.
 */
export function foldedText(argument: Argument | undefined): string | undefined {
  if (argument === undefined) return undefined;
  const node = bare(argument);
  if (node.kind === "BinaryExpression" && node.operator === "||") return joined([node.left, node.right], "");
  if (node.kind !== "FunctionCall") return constantText(node) ?? undefined;
  const name = node.name.parts.length === 1 ? (node.name.parts[0]?.name.toUpperCase() ?? "") : "";
  const folder = Object.hasOwn(folders, name) ? folders[name] : undefined;
  const text = folder === undefined ? undefined : foldedText(node.arguments[0]);
  return text === undefined ? undefined : folder?.(text, node);
}

/** A text as written that is empty gives way to the next. */
function firstText(text: string, { arguments: [first] }: FunctionCall): string | undefined {
  return first?.kind === "StringLiteral" ? undefined : text;
}

const trimmed = (text: string): string => trimEndOf(text, " ").replace(/^ +/u, "");

function whenCounted(count: number | undefined, fold: (count: number) => string | undefined): string | undefined {
  return count === undefined || count < 0 ? undefined : fold(count);
}

function joined(parts: readonly Argument[], first: string): string | undefined {
  let text = first;
  for (const part of parts) {
    const next = foldedText(part);
    if (next === undefined) return undefined;
    text += next;
  }
  return text;
}

function part(text: string, call: FunctionCall): string | undefined {
  const start = numberAt(call, 1);
  const length = call.arguments.length > 2 ? numberAt(call, 2) : text.length;
  if (start === undefined || start < 1 || length === undefined || length < 0) return undefined;
  return text.slice(start - 1, start - 1 + length);
}

/** Padding fills an empty text with nothing. */
function padded(text: string, call: FunctionCall): string | undefined {
  const length = numberAt(call, 1);
  if (length === undefined) return undefined;
  return length <= 0 || text === "" ? "" : `${text} `;
}

function replaced(text: string, call: FunctionCall): string | undefined {
  const [search, by] = [foldedText(call.arguments[1]), foldedText(call.arguments[2])];
  return search === undefined || by === undefined || search === "" ? undefined : text.replaceAll(search, by);
}
