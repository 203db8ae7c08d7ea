import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-property-type",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a property in the JSON of EXTERN has a value of the wrong kind" },
    sources: ["Jackson: the JSON reader that Druid uses", "recorded with 24 to 33"],
    messages: {
      type: "`{{property}}` must be {{expected}}, and Druid cannot read {{found}} as that",
      list: "`{{property}}` must be {{expected}}: put the value in brackets",
      shape: "an {{what}} is a JSON object, and this is {{found}}",
    },
  },
  mend: (violation, analysis, fixer) => {
    if (violation.message !== "list") return null;
    return fixer.replace(violation, `[${analysis.tree.text.slice(violation.start, violation.end)}]`);
  },
  mendTitle: "put the value in brackets",
});
