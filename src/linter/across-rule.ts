import type { StatementAnalysis } from "../analysis/model.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { ParsedStatement } from "../syntax/tree.ts";
import { createJournal, summarizeStatement, type Conflict, type StatementJournal, type StatementSummary } from "./across-files.ts";
import { defineRule } from "./rule.ts";
import type { Rule, RuleContext, RuleMetaDefinition } from "./rule.ts";

/**
 * A rule about statements that do not go together. By itself it looks at the statements of one text, each against those before it;
 * across the files of a run `conflictsAcross` finds the rest, and the rule's messages say it.
 */
export function defineAcrossRule(meta: RuleMetaDefinition, otherMessage: string): Rule {
  return defineRule({
    meta: { ...meta, looksAround: true },
    create: (context) => ({
      Statement: (_node, analysis) => {
        if (analysis.tree.statements.length < 2) return;
        for (const conflict of conflictsOf(analysis)) if (conflict.rule === meta.name) report(context, conflict, otherMessage);
      },
    }),
  });
}

const journals = new WeakMap<SyntaxTree, StatementJournal>();
const summaries = new WeakMap<ParsedStatement, StatementSummary | null>();
const conflictsByStatement = new WeakMap<StatementAnalysis, readonly Conflict[]>();

/** Makes known what a statement does where that was worked out before, so that its analysis need not be asked. Offsets are its text's. */
export function rememberSummary(parsed: ParsedStatement, summary: StatementSummary | null): void {
  summaries.set(parsed, summary);
}

/** Each statement is held against those before it once for all rules of this kind. */
function conflictsOf(analysis: StatementAnalysis): readonly Conflict[] {
  let conflicts = conflictsByStatement.get(analysis);
  if (conflicts === undefined) {
    const known = summaries.get(analysis.parsed);
    const summary = known === undefined ? summarizeStatement("", 0, analysis) : known;
    conflicts = summary === null ? [] : journalOf(analysis.tree).add(summary);
    conflictsByStatement.set(analysis, conflicts);
  }
  return conflicts;
}

function journalOf(tree: SyntaxTree): StatementJournal {
  let journal = journals.get(tree);
  if (journal === undefined) journals.set(tree, (journal = createJournal()));
  return journal;
}

function report(context: RuleContext, { at, messageId, data, other, severity }: Conflict, otherMessage: string): void {
  context.report({
    at,
    messageId,
    data,
    ...(severity === null ? {} : { severity }),
    related: other === null ? [] : [{ at: other, message: otherMessage }],
  });
}
