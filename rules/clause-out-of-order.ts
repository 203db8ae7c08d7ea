import { moveClause } from "../src/analysis/insight/clause-moves.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { clauseFrom, firstMisplacedBefore, tokenEndingAt, tokenStartingAt, type ClauseTokens } from "../src/syntax/clause-order.ts";
import type { TextEdit } from "../src/text/edits.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

type Edits = readonly TextEdit[] | null;

function moveForward(clause: ClauseTokens, { tree }: StatementAnalysis): Edits {
  const before = firstMisplacedBefore(tree.tokens, clause.first);
  return before === null ? null : moveClause(tree, clause, { before });
}

/** All that stands between the target and the query; CLUSTERED BY goes behind a PARTITIONED BY that is in its place. */
function moveBehindQuery(first: number, { parsed, tree }: StatementAnalysis): Edits {
  const ingestion = ingestionOf(parsed.node);
  if (ingestion === null) return null;
  const { source, partitionedBy } = ingestion;
  const end = tokenStartingAt(tree.tokens, source.start);
  const after = tokenEndingAt(tree.tokens, Math.max(source.end, partitionedBy?.end ?? 0));
  return end === null || after === null ? null : moveClause(tree, { first, end }, { after });
}

function moveBehindTarget(clause: ClauseTokens, { parsed, tree }: StatementAnalysis): Edits {
  const ingestion = ingestionOf(parsed.node);
  const target = ingestion?.columns ?? ingestion?.target ?? null;
  const after = target === null ? null : tokenEndingAt(tree.tokens, target.end);
  return after === null ? null : moveClause(tree, clause, { after });
}

export default defineViolationRule({
  meta: {
    name: "clause-out-of-order",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a clause that stands after one that it must precede" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      order: "{{clause}} must come before {{before}}, as Druid reads the clauses in one order only: move it",
      ingestion: "{{clause}} must come after {{after}}, as Druid reads the clauses in one order only: move it",
      overwrite: "{{clause}} must come before {{before}}, right after the target",
      select: "{{clause}} follows SELECT in Druid: begin the query with SELECT and what it selects",
    },
  },
  mend: (violation, analysis) => {
    const { tokens } = analysis.tree;
    const index = tokenStartingAt(tokens, violation.start);
    if (index === null || violation.message === "select") return null;
    if (violation.message === "ingestion") return moveBehindQuery(index, analysis);
    const clause = clauseFrom(tokens, index);
    return violation.message === "overwrite" ? moveBehindTarget(clause, analysis) : moveForward(clause, analysis);
  },
  mendTitle: "put the clause in its place",
});
