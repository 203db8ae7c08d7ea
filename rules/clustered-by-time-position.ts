import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "clustered-by-time-position",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=31",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "`__time` is a key of CLUSTERED BY, but not the first one" },
    sources: ["Druid: MSQTaskSqlEngine", "recorded with 31 to 33"],
    messages: {
      position: "segments are sorted by `__time` first unless `forceSegmentSortByTime` is false, so it cannot be key {{position}} of CLUSTERED BY: leave it out",
    },
  },
  suggestions: (violation, analysis) => {
    const items = ingestionOf(analysis.parsed.node)?.clusteredBy?.items ?? [];
    const before = items[items.findIndex((item) => item.start === violation.start) - 1];
    if (before === undefined) return [];
    return [{ title: "remove the key `__time`", fix: (fixer) => fixer.remove({ start: before.end, end: violation.end }) }];
  },
});
