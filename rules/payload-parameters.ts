import { defineRule } from "../src/linter/rule.ts";

/** Said when a payload is read: `src/workspace/documents/envelope.ts`. */
export default defineRule({
  meta: {
    name: "payload-parameters",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a payload gives fewer or more `parameters` than its query has `?`" },
    sources: ["org.apache.druid.sql.calcite.planner.SqlParameterizerShuttle", "recorded: No value bound for parameter (position [1])"],
    messages: {
      unbound:
        "this `?` is number {{position}} of {{wanted}}, but `parameters` holds {{given}}; Druid refuses a parameter without a value: add { \"type\": …, \"value\": … } to `parameters`",
      list: "`parameters` is a list, and Druid refuses anything else: write [{ \"type\": \"VARCHAR\", \"value\": \"x\" }, …]",
      item: "value {{position}} of `parameters` says no type, and Druid refuses the request: write { \"type\": …, \"value\": … }",
      type: "Druid refuses `{{type}}`, the type of value {{position}} of `parameters`: it must be a SQL type in capitals{{suggestion}}",
      unused: "`parameters` holds more values than the query has `?` ({{given}} for {{wanted}}); Druid reads over those that are too many, so a `?` may have been lost",
    },
  },
  create: () => ({}),
});
