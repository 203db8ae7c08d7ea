import { flagInForce } from "../src/analysis/insight/query-context.ts";
import { groupedStrings, type GroupedString } from "../src/analysis/insight/multi-values.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { ReportDescriptor } from "../src/linter/rule.ts";

const fault = "QueryRuntimeError";

type Suggestion = NonNullable<ReportDescriptor["suggestions"]>[number];

function wrapping({ output, expression }: GroupedString, text: string): Suggestion {
  const alias = output.item?.alias === null ? ` AS ${text.slice(text.lastIndexOf(".") + 1)}` : "";
  return { title: `select \`MV_TO_ARRAY(${text})\``, fix: (fixer) => fixer.replace(expression, `MV_TO_ARRAY(${text})${alias}`) };
}

/** Some columns by name, the rest by number. */
function listed(columns: readonly string[]): string {
  const named = columns.slice(0, 3);
  const others = columns.length - named.length;
  return others === 0 ? named.join(" or ") : `${named.join(", ")} or ${String(others)} others`;
}

export default defineRule({
  meta: {
    name: "mv-group-by-unwrapped",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    otherFaults: [fault],
    fix: "suggestion",
    docs: { description: "an ingestion groups by a string column that may hold several values in one row" },
    sources: ["Druid: GroupByQueryConfig, groupByEnableMultiValueUnnesting", "documentation: multi-stage-query/concepts, Rollup and multi-value dimensions"],
    messages: {
      fails: "`{{column}}` is read as a multi-value string, and with groupByEnableMultiValueUnnesting false the task fails at the first row of several values: group by `MV_TO_ARRAY({{column}})`",
      possible: "if a row of {{columns}} holds several values the task fails, because groupByEnableMultiValueUnnesting is false: group by MV_TO_ARRAY of such a column, or list it in the option `singleValued`",
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
        const grouped = groupedStrings(analysis).filter(({ column }) => !single.has(column));
        const ordinals = analysis.output?.every((each) => each.expression === null || each.item !== null) === true;
        const foretold = analysis.violations.filter(({ rule }) => rule === "mv-group-by-unwrapped");
        const wrap = (each: GroupedString): readonly Suggestion[] => (ordinals ? [wrapping(each, context.sourceCode.textOf(each.expression))] : []);
        for (const each of grouped.filter(({ evidence }) => evidence !== null)) {
          const column = context.sourceCode.textOf(each.expression);
          const certain = foretold.some(({ start }) => start === each.expression.start) ? ({ category: "fails", severity: "error" } as const) : {};
          context.report({ at: each.output.item ?? each.expression, messageId: unnest ? "multiplies" : "fails", data: { column }, ...(unnest ? {} : { fault }), suggestions: wrap(each), ...certain });
        }
        const possible = unnest ? [] : grouped.filter(({ evidence }) => evidence === null);
        const [first] = possible;
        if (first === undefined) return;
        const columns = listed(possible.map(({ expression }) => `\`${context.sourceCode.textOf(expression)}\``));
        context.report({ at: first.output.item ?? first.expression, messageId: "possible", data: { columns }, severity: "info", fault, suggestions: possible.flatMap(wrap) });
      },
    };
  },
});
