import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);
const tests: Readonly<Record<string, string>> = { "=": "IS NULL", "<>": "IS NOT NULL", "!=": "IS NOT NULL" };

export default defineRule({
  meta: {
    name: "compared-with-null",
    category: "risk",
    stage: "plan",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a comparison with NULL, which holds for no row" },
    sources: ["SQL: a comparison with NULL is neither true nor false", "recorded with 24 to 33: accepted"],
    messages: {
      never: "a comparison with NULL holds for no row, not even for one that is NULL: write `IS NULL` or `IS NOT NULL`",
    },
  },
  create: (context) => ({
    BinaryExpression: (node) => {
      if (!comparisons.has(node.operator)) return;
      const [left, right] = [withoutParentheses(node.left), withoutParentheses(node.right)];
      if (left.kind !== "NullLiteral" && right.kind !== "NullLiteral") return;
      const test = tests[node.operator];
      const operand = right.kind === "NullLiteral" ? node.left : node.right;
      context.report({
        at: node,
        messageId: "never",
        suggestions: test === undefined ? [] : [{ title: `write ${test}`, fix: (fixer) => fixer.replace(node, `${context.sourceCode.textOf(operand)} ${test}`) }],
      });
    },
  }),
});
