import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "select-destination-invalid",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=30",
    evidence: "source",
    fix: "none",
    docs: { description: "selectDestination is export" },
    sources: ["Druid: MSQTaskQueryMaker, MSQSelectDestination"],
    messages: {
      export: "a SELECT cannot be sent to `export`: that is `INSERT INTO EXTERN(…) AS CSV`; use taskReport or durableStorage",
    },
  },
});
