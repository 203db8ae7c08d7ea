import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-value-type",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a context parameter has a value that Druid cannot read as its type" },
    sources: ["Druid: QueryContexts", "Druid: MultiStageQueryContext, PlannerConfig", "recorded on 27.0.0, all stages"],
    messages: {
      boolean: "`{{key}}` is true or false, and Druid refuses {{value}}: numbers and lists are no booleans to it",
      integer: "`{{key}}` is a whole number, and Druid refuses {{value}}",
      long: "`{{key}}` is a whole number, and Druid refuses {{value}}",
      string: "`{{key}}` is a text, and Druid refuses {{value}}: put it in quotes",
      enum: "`{{key}}` is one of {{values}}, not {{value}}",
      "join-algorithm": "`{{key}}` is `broadcast` or `sortMerge` in exactly that spelling, not {{value}}",
      "index-spec": "`{{key}}` must describe how segments are encoded (an object such as {\"stringDictionaryEncoding\": {\"type\": \"utf8\"}}), and Druid cannot read {{value}} as that",
      "string-list": "`{{key}}` is a text that holds names separated by commas or a JSON array, and Druid cannot read {{value}} as that",
      timestamp: "`{{key}}` is a time in ISO 8601 such as \"2024-05-01T00:00:00Z\", and Druid cannot read {{value}}",
      positive: "`{{key}}` must be greater than 0, or -1 for no limit",
      negative: "`{{key}}` must not be negative, and {{value}} is",
      limit: "`{{key}}` must be 1 or more, and Druid refuses {{value}}",
      "parse-exceptions": "`{{key}}` is -1 for no limit, 0 or more, and Druid refuses {{value}}",
    },
  },
});
