import type { StatementAnalysis } from "../src/analysis/model.ts";
import type { Mend } from "../src/linter/rule.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { findNode } from "../src/syntax/find-node.ts";
import type { Violation } from "../src/syntax/violation.ts";

/** The greatest and the least of values are the same without the doubles. */
function withoutDistinct(violation: Violation, { parsed, tree }: StatementAnalysis): readonly { readonly title: string; readonly fix: Mend }[] {
  const call = findNode(parsed.node, violation, "FunctionCall");
  const name = call?.name.parts.at(-1)?.name.toUpperCase();
  if (call === null || (name !== "MIN" && name !== "MAX")) return [];
  const word = /DISTINCT\s+/iu.exec(tree.text.slice(call.name.end, call.end));
  if (word === null) return [];
  const start = call.name.end + word.index;
  return [{ title: "remove DISTINCT, which changes nothing here", fix: (fixer) => fixer.remove({ start, end: start + word[0].length }) }];
}

export default defineViolationRule({
  meta: {
    name: "distinct-aggregate-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "DISTINCT in an aggregate function that Druid cannot count apart" },
    sources: ["Druid: CountSqlAggregator, GroupByRules", "Druid: DruidSqlValidator (31 on)", "recorded with 24 to 33"],
    messages: {
      arguments: "beside {{function}}(DISTINCT …) of several arguments exact distinct aggregates are not planned: leave `useApproximateCountDistinct` on, or compute one of them in a subquery",
      beside: "with GROUP BY an exact distinct count beside {{function}} needs a join that Druid does not do before release 28: leave `useApproximateCountDistinct` on, or count in a subquery",
      filtered: "before release 31 an exact distinct count with a condition of its own is not planned beside other aggregates: leave `useApproximateCountDistinct` on, or count in a subquery",
      sets: "over several grouping sets Druid has no exact {{function}}(DISTINCT …) like this: leave `useApproximateCountDistinct` on, or run a statement for each set",
      distinct: "Druid has no {{function}}(DISTINCT …) while `useApproximateCountDistinct` is on: set it to false, or group in a subquery first",
      columns: "Druid has no COUNT(DISTINCT …) of several columns: join them to one text, or count a subquery",
      several: "exact counts of several columns with GROUP BY need a join that Druid does not do before release 28: leave `useApproximateCountDistinct` on, or count in subqueries",
    },
  },
  suggestions: withoutDistinct,
});
