import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "numeric-array-unsupported",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "a numeric array is stored where the release or arrayIngestMode has none" },
    sources: ["Druid: DimensionSchemaUtils", "recorded on 27.0.0; source of 28 to 37"],
    messages: {
      release: "`{{column}}` is {{type}}, and this release stores arrays of strings only: join the values to text, or upgrade to 28 and set arrayIngestMode to array",
      mode: "`{{column}}` is {{type}}, which needs arrayIngestMode `array`; it is `{{mode}}` here: set it",
    },
  },
});
