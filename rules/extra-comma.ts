import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { removalOf } from "../src/text/edits.ts";

export default defineViolationRule({
  meta: {
    name: "extra-comma",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a comma where an item is expected" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      double: "a second comma where the next item must follow: leave it out",
      leading: "a comma where the first item must follow: leave it out",
      join: "a comma joins tables by itself, so {{join}} cannot follow it: leave the comma out",
    },
  },
  mend: (violation, { tree }) => removalOf(tree.text, violation),
  mendTitle: "remove `,`",
});
