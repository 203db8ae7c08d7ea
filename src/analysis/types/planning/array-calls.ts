import { atLeast, before } from "../../../druid/releases.ts";
import { pushChildren } from "../../../syntax/child-keys.ts";
import type { Argument, Expression, Node } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare, isNullLiteral } from "../operands.ts";
import { isCharacter, isNull, isNumeric, isUnknown, unknownType } from "../sql-type.ts";
import { at, literalNeeded, typeOf, withArgument, type PlanCheck, type PlannedCall } from "./call-arguments.ts";
import { constantText, isConstant, plainNumber } from "./constants.ts";

/** MV_TO_ARRAY, ARRAY_TO_MV: of a column, not of an expression. */
export const columnArgument: PlanCheck = withArgument(0, (planned, argument) => {
  const written = uncast(bare(argument), planned);
  if (planned.isGrouped(written) || (planned.name === "ARRAY_TO_MV" && atLeast(planned.environment.release, 29))) return null;
  const node = written.kind === "ColumnReference" ? uncast(planned.environment.inlined(written), planned) : written;
  const type = typeOf(planned, 0);
  if (node.kind === "ColumnReference" && (type === null || isUnknown(type) || isCharacter(type) || type.element !== null)) return null;
  return at(planned, 0, { rule: "function-argument-value", message: "column", data: { function: planned.name } });
});

/** A cast of text to text is none. */
function uncast(node: Node, { environment }: PlannedCall): Node {
  const isText = (expression: Node): boolean => isCharacter(environment.types.get(expression as never) ?? unknownType);
  let inner = node;
  while (inner.kind === "CastExpression" && isText(inner) && isText(bare(inner.operand))) inner = bare(inner.operand);
  return inner;
}

/** Up to 30 the values to keep or to drop are literals, and never NULL. */
export const constantArray: PlanCheck = withArgument(1, (planned, argument) => {
  const isNothing = constantText(argument) === null;
  if (isConstant(argument) && !isNothing) return null;
  return !isNothing && atLeast(planned.environment.release, 31) ? null : literalNeeded(planned, 1);
});

/** In 28 a filter looks a column's values up one by one, of which none is NULL. */
export const soughtNull: PlanCheck = (planned) => {
  const [column, array] = planned.arguments.map(bare);
  if (planned.position !== "filter" || planned.environment.release.major !== 28 || column?.kind !== "ColumnReference" || array?.kind !== "CollectionConstructor") return null;
  const found = array.elements.find((element) => isNullLiteral(element, true));
  if (found === undefined || (planned.name.endsWith("OVERLAP") && array.elements.length > 1)) return null;
  return at(planned, 1, { rule: "null-literal-unsupported", message: "sought", data: { function: planned.name } });
};

/** Until 25 no list of texts of any length can be written down. */
export const constantSplit: PlanCheck = (planned) => {
  if (planned.position === "filter" || atLeast(planned.environment.release, 26) || !planned.arguments.every(isConstant)) return null;
  return at(planned, 0, { rule: "constant-not-computable", message: "texts", data: { function: planned.name } });
};

/** An index beyond a constant array makes NULL of a type that admits none. */
export const constantIndex: PlanCheck = (planned) => {
  const [array, index] = planned.arguments;
  const position = plainNumber(index);
  const node = array === undefined ? null : bare(array);
  if (planned.position === "filter" || node?.kind !== "CollectionConstructor" || position === undefined || !isConstant(node)) return null;
  // Until 25 the folded array has lost the type of its elements.
  if (before(planned.environment.release, 26) && typeOf(planned, 0)?.element?.name !== "CHAR") return at(planned, 0, { rule: "function-argument-value", message: "constantArray", data: { function: planned.name, value: null } });
  const from = planned.name.endsWith("ORDINAL") ? 1 : 0;
  return position >= from && position < node.elements.length + from ? null : at(planned, 1, { rule: "function-argument-value", message: "element", data: { function: planned.name, value: position } });
};

