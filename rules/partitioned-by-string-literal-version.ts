import { granularityByName } from "../src/druid/granularities.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** The spelling that every release takes; null for NONE, which has none. */
function plainForm(standard: string): string | null {
  const granularity = granularityByName(standard);
  if (granularity === null || granularity.quotedOnly) return null;
  if (granularity.keyword) return granularity.name;
  return granularity.unit === null ? `TIME_FLOOR(__time, '${granularity.period ?? ""}')` : `FLOOR(__time TO ${granularity.unit})`;
}

export default defineViolationRule({
  meta: {
    name: "partitioned-by-string-literal-version",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <30",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "PARTITIONED BY takes a quoted period or name from 30 on, not before" },
    sources: ["Druid: DruidSqlParserUtils.convertSqlNodeToGranularity", "Druid pull request 15836 (30.0.0); the documentation of 26 to 29 says otherwise", "recorded with 24 to 33"],
    messages: {
      string: "a quoted granularity such as {{granularity}} is read from Druid 30 on; this release takes keywords, `FLOOR(__time TO unit)` or `TIME_FLOOR(__time, period)`",
      quoted: "a quoted granularity such as {{granularity}} is read from Druid 30 on; this release takes keywords, `FLOOR(__time TO unit)` or `TIME_FLOOR(__time, period)`",
    },
  },
  mend: (violation, _analysis, fixer) => {
    const form = plainForm(String(violation.data["standard"]));
    return form === null ? null : fixer.replace(violation, form);
  },
  mendTitle: (violation) => `write \`${plainForm(String(violation.data["standard"])) ?? ""}\``,
});
