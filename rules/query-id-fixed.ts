import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "query-id-fixed",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    aliases: ["sql-query-id-fixed"],
    docs: { description: "an ingestion is sent with a constant `sqlQueryId`, so it can run only once" },
    sources: ["Druid: MSQTasks.controllerTaskId makes the task's id of it"],
    messages: {
      fixed: "the task is called after `sqlQueryId`, and two tasks of one name cannot be: the second run with `{{id}}` is refused; leave it out, or make a new one for each run",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const entry = analysis.context.get("sqlQueryId");
      if (entry === undefined || typeof entry.value !== "string" || entry.value === "" || /[{}$<>]/u.test(entry.value) || ingestionOf(node) === null) return;
      context.report({ at: placeOfEntry(analysis, entry), messageId: "fixed", data: { id: entry.value } });
    },
  }),
});
