import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "function-argument-type",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an argument of a type that the function or operator does not take" },
    sources: ["Calcite: OperandTypes, SqlCallBinding.newValidationSignatureError", "Druid: OperatorConversions.DefaultOperandTypeChecker", "recorded with 24 to 33"],
    messages: {
      types: "`{{function}}` does not take arguments of type ({{types}}): cast them, or use another function",
      same: "the arguments of `{{function}}` must be of the same kind: cast them to one type",
      mixed: "the arguments of `{{function}}` have no type in common ({{types}}): cast them to one type",
      "null": "this argument may not be NULL: write a value, or leave the argument out where it is optional",
      named: "only table functions take arguments by name (`{{name}} =>`): give the value alone",
      arrays: "`{{function}}` cannot join arrays of text with arrays of numbers: cast one of them",
      reduction: "`{{function}}` does not compare arrays: use their elements",
      key: "keys of JSON_OBJECT are text: quote the key",
      nullable: "`{{function}}` of a time that may be NULL cannot be selected by itself in this release: put it into CASE WHEN … THEN TRUE ELSE FALSE END",
      base64: "`{{function}}` decodes base64 text, and this is something else: encode it, or pass a column that holds such text",
    },
  },
});
