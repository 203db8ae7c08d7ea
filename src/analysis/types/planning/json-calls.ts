import { isComplexType } from "../../../druid/complex-types.ts";
import { before } from "../../../druid/releases.ts";
import { bare } from "../operands.ts";
import { isCharacter, isNull, isUnknown } from "../sql-type.ts";
import { at, literalNeeded, typeOf, withArgument, type PlanCheck } from "./call-arguments.ts";
import { constantText, isConstant, plainNumber } from "./constants.ts";
import { jsonPathFault, startsWithJson } from "./formats.ts";

/** A JSON path is a literal that can be read. */
export const pathArgument = (index: number): PlanCheck =>
  withArgument(index, (planned, argument) => {
    if (!isConstant(argument)) return literalNeeded(planned, index);
    const text = constantText(argument) ?? plainNumber(argument)?.toString();
    const reason = typeof text === "string" ? jsonPathFault(text) : null;
    if (reason !== null) return at(planned, index, { rule: "json-path-invalid", message: "path", data: { function: planned.name, path: text ?? "", reason } });
    return null;
  });

/** Until 27 the empty text is NULL, which is no path. */
export const emptyPath: PlanCheck = withArgument(1, (planned, argument) =>
  constantText(argument) === "" && before(planned.environment.release, 28) ? at(planned, 1, { rule: "json-path-invalid", message: "empty", data: { function: planned.name } }) : null);

/** Constant text is parsed while planning. */
export const jsonText: PlanCheck = withArgument(0, (planned, argument) => {
  const text = constantText(argument);
  if (typeof text !== "string" || (text === "" && before(planned.environment.release, 28)) || startsWithJson(text)) return null;
  return at(planned, 0, { rule: "json-text-invalid", message: "json", data: { text } });
});

/** Validation takes one, the planner does not. */
export const mergesTwo: PlanCheck = (planned) =>
  planned.arguments.length > 1 ? null : { rule: "function-argument-count", message: "count", data: { function: planned.name, count: planned.arguments.length, signatures: "JSON_MERGE(expr, expr, …)" } };

/** The keys or paths of a constant object without any: an array without a value has no literal. */
export const emptyObject: PlanCheck = (planned) => {
  const parsed = bare(planned.arguments[0] ?? planned.call);
  if (parsed.kind !== "FunctionCall" || !jsonParsers.has(parsed.name.parts[0]?.name.toUpperCase() ?? "")) return null;
  const text = constantText(parsed.arguments[0]);
  const isEmpty = typeof text === "string" && /^\s*\{\s*\}\s*$/u.test(text);
  return isEmpty ? { rule: "constant-not-computable", message: "array", data: { function: planned.name } } : null;
};

const jsonParsers: ReadonlySet<string> = new Set(["PARSE_JSON", "TRY_PARSE_JSON"]);

/** The name of a complex type that something registers. */
export const complexName: PlanCheck = withArgument(0, (planned, argument) => {
  const name = constantText(argument);
  if (typeof name !== "string" || isComplexType(name, planned.environment.release)) return null;
  return at(planned, 0, { rule: "function-argument-value", message: "complex", data: { type: name } });
});

/** A constant to decode is text. */
export const constantComplex: PlanCheck = withArgument(1, (planned, argument) => {
  const type = typeOf(planned, 1);
  const constant = isConstant(argument) || (argument.kind === "FunctionCall" && argument.form === "bare");
  if (!constant || type === null || isCharacter(type) || isNull(type) || isUnknown(type)) return null;
  return at(planned, 1, { rule: "function-argument-type", message: "base64", data: { function: planned.name } });
});
