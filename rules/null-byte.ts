import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "null-byte",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InvalidNullByte",
    fix: "none",
    docs: { description: "finds a text with the character U+0000 that would be stored" },
    sources: [
      "Druid: org.apache.druid.msq.indexing.error.InvalidNullByteFault",
      "recorded on a running Druid 27.0.0",
    ],
    messages: {
      column: "a value of `{{column}}` in the statement's own data holds the character U+0000, which Druid's frames cannot: the task fails with InvalidNullByte; take it out of the data, or with `REPLACE({{column}}, U&'\\\\0000', '')`",
    },
  },
});
