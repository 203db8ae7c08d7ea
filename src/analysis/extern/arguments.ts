import { atLeast, type Release } from "../../druid/releases.ts";
import type { Argument, Expression, FunctionCall, StringLiteral } from "../../syntax/nodes.ts";

/** Arguments of a table function by parameter name; null where a name or the count does not fit. */
export interface BoundArguments {
  readonly values: ReadonlyMap<string, Argument>;
  readonly fault: ArgumentFault | null;
}

export interface ArgumentFault {
  readonly message: "mixed" | "unknown-name" | "name-case" | "duplicate-name" | "too-many" | "positional";
  readonly node: { readonly start: number; readonly end: number };
  readonly data: Readonly<Record<string, string | number>>;
}

/** Binds the arguments of a call to parameters, by name (case matters) or by place. */
export function bindArguments(call: FunctionCall, parameters: readonly string[]): BoundArguments {
  const values = new Map<string, Argument>();
  const named = call.arguments.filter((argument) => argument.kind === "NamedArgument").length;
  if (named > 0 && named < call.arguments.length) {
    const odd = call.arguments.find((argument) => argument.kind !== "NamedArgument");
    return { values, fault: { message: "mixed", node: odd ?? call, data: {} } };
  }
  for (const [index, argument] of call.arguments.entries()) {
    const fault = argument.kind === "NamedArgument" ? bindNamed(argument, parameters, values) : bindPlace(argument, parameters[index], values, parameters.length);
    if (fault !== null) return { values, fault };
  }
  return { values, fault: null };
}

function bindNamed(argument: Argument & { readonly kind: "NamedArgument" }, parameters: readonly string[], values: Map<string, Argument>): ArgumentFault | null {
  const { name } = argument.name;
  if (values.has(name)) return { message: "duplicate-name", node: argument.name, data: { name } };
  if (!parameters.includes(name)) {
    const expected = parameters.find((parameter) => parameter.toLowerCase() === name.toLowerCase());
    const data = { name, expected: expected ?? "", parameters: parameters.join(", ") };
    return { message: expected === undefined ? "unknown-name" : "name-case", node: argument.name, data };
  }
  values.set(name, argument.value);
  return null;
}

function bindPlace(argument: Argument, parameter: string | undefined, values: Map<string, Argument>, most: number): ArgumentFault | null {
  if (parameter === undefined) return { message: "too-many", node: argument, data: { most } };
  values.set(parameter, argument);
  return null;
}

/** What an argument that must be literal text is. */
export type TextArgument =
  | { readonly kind: "text"; readonly literal: StringLiteral }
  | { readonly kind: "null" }
  /** A literal or value of another type: no function of that signature. */
  | { readonly kind: "other-type" }
  | { readonly kind: "not-literal" };

/** Reads an argument as Druid does: a string literal, from 28 on also a CAST of one. */
export function textArgument(argument: Argument, release: Release): TextArgument {
  switch (argument.kind) {
    case "StringLiteral":
      return argument.form === "adjacent" ? { kind: "not-literal" } : { kind: "text", literal: argument };
    case "NullLiteral":
      return { kind: "null" };
    case "ParenthesizedExpression":
      return textArgument(argument.expression, release);
    case "CastExpression":
      return castArgument(argument, release);
    case "NumericLiteral":
    case "BooleanLiteral":
    case "DateTimeLiteral":
    case "IntervalLiteral":
    case "BinaryLiteral":
    case "CollectionConstructor":
    case "RowConstructor":
    case "Star":
      return { kind: "other-type" };
    default:
      return { kind: "not-literal" };
  }
}

function castArgument(cast: Expression & { readonly kind: "CastExpression" }, release: Release): TextArgument {
  const character = cast.type.name === "VARCHAR" || cast.type.name === "CHAR";
  return atLeast(release, 28) && character ? textArgument(cast.operand, release) : { kind: "not-literal" };
}

/** The items of an ARRAY[…] of literals; null where it is something else. */
export function listArgument(argument: Argument): readonly Expression[] | null {
  if (argument.kind === "ParenthesizedExpression") return listArgument(argument.expression);
  if (argument.kind !== "CollectionConstructor" || argument.collection !== "ARRAY" || argument.query !== null) return null;
  return argument.elements;
}
