import { numericLatest } from "../src/analysis/insight/numeric-latest.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import type { Violation } from "../src/syntax/violation.ts";

/** Without rows in the text it may be that there are none. */
function report(context: RuleContext, { message, data, fault, ...at }: Violation, certain: boolean): void {
  const sure = certain ? {} : ({ category: "risk", severity: "warn" } as const);
  context.report({ at, messageId: message, data, ...(fault === undefined ? {} : { fault }), ...sure });
}

export default defineRule({
  meta: {
    name: "earliest-latest-numeric",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <29",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "EARLIEST or LATEST of a number in an ingestion ends the task before 29" },
    sources: ["recorded on a running Druid 27.0.0, with and without finalization", "documentation: multi-stage-query/known-issues, 24 to 28"],
    messages: {
      number: "before Druid 29 workers cannot pass on {{function}} of a number, and the task ends with a ClassCastException: use MAX or MIN where they will do, or {{function}} of the number as text",
    },
  },
  create: (context) => ({
    Violation: (violation) => {
      report(context, violation, true);
    },
    Statement: (_node, analysis) => {
      if (analysis.violations.length > 0) return;
      const { violations, certain } = numericLatest(analysis);
      for (const violation of violations) report(context, violation, certain);
    },
  }),
});
