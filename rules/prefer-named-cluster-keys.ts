import { identifierText } from "../src/analysis/insight/names.ts";
import { ordinalOf } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "prefer-named-cluster-keys",
    category: "style",
    stage: "validate",
    severity: "off",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    aliases: ["clustered-by-ordinal"],
    docs: { description: "CLUSTERED BY names a column by its number, which changes with the SELECT list" },
    sources: ["recorded with 24 to 33: a name means the output column of that name", "Druid: DruidSqlParserUtils.validateClusteredByColumns"],
    messages: {
      ordinal: "key {{ordinal}} is the column `{{column}}` as long as nobody changes the SELECT list: name it",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      for (const { node, column } of analysis.ingestion?.clusterKeys ?? []) {
        const ordinal = ordinalOf(node.expression);
        if (ordinal === null || column === null || !column.named) continue;
        const unique = analysis.output?.filter((each) => each.name === column.name).length === 1;
        context.report({
          at: node.expression,
          messageId: "ordinal",
          data: { ordinal, column: column.name },
          fixTitle: "write `{{column}}`",
          fix: (fixer) => (unique ? fixer.replace(node.expression, identifierText(column.name, analysis.options.release)) : null),
        });
      }
    },
  }),
});
