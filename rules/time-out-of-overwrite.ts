import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "time-out-of-overwrite",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InsertTimeOutOfBounds",
    fix: "none",
    docs: { description: "finds a row of the statement's own data outside the time range that REPLACE overwrites" },
    sources: [
      "Druid: org.apache.druid.msq.indexing.error.InsertTimeOutOfBoundsFault",
      "recorded on a running Druid 27.0.0",
    ],
    messages: {
      row: "a row of the statement's own data lies at {{time}}, outside of OVERWRITE WHERE: REPLACE may only write where it deletes, so the task fails with InsertTimeOutOfBounds; widen the range or filter the rows in WHERE",
      constant: "this is {{time}}, outside of OVERWRITE WHERE: REPLACE may only write where it deletes, so the task fails with InsertTimeOutOfBounds; widen the range or change the time",
    },
  },
  // Recorded with data only: a row without FROM is a trial.
  describe: (violation) => (violation.message === "row" ? {} : { category: "risk", severity: "warn" }),
});
