import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Types of SQL whose values are not simply numbers or text: the author must say how they are read. */
const UNSURE = /^(timestamp|date|boolean|bool)$/i;

export default defineViolationRule({
  meta: {
    name: "signature-invalid-type",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a column of a signature has a type that Druid does not know" },
    sources: ["Druid: Types.fromString, RowSignatures", "recorded with 24 to 33"],
    messages: {
      missing: "the column `{{column}}` needs a `type`: string, long, double, float, ARRAY<…> or COMPLEX<…>",
      unknown: "`{{type}}` is no type of a signature: write string, long, double, float, ARRAY<string> or COMPLEX<json>",
      suggest: "signatures take Druid's own types, and `{{type}}` is none: write `{{suggestion}}`",
      "not-yet": "this release has no SQL type for `{{type}}`: read the column as COMPLEX<json> or as string",
    },
  },
  mend: (violation, _analysis, fixer) => {
    const { suggestion, type } = violation.data;
    if (violation.message !== "suggest" || UNSURE.test(String(type))) return null;
    return fixer.replace(violation, `"${String(suggestion)}"`);
  },
  mendTitle: "write `{{suggestion}}`",
});
