import { flagInForce } from "../src/analysis/insight/query-context.ts";
import { groupedStrings } from "../src/analysis/insight/multi-values.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "mv-group-by-unwrapped",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=24",
    evidence: "source",
    fix: "suggestion",
    docs: { description: "an ingestion groups by a string column that may hold several values in one row" },
    sources: ["Druid: GroupByQueryConfig, groupByEnableMultiValueUnnesting", "documentation: multi-stage-query/concepts, Rollup and multi-value dimensions"],
    messages: {
      fails: "`{{column}}` is read as a multi-value string, and with groupByEnableMultiValueUnnesting false the task fails at the first row of several values: group by `MV_TO_ARRAY({{column}})`",
      possible: "if a row of `{{column}}` holds several values the task fails, because groupByEnableMultiValueUnnesting is false: group by `MV_TO_ARRAY({{column}})`, or list the column in the option `singleValued`",
      multiplies: "`{{column}}` is read as a multi-value string, and GROUP BY counts a row of several values once for each of them: group by `MV_TO_ARRAY({{column}})` to keep it whole",
    },
    schema: {
      type: "object",
      properties: { singleValued: { type: "array", items: { type: "string" }, description: "Columns that never hold more than one value." } },
      additionalProperties: false,
    },
  },
  create: (context) => {
    const single = new Set(context.options["singleValued"] as readonly string[] | undefined);
    return {
      Statement: (_node, analysis) => {
        const unnest = flagInForce(analysis, "groupByEnableMultiValueUnnesting");
        for (const { column, output, expression, evidence } of groupedStrings(analysis)) {
          if (single.has(column) || (evidence === null && unnest)) continue;
          const text = context.sourceCode.textOf(expression);
          const item = output.item ?? expression;
          const alias = output.item?.alias === null ? ` AS ${text.slice(text.lastIndexOf(".") + 1)}` : "";
          const ordinals = analysis.output?.every((each) => each.expression === null || each.item !== null) === true;
          context.report({
            at: item,
            messageId: evidence === null ? "possible" : unnest ? "multiplies" : "fails",
            data: { column: text },
            ...(evidence === null ? { severity: "info" as const } : {}),
            ...(ordinals ? { suggestions: [{ title: `select \`MV_TO_ARRAY(${text})\``, fix: (fixer) => fixer.replace(expression, `MV_TO_ARRAY(${text})${alias}`) }] } : {}),
          });
        }
      },
    };
  },
});
