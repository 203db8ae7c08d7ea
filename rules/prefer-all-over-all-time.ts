import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "prefer-all-over-all-time",
    category: "style",
    stage: "parse",
    severity: "off",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "PARTITIONED BY ALL TIME says no more than PARTITIONED BY ALL" },
    sources: ["recorded with 24 to 33: both forms mean the same"],
    messages: {
      all: "ALL TIME is ALL: the second word says nothing more",
    },
  },
  create: (context) => ({
    AllGranularity: (granularity) => {
      if (!granularity.time) return;
      const written = /^\w+/u.exec(context.sourceCode.textOf(granularity))?.[0] ?? "ALL";
      context.report({ at: granularity, messageId: "all", fixTitle: "write ALL", fix: (fixer) => fixer.replace(granularity, written) });
    },
  }),
});
