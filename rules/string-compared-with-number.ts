import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import type { Expression, NumericLiteral } from "../src/syntax/nodes.ts";

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

function numberOf(expression: Expression): NumericLiteral | null {
  const node = withoutParentheses(expression);
  return node.kind === "NumericLiteral" ? node : null;
}

function isText(context: RuleContext, expression: Expression): boolean {
  const node = withoutParentheses(expression);
  if (node.kind !== "ColumnReference") return false;
  const type = context.sourceCode.analysisAt(node).typeOf(node);
  return type?.name === "VARCHAR" || type?.name === "CHAR";
}

export default defineRule({
  meta: {
    name: "string-compared-with-number",
    category: "risk",
    stage: "plan",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    aliases: ["string-vs-number-compare"],
    docs: { description: "a column of text is compared with a number, so every value is cast before it is compared" },
    sources: ["Calcite: TypeCoercionImpl.binaryComparisonCoercion", "documentation: querying/sql-data-types, Casting"],
    messages: {
      cast: "`{{column}}` is text and {{number}} a number: every value is cast before it is compared, text that is no number drops out, and no index helps; write '{{number}}', or cast the column where numbers are meant",
    },
  },
  create: (context) => ({
    BinaryExpression: ({ operator, left, right }) => {
      if (!comparisons.has(operator)) return;
      const number = numberOf(left) ?? numberOf(right);
      const other = number === null ? null : withoutParentheses(left) === number ? right : left;
      if (number === null || other === null || !isText(context, other)) return;
      const equality = operator === "=" || operator === "<>" || operator === "!=";
      context.report({
        at: number,
        messageId: "cast",
        data: { column: context.sourceCode.textOf(other), number: number.text },
        suggestions: equality ? [{ title: "write '{{number}}'", fix: (fixer) => fixer.replace(number, `'${number.text}'`) }] : [],
      });
    },
  }),
});
