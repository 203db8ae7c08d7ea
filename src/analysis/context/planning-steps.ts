import { atLeast } from "../../druid/releases.ts";
import { walk } from "../../syntax/child-keys.ts";
import type { InExpression, Node, Select } from "../../syntax/nodes.ts";
import type { AnalysisState, Step } from "../steps.ts";
import { checkedValue } from "./checks.ts";

/** What validation reads of the context: lists of IN are turned while the query is validated, the catalog is asked for a target (31 on). */
export const contextQuerySteps: readonly Step[] = [
  { name: "context-in-list", stage: "validate", independent: false, looksAt: "context", run: checkInList },
  { name: "context-catalog", stage: "validate", independent: false, looksAt: "context", run: checkCatalog },
];

/** What the planner's rules read of the context, each only for the queries it looks at. */
export const contextPlanningSteps: readonly Step[] = [
  { name: "context-reverse-lookup", stage: "plan", independent: false, looksAt: "context", run: checkReverseLookup },
  { name: "context-in-expression", stage: "plan", independent: false, looksAt: "context", run: checkInExpression },
  { name: "context-time-boundary", stage: "plan", independent: false, looksAt: "context", run: checkTimeBoundary },
];

function checkInList(state: AnalysisState): void {
  if (!isGiven(state, "inFunctionThreshold", 31) || !holds(state.query, isList)) return;
  checkedValue(state, "inFunctionThreshold", "validate");
}

function checkCatalog(state: AnalysisState): void {
  if (state.ingest !== null && isGiven(state, "catalogValidationEnabled", 31)) checkedValue(state, "catalogValidationEnabled", "validate");
}

/** ReverseLookupRule looks at filters that are not constant; IN of a query is a join. */
function checkReverseLookup(state: AnalysisState): void {
  if (!isGiven(state, "sqlReverseLookupThreshold", 29) || !holds(state.query, (node) => node.kind === "Select" && filters(node))) return;
  checkedValue(state, "sqlReverseLookupThreshold", "plan");
}

/** Read where IN becomes a native expression, which filters do not. */
function checkInExpression(state: AnalysisState): void {
  if (!isGiven(state, "inFunctionExprThreshold", 31)) return;
  if (!holds(state.query, (node) => node.kind === "SelectItem" && holds(node.expression, isList))) return;
  checkedValue(state, "inFunctionExprThreshold", "plan");
}

/** From 31 on every relation that is planned is asked whether it could be a timeBoundary query. */
function checkTimeBoundary(state: AnalysisState): void {
  if (state.query !== null && isGiven(state, "enableTimeBoundaryPlanning", 31)) checkedValue(state, "enableTimeBoundaryPlanning", "plan");
}

function isGiven(state: AnalysisState, key: string, since: number): boolean {
  return state.context.has(key) && atLeast(state.release, since);
}

function holds(root: Node | null, test: (node: Node) => boolean): boolean {
  let found = false;
  if (root === null) return false;
  walk(root, (node) => {
    found ||= test(node);
    return !found;
  });
  return found;
}

function isList(node: Node): node is InExpression {
  return node.kind === "InExpression" && !node.query;
}

function filters({ where, having }: Select): boolean {
  return [where, having].some((condition) => condition !== null && condition.kind !== "BooleanLiteral" && !(condition.kind === "InExpression" && condition.query));
}
