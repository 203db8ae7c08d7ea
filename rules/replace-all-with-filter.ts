import { writtenTime } from "../src/analysis/insight/replaced-time.ts";
import { datasourcesRead, ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "replace-all-with-filter",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "OVERWRITE ALL empties the whole table although the SELECT reads only a stretch of time or a number of rows" },
    sources: ["Druid: ControllerImpl.publishAllSegments marks every segment of the datasource unused", "documentation: multi-stage-query/concepts, Overwrite data with REPLACE"],
    messages: {
      time: "OVERWRITE ALL deletes everything that `{{table}}` holds, but the SELECT only takes a stretch of time: the rest is lost; name the range in OVERWRITE WHERE if the rest is to stay",
      limit: "OVERWRITE ALL deletes everything that `{{table}}` holds, but LIMIT lets only some rows be written: leave it out if that was for trying",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const { ingestion } = analysis;
      if (ingest?.kind !== "ReplaceStatement" || ingestion?.overwrite?.all !== true) return;
      const table = ingestion.target?.datasource ?? "the table";
      if (ingestion.outermostLimit !== null) {
        context.report({ at: ingestion.outermostLimit, messageId: "limit", data: { table } });
        return;
      }
      const written = writtenTime(ingest, analysis);
      if (written?.bounds == null) return;
      // A first load from files may well be of a stretch of time: the table need not exist yet.
      const reads = datasourcesRead(ingest.source).length > 0;
      context.report({ at: written.bounds, messageId: "time", data: { table }, severity: reads ? "warn" : "info" });
    },
  }),
});
