import type { Step } from "../steps.ts";

/** Checks of INSERT and REPLACE before the query is validated: ORDER BY, CLUSTERED BY, OVERWRITE, PARTITIONED BY … */
export const ingestionBeforeQuerySteps: readonly Step[] = [];

/** Checks of INSERT and REPLACE after the query validated: target, column list, `sqlOuterLimit`; from 30 on unnamed columns. */
export const ingestionAfterQuerySteps: readonly Step[] = [];

/** First checks of planning, before the shape of the query: system tables, output columns, `__time`, LIMIT and OFFSET. */
export const ingestionPlanSteps: readonly Step[] = [];

/** Checks of the controller that need the output columns: their number, their types, restricted names. */
export const ingestionControllerSteps: readonly Step[] = [];

/** Fills `state.ingestion`; reports nothing. Runs last. */
export const ingestionSummaryStep: Step = { name: "ingestion-summary", stage: "plan", independent: true, run: () => undefined };
