import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-value-type",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a context parameter has a value that Druid cannot read as its type" },
    sources: ["Druid: QueryContexts", "Druid: MultiStageQueryContext, PlannerConfig", "recorded on 27.0.0, all stages"],
    messages: {
      object: "`context` is an object, and Druid refuses the request with anything else: write { \"maxNumTasks\": 3, … }",
      boolean: "`{{key}}` is true or false, and Druid refuses {{value}}: numbers and lists are no booleans to it",
      integer: "`{{key}}` is a whole number, and Druid refuses {{value}}: write the number without quotes, unit or fraction",
      long: "`{{key}}` is a whole number, and Druid refuses {{value}}: write the number without quotes, unit or fraction",
      string: "`{{key}}` is a text, and Druid refuses {{value}}: put it in quotes",
      enum: "`{{key}}` is one of {{values}}, and Druid refuses {{value}}: write one of them",
      "join-algorithm": "`{{key}}` is `broadcast` or `sortMerge` in exactly that spelling, and Druid refuses {{value}}: write one of them",
      "index-spec": "`{{key}}` must describe how segments are encoded (an object such as {\"stringDictionaryEncoding\": {\"type\": \"utf8\"}}), and Druid cannot read {{value}} as that",
      "string-list": "`{{key}}` is a text, and Druid cannot read {{value}} as a list: write the names separated by commas, or a JSON array, in quotes",
      timestamp: "`{{key}}` is a time in ISO 8601 such as \"2024-05-01T00:00:00Z\", and Druid cannot read {{value}}",
      positive: "`{{key}}` cannot be 0: give a number above it, or -1 for no limit",
      negative: "`{{key}}` must not be negative, and {{value}} is: give 0 or more, or leave it out",
      limit: "`{{key}}` cannot be {{value}}: give a number above 0, or leave it out",
      "parse-exceptions": "`{{key}}` counts rows, and Druid refuses {{value}}: give 0 or more, or -1 for no limit",
    },
  },
});
