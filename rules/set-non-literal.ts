import { defineRule } from "../src/linter/rule.ts";
import type { Range } from "../src/linter/rule.ts";
import { computedSetValue } from "../src/syntax/set-values.ts";

export default defineRule({
  meta: {
    name: "set-non-literal",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=34",
    evidence: "source",
    looksAround: true,
    fix: "none",
    docs: { description: "SET gives a parameter something else than a literal" },
    sources: ["Druid: DruidSqlParser.processStatementList (34 and later)"],
    messages: {
      computed: "`{{value}}` would have to be computed, and SET takes literals only: write the number, text, TRUE or FALSE itself",
    },
  },
  create: (context) => {
    const report = (at: Range): void => {
      context.report({ at, messageId: "computed", data: { value: context.sourceCode.text.slice(at.start, at.end) } });
    };
    return {
      Statement: (node, { tree, parsed }) => {
        const prepares = node.kind === "SetStatement" && node !== tree.statements.at(-1)?.node;
        const value = prepares && !parsed.violations.some(({ rule }) => rule === "set-non-literal") ? computedSetValue(node) : null;
        if (value !== null) report(value);
      },
      Violation: report,
    };
  },
});
