import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "foreign-clause",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a clause of another database" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      top: "Druid has no `TOP`: write `LIMIT {{count}}` at the end",
      clause: "`{{clause}}` is a clause of other databases, which Druid's grammar does not have: leave it out",
      star: "`{{clause}}` is other databases' way to leave columns out, which Druid does not have: list the columns that you want",
      distinctOn: "Druid has no `DISTINCT ON`: group by its columns and take EARLIEST_BY or LATEST_BY of the others",
      lateralView: "Druid has no `LATERAL VIEW`: write `CROSS JOIN UNNEST(…) AS t(x)`",
      unnest: "UNNEST makes rows, so it stands in FROM: write `CROSS JOIN UNNEST(…) AS t(x)` and select `x`",
      recursive: "Druid runs no recursive queries: leave `RECURSIVE` out where the query does not use itself",
    },
  },
});
