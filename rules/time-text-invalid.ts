import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-text-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a text that is compared with or cast to a time and is none" },
    sources: ["Druid: DruidRexExecutor", "Druid: Calcites.calciteDateTimeLiteralToJoda", "recorded with 24 to 33"],
    messages: {
      cast: "`{{text}}` cannot be read as {{type}}: write it as `yyyy-MM-dd HH:mm:ss`",
      implicit: "`{{text}}` is compared with a {{type}} and cannot be read as one: write TIMESTAMP 'yyyy-MM-dd HH:mm:ss'",
      equals: "until 27 `__time = '{{text}}'` compares with the text itself and fails: write TIMESTAMP '…'",
    },
  },
});
