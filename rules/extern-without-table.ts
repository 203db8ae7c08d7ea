import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-without-table",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a table function without TABLE around it, or where a value is expected" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      scalar: "`{{name}}(…)` gives a table and no value: it belongs into FROM, in `TABLE( )`",
      table: "`{{name}}(…)` must stand in `TABLE( )` here",
    },
  },
  mend: (violation, { tree }) => {
    const { callStart, callEnd } = violation.data;
    if (typeof callStart !== "number" || typeof callEnd !== "number") return null;
    return { start: callStart, end: callEnd, text: `TABLE(${tree.text.slice(callStart, callEnd)})` };
  },
  mendTitle: "wrap it in `TABLE( )`",
});