/** A slice of a constant array that begins beyond its end or before its start is NULL, and an empty one has no elements to tell a type by. */
export const constantSlice: PlanCheck = (planned) => {
  const [array, from, to] = planned.arguments;
  const node = array === undefined ? null : bare(array);
  const [start, end] = [plainNumber(from), to === undefined ? undefined : plainNumber(to)];
  if (planned.position === "filter" || node?.kind !== "CollectionConstructor" || start === undefined || !isConstant(node)) return null;
  if (to !== undefined && end === undefined) return null;
  return start >= 0 && start < Math.min(end ?? node.elements.length, node.elements.length) ? null : at(planned, 1, { rule: "function-argument-value", message: "element", data: { function: planned.name, value: start } });
};

/** From 28 on what is not found in a constant array has no position, where the type admits no NULL. */
export const constantOrdinal: PlanCheck = (planned) => {
  const [array, element] = planned.arguments;
  const node = array === undefined ? null : bare(array);
  if (planned.position === "filter" || before(planned.environment.release, 28) || node?.kind !== "CollectionConstructor" || element === undefined || !isConstant(node) || !isConstant(element)) return null;
  const value = literalOf(element);
  const values = node.elements.map(literalOf);
  if (value === undefined || values.includes(undefined) || values.includes(value)) return null;
  return at(planned, 1, { rule: "function-argument-value", message: "element", data: { function: planned.name, value } });
};

const literalOf = (argument: Argument): string | number | undefined => constantText(argument) ?? plainNumber(argument);

/** A rank lies between 0 and 1; beyond 1 it is found out for constant arrays only. */
export const rankBounds: PlanCheck = withArgument(1, (planned, argument) => {
  const rank = plainNumber(argument);
  const array = planned.arguments[0];
  if (rank === undefined) return null;
  if (rank < 0) return at(planned, 1, { rule: "function-argument-value", message: "rank", data: { function: planned.name, value: rank } });
  return array !== undefined && isConstant(array) && rank > 1 ? at(planned, 1, { rule: "function-argument-value", message: "rank", data: { function: planned.name, value: rank } }) : null;
});

/** Constant arrays of numbers and of text make no array together, and one with NULL is NULL, where the type admits none. */
export const constantArraysMix: PlanCheck = (planned) => {
  const [left, right] = [typeOf(planned, 0), typeOf(planned, 1)];
  if (planned.position !== "filter" && planned.arguments.every(isConstant) && left?.element != null && right !== null && isNull(right)) return { rule: "constant-not-computable", message: "array", data: { function: planned.name } };
  if (left?.element == null || right?.element == null || !planned.arguments.every(isConstant)) return null;
  if (isNumeric(left.element) === isNumeric(right.element) || isNull(left.element) || isNull(right.element)) return null;
  return { rule: "function-argument-type", message: "arrays", data: { function: planned.name } };
};

/** GREATEST and LEAST take no array. */
export const reducible: PlanCheck = (planned) => {
  const legacy = before(planned.environment.release, 28);
  if (planned.arguments.some((argument, index) => (legacy ? holdsText(argument, planned.environment) : mayBeText(typeOf(planned, index))))) return null;
  if (atLeast(planned.environment.release, 31) && !planned.arguments.every(isConstant)) return null;
  const wrong = planned.arguments.find((argument, index) => typeOf(planned, index)?.element != null && (legacy || isConstant(argument)));
  return wrong === undefined ? null : { rule: "function-argument-type", message: "reduction", data: { function: planned.name }, at: wrong };
};

/** Until 27 text that is no constant may be several values, of which nothing is known until they are read; also within ARRAY[…] or a call. */
function holdsText(argument: Argument, environment: TypeEnvironment): boolean {
  const waiting: Node[] = [argument];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const type = environment.types.get(node as Expression);
    if (type !== undefined && mayBeText(type) && !isConstant(node as Expression)) return true;
    if (node.kind !== "Query") pushChildren(node, waiting);
  }
  return false;
}

const mayBeText = (type: SqlType | null): boolean => type !== null && (isCharacter(type) || isUnknown(type));

/** Until 27 NULLIF, a CASE of its operands, loses the type of an array. */
export const arrayNullif: PlanCheck = (planned) => {
  if (atLeast(planned.environment.release, 28) || typeOf(planned, 0)?.element == null) return null;
  return { rule: "null-literal-unsupported", message: "arrayNullif", data: { function: planned.name } };
};
