import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "result-empty",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InsertCannotBeEmpty",
    fix: "none",
    docs: { description: "finds an INSERT or REPLACE whose own data leaves no row to write" },
    sources: [
      "Druid: org.apache.druid.msq.indexing.error.InsertCannotBeEmptyFault",
      "recorded on a running Druid 27.0.0",
    ],
    messages: {
      empty: "no row of the statement's own data passes: a task that would write nothing fails with InsertCannotBeEmpty; check the condition",
    },
  },
});
