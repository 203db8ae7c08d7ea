import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "bracket-identifier",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a name in brackets, as in SQL Server" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      bracket: "brackets quote no name in Druid: write `\"{{name}}\"`",
    },
  },
  // What goes on with another bracket is a name with `]` in it, or a list.
  mend: (violation, { tree }, fixer) => tree.text.charAt(violation.end) === "]" ? null : fixer.replace(violation, `"${String(violation.data["name"])}"`),
  mendTitle: "write `\"{{name}}\"`",
});
