import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "quoted-target",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "the table to write to is in single quotes, or has a hyphen and no quotes" },
    sources: ["Calcite: CompoundTableIdentifier of the parser", "recorded with 24 to 33"],
    messages: {
      quotes: "{{quoted}} is a text, not a name, and Druid writes to a table by name: put it in double quotes",
      hyphen: "`{{quoted}}` is read as a subtraction, because a name with a hyphen needs double quotes: write `{{name}}`",
    },
  },
  mend: (violation, _analysis, fixer) => fixer.replace(violation, String(violation.data["name"])),
  mendTitle: "write `{{name}}`",
});
