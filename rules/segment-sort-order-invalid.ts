import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "segment-sort-order-invalid",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "segmentSortOrder names a column that is not selected, or does not begin with __time" },
    sources: ["Druid: MSQTaskQueryMakerUtils.validateSegmentSortOrder", "recorded on 27.0.0, all stages", "source of 31 to 37"],
    messages: {
      unknown: "segmentSortOrder names `{{column}}`, which the query does not select: its columns are {{columns}}",
      "time-first": "segments are sorted by `__time` first, so `segmentSortOrder` must begin with it, not with `{{first}}`: put `__time` in front",
    },
  },
});
