import { shown } from "../src/analysis/insight/columns.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "clustered-expression-not-selected",
    category: "risk",
    stage: "controller",
    severity: "info",
    since: "0.1.0",
    druid: ">=23 <37",
    evidence: "source",
    fix: "none",
    docs: { description: "a CLUSTERED BY key that is no output column cuts segments, but queries cannot skip any by it" },
    sources: ["Druid: ControllerImpl.computeShardColumns (24 to 36); expressions become virtual columns from 37 on"],
    messages: {
      expression: "`{{expression}}` is no output column: before Druid 37 it spreads rows over segments, but is not kept with them, so queries cannot skip segments by it; select it under a name if they should",
      text: "{{expression}} is a text, the same for every row, and sorts nothing: a column's name goes into double quotes, or none",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const { ingestion, output } = analysis;
      if (ingestion?.verb !== "REPLACE" || output === null) return;
      const key = ingestion.clusterKeys.find((each) => each.column === null);
      if (key !== undefined) context.report({ at: key.node, messageId: key.node.expression.kind === "StringLiteral" ? "text" : "expression", data: { expression: shown(context.sourceCode.text, key.node.expression) } });
    },
  }),
});
