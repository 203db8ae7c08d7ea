import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "row-too-large",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "RowTooLarge",
    fix: "none",
    docs: { description: "finds a text in the statement's own data that does not fit into a row" },
    sources: ["org.apache.druid.msq.indexing.error.RowTooLargeFault", "recorded on a running Druid 27.0.0"],
    messages: {
      column: "a value of `{{column}}` is longer than the {{most}} bytes that a row of a frame may take: the task fails with RowTooLarge; shorten it, for example with `LEFT({{column}}, 1000)`",
    },
  },
});
