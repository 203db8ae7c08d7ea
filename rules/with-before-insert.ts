import { moveClause } from "../src/analysis/insight/clause-moves.ts";
import { plainQueryFrom, tokenStartingAt } from "../src/syntax/clause-order.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "with-before-insert",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "WITH before INSERT or REPLACE" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      with: "WITH before {{verb}}: in Druid it comes after the target (and OVERWRITE), before SELECT",
    },
  },
  mend: ({ start }, { parsed, tree }) => {
    const first = tokenStartingAt(tree.tokens, parsed.start);
    const verb = tokenStartingAt(tree.tokens, start);
    const query = verb === null ? null : plainQueryFrom(tree.tokens, verb);
    return first === null || verb === null || query === null ? null : moveClause(tree, { first, end: verb }, { before: query });
  },
  mendTitle: "move WITH before the query",
});
