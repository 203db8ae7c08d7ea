import { readInteger, readString } from "../src/analysis/context/values.ts";
import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { limitOf } from "../src/druid/faults.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "max-num-tasks-beyond-slots",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fault: "TaskStartTimeout",
    fix: "none",
    docs: { description: "maxNumTasks asks for more tasks than the cluster has slots for" },
    sources: ["documentation: multi-stage-query/reference, context parameters and error codes", "Druid: MSQWorkerTaskLauncher, TaskStartTimeoutFault"],
    messages: {
      slots: "{{count}} tasks can never run at once: the schema file gives the cluster {{slots}} slots, and the job waits for its workers until it fails with TaskStartTimeout; ask for {{slots}} or fewer",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const slots = analysis.options.schema?.slots ?? null;
      const entry = analysis.context.get("maxNumTasks");
      const count = entry === undefined ? null : readInteger(entry.value).value;
      if (slots === null || entry === undefined || count === null || count <= slots || count > limitOf("maxWorkers") + 1) return;
      // With `auto` there are only as many workers as the input asks for.
      if (readString(analysis.context.get("taskAssignment")?.value).value?.toLowerCase() === "auto") return;
      context.report({ at: placeOfEntry(analysis, entry), messageId: "slots", data: { count, slots } });
    },
  }),
});
