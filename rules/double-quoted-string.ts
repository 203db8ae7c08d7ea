import type { StatementAnalysis } from "../src/analysis/model.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import type { Argument, ColumnReference, Expression } from "../src/syntax/nodes.ts";

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

/** What nobody calls a column: a period, a number or date, a pattern with `%`. */
const looksLikeValue = /^(?:P(?:T?\d+[YMWDHS])+|\d[\d.:T/ -]*Z?|[^%\r\n]*%.*)$/u;

/** `"Oslo"`: one part, in double quotes. */
function quotedName(operand: Argument): ColumnReference | null {
  return operand.kind === "ColumnReference" && operand.parts.length === 1 && operand.parts[0]?.quoted === true ? operand : null;
}

/** No column is called so, nor anything near it: then the quotes are the mistake, not the name. */
function isRefused(analysis: StatementAnalysis, name: ColumnReference): boolean {
  return analysis.violations.some(
    (violation) => violation.rule === "column-not-found" && violation.message === "notFound" && violation.start >= name.start && violation.end <= name.end,
  );
}

function check(context: RuleContext, operand: Argument): void {
  const reference = quotedName(operand);
  const name = reference?.parts[0]?.name;
  if (reference === null || name === undefined) return;
  const refused = isRefused(context.sourceCode.analysisAt(reference), reference);
  if (!refused && !looksLikeValue.test(name)) return;
  const literal = `'${name.replaceAll("'", "''")}'`;
  context.report({
    at: reference,
    messageId: refused ? "notFound" : "value",
    data: { quoted: `"${name}"`, literal },
    ...(refused ? { category: "rejected", stage: "validate", severity: "error" } : {}),
    suggestions: [{ title: "write {{literal}}", fix: (fixer) => fixer.replace(reference, literal) }],
  });
}

/** Of two quoted names the one that is a column's is compared with the other. */
function isComparedWith(other: Expression, context: RuleContext): boolean {
  const name = quotedName(other);
  if (name === null) return true;
  const { violations } = context.sourceCode.analysisAt(name);
  return violations.length > 0 && !violations.some(({ start, end }) => start >= name.start && end <= name.end);
}

export default defineRule({
  meta: {
    name: "double-quoted-string",
    category: "risk",
    stage: "validate",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a text is in double quotes, which make it a column's name" },
    sources: ["Calcite: SqlValidatorImpl resolves what is in double quotes as a column", "recorded with 24 to 33"],
    messages: {
      notFound: "`{{quoted}}` names a column, and there is none of that name: a text goes into single quotes",
      value: "`{{quoted}}` names a column, although it looks like a text: a text goes into single quotes",
    },
    supersedes: ["column-not-found"],
  },
  create: (context) => ({
    BinaryExpression: ({ operator, left, right }) => {
      if (!comparisons.has(operator)) return;
      if (isComparedWith(left, context)) check(context, right);
      if (isComparedWith(right, context)) check(context, left);
    },
    CaseExpression: ({ branches, otherwise }) => {
      for (const value of [...branches.map(({ result }) => result), otherwise]) if (value !== null) check(context, value);
    },
    InExpression: ({ values, query }) => {
      if (!query) for (const value of values) check(context, value);
    },
    BetweenExpression: ({ low, high }) => {
      check(context, low);
      check(context, high);
    },
    LikeExpression: ({ pattern }) => {
      check(context, pattern);
    },
    FunctionCall: (call) => {
      for (const argument of call.arguments.slice(1)) check(context, argument);
    },
  }),
});
