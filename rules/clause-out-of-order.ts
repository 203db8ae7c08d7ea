import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "clause-out-of-order",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a clause that stands after one that it must precede" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      order: "{{clause}} must come before {{before}}",
      ingestion: "{{clause}} must come after {{after}}",
      overwrite: "{{clause}} must come before {{before}}, right after the target",
    },
  },
});
