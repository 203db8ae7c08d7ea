import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "target-name-invalid",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the name of the target is no valid datasource name" },
    sources: ["Druid: IdUtils.validateId", "recorded with 24 to 33"],
    messages: {
      "leading-dot": "`{{table}}` begins with a dot, which names of datasources may not: rename it",
      slash: "`{{table}}` holds a slash, which names of datasources may not: rename it",
      blank: "the name holds a tab or line break, which names of datasources may not: rename it",
      character: "`{{table}}` holds a character that ZooKeeper paths do not take: rename it",
    },
  },
});
