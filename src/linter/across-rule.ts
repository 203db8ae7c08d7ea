import type { StatementAnalysis } from "../analysis/model.ts";
import { conflictsWithin, summarizeStatement, type Conflict, type StatementSummary } from "./across-files.ts";
import { defineRule } from "./rule.ts";
import type { Rule, RuleContext, RuleMetaDefinition } from "./rule.ts";

/**
 * A rule about statements that do not go together. By itself it looks at the statements of one text, each against those before it;
 * across the files of a run `conflictsAcross` finds the rest, and the rule's messages say it.
 */
export function defineAcrossRule(meta: RuleMetaDefinition, otherMessage: string): Rule {
  return defineRule({
    meta,
    create: (context) => {
      const earlier: StatementSummary[] = [];
      if (context.sourceCode.tree.statements.length < 2) return {};
      return {
        Statement: (_node, analysis) => {
          const summary = summaryOf(analysis);
          if (summary === null) return;
          for (const conflict of conflictsWithin(earlier, summary)) if (conflict.rule === meta.name) report(context, conflict, otherMessage);
          earlier.push(summary);
        },
      };
    },
  });
}

const summaries = new WeakMap<StatementAnalysis, StatementSummary | null>();

/** Each statement's summary is made once for all rules of this kind. */
function summaryOf(analysis: StatementAnalysis): StatementSummary | null {
  let summary = summaries.get(analysis);
  if (summary === undefined) {
    summary = summarizeStatement("", 0, analysis);
    summaries.set(analysis, summary);
  }
  return summary;
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
