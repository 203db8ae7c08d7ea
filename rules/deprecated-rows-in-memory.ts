import { isRenamable, placeOfEntry, placeOfKey } from "../src/analysis/insight/query-context.ts";
import { contextParameter } from "../src/druid/context.ts";
import { atLeast } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";

const old = "rowsInMemory";

export default defineRule({
  meta: {
    name: "deprecated-rows-in-memory",
    category: "deprecated",
    stage: "submit",
    severity: "info",
    since: "0.1.0",
    druid: ">=36",
    evidence: "source",
    fix: "safe",
    docs: { description: "`rowsInMemory` is the old name of `maxRowsInMemory`" },
    sources: ["Druid: MultiStageQueryContext.getRowsInMemory (36 on)"],
    messages: {
      old: "`rowsInMemory` is the old name: write `maxRowsInMemory`",
      both: "`rowsInMemory` is ignored beside `maxRowsInMemory`: leave it out",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const entry = analysis.context.get(old);
      const replacement = contextParameter(old)?.replacedBy;
      if (entry === undefined || replacement === undefined || !atLeast(analysis.options.release, replacement.since ?? 0)) return;
      const both = analysis.context.has(replacement.name);
      const editable = entry.origin === "set" && isRenamable(analysis, entry);
      context.report({
        at: placeOfEntry(analysis, entry),
        messageId: both ? "both" : "old",
        fixTitle: `write \`${replacement.name}\``,
        fix: (fixer) => (editable ? fixer.replace(placeOfKey(analysis, entry), replacement.name) : null),
      });
    },
  }),
});
