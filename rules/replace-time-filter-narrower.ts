import { firstOutside, writtenTime } from "../src/analysis/insight/replaced-time.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { sayInterval, withoutIntervals } from "../src/analysis/insight/time-filter.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "replace-time-filter-narrower",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "a REPLACE deletes a stretch of time for which its SELECT can give no rows" },
    sources: ["Druid: ControllerImpl.publishAllSegments and TombstoneHelper", "documentation: multi-stage-query/concepts, Overwrite data with REPLACE"],
    messages: {
      gap: "OVERWRITE WHERE also names {{gap}}, for which the SELECT's WHERE lets no row through: what the table holds there is deleted and nothing is written; make the two ranges equal if that is not meant",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const replaced = analysis.ingestion?.overwrite?.intervals ?? null;
      if (ingest?.kind !== "ReplaceStatement" || replaced === null) return;
      const written = writtenTime(ingest, analysis);
      if (written?.bounds == null || written.intervals.length === 0) return;
      // A range that is shifted is one mistake, and the rows outside of what is replaced are what fails.
      if (firstOutside(written, replaced) !== null) return;
      const [gap] = withoutIntervals(replaced, written.intervals);
      if (gap === undefined) return;
      context.report({ at: written.bounds, messageId: "gap", data: { gap: sayInterval(gap) } });
    },
  }),
});
