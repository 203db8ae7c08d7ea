import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { removalOf } from "../src/text/edits.ts";

export default defineViolationRule({
  meta: {
    name: "trailing-comma",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a comma after the last item of a list" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      trailing: "a comma after the last item, before {{next}}: leave it out",
    },
  },
  mend: (violation, { tree }) => removalOf(tree.text, violation),
  mendTitle: "remove `,`",
});
