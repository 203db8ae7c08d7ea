import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-json-reader-conflict",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=25",
    evidence: "recorded",
    fix: "none",
    docs: { description: "two readers of JSON are asked for at once" },
    sources: ["Druid: JsonInputFormat", "recorded with 24 to 33"],
    messages: {
      both: "useJsonNodeReader reads any JSON, assumeNewlineDelimited one object a line: set one of them",
    },
  },
});
