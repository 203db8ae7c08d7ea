import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-argument-name",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a named argument of EXTERN is misspelt, given twice or mixed with positional ones" },
    sources: ["Druid: ExternalOperatorConversion, Externals", "recorded with 24 to 33"],
    messages: {
      "unknown-name": "EXTERN has no argument `{{name}}`: it knows {{parameters}}",
      "name-case": "names of arguments are case-sensitive: write `{{expected}}`",
      "duplicate-name": "`{{name}}` is given twice: keep one",
      mixed: "named and positional arguments do not mix, Druid fails with an error of its own: name all of them or none",
    },
  },
  mend: (violation, _analysis, fixer) => (violation.message === "name-case" ? fixer.replace(violation, String(violation.data["expected"])) : null),
  mendTitle: "write `{{expected}}`",
});
