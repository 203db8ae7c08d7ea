import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "replace-missing-overwrite",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a REPLACE does not say what it overwrites" },
    sources: ["Druid: IngestHandler.ReplaceHandler", "recorded with 24 to 33"],
    messages: {
      missing: "REPLACE must say what it overwrites: write `OVERWRITE ALL` for the whole table or `OVERWRITE WHERE` with bounds of `__time`",
      empty: "OVERWRITE must say what: write `ALL` for the whole table or `WHERE` with bounds of `__time`",
      condition: "OVERWRITE must be followed by `ALL` or `WHERE`: write `WHERE` before the condition",
    },
  },
});
