import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-restricted-name",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "ColumnNameRestricted",
    fix: "none",
    docs: { description: "an external column has a name that the engine keeps for itself" },
    sources: ["Druid: QueryKitUtils.verifyRowSignature, ColumnNameRestrictedFault", "recorded on 27.0.0"],
    messages: {
      restricted: "`{{column}}` is the name of a column of MSQ's own: the task fails with ColumnNameRestricted; rename it in the data",
    },
  },
});
