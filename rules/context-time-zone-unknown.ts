import { timeZone } from "../src/analysis/ingestion/time-zones.ts";
import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { nearest } from "../src/text/nearest.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "context-time-zone-unknown",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "sqlTimeZone names no time zone" },
    sources: ["Druid: DateTimes.inferTzFromString, java.util.TimeZone.getTimeZone", "recorded with 24 to 33"],
    messages: {
      unknown: "no time zone is called {{value}}, and Druid silently takes UTC: write a name such as Europe/Oslo or an offset such as +02:00",
      suggest: "no time zone is called {{value}}, and Druid silently takes UTC: do you mean `{{suggestion}}`?",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const entry = analysis.context.get("sqlTimeZone");
      if (entry === undefined || typeof entry.value !== "string" || timeZone(entry.value) !== null) return;
      const [suggestion = ""] = nearest(entry.value, Intl.supportedValuesOf("timeZone"));
      const at = placeOfEntry(analysis, entry);
      const quote = analysis.tree.text.charAt(at.start) === "'" ? "'" : '"';
      const written = entry.valueRange !== null && entry.origin !== "configuration";
      context.report({
        at,
        messageId: suggestion === "" ? "unknown" : "suggest",
        data: { value: JSON.stringify(entry.value), suggestion },
        ...(suggestion !== "" && written ? { suggestions: [{ title: `write \`${suggestion}\``, fix: (fixer) => fixer.replace(at, quote + suggestion + quote) }] } : {}),
      });
    },
  }),
});
