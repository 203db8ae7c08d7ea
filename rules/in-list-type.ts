import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "in-list-type",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "values of IN that the operand cannot be compared with" },
    sources: ["Calcite: SqlInOperator.deriveType", "recorded with 24 to 33"],
    messages: {
      operand: "{{left}} cannot be compared with {{right}}: cast one of them",
      list: "the values of the list have no type in common: cast them to one type",
      query: "a value of type {{type}} is not looked for among texts: cast it to VARCHAR",
    },
  },
});
