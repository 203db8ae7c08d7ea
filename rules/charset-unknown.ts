import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "charset-unknown",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a string with the name of an unknown character set" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      charset: "`{{charset}}` is no character set; leave `_{{charset}}` out",
    },
  },
  mend: (violation, _analysis, fixer) => fixer.remove(violation),
  mendTitle: "remove `_{{charset}}`",
});
