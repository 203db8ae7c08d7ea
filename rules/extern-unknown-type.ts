import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-unknown-type",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "the type of an input source or format is not known" },
    sources: ["Jackson: the JSON reader that Druid uses (subtypes by name)", "recorded with 24 to 33"],
    messages: {
      unknown: "no {{what}} is called `{{type}}`: Druid knows {{types}}, and those of extensions that are loaded",
      suggest: "no {{what}} is called `{{type}}`, names are case-sensitive: do you mean `{{suggestion}}`?",
    },
  },
  mend: (violation, _analysis, fixer) => {
    const { type, suggestion } = violation.data;
    const sameWord = String(type).toLowerCase() === String(suggestion).toLowerCase();
    return violation.message === "suggest" && sameWord ? fixer.replace(violation, `"${String(suggestion)}"`) : null;
  },
  mendTitle: "write `{{suggestion}}`",
});
