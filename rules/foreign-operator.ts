import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "foreign-operator",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "an operator of another database" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      percent: "`%` is not allowed in Druid: write `MOD({{left}}, {{right}})`",
      wildcard: "`%` is no operator of Druid, and nothing stands behind it to divide by; a pattern of LIKE is a text in quotes, such as `'{{left}}%'`",
      doubleEqual: "`==` is no operator of Druid: write `=`",
      symbol: "`{{operator}}` is no operator of Druid: write `{{replacement}}`",
      like: "`{{operator}}` is no operator of this release: use `LIKE` with `LOWER`, or `REGEXP_LIKE`",
      match: "`{{operator}}` is no operator of Druid: write `REGEXP_LIKE(text, 'pattern')`",
      jsonPath: "`{{operator}}` is no operator of Druid: write `JSON_VALUE(value, '$.path')`, or JSON_QUERY for objects and arrays",
    },
    supersedes: ["operator-unsupported","function-argument-type"],
  },
  mend: (violation, _analysis, fixer) => {
    const { data } = violation;
    if (violation.message === "doubleEqual") return fixer.replace(violation, "=");
    if (violation.message === "symbol" && data["operator"] === "&&") return fixer.replace(violation, "AND");
    if (violation.message !== "percent" || typeof data["leftStart"] !== "number" || typeof data["rightEnd"] !== "number") return null;
    return { start: data["leftStart"], end: data["rightEnd"], text: `MOD(${String(data["left"])}, ${String(data["right"])})` };
  },
  mendTitle: "write what Druid knows",
});
