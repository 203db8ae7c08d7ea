import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "limit-loses-rows",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=27 <28",
    evidence: "recorded",
    fault: "InsertCannotBeEmpty",
    fix: "none",
    docs: { description: "a LIMIT in a subquery under expressions, with time chunks, behind which all rows are lost" },
    sources: ["Druid: ScanQueryKit", "recorded on a running Druid 27.0.0"],
    messages: {
      lost: "the SELECT above only makes expressions of the rows that this limits, and Druid does not cut limited rows by {{granularity}}: all of them are lost, and the task fails with InsertCannotBeEmpty; drop it, use `PARTITIONED BY ALL`, or sort by CLUSTERED BY",
    },
  },
});
