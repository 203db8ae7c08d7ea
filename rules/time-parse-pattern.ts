import { patternMistake } from "../src/analysis/insight/time-pattern.ts";
import { timeFunction } from "../src/druid/time-functions.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "time-parse-pattern",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a letter of a time pattern means something else to Joda than it seems to say" },
    sources: ["Joda: DateTimeFormat, the letters of patterns", "Druid: TimeParseOperatorConversion, TimestampParseExprMacro", "recorded on 27.0.0: such patterns plan without a word"],
    messages: {
      strftime: "`{{written}}` is a strftime pattern, Druid takes Joda's letters: `{{meant}}`; as it stands `%` is plain text and nothing matches",
      "day-of-year": "`{{written}}` is the day of the year (1 to 366) in Joda's patterns, beside a month it gives wrong dates or none: `{{meant}}` is the day of the month",
      "minute-for-month": "`{{written}}` is minutes in Joda's patterns, and this one has no month: `{{meant}}` is the month",
      "month-for-minute": "`{{written}}` behind the hour is the month in Joda's patterns: `{{meant}}` is minutes",
      "half-day": "`{{written}}` is the hour of a half day (1 to 12), and the pattern has no `a` for AM or PM: hours from 13 on do not parse; `{{meant}}` is the hour of the day",
      "clock-hour": "`{{written}}` is the clock's hour (1 to 24) in Joda's patterns: midnight is 24, and 0 does not parse; `{{meant}}` is the hour of the day (0 to 23)",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      const position = timeFunction(call.name.parts.at(-1)?.name ?? "")?.pattern;
      const argument = position === undefined ? undefined : call.arguments[position];
      if (argument?.kind !== "StringLiteral") return;
      const mistake = patternMistake(argument.value);
      if (mistake === null) return;
      const { kind, written, meant, pattern } = mistake;
      const literal = `'${pattern.replaceAll("'", "''")}'`;
      context.report({
        at: argument,
        messageId: kind,
        data: { written, meant, literal },
        suggestions: [{ title: "write {{literal}}", fix: (fixer) => fixer.replace(argument, literal) }],
      });
    },
  }),
});
