import { atLeast, before } from "../../../druid/releases.ts";
import type { Argument, CastExpression } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isNumeric, unknownType } from "../sql-type.ts";
import type { PlanFault } from "./call-arguments.ts";
import { constantText } from "./constants.ts";

/** From 28 on a literal text that is cast to a number or truth value (31 on) and is none becomes a NULL of a type that admits none. */
export function garbageCast(node: CastExpression, environment: TypeEnvironment): PlanFault | null {
  const text = constantText(node.operand);
  const to = environment.types.get(node) ?? unknownType;
  if (before(environment.release, 28) || typeof text !== "string" || bare(node.operand).kind !== "StringLiteral" || !isGarbage(text, to)) return null;
  return to.name !== "BOOLEAN" || atLeast(environment.release, 31) ? { rule: "cast-of-unreadable-text", message: "cast", data: { text, to: to.name }, at: node } : null;
}

/** The same of a text that is taken for a number without a cast. */
export function garbageText(argument: Argument, environment: TypeEnvironment): PlanFault | null {
  const node = bare(argument);
  const cast = node.kind === "StringLiteral" ? environment.coercions.get(node) : undefined;
  if (before(environment.release, 28) || node.kind !== "StringLiteral" || cast === undefined || !isNumeric(cast) || !isGarbage(node.value, cast)) return null;
  return { rule: "cast-of-unreadable-text", message: "implicit", data: { text: node.value, to: cast.name }, at: node };
}

/** A number as Java reads it (Guava's Doubles.tryParse); of an infinity and NaN the planner makes no literal. */
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?[df]?$/i;

function isGarbage(text: string, to: SqlType): boolean {
  if (isNumeric(to)) return !number.test(text);
  return to.name === "BOOLEAN" && !/^(?:true|false|t|f|yes|no|y|n|1|0|on|off)$/i.test(text);
}
