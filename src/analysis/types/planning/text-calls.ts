import { before } from "../../../druid/releases.ts";
import type { Argument } from "../../../syntax/nodes.ts";
import { bare } from "../operands.ts";
import { at, isLiteralThen, literalNeeded, withArgument, type PlanCheck } from "./call-arguments.ts";
import { constantNumber, constantText, isConstant, plainNumber } from "./constants.ts";
import { regexFault } from "./java-regex.ts";

/** A regular expression that Java can compile. */
export const regexArgument = (index: number): PlanCheck =>
  withArgument(index, (planned, argument) => {
    const text = constantText(argument);
    const reason = typeof text === "string" ? regexFault(text) : null;
    return reason === null ? null : at(planned, index, { rule: "regular-expression-invalid", message: "pattern", data: { function: planned.name, pattern: text ?? "", reason } });
  });

/** A group is a number from 0 on. */
export const groupIndex: PlanCheck = withArgument(2, (planned, argument) => {
  const value = bare(argument).kind === "CastExpression" ? constantNumber((bare(argument) as { operand: Argument }).operand) : constantNumber(argument);
  return value === null || (value !== undefined && value < 0) ? at(planned, 2, { rule: "function-argument-value", message: "index", data: { function: planned.name, value } }) : null;
});

/** The name of a lookup is a literal. */
export const lookupName: PlanCheck = withArgument(1, (planned, argument) => {
  if (!isLiteralThen(argument, planned.arguments)) return literalNeeded(planned, 1);
  const text = constantText(argument);
  const missing = text === null || (text === "" && before(planned.environment.release, 28));
  return missing ? at(planned, 1, { rule: "function-argument-value", message: "lookup", data: { function: planned.name, value: text ?? null } }) : null;
});

/** A constant is looked up while planning. */
export const lookupExists: PlanCheck = (planned) => {
  const [key, name] = planned.arguments;
  const lookup = constantText(name);
  const { lookups } = planned.environment;
  if (key === undefined || !isConstant(key) || typeof lookup !== "string" || lookups === null || lookups.has(lookup)) return null;
  return at(planned, 1, { rule: "function-argument-value", message: "lookupUnknown", data: { lookup } });
};

/** A literal block of addresses, as 10.0.0.0/8. */
export const addressBlock = (version: 4 | 6): PlanCheck =>
  withArgument(1, (planned, argument) => {
    if (!isLiteralThen(argument, planned.arguments)) return literalNeeded(planned, 1);
    const text = version === 6 && plainNumber(argument) !== undefined ? String(plainNumber(argument)) : constantText(argument);
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

/** SUBSTRING of a constant counts from 1; of a column it takes no constant length of 0 or less. */
export const substringBounds: PlanCheck = (planned) => {
  const [text, start, length] = planned.arguments;
  if (text === undefined || start === undefined) return null;
  if (before(planned.environment.release, 27)) {
    if (!isLiteralThen(start, planned.arguments)) return literalNeeded(planned, 1);
    if (length !== undefined && !isLiteralThen(length, planned.arguments)) return literalNeeded(planned, 2);
  }
  const from = constantNumber(start);
  if (from === 0 && isConstant(text)) return at(planned, 1, { rule: "function-argument-value", message: "start", data: { function: planned.name, value: 0 } });
  const count = plainNumber(length);
  if (isConstant(text)) return null;
  if (start.kind === "CastExpression" && from === null) return literalNeeded(planned, 1);
  if (length !== undefined && bare(length).kind === "NullLiteral") return literalNeeded(planned, 2);
  return count !== undefined && count <= 0 ? at(planned, 2, { rule: "function-argument-value", message: "length", data: { function: planned.name, value: count } }) : null;
};

/** A constant is not cut or repeated fewer than 0 times. */
export const base64Text: PlanCheck = withArgument(0, (planned, argument) => {
  const text = constantText(argument);
  if (before(planned.environment.release, 28) || typeof text !== "string" || isBase64(text)) return null;
  return at(planned, 0, { rule: "function-argument-value", message: "base64", data: { function: planned.name, value: text } });
});

/** As java.util.Base64 reads it: padding may be left out, one character alone is none. */
function isBase64(text: string): boolean {
  const [digits = "", padding = ""] = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(text)?.slice(1) ?? ["?"];
  return digits !== "?" && digits.length % 4 !== 1 && (padding === "" || (digits.length + padding.length) % 4 === 0);
}

export const countNotNegative: PlanCheck = (planned) => {
  const count = plainNumber(planned.arguments[1]);
  const constant = planned.arguments[0] !== undefined && isConstant(planned.arguments[0]);
  return constant && count !== undefined && count < 0 ? at(planned, 1, { rule: "function-argument-value", message: "negative", data: { function: planned.name, value: count } }) : null;
};

/** Validation takes none, the planner does not. */
export const needsArguments: PlanCheck = (planned) => (planned.arguments.length > 0 ? null : { rule: "function-argument-value", message: "none", data: { function: planned.name, value: null } });
