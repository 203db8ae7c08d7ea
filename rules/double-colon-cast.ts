import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "double-colon-cast",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a cast with `::`, as in PostgreSQL" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      cast: "`::` is no operator of Druid: write `CAST({{operand}} AS {{type}})`",
      stray: "`::` is no operator of Druid: write CAST",
    },
    supersedes: ["operator-unsupported","data-type-unknown"],
  },
  mend: (violation) => {
    const { operand, type, operandStart, typeEnd } = violation.data;
    if (typeof operandStart !== "number" || typeof typeEnd !== "number") return null;
    return { start: operandStart, end: typeEnd, text: `CAST(${String(operand)} AS ${String(type)})` };
  },
  mendTitle: "write CAST",
});
