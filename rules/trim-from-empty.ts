import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "trim-from-empty",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "TRIM with FROM and nothing before it" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      empty: "FROM in TRIM needs a side or the characters before it; leave it out",
    },
  },
  mend: (violation, { tree }, fixer) => fixer.remove({ start: violation.start, end: violation.end + (tree.text.charAt(violation.end) === " " ? 1 : 0) }),
  mendTitle: "remove `FROM`",
});
