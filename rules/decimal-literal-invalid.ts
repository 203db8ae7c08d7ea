import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "decimal-literal-invalid",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=31",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a DECIMAL literal that is no number" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      decimal: "`DECIMAL '{{literal}}'` holds no number",
    },
    supersedes: ["literal-invalid"],
  },
});
