import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "binary-literal-odd",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a binary literal with half a byte" },
    sources: ["Calcite: SqlValidatorImpl.validateLiteral", "recorded with 24 to 33"],
    messages: {
      odd: "the literal has half a byte: write two hexadecimal digits for each",
    },
  },
});
