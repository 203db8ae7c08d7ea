import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "quoted-alias",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "an alias in single quotes" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      string: "'{{alias}}' is a string and no alias: write `\"{{alias}}\"`",
    },
  },
  // Right behind a word it is a text with a prefix that Druid does not know: `B'01'`.
  mend: (violation, { tree }, fixer) => /\w/.test(tree.text.charAt(violation.start - 1)) ? null : fixer.replace(violation, `"${String(violation.data["alias"]).replaceAll("''", "'").replaceAll('"', '""')}"`),
  mendTitle: "write `\"{{alias}}\"`",
});
