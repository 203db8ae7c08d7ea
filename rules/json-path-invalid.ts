import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "json-path-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a path into JSON that Druid cannot read" },
    sources: ["Druid: NestedPathFinder.parseJsonPath", "recorded with 24 to 33"],
    messages: {
      path: "`{{path}}` is no path: {{reason}}",
      empty: "`{{function}}` needs a path such as `$.a`: an empty one names nothing",
    },
  },
});
