import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "overwrite-qualified-time",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "`__time` is qualified with a table in OVERWRITE WHERE" },
    sources: ["Druid: DruidSqlParserUtils.parseColumnName takes the first part of the name", "recorded with 24 to 33"],
    messages: {
      qualified: "Druid takes the first part of `{{column}}` for the column's name: write `__time` without `{{qualifier}}`",
    },
  },
  mend: (violation, _analysis, fixer) => fixer.replace(violation, "__time"),
  mendTitle: "write `__time`",
});
