import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "target-not-datasource",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the target is in another schema than druid" },
    sources: ["Druid: IngestHandler, DruidSqlValidator (31 on)", "recorded with 24 to 33"],
    messages: {
      schema: "`{{table}}` is no table that Druid can write to: only datasources are, written bare or as `druid.name`",
      case: "schemas are case-sensitive: write `druid` in lower case",
      "three-parts": "`{{table}}` has too many parts: a datasource is written bare or as `druid.name`; a name with dots needs double quotes",
    },
  },
});
