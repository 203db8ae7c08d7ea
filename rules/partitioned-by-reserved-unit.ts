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
    name: "partitioned-by-reserved-unit",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "PARTITIONED BY takes no bare SECOND, MINUTE or NONE, and before 30 no bare WEEK or QUARTER" },
    sources: ["Druid: DruidSqlParserUtils.convertSqlNodeToGranularity", "Calcite: reserved words", "recorded with 24 to 33"],
    messages: {
      reserved: "`{{granularity}}` is a reserved word that PARTITIONED BY has no place for: write `FLOOR(__time TO {{granularity}})`",
      none: "`NONE` would make a segment of every millisecond and is no granularity of PARTITIONED BY: choose HOUR, DAY, MONTH, YEAR or ALL",
      word: "a bare `{{granularity}}` is read from Druid 30 on; this release takes HOUR, DAY, MONTH, YEAR and ALL as words, the others as FLOOR or TIME_FLOOR",
    },
  },
  mend: (violation, _analysis, fixer) => {
    const form = plainForm(String(violation.data["standard"]));
    return form === null ? null : fixer.replace(violation, form);
  },
  mendTitle: (violation) => `write \`${plainForm(String(violation.data["standard"])) ?? ""}\``,
});
