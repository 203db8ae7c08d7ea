import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "table-function-unavailable",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "TABLE(f(…)) calls a function that the release does not have" },
    sources: ["Druid: DruidOperatorTable", "recorded with 24 to 33; 27.0.0 binds none of HTTP, INLINE, LOCALFILES, S3"],
    messages: {
      unknown: "no table function is called `{{function}}`: Druid has {{functions}}",
      release: "`{{function}}` is not bound by this release (Druid {{since}} on has it): use EXTERN",
      extension: "`{{function}}` belongs to {{extension}}, which the schema file does not list: load it, or use EXTERN",
    },
  },
});
