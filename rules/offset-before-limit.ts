import { moveClause } from "../src/analysis/insight/clause-moves.ts";
import { clauseFrom, tokenStartingAt } from "../src/syntax/clause-order.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "offset-before-limit",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "OFFSET before LIMIT" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      order: "LIMIT must come before OFFSET in Druid",
    },
  },
  mend: ({ start, druidStart }, { tree }) => {
    const limit = tokenStartingAt(tree.tokens, start);
    const offset = druidStart === null ? null : tokenStartingAt(tree.tokens, druidStart);
    return limit === null || offset === null ? null : moveClause(tree, clauseFrom(tree.tokens, limit), { before: offset });
  },
  mendTitle: "move LIMIT before OFFSET",
});
