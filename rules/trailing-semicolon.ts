import { tokenKinds } from "../src/syntax/token-kinds.ts";
import type { SyntaxTree } from "../src/syntax/tree.ts";
import type { TextEdit } from "../src/text/edits.ts";
import { defineRule } from "../src/linter/rule.ts";

/** The semicolons from an offset to the end of the text; what stands between them stays. */
function semicolonsFrom(tree: SyntaxTree, offset: number): readonly TextEdit[] {
  const { tokens } = tree;
  const edits: TextEdit[] = [];
  for (let index = tokens.count - 1; index >= 0 && tokens.kinds[index] === tokenKinds.semicolon; index--) {
    const start = tokens.starts[index] ?? 0;
    if (start < offset) break;
    edits.push({ start, end: tokens.ends[index] ?? start + 1, text: "" });
  }
  return edits;
}

export default defineRule({
  meta: {
    name: "trailing-semicolon",
    category: "rejected",
    stage: "parse",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23 <34",
    evidence: "recorded",
    looksAround: true,
    fix: "safe",
    docs: { description: "a semicolon ends the statement, which Druid's parser refuses before 34" },
    sources: ["Druid: DruidPlanner parses one statement up to 33, DruidSqlParser a list from 34 on (#17894)", "recorded with 24 to 33"],
    messages: {
      file: "`;` after the last statement; the console takes it away, but Druid {{release}} itself refuses a statement that ends in one: leave it out",
      semicolon: "`;` after the statement; Druid's parser knows no statement separator before 34: leave it out",
    },
  },
  create: (context) => ({
    Statement: (_node, { tree, parsed }) => {
      if (parsed !== tree.statements.at(-1) || parsed.semicolon < 0) return;
      // A text sent as it is has the parser's own violation.
      if (tree.statements[0]?.violations.some((violation) => violation.rule === "trailing-semicolon") === true) return;
      context.report({
        at: { start: parsed.semicolon, end: parsed.semicolon + 1 },
        messageId: "file",
        data: { release: context.sourceCode.release.name },
        category: "risk",
        fix: () => semicolonsFrom(tree, parsed.semicolon),
        fixTitle: "remove `;`",
      });
    },
    Violation: (violation, { tree }) => {
      context.report({
        at: violation,
        messageId: violation.message,
        severity: "error",
        fix: () => semicolonsFrom(tree, violation.start),
        fixTitle: "remove `;`",
      });
    },
  }),
});
