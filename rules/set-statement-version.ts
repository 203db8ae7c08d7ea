import { defineRule } from "../src/linter/rule.ts";
import type { Range } from "../src/linter/rule.ts";
import type { Statement } from "../src/syntax/nodes.ts";
import type { SyntaxTree } from "../src/syntax/tree.ts";

/** A SET before another statement: by itself it is refused under another name. */
function preparesAnother(tree: SyntaxTree, node: Statement): boolean {
  return node.kind === "SetStatement" && node !== tree.statements.at(-1)?.node;
}

export default defineRule({
  meta: {
    name: "set-statement-version",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <34",
    evidence: "recorded",
    looksAround: true,
    fix: "none",
    docs: { description: "SET before a statement, which Druid does not take before 34" },
    sources: ["Druid: DruidSqlParser (34 and later, #17894)", "recorded with 24 to 33"],
    messages: {
      set: "SET before a statement is read from Druid 34 on, and Druid {{release}} refuses it: put the parameter into the `context` of the request",
    },
    supersedes: ["statement-unsupported"],
  },
  create: (context) => {
    const report = (at: Range): void => {
      context.report({ at, messageId: "set", data: { release: context.sourceCode.release.name } });
    };
    return {
      Statement: (node, { tree, parsed }) => {
        const saidByParser = parsed.violations.some((violation) => violation.rule === "set-statement-version");
        if (!saidByParser && preparesAnother(tree, node)) report(node);
      },
      Violation: report,
    };
  },
});
