import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "data-type-unknown",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a CAST to a type that Druid’s SQL does not have" },
    sources: ["Calcite: SqlUserDefinedTypeNameSpec.deriveType", "recorded with 24 to 33"],
    messages: {
      unknown: "Druid’s SQL has no type `{{type}}`: use VARCHAR, BIGINT, DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, DATE or an ARRAY of them",
      foreign: "Druid’s SQL has no type `{{type}}`: write `{{sqlType}}`",
    },
  },
  suggestions: ({ data, start, end }) => {
    const { sqlType } = data;
    return typeof sqlType === "string" ? [{ title: `write \`${sqlType}\``, fix: () => ({ start, end, text: sqlType }) }] : [];
  },
});
