import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-argument-count",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "EXTERN has too few or too many arguments, or its columns are declared twice or not at all" },
    sources: ["Druid: ExternalOperatorConversion, Externals", "recorded with 24 to 33"],
    messages: {
      count: "EXTERN takes an input source, an input format and a signature, or the first two and an EXTEND clause; this call has {{count}} arguments that fit",
      neither: "EXTERN does not know its columns: give a signature as third argument, or an EXTEND clause behind TABLE(…)",
      both: "the signature declares the columns already: keep it or the EXTEND clause, not both",
    },
  },
});
