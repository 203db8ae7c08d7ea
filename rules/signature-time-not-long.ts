import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-time-not-long",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column `__time` of an external table is not long" },
    sources: ["Druid: Externals", "recorded with 24 to 33"],
    messages: {
      type: "`__time` must be long in a signature, and it is {{type}} here: give the raw column another name and parse it under `__time`",
      extend: "`__time` must be BIGINT in EXTEND, and it is {{type}} here: give the raw column another name and parse it under `__time`",
    },
  },
});
