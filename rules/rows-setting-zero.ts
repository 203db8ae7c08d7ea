import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "rows-setting-zero",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "finds `rowsPerSegment` or `rowsInMemory` of zero or less" },
    sources: ["recorded on a running Druid 27.0.0"],
    messages: {
      rows: "`{{key}}` of {{value}} leaves no room for a single row: Druid takes the setting, and the task fails with UnknownError; give it a number above 0 or leave it out",
      zero: "`{{key}}` of {{value}} leaves no room for a single row: Druid takes the setting, and the task fails with UnknownError at its first row; give it a number above 0 or leave it out",
    },
  },
  // Where the rows are not in the text, there may be none.
  describe: (violation) => (violation.message === "rows" ? {} : { category: "risk", severity: "warn" }),
});
