import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { readLong } from "../src/analysis/context/values.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "context-parse-exceptions",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "none",
    aliases: ["context-parse-exceptions-all"],
    docs: { description: "unreadable rows are skipped without limit, or mode and maxParseExceptions disagree" },
    sources: ["Druid: MSQMode, MSQWarnings"],
    messages: {
      all: "with {{setting}} every unreadable row is skipped and the task succeeds, even when that is all of them: give a limit in `maxParseExceptions`",
      conflict: "`maxParseExceptions` {{limit}} counts, `mode` {{mode}} only fills it in where it is absent: keep one of the two",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const mode = analysis.context.get("mode");
      const exceptions = analysis.context.get("maxParseExceptions");
      const limit = exceptions === undefined ? null : readLong(exceptions.value).value;
      const name = typeof mode?.value === "string" ? mode.value.toLowerCase() : null;
      if (mode !== undefined && limit !== null && ((name === "nonstrict" && limit !== -1) || (name === "strict" && limit !== 0))) {
        context.report({ at: placeOfEntry(analysis, mode), messageId: "conflict", data: { limit, mode: String(mode.value) } });
        return;
      }
      const entry = limit === -1 ? exceptions : name === "nonstrict" && limit === null ? mode : undefined;
      if (entry === undefined || ingestionOf(analysis.parsed.node) === null) return;
      context.report({ at: placeOfEntry(analysis, entry), messageId: "all", data: { setting: `${entry.key} ${String(entry.value)}` } });
    },
  }),
});
