import { literalZone } from "../src/analysis/insight/time-filter.ts";
import { utc } from "../src/analysis/ingestion/time-zones.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** A literal is read in `sqlTimeZone`: only in UTC may a `Z` be left out. */
function readsUtc(analysis: StatementAnalysis): boolean {
  return literalZone(analysis) === utc;
}

export default defineViolationRule({
  meta: {
    name: "datetime-literal-format",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    aliases: ["timestamp-literal-format"],
    docs: { description: "a DATE, TIME or TIMESTAMP literal of the wrong shape" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    supersedes: ["overwrite-non-timestamp-literal"],
    messages: {
      date: "`DATE '{{literal}}'` is no date of the form `yyyy-MM-dd`: write one that the calendar has",
      time: "`TIME '{{literal}}'` is no time of the form `HH:mm:ss`",
      timestamp: "`TIMESTAMP '{{literal}}'` is not of the form `yyyy-MM-dd HH:mm:ss`",
      format: "`{{type}} '{{value}}'` is not of the form `{{format}}`, the only one that Druid reads in a literal: write it so, or parse the text with TIME_PARSE",
      range: "`{{type}} '{{value}}'` is beyond the years that Druid reads: take an earlier or later one",
      datetime: "Druid reads no literal of the type DATETIME: write TIMESTAMP",
    },
  },
  mend: ({ message, data, start }, analysis) => {
    const literal = data["literal"] ?? data["value"];
    if ((message !== "timestamp" && (message !== "format" || data["type"] !== "TIMESTAMP")) || typeof literal !== "string") return null;
    const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z?)$/u.exec(literal);
    const quote = typeof data["literalStart"] === "number" ? data["literalStart"] : analysis.tree.text.indexOf("'", start);
    if (parts === null || quote < 0 || (parts[4] === "Z" && !readsUtc(analysis))) return null;
    const text = `'${parts[1] ?? ""} ${parts[2] ?? ""}${parts[3] ?? ":00"}'`;
    return { start: quote, end: quote + literal.length + 2, text };
  },
  mendTitle: "write a blank for `T`",
});
