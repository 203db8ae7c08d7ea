import type { Expression } from "../../../syntax/nodes.ts";
import { isTyped } from "../call-binding.ts";
import { bare } from "../operands.ts";
import { isConstant } from "./constants.ts";

/**
 * What is looked at for `x IS NULL`: an operation that is NULL exactly where an operand is gives way to its operands
 * (RexSimplify with the policies of Strong).
 */
export function nullableParts(expression: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  const open: Expression[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = bare(next) as Expression;
    const operands = strictOperands(node);
    if (operands === null) parts.push(node);
    else open.push(...operands.reverse());
  }
  return parts;
}

const strictFunctions: ReadonlySet<string> = new Set(["FLOOR", "CEIL", "CEILING", "EXTRACT"]);

function strictOperands(node: Expression): Expression[] | null {
  switch (node.kind) {
    case "UnaryExpression":
      return [node.operand];
    case "BinaryExpression":
      return node.operator === "AND" || node.operator === "OR" || node.operator === "||" ? null : [node.left, node.right];
    case "LikeExpression":
      return node.escape === null ? [node.operand, node.pattern] : [node.operand, node.pattern, node.escape];
    case "CastExpression":
      return isConstant(node) ? null : [node.operand];
    case "FunctionCall":
      return strictFunctions.has(node.name.parts[0]?.name.toUpperCase() ?? "") ? node.arguments.filter(isTyped) : null;
    default:
      return null;
  }
}
