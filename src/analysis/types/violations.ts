import type { Node } from "../../syntax/nodes.ts";
import type { Stage, Violation } from "../../syntax/violation.ts";
import type { TypeEnvironment } from "./expression-scope.ts";

interface Placing {
  /** Where Druid's message points when it is not the start of the node. */
  readonly at?: number;
  /** False: Druid names no place. */
  readonly placed?: boolean;
  readonly stage?: Stage;
}

/** Reports a violation at the node, stage `validate` unless told otherwise. */
export function reportViolation(
  environment: TypeEnvironment,
  node: { readonly start: number; readonly end: number },
  rule: string,
  message: string,
  data: Violation["data"],
  placing: Placing = {},
): void {
  const { at, stage = "validate" } = placing;
  environment.report({
    rule,
    message,
    data,
    stage,
    start: node.start,
    end: node.end,
    druidStart: at === undefined || at === node.start ? null : at,
  });
}

/** True after the first violation; a call, for what was reported since the last look. */
export const isStopped = (environment: TypeEnvironment): boolean => environment.stopped;

/** Where Calcite says a node begins: an infix call begins with its first operand, and parentheses are not part of an operand. */
export function calciteStart(node: Node): number {
  switch (node.kind) {
    case "ParenthesizedExpression":
      return calciteStart(node.expression);
    case "BinaryExpression":
    case "QuantifiedComparison":
      return calciteStart(node.left);
    case "IsExpression":
    case "BetweenExpression":
    case "InExpression":
    case "LikeExpression":
    case "ItemAccess":
    case "FieldAccess":
      return calciteStart(node.operand);
    default:
      return node.start;
  }
}
