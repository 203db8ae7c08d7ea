import { externInputs, inlineRecords } from "../src/analysis/insight/inline-data.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import type { Expression, FunctionCall } from "../src/syntax/nodes.ts";

/** Seconds since 1970 of the years 1973 to 5138, which as milliseconds are all before April 1973. */
function isInSeconds(value: number): boolean {
  return Math.abs(value) >= 1e8 && Math.abs(value) < 1e11;
}

const secondsName = /(?:^|_)(?:s|secs?|seconds?|epoch_?s(?:ec(?:ond)?s?)?|unix_?time(?:stamp)?)$/iu;

/** Values of a field in the statement's own data; empty where there is none. */
function inlineValues(context: RuleContext, call: FunctionCall, field: string): readonly number[] {
  const { parsed } = context.sourceCode.analysisAt(call);
  for (const input of externInputs(parsed.node, context.sourceCode.release)) {
    const records = inlineRecords(input) ?? [];
    const values = records.flatMap((record) => {
      const value = record.get(field);
      return typeof value === "bigint" || typeof value === "number" ? [Number(value)] : [];
    });
    if (values.length > 0) return values;
  }
  return [];
}

function judge(context: RuleContext, call: FunctionCall, argument: Expression): "literal" | "data" | "name" | null {
  const node = withoutParentheses(argument);
  if (node.kind === "NumericLiteral") return isInSeconds(Number(node.text)) ? "literal" : null;
  if (node.kind !== "ColumnReference") return null;
  const name = node.parts.at(-1)?.name ?? "";
  const values = inlineValues(context, call, name);
  if (values.length > 0) return values.every(isInSeconds) ? "data" : null;
  return secondsName.test(name) ? "name" : null;
}

export default defineRule({
  meta: {
    name: "time-epoch-unit",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "inferred",
    fix: "suggestion",
    docs: { description: "seconds since 1970 are read as milliseconds, which puts every row into January 1970" },
    sources: ["Druid: MillisToTimestampOperatorConversion takes milliseconds", "documentation: querying/sql-scalar, MILLIS_TO_TIMESTAMP"],
    messages: {
      literal: "`{{value}}` looks like seconds since 1970, and MILLIS_TO_TIMESTAMP takes milliseconds: it becomes a day of January 1970 to 1973; multiply by 1000",
      data: "every `{{value}}` of the statement's own data looks like seconds since 1970, and MILLIS_TO_TIMESTAMP takes milliseconds: the rows land in the early 1970s; multiply by 1000",
      name: "`{{value}}` is called like seconds, and MILLIS_TO_TIMESTAMP takes milliseconds: if they are seconds, rows land in January 1970; multiply by 1000",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      const [argument] = call.arguments;
      if (call.name.parts.at(-1)?.name.toUpperCase() !== "MILLIS_TO_TIMESTAMP" || argument === undefined || argument.kind === "Star" || argument.kind === "Query") return;
      const found = judge(context, call, argument as Expression);
      if (found === null) return;
      context.report({
        at: argument,
        messageId: found,
        data: { value: context.sourceCode.textOf(argument) },
        severity: found === "name" ? "info" : "warn",
        suggestions: [{ title: "multiply by 1000", fix: (fixer) => fixer.insertAfter(argument, " * 1000") }],
      });
    },
  }),
});
