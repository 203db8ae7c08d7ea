import { defineAcrossRule } from "../src/linter/across-rule.ts";

/** Decided in `src/linter/across-files.ts`. */
export default defineAcrossRule(
  {
    name: "mixed-column-type",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "statements store the same column of a datasource with different types" },
    sources: ["Druid: DruidSchema takes the type of the newest segment", "Druid: DruidSqlValidator.validateTypes (30 on)"],
    messages: {
      mixed: "`{{column}}` of `{{table}}` is stored as {{type}} here and as {{other}} elsewhere: queries see the type of the newest segment, and values of the other segments are read as that; cast it to one type",
    },
  },
  "stored with the other type here",
);
