import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Other names of the same type; the rest would change how values are read. */
const SAME: ReadonlySet<string> = new Set(["STRING", "TEXT", "LONG", "JSON"]);

export default defineViolationRule({
  meta: {
    name: "extend-type-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=26",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "EXTEND declares a column with a type that it does not take" },
    sources: ["Druid: Externals.convertType", "recorded with 26 to 33"],
    messages: {
      unsupported: "`{{column}}` cannot be {{type}}: EXTEND takes VARCHAR, BIGINT and the other integers, DOUBLE, FLOAT and TYPE('COMPLEX<json>')",
      suggest: "EXTEND takes types of SQL that Druid can read, and {{type}} is none for `{{column}}`: write {{suggestion}}",
    },
  },
  mend: (violation, _analysis, fixer) => (SAME.has(String(violation.data["type"])) ? fixer.replace(violation, String(violation.data["suggestion"])) : null),
  mendTitle: "write {{suggestion}}",
});
