import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "unknown-function",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    aliases: ["function-unknown-in-version"],
    docs: { description: "a function that this release does not have" },
    sources: ["Calcite: SqlValidatorImpl.handleUnresolvedFunction", "Druid: DruidOperatorTable", "recorded with 24 to 33"],
    messages: {
      unknown: "Druid has no function `{{function}}` in this release with the extensions loaded: check the name, or use one it has",
      suggest: "Druid has no function `{{function}}` in this release with the extensions loaded; did you mean {{names}}?",
      extension: "`{{function}}` is a function of the extension {{extension}}, which is not among those that the schema file lists as loaded: load it and list it there, or use another function",
      foreign: "Druid has no function `{{function}}`: write {{instead}}",
      jdbc: "JDBC’s `{fn {{function}}(…)}` is not known to Druid: call Druid’s own function without the braces",
    },
  },
  suggestions: (violation) => {
    const { suggestions, nameStart, nameEnd } = violation.data;
    if (typeof suggestions !== "string" || suggestions === "" || typeof nameStart !== "number" || typeof nameEnd !== "number") return [];
    return suggestions.split(", ").map((name) => ({ title: `call \`${name}\``, fix: (fixer) => fixer.replace({ start: nameStart, end: nameEnd }, name) }));
  },
});
