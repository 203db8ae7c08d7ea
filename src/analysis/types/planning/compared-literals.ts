import type { Expression } from "../../../syntax/nodes.ts";
import { bare } from "../operands.ts";

/** True or false for a comparison of two numbers or two texts as written; undefined for anything else. */
export function constantOf(expression: Expression): boolean | undefined {
  const node = bare(expression);
  if (node.kind !== "BinaryExpression") return undefined;
  const left = bare(node.left);
  const right = bare(node.right);
  if (left.kind === "NumericLiteral" && right.kind === "NumericLiteral") return compared(node.operator, Number(left.text), Number(right.text));
  return left.kind === "StringLiteral" && right.kind === "StringLiteral" ? compared(node.operator, left.value, right.value) : undefined;
}

function compared<Value extends number | string>(operator: string, left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case "=":
      return left === right;
    case "<>":
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return undefined;
  }
}
