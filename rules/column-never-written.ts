import { defineAcrossRule } from "../src/linter/across-rule.ts";

/** Decided in `src/linter/across-files.ts`. */
export default defineAcrossRule(
  {
    name: "column-never-written",
    category: "risk",
    stage: "validate",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "inferred",
    fix: "none",
    docs: { description: "a column is read that no statement of this run stores in its datasource" },
    sources: ["our own judgement: what the run's INSERT and REPLACE statements store"],
    messages: {
      never: "no statement of this run that writes `{{table}}` stores a column `{{column}}`{{hint}}: misspelt, unless the table is filled by something else too",
    },
  },
  "the table is written here",
);
