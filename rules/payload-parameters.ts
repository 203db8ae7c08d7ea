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
    docs: { description: "the `parameters` of a payload do not fit the `?` of its query, or are not of their own type" },
    sources: ["org.apache.druid.sql.calcite.planner.SqlParameterizerShuttle", "recorded: No value bound for parameter (position [1])"],
    messages: {
      unbound:
        "this `?` is number {{position}} of {{wanted}}, but `parameters` holds {{given}}; Druid refuses a parameter without a value: add { \"type\": …, \"value\": … } to `parameters`",
      list: "`parameters` is a list, and Druid refuses anything else: write [{ \"type\": \"VARCHAR\", \"value\": \"x\" }, …]",
      item: "value {{position}} of `parameters` says no type, and Druid refuses the request: write { \"type\": …, \"value\": … }",
      type: "Druid refuses `{{type}}`, the type of value {{position}} of `parameters`: it must be a SQL type in capitals{{suggestion}}",
      value: "value {{position}} of `parameters` must be {{wanted}} to be a {{type}}, and Druid answers with an exception of Java's: write it so, or give it the type that it has",
      unused: "`parameters` holds more values than the query has `?` ({{given}} for {{wanted}}); Druid reads over those that are too many, so a `?` may have been lost",
    },
  },
  create: () => ({}),
});
