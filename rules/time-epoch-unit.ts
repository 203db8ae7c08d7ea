import { externInputs, inlineRecords } from "../src/analysis/insight/inline-data.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Mend, RuleContext } from "../src/linter/rule.ts";
import type { Expression, FunctionCall } from "../src/syntax/nodes.ts";

/** Seconds since 1970 of the years 1973 to 5138, which as milliseconds are all before April 1973. */
function isInSeconds(value: number): boolean {
  return Math.abs(value) >= 1e8 && Math.abs(value) < 1e11;
}

const secondsName = /(?:^|_)(?:s|secs?|seconds?|epoch_?s(?:ec(?:ond)?s?)?|unix_?time(?:stamp)?)$/iu;

const millisName = /(?:^|_)(?:ms|millis|milliseconds|epoch_?(?:ms|millis))$/iu;

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

/** What `n / 1000` divides: it makes seconds of milliseconds, but milliseconds of microseconds. */
function dividedBy1000(node: Expression): Expression | null {
  return node.kind === "BinaryExpression" && node.operator === "/" && node.right.kind === "NumericLiteral" && Number(node.right.text) === 1000 ? withoutParentheses(node.left) : null;
}

/** What says that a value, divided by a number, is in seconds. */
function judge(context: RuleContext, call: FunctionCall, node: Expression, divisor: number): "literal" | "data" | "name" | null {
  const isSeconds = (value: number): boolean => isInSeconds(value / divisor);
  if (node.kind === "NumericLiteral") return isSeconds(Number(node.text)) ? "literal" : null;
  if (node.kind !== "ColumnReference") return null;
  const name = node.parts.at(-1)?.name ?? "";
  const values = inlineValues(context, call, name);
  if (values.length > 0) return values.every(isSeconds) ? "data" : null;
  return (divisor === 1 ? secondsName : millisName).test(name) ? "name" : null;
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
      divided: "`{{value}}` makes seconds of milliseconds, and MILLIS_TO_TIMESTAMP takes milliseconds: rows land in the early 1970s; leave out the division",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      const [argument] = call.arguments;
      if (call.name.parts.at(-1)?.name.toUpperCase() !== "MILLIS_TO_TIMESTAMP" || argument === undefined || argument.kind === "Star" || argument.kind === "Query") return;
      const node = withoutParentheses(argument as Expression);
      const divided = dividedBy1000(node);
      const found = judge(context, call, divided ?? node, divided === null ? 1 : 1000);
      if (found === null) return;
      const mend: { readonly title: string; readonly fix: Mend } =
        divided === null
          ? { title: "multiply by 1000", fix: (fixer) => fixer.insertAfter(argument, " * 1000") }
          : { title: "leave out the division", fix: (fixer) => fixer.replace(argument, context.sourceCode.textOf(divided)) };
      context.report({
        at: argument,
        messageId: divided === null ? found : "divided",
        data: { value: context.sourceCode.textOf(argument) },
        severity: found === "name" ? "info" : "warn",
        suggestions: [mend],
      });
    },
  }),
});
