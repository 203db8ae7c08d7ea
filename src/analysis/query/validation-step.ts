import type { Step } from "../steps.ts";
import { validateQuery } from "./queries.ts";
import { createSession } from "./session.ts";

/** Calcite's validation of the outermost query; the ingestion's CLUSTERED BY is its ORDER BY. */
export const queryValidationStep: Step = {
  name: "query-validation",
  stage: "validate",
  independent: true,
  run(state) {
    if (state.query === null) return;
    const session = createSession(state);
    state.session = session;
    const clustered = state.ingest?.clusteredBy?.items ?? null;
    const rows = validateQuery(state.query, null, null, session, clustered);
    state.output = state.queryFailed ? null : rows;
  },
};
