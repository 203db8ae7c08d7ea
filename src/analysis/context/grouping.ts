import { operatorsNamed } from "../../druid/functions.ts";
import { walk } from "../../syntax/child-keys.ts";
import type { Node } from "../../syntax/nodes.ts";
import type { AnalysisState } from "../steps.ts";

/** True when some part of the query becomes a native groupBy: GROUP BY, DISTINCT, an aggregate, IN of a query. */
export function groupsSomewhere(state: AnalysisState): boolean {
  return state.shape.grouped || (state.query !== null && groups(state.query, state));
}

function groups(node: Node, state: AnalysisState): boolean {
  let found = false;
  walk(node, (each) => {
    found ||= isGrouping(each, state);
    return !found;
  });
  return found;
}

function isGrouping(node: Node, state: AnalysisState): boolean {
  switch (node.kind) {
    case "Select":
      return node.groupBy !== null || node.quantifier === "DISTINCT" || node.having !== null;
    case "InExpression":
      return node.query;
    case "FunctionCall":
      return node.over === null && operatorsNamed(node.name.parts.at(-1)?.name ?? "", state.release).some((fact) => fact.aggregate);
    default:
      return false;
  }
}
