import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "system-table-in-msq",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a task reads a table of sys or INFORMATION_SCHEMA" },
    sources: ["Druid: QueryHandler, EngineFeature.ALLOW_BINDABLE_PLAN", "recorded with 24 to 33"],
    messages: {
      system: "`{{table}}` lives in the Broker, and a task cannot read it: query it on its own and put the result into the statement",
      recursive: "`{{table}}` reads itself, and a task cannot run a recursion: write its steps out, or compute the rows elsewhere and load them",
    },
  },
});
