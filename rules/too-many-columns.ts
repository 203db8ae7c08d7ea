import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "too-many-columns",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "TooManyColumns",
    otherFaults: ["TooManyClusteredByColumns"],
    fix: "none",
    aliases: ["signature-too-many-columns", "clustered-by-too-many"],
    docs: { description: "more columns than one job takes" },
    sources: ["Druid: Limits.MAX_FRAME_COLUMNS, TooManyColumnsFault", "Druid: Limits.MAX_CLUSTERED_BY_COLUMNS, TooManyClusteredByColumnsFault", "recorded on 27.0.0, of keys on a running one"],
    messages: {
      "too-many": "{{count}} columns, {{added}} of them the engine's own, are more than the {{most}} that a job takes: the task fails with TooManyColumns; select fewer, or nest them in JSON",
      keys: "{{count}} keys of CLUSTERED BY, {{added}} of them the engine's own, are more than the {{most}} that rows can be sorted by: the task fails with TooManyClusteredByColumns; name fewer",
      grouped: "{{count}} keys of GROUP BY are more than the {{most}} that rows can be sorted by, which is how MSQ groups: the task fails with TooManyClusteredByColumns; group by fewer",
      sorted: "{{count}} keys of ORDER BY, one of them the engine's own, are more than the {{most}} that rows can be sorted by: the task fails with TooManyClusteredByColumns; name fewer",
    },
  },
});
