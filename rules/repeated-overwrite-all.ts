import { defineAcrossRule } from "../src/linter/across-rule.ts";

/** Decided in `src/linter/across-files.ts`. */
export default defineAcrossRule(
  {
    name: "repeated-overwrite-all",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "two statements of one run replace the whole of the same datasource" },
    sources: ["documentation: multi-stage-query/concepts, Overwrite data with REPLACE"],
    messages: {
      again: "`{{table}}` is overwritten whole by another statement of this run too: whichever runs last deletes what the other wrote; use INSERT for the second, or OVERWRITE WHERE for both",
    },
  },
  "overwritten whole here too",
);
