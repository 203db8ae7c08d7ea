import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "time-null",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InsertTimeNull",
    fix: "none",
    docs: { description: "finds a row of the statement's own data whose `__time` is null" },
    sources: [
      "Druid: org.apache.druid.msq.indexing.error.InsertTimeNullFault",
      "recorded on a running Druid 27.0.0",
    ],
    messages: {
      constant: "this is null whatever the row is, and the first row without a `__time` fails the task with InsertTimeNull: name the column that holds the time",
      zero: "this is null whatever the row is: by how the server takes nulls every row lands in 1970, or the task fails with InsertTimeNull; name the column that holds the time",
      grouped: "the time of row {{row}} is null, and rows are grouped: where the server takes null as 0, as it does by default up to 27, the row lands in 1970, else the task fails with InsertTimeNull; parse the text with its pattern, or leave such rows out in WHERE",
      absent: "no row of the statement's own data has `{{column}}`, so `__time` is null in all of them and the task would fail with InsertTimeNull; if the data is a stand-in, this is no mistake",
      row: "row {{row}} of {{rows}} of the statement's own data has no `__time`: a task that meets one null timestamp fails with InsertTimeNull and writes nothing; parse the text with its pattern, give a default with `NVL`, or leave such rows out in WHERE",
    },
  },
  // Nothing is told of how many rows there are where only the expression is known.
  // Data without the field at all is likelier a stand-in for the real thing than the real thing.
  describe: (violation) => (violation.message === "row" ? {} : { category: "risk", severity: "warn" }),
});
