import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "partitioned-by-quoted-all-time",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "PARTITIONED BY 'ALL TIME' in quotes is refused, ALL TIME without is not" },
    sources: ["Druid: DruidSqlParserUtils.convertSqlNodeToGranularity", "the documentation of 31 to 37 lists the quoted form", "recorded with 24 to 33"],
    messages: {
      quoted: "Druid reads `ALL TIME` as two words, in quotes it is no granularity: drop the quotes",
    },
  },
  mend: (violation, _analysis, fixer) => fixer.replace(violation, "ALL TIME"),
  mendTitle: "write `ALL TIME` without quotes",
});
