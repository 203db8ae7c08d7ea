import { readInteger } from "../src/analysis/context/values.ts";
import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "rows-per-segment-unusual",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    aliases: ["rows-per-segment-range"],
    docs: { description: "`rowsPerSegment` asks for segments far from the size that Druid is made for" },
    sources: ["documentation: operations/segment-optimization (about 5 million rows)", "documentation: multi-stage-query/reference, rowsPerSegment"],
    messages: {
      few: "segments of {{rows}} rows are many and small, and every query pays for each of them: about five million rows are what Druid is made for",
      many: "segments of {{rows}} rows are slow to load, move and scan in parallel: about five million rows are what Druid is made for",
    },
    schema: {
      type: "object",
      properties: { least: { type: "integer", minimum: 1 }, most: { type: "integer", minimum: 1 } },
      additionalProperties: false,
    },
    defaultOptions: { least: 100_000, most: 20_000_000 },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const entry = analysis.context.get("rowsPerSegment");
      const rows = entry === undefined ? null : readInteger(entry.value).value;
      if (entry === undefined || rows === null || rows <= 0 || ingestionOf(node) === null) return;
      const few = rows < Number(context.options["least"]);
      if (few || rows > Number(context.options["most"])) context.report({ at: placeOfEntry(analysis, entry), messageId: few ? "few" : "many", data: { rows } });
    },
  }),
});
