import { groupingSelect } from "../src/analysis/insight/aggregates.ts";
import { firstWord, isNull } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { missingRollupKeys, rollupIntention } from "../src/analysis/insight/rollup.ts";
import { lostSketches } from "../src/analysis/insight/sketches.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { atLeast } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Mend } from "../src/linter/rule.ts";
import { lineBreakOf } from "../src/text/lines.ts";

function setStatements(analysis: StatementAnalysis, missing: readonly string[]): Mend {
  const lineBreak = lineBreakOf(analysis.tree.text);
  return (fixer) => fixer.insertBefore(firstWord(analysis), missing.map((key) => `SET ${key} = FALSE;${lineBreak}`).join(""));
}

export default defineRule({
  meta: {
    name: "rollup-not-recorded",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    aliases: ["rollup-context-incomplete"],
    docs: { description: "an ingestion groups and aggregates, but its segments will not be rolled up: a condition is missing" },
    sources: ["Druid: ControllerImpl.isRollupQuery (24 to 39)", "recorded on 27.0.0: dimensions and metrics of the data schema by context", "documentation: multi-stage-query/concepts, Rollup"],
    messages: {
      half: "only half of what rollup needs is set: with `{{key}}` not false too, Druid stores the aggregates of this GROUP BY as plain dimensions that later compaction cannot merge; set `{{key}}` to false",
      unsaid: "this GROUP BY aggregates, but is no rollup to Druid: unless {{keys}} are false in the query context, the aggregates are stored as plain dimensions that later compaction cannot merge",
      other: "this GROUP BY aggregates, but is no rollup to Druid: unless {{keys}} is false in the query context, the aggregates are stored as plain dimensions that later compaction cannot merge",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const rollup = analysis.ingestion?.rollup ?? null;
      if (ingest === null || rollup === null || rollup.recorded || !rollup.intended) return;
      const missing = missingRollupKeys(rollup);
      const wish = rollupIntention(analysis, rollup);
      if (missing.length === 0 || wish === "declined" || missing.some((key) => isNull(analysis, key))) return;
      // Sketches that are lost for want of the same parameter are said one by one.
      if (wish === "unsaid" && lostSketches(ingest, analysis).length > 0) return;
      const [key = ""] = missing;
      context.report({
        at: groupingSelect(ingest.source)?.groupBy ?? firstWord(analysis),
        messageId: wish === "asked" ? "half" : missing.length === 1 ? "other" : "unsaid",
        data: { key, keys: missing.map((each) => `\`${each}\``).join(" and ") },
        severity: wish === "asked" ? "warn" : "info",
        suggestions: atLeast(analysis.options.release, 34) ? [{ title: "set what rollup needs", fix: setStatements(analysis, missing) }] : [],
      });
    },
  }),
});
