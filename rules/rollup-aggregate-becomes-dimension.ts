import { aggregatesBehind, nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { shown } from "../src/analysis/insight/columns.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { OutputColumn } from "../src/analysis/model.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { storedAggregate } from "../src/druid/stored-aggregates.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { ReportDescriptor, RuleContext } from "../src/linter/rule.ts";
import type { Expression, FunctionCall } from "../src/syntax/nodes.ts";

function describe(context: RuleContext, column: OutputColumn, expression: Expression, calls: readonly FunctionCall[]): ReportDescriptor {
  const text = context.sourceCode.text;
  const whole = withoutParentheses(expression);
  const [only] = calls;
  const base = { at: expression, data: { column: column.name, expression: shown(text, expression) } };
  if (calls.length !== 1 || only === undefined || whole !== only) return { ...base, messageId: "computed" };
  const [argument] = only.arguments;
  if (storedAggregate(nameOfCall(only), false).metric !== undefined || argument === undefined || column.item === null) return { ...base, messageId: "computed" };
  const input = text.slice(argument.start, argument.end);
  const { item } = column;
  if (nameOfCall(only) === "AVG" && only.quantifier === null && only.filter === null) {
    const name = (suffix: string): string => `"${`${column.name}_${suffix}`.replaceAll('"', '""')}"`;
    const columns = `SUM(${input}) AS ${name("sum")}, COUNT(${input}) AS ${name("count")}`;
    return { ...base, messageId: "average", suggestions: [{ title: "store the sum and the count", fix: (fixer) => fixer.replace(item, columns) }] };
  }
  if (nameOfCall(only) === "APPROX_QUANTILE_DS" && only.filter === null) {
    return { ...base, messageId: "quantile", suggestions: [{ title: "store the sketch", fix: (fixer) => fixer.replace(only, `DS_QUANTILES_SKETCH(${input})`) }] };
  }
  return { ...base, messageId: "quantile" };
}

export default defineRule({
  meta: {
    name: "rollup-aggregate-becomes-dimension",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "in a rollup, a value computed from aggregates is stored as a dimension that can never be merged" },
    sources: ["Druid: ControllerImpl and SegmentGenerationUtils.makeDataSchema (24 to 39)", "recorded on 27.0.0: dimensions and metrics of the data schema by output expression"],
    messages: {
      computed: "`{{expression}}` is computed from aggregates, so Druid stores `{{column}}` as a dimension: rows that differ in it never merge, and it cannot be aggregated further; store the aggregates and compute when querying",
      average: "an average cannot be merged with another one, so Druid stores `{{column}}` as a dimension: store the sum and the count, and divide when querying",
      quantile: "a quantile cannot be merged with another one, so Druid stores `{{column}}` as a dimension and the sketch is lost: store `DS_QUANTILES_SKETCH` and take quantiles when querying",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const { ingestion } = analysis;
      if (ingest === null || ingestion?.rollup?.recorded !== true) return;
      for (const { role, storedType, output } of ingestion.stored ?? []) {
        if (role !== "dimension" || storedType === null || output.expression === null) continue;
        const calls = aggregatesBehind(output.expression, ingest.source, analysis.options.release);
        if (calls.length > 0) context.report(describe(context, output, output.expression, calls));
      }
    },
  }),
});
