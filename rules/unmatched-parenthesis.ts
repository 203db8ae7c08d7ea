import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { removalOf } from "../src/text/edits.ts";

export default defineViolationRule({
  meta: {
    name: "unmatched-parenthesis",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a closing parenthesis that nothing opened" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      unmatched: "nothing opened this parenthesis: leave it out, or open it",
    },
  },
  suggestions: (violation, { tree }) => [{ title: "remove `)`", fix: () => removalOf(tree.text, violation) }],
});
