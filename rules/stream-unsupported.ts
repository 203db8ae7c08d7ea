import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "stream-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "SELECT STREAM" },
    sources: ["Calcite: SqlValidatorImpl.validateModality", "recorded with 24 to 33"],
    messages: {
      stream: "Druid's tables are no streams: leave `STREAM` out",
    },
  },
});
