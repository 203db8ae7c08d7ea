import { before } from "../../../druid/releases.ts";
import type { Expression, JsonFunctionCall, Node } from "../../../syntax/nodes.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isCharacter, isNumeric, unknownType } from "../sql-type.ts";
import type { PlanFault } from "./call-arguments.ts";
import { constantText, isConstant } from "./constants.ts";
import { jsonPathFault } from "./formats.ts";
import type { PlannedExpression } from "./position.ts";

/** What the planner refuses of a JSON function of SQL's own syntax. */
export function jsonFault(call: JsonFunctionCall, { environment, position, root }: PlannedExpression): PlanFault | null {
  const [context, path] = call.arguments;
  if (call.function === "JSON_OBJECTAGG" || call.function === "JSON_ARRAYAGG") return { rule: "aggregate-unsupported", message: "json", data: { function: call.function } };
  if (call.function === "JSON_OBJECT") return jsonObjectFault(call);
  if (call.function !== "JSON_VALUE" && call.function !== "JSON_QUERY" && call.function !== "JSON_QUERY_ARRAY") return null;
  if (path !== undefined) {
    if (!isConstant(path) && before(environment.release, 29)) return { rule: "function-argument-literal", message: "plan", data: { function: call.function }, at: path };
    const text = constantText(path);
    const reason = typeof text === "string" ? jsonPathFault(text) : null;
    if (reason !== null) return { rule: "json-path-invalid", message: "path", data: { function: call.function, path: text ?? "", reason }, at: path };
  }
  if (call.function !== "JSON_VALUE") return null;
  if (before(environment.release, 26) && call.returning !== null && call.returning.collections.length > 0) return { rule: "json-value-unsupported", message: "array", data: { clause: "RETURNING" } };
  if (call.onEmpty !== null && call.onEmpty !== "NULL") return { rule: "json-value-unsupported", message: "clause", data: { clause: "ON EMPTY" } };
  if (call.onError !== null && call.onError !== "NULL") return { rule: "json-value-unsupported", message: "clause", data: { clause: "ON ERROR" } };
  // A filter reads the column as it is, and so does what computes with the value: only what is selected is made a column of its own.
  return context === undefined || position === "filter" || castOf(root) !== call ? null : jsonColumnFault(call, context, environment);
}

/** What is cast, to a time no more: that is parsed. */
function castOf(expression: Expression): Node {
  let node = bare(expression);
  while (node.kind === "CastExpression" && node.type.name !== "TIMESTAMP" && node.type.name !== "DATE") node = bare(node.operand);
  return node;
}

/** JSON_VALUE reads a column of its own kind through an index; a column of text or numbers has none. */
function jsonColumnFault(call: JsonFunctionCall, context: Expression, environment: TypeEnvironment): PlanFault | null {
  const type = environment.types.get(context) ?? unknownType;
  const plain = isCharacter(type) || isNumeric(type) || type.name === "TIMESTAMP";
  if (bare(context).kind !== "ColumnReference" || !plain || before(environment.release, 26)) return null;
  const returning = call.returning?.name;
  if (returning === "TIMESTAMP" || returning === "DATE") return null;
  return { rule: "json-value-unsupported", message: "column", data: { type: type.name }, at: context };
}

function jsonObjectFault(call: JsonFunctionCall): PlanFault | null {
  const key = call.arguments.find((argument, index) => index % 2 === 0 && bare(argument).kind === "NumericLiteral");
  if (key === undefined || !call.arguments.every(isConstant)) return null;
  return { rule: "function-argument-type", message: "key", data: { function: "JSON_OBJECT" }, at: key };
}
