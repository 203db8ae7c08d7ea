import type { BinaryExpression, Expression } from "../../../syntax/nodes.ts";
import { bare } from "../operands.ts";

/** The operands of a chain of ANDs, or of ORs, as Calcite flattens it. */
export function chainOf(node: BinaryExpression): Expression[] {
  const parts: Expression[] = [];
  const open: Expression[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = bare(next) as Expression;
    if (inner.kind === "BinaryExpression" && inner.operator === node.operator) open.push(inner.right, inner.left);
    else parts.push(inner);
  }
  return parts;
}
