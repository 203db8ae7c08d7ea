/** Where the planner meets the expression; `grouped`: in the SELECT of an aggregating query; `values`: in VALUES or a SELECT without FROM, where rows are written down. */
export type PlanPosition = "projection" | "grouped" | "filter" | "grouping" | "sort" | "aggregate" | "join" | "values";
