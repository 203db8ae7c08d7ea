import { readInteger } from "../src/analysis/context/values.ts";
import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { contextParameter, readsParameter } from "../src/druid/context.ts";
import { defineRule } from "../src/linter/rule.ts";

const keys = ["maxRowsInMemory", "rowsInMemory"];

export default defineRule({
  meta: {
    name: "rows-in-memory-excess",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    aliases: ["rows-in-memory-range"],
    docs: { description: "a worker is told to hold so many rows in memory that it may run out of it" },
    sources: ["documentation: multi-stage-query/reference, rowsInMemory (default 100000)"],
    messages: {
      excess: "each worker keeps up to {{rows}} rows in memory before it writes them out: the default is 100000, and workers run out of memory long before time is gained",
    },
    schema: { type: "object", properties: { most: { type: "integer", minimum: 1 } }, additionalProperties: false },
    defaultOptions: { most: 1_000_000 },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      if (ingestionOf(node) === null) return;
      for (const key of keys) {
        const parameter = contextParameter(key);
        const entry = analysis.context.get(key);
        const rows = entry === undefined ? null : readInteger(entry.value).value;
        if (entry === undefined || rows === null || parameter === null || !readsParameter(parameter, analysis.options.release)) continue;
        if (rows > Number(context.options["most"])) context.report({ at: placeOfEntry(analysis, entry), messageId: "excess", data: { rows } });
      }
    },
  }),
});
