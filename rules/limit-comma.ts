import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "limit-comma",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "LIMIT with two numbers, as in MySQL" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      comma: "`LIMIT {{skip}}, {{count}}` is not allowed in Druid: write `LIMIT {{count}} OFFSET {{skip}}`",
    },
  },
  mend: (violation) => {
    const { skip, count, skipStart, countEnd } = violation.data;
    if (typeof skipStart !== "number" || typeof countEnd !== "number") return null;
    return { start: skipStart, end: countEnd, text: `${String(count)} OFFSET ${String(skip)}` };
  },
  mendTitle: "write OFFSET",
});
