import { equalPeriod } from "../src/analysis/ingestion/equal-period.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "partitioned-by-unsupported-granularity",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "PARTITIONED BY names a granularity that Druid does not make segments of" },
    sources: ["Druid: DruidSqlParserUtils.convertSqlNodeToGranularity", "Druid: GranularityType", "recorded with 24 to 33"],
    messages: {
      unknown: "`{{granularity}}` is no granularity: Druid cuts segments by HOUR, DAY, MONTH, YEAR, ALL, `FLOOR(__time TO unit)` or `TIME_FLOOR(__time, period)`",
      near: "`{{granularity}}` is no granularity of Druid; did you mean `{{near}}`?",
      period: "`{{granularity}}` is not one of the periods Druid makes segments of, and it does not convert equal lengths: use PT1S, PT1M, PT5M, PT10M, PT15M, PT30M, PT1H, PT6H, PT8H, P1D, P1W, P1M, P3M or P1Y",
      invalidPeriod: "`{{granularity}}` is no ISO 8601 period such as 'P1D' or 'PT1H': write the length of a segment as one",
      unit: "segments cannot be cut by `{{granularity}}`: the units are SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER and YEAR",
    },
  },
  mend: (violation, analysis, fixer) => {
    const period = violation.data["period"];
    const equal = typeof period === "string" ? equalPeriod(period) : null;
    const text = analysis.tree.text.slice(violation.start, violation.end);
    return equal === null || !text.startsWith("'") ? null : fixer.replace(violation, `'${equal}'`);
  },
  suggestions: ({ data, start, end }) => {
    const { near } = data;
    return typeof near === "string" ? [{ title: `write \`${near}\``, fix: () => ({ start, end, text: near }) }] : [];
  },
  mendTitle: (violation) => `write the period that Druid knows: '${equalPeriod(String(violation.data["period"])) ?? ""}'`,
});
