import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-frame",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    aliases: ["window-frame-unsupported"],
    docs: { description: "a window frame that does not fit" },
    sources: ["Calcite: SqlWindow.validate, checkSpecialLiterals", "recorded with 24 to 33"],
    messages: {
      compound: "a RANGE frame goes by one key: sort by one, or use ROWS",
      function: "{{function}} takes no frame: leave it out",
      lowerBound: "a frame cannot begin at {{bound}}: nothing would be left in it; begin at UNBOUNDED PRECEDING or CURRENT ROW",
      upperBound: "a frame cannot end at {{bound}}: nothing would be left in it; end at CURRENT ROW or UNBOUNDED FOLLOWING",
      range: "a RANGE frame of this release ends at UNBOUNDED or CURRENT ROW only: use ROWS",
      integral: "a frame counts rows: write a whole number that is not negative",
      count: "a frame counts rows, and this is no number: write one",
      computed: "a frame counts rows by a number that is written down: replace the expression by its value",
      value: "{{function}} takes frames from UNBOUNDED PRECEDING or CURRENT ROW to CURRENT ROW or UNBOUNDED FOLLOWING only, no number of rows: leave the number out",
      partial: "DISALLOW PARTIAL leaves out frames with too few rows, and this window does not count rows: leave it out, or add ROWS and how many",
      order: "the frame ends at {{bound}} before it begins at {{low}}: turn the bounds round",
    },
  },
});
