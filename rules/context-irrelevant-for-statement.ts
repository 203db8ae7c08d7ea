import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { placeOfKey } from "../src/analysis/insight/query-context.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { contextParameter, readsParameter } from "../src/druid/context.ts";
import { defineRule } from "../src/linter/rule.ts";

const WORDS: Readonly<Record<string, string>> = { EXPORT: "INSERT INTO EXTERN" };

function kindOf(analysis: StatementAnalysis): string {
  const ingest = ingestionOf(analysis.parsed.node);
  if (ingest === null) return "SELECT";
  if (ingest.target?.kind === "TargetExtern") return "EXPORT";
  return ingest.kind === "ReplaceStatement" ? "REPLACE" : "INSERT";
}

/** What is read for questions and ingestions alike belongs to the job: an export has one too. */
function isReadFor(statement: string, applies: readonly string[]): boolean {
  return applies.includes(statement) || (statement === "EXPORT" && applies.includes("SELECT") && applies.includes("INSERT"));
}

export default defineRule({
  meta: {
    name: "context-irrelevant-for-statement",
    category: "style",
    stage: "submit",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a context parameter does nothing for this kind of statement" },
    sources: ["Druid: MultiStageQueryContext and where its values are read"],
    messages: {
      irrelevant: "`{{key}}` does nothing for {{statement}}, it is read for {{applies}} only: remove it",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const statement = kindOf(analysis);
      for (const entry of analysis.context.values()) {
        const parameter = contextParameter(entry.key);
        const applies = parameter?.appliesTo;
        if (parameter === null || applies === undefined || isReadFor(statement, applies) || entry.origin === "configuration") continue;
        if (parameter.scope !== "msq" || !readsParameter(parameter, analysis.options.release)) continue;
        context.report({ at: placeOfKey(analysis, entry), messageId: "irrelevant", data: { key: entry.key, statement: WORDS[statement] ?? statement, applies: applies.join(", ") } });
      }
    },
  }),
});
