import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "binary-literal-invalid",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a binary literal with other characters than hexadecimal digits" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      digits: "`{{digits}}` is not made of hexadecimal digits: a literal X'…' takes 0 to 9 and A to F, two for each byte",
    },
    supersedes: ["binary-value-unsupported"],
  },
});
