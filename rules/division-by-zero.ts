import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "division-by-zero",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "finds a whole number divided by zero in the statement's own data" },
    sources: [
      "java.lang.ArithmeticException in Druid's native expressions",
      "recorded on a running Druid 27.0.0",
    ],
    messages: {
      divides: "a row of the statement's own data divides a whole number by zero: the worker dies of it and the task fails with UnknownError; use `SAFE_DIVIDE`, or cast to DOUBLE",
    },
  },
});
