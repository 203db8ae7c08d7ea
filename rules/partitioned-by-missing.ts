import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { lineBreakOf } from "../src/text/lines.ts";

/** DAY where rows have a time, ALL where they have none. */
function granularityFor(analysis: StatementAnalysis): string {
  const { output } = analysis;
  return output !== null && !output.some((column) => column.name === "__time") ? "ALL" : "DAY";
}

export default defineViolationRule({
  meta: {
    name: "partitioned-by-missing",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "an INSERT or REPLACE says nothing about how its segments are cut by time" },
    sources: ["Druid: IngestHandler (24 to 30), DruidSqlValidator (31 on)", "recorded with 24 to 33"],
    messages: {
      missing: "this {{verb}} has no PARTITIONED BY, and Druid does not choose for you how segments are cut by time: add `PARTITIONED BY DAY`, another granularity, or `PARTITIONED BY ALL` for data without time",
      "overwrite-where": "OVERWRITE WHERE needs a PARTITIONED BY to align with; without one this release answers with a NullPointerException: add the granularity of the table",
    },
  },
  suggestions: (_violation, analysis) => {
    const source = ingestionOf(analysis.parsed.node)?.source;
    if (source === undefined) return [];
    const clause = `PARTITIONED BY ${granularityFor(analysis)}`;
    return [{ title: `add \`${clause}\``, fix: (fixer) => fixer.insertAfter(source, `${lineBreakOf(analysis.tree.text)}${clause}`) }];
  },
});
