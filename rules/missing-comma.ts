import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "missing-comma",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "two items of a list without a comma between them" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      comma: "a comma is missing between `{{before}}` and `{{after}}`: put it in",
    },
  },
  suggestions: (violation) => [{ title: "insert a comma", fix: () => ({ start: Number(violation.data["place"]), end: Number(violation.data["place"]), text: "," }) }],
});
