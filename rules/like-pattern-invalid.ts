import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "like-pattern-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a LIKE whose pattern or escape Druid cannot read while planning" },
    sources: ["Druid: LikeOperatorConversion", "recorded with 24 to 33"],
    messages: {
      pattern: "the pattern of LIKE must be constant: use CONTAINS_STRING or STRPOS to look for the text of a column",
      quoted: "double quotes hold a column's name, and the pattern of LIKE must be constant: write {{write}} for the text",
      escape: "the ESCAPE of LIKE must be constant: Druid reads the pattern while it plans",
      length: "the ESCAPE of LIKE is one character, not `{{escape}}`: write one that does not occur in the pattern otherwise",
    },
  },
  mend: (violation, _analysis, fixer) => (violation.message === "quoted" ? fixer.replace(violation, String(violation.data["write"])) : null),
  mendTitle: "write {{write}}",
});
