import { isKnownZone, zoneNames } from "../src/analysis/insight/zones.ts";
import { timeFunction } from "../src/druid/time-functions.ts";
import { defineRule } from "../src/linter/rule.ts";
import { didYouMean, nearest } from "../src/text/nearest.ts";

export default defineRule({
  meta: {
    name: "time-zone-argument-unknown",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a time function is given a zone that does not exist, which Druid quietly takes for UTC" },
    sources: ["Druid: DateTimes.inferTzFromString", "recorded on 27.0.0: unknown zones plan without a word"],
    messages: {
      unknown: "`{{zone}}` is no time zone that Druid knows, and it computes in UTC without a word: write a name such as Europe/Oslo or an offset such as +02:00{{suggestion}}",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      const position = timeFunction(call.name.parts.at(-1)?.name ?? "")?.zone;
      const argument = position === undefined ? undefined : call.arguments[position];
      if (argument?.kind !== "StringLiteral" || isKnownZone(argument.value)) return;
      const zone = argument.value;
      const names = zoneNames();
      context.report({
        at: argument,
        messageId: "unknown",
        data: { zone, suggestion: didYouMean(zone, names) },
        suggestions: nearest(zone, names).map((name) => ({ title: `write '${name}'`, fix: (fixer) => fixer.replace(argument, `'${name}'`) })),
      });
    },
  }),
});
