import { parseTimestamp } from "../src/analysis/ingestion/timestamps.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** The literal that was meant; null where it must be computed. */
function meant(message: string, text: string): string | null {
  if (message === "string" && !/Z'$/.test(text)) return `TIMESTAMP ${text.replace("T", " ")}`;
  if (message === "date" && !text.startsWith("{")) return text.replace(/^DATE\s*/i, "TIMESTAMP ");
  if (message !== "format") return null;
  const plain = /^[^']*'(.*)'$/.exec(text)?.[1]?.replace("T", " ");
  return plain === undefined || parseTimestamp(plain) === null ? null : `TIMESTAMP '${plain}'`;
}

export default defineViolationRule({
  meta: {
    name: "overwrite-non-timestamp-literal",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a bound of OVERWRITE WHERE is no TIMESTAMP literal that Druid can read" },
    sources: ["Druid: DruidSqlParserUtils.parseTimeStampWithTimezone", "recorded with 24 to 33"],
    messages: {
      string: "a plain text is no time to OVERWRITE WHERE: put `TIMESTAMP` before {{literal}}",
      "string-format": "{{literal}} is no time to OVERWRITE WHERE: write TIMESTAMP 'yyyy-MM-dd HH:mm:ss'",
      date: "this release takes no DATE in OVERWRITE WHERE (28 on does): write TIMESTAMP instead",
      format: "{{literal}} is not in the form that Druid reads: TIMESTAMP 'yyyy-MM-dd HH:mm:ss' or TIMESTAMP 'yyyy-MM-dd'",
      type: "{{literal}} is no TIMESTAMP: write TIMESTAMP 'yyyy-MM-dd HH:mm:ss'",
      number: "a number is no time to OVERWRITE WHERE: write TIMESTAMP 'yyyy-MM-dd HH:mm:ss'",
      expression: "Druid evaluates nothing in OVERWRITE WHERE, so `{{literal}}` has no value there: write the TIMESTAMP literal",
    },
  },
  mend: (violation, analysis, fixer) => {
    const literal = meant(violation.message, analysis.tree.text.slice(violation.start, violation.end));
    return literal === null ? null : fixer.replace(violation, literal);
  },
  mendTitle: "write a TIMESTAMP literal",
});
