import type { Expression } from "../../syntax/nodes.ts";
import type { TypeEnvironment } from "./expression-scope.ts";

/** Where the planner meets the expression. */
export type PlanPosition = "projection" | "filter" | "grouping" | "sort" | "aggregate" | "join";

/**
 * Reports (stage `plan`) the first thing that fails when the planner folds the expression's constants or turns it into Druid's own
 * expressions, filters and aggregators. To be called after `typeExpression` accepted it, in the planner's order of expressions.
 */
export function planExpression(_expression: Expression, _position: PlanPosition, _environment: TypeEnvironment): void {
}
