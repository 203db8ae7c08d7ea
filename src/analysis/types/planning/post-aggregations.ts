import { functionNamed } from "../../../druid/functions.ts";
import { atLeast } from "../../../druid/releases.ts";
import { takesPostAggregation } from "../../../druid/post-aggregations.ts";
import { forEachChild } from "../../../syntax/child-keys.ts";
import { childAround } from "../../../syntax/find-node.ts";
import type { Expression, FunctionCall, Node } from "../../../syntax/nodes.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isNumeric } from "../sql-type.ts";
import type { PlanFault } from "./call-arguments.ts";
import type { PlannedExpression } from "./position.ts";

/** Begin the names of functions that until 27 exist as post-aggregators of sketches only. */
const sketchFunction = /^(?:HLL_SKETCH_|THETA_SKETCH_|DS_(?:CDF|GET_QUANTILES?|HISTOGRAM|RANK|QUANTILE_SUMMARY|TUPLE_DOUBLES_))/u;

/**
 * Until 27 a sketch function over an aggregate is a post-aggregator: few functions take one for an operand
 * (OperatorConversions.convertCallWithPostAggOperands).
 */
export function postAggregationFault(node: Node, { root, position, environment }: PlannedExpression): PlanFault | null {
  if (node.kind !== "FunctionCall" || atLeast(environment.release, 28) || !isPostAggregation(node, environment)) return null;
  const name = node.name.parts[0]?.name.toUpperCase() ?? "";
  if (position === "filter") return null;
  const outer = environment.coercions.has(node) ? "CAST" : refusingAncestor(node, root, environment);
  return outer === null ? null : { rule: "sketch-function-without-aggregate", message: "nested", data: { function: name, outer }, at: node };
}

function isPostAggregation(call: FunctionCall, environment: TypeEnvironment): boolean {
  const name = call.name.parts[0]?.name.toUpperCase() ?? "";
  return sketchFunction.test(name) && call.arguments.some((argument) => holdsAggregate(argument, environment));
}

function holdsAggregate(node: Node, environment: TypeEnvironment): boolean {
  if (node.kind === "Query") return false;
  if (node.kind === "FunctionCall" && functionNamed(node.name.parts[0]?.name ?? "", environment.release)?.aggregate === true) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= holdsAggregate(child, environment);
  });
  return found;
}

/** What around the call, from the outside, cannot be computed over it; null when everything can. */
function refusingAncestor(call: FunctionCall, root: Node, environment: TypeEnvironment): string | null {
  for (let at: Node | null = root; at !== null && at !== call; at = childAround(at, call)) {
    const refusing = refusalOf(at, environment);
    if (refusing !== null) return refusing;
  }
  return null;
}

function refusalOf(node: Node, environment: TypeEnvironment): string | null {
  switch (node.kind) {
    case "CastExpression": {
      const [from, to] = [environment.types.get(bare(node.operand) as Expression), environment.types.get(node)];
      return from !== undefined && to !== undefined && from.name === to.name && isNumeric(to) ? null : "CAST";
    }
    case "CaseExpression":
      return node.operand === null ? "CASE" : null;
    case "IsExpression":
      return node.test === "NULL" ? "IS NULL" : null;
    case "UnaryExpression":
      return node.operator === "-" ? "-" : null;
    case "BinaryExpression":
      return node.operator === "%" ? "%" : null;
    case "JsonFunctionCall":
      return node.function;
    case "FunctionCall": {
      const name = node.name.parts[0]?.name.toUpperCase() ?? "";
      const planned = takesPostAggregation(name) || sketchFunction.test(name) || functionNamed(name, environment.release)?.aggregate === true;
      return planned ? null : name;
    }
    default:
      return null;
  }
}
