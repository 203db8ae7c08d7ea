import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-combining-inline",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a source that cannot be split is a delegate of combining" },
    sources: ["Druid: CombiningInputSource", "recorded with 24 to 33"],
    messages: {
      delegate: "`combining` joins sources that can be split among workers, which `{{type}}` cannot: read it in a query of its own",
    },
  },
});
