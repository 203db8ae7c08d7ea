import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "type-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a value of a type that Druid cannot store or compute" },
    sources: ["Druid: Calcites.getColumnTypeForRelDataType", "Druid: DruidRexExecutor", "recorded with 24 to 33"],
    messages: {
      type: "Druid has no values of type {{type}}: cast to another type, or leave it out",
    },
  },
});
