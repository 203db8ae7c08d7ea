/** Where the planner meets the expression; `grouped`: in the SELECT of an aggregating query; `values`: in VALUES or a SELECT without FROM, where rows are written down. */
import type { ColumnReference, Expression, Node } from "../../../syntax/nodes.ts";
import type { TypeEnvironment } from "../expression-scope.ts";

export type PlanPosition = "projection" | "grouped" | "filter" | "grouping" | "sort" | "aggregate" | "join" | "values";

/** A whole expression under planning and where it stands. */
export interface PlannedExpression {
  readonly root: Expression;
  readonly position: PlanPosition;
  readonly environment: TypeEnvironment;
  /** True for what is a column of the groups that the expression is computed of. */
  readonly isGrouped: (node: Node) => boolean;
  /** False for a column called `__time` that is not the time of the rows which are filtered. */
  readonly isRowTime: (column: ColumnReference) => boolean;
}
