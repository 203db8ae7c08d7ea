import type { AnalysisState, Step } from "../steps.ts";
import { validateQuery } from "./queries.ts";
import type { QuerySession } from "./query-state.ts";
import { createSession } from "./session.ts";

const sessions = new WeakMap<AnalysisState, QuerySession>();

/** What validation found out, for the planner's checks; null before it ran. */
export function sessionOf(state: AnalysisState): QuerySession | null {
  return sessions.get(state) ?? null;
}

/** Calcite's validation of the outermost query; the ingestion's CLUSTERED BY is its ORDER BY. */
export const queryValidationStep: Step = {
  name: "query-validation",
  stage: "validate",
  independent: true,
  run(state) {
    if (state.query === null) return;
    const session = createSession(state);
    sessions.set(state, session);
    const clustered = state.ingest?.clusteredBy?.items ?? null;
    const rows = validateQuery(state.query, null, null, session, clustered);
    state.output = state.queryFailed ? null : rows;
  },
};
