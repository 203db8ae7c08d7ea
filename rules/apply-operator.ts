import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "apply-operator",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "CROSS APPLY or OUTER APPLY, as in SQL Server" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      apply: "{{operator}} is not allowed in Druid: use `CROSS JOIN UNNEST(…)`",
    },
    supersedes: ["lateral-unsupported"],
  },
});
