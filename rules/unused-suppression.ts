import { defineRule } from "../src/linter/rule.ts";

/** Said by the linter itself when all findings are known: `src/linter/suppress.ts`. */
export default defineRule({
  meta: {
    name: "unused-suppression",
    category: "style",
    stage: "parse",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "safe",
    docs: { description: "a suppression comment silences nothing" },
    sources: ["msqlint: Druid does not read these comments"],
    messages: {
      unused: "`{{name}}` has nothing to silence here; remove it, or it will hide the next finding of that rule",
      unusedAll: "this comment has nothing to silence; remove it, or it will hide whatever is found here next",
    },
  },
  create: () => ({}),
});
