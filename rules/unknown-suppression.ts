import { defineRule } from "../src/linter/rule.ts";

/** Said by the linter itself when it reads the comments: `src/linter/suppress.ts`. */
export default defineRule({
  meta: {
    name: "unknown-suppression",
    category: "style",
    stage: "parse",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "safe",
    docs: { description: "a suppression comment names a rule that does not exist" },
    sources: ["msqlint: Druid does not read these comments"],
    messages: {
      unknown: "unknown rule `{{name}}` in a suppression comment, so it silences nothing{{suggestion}}",
    },
  },
  create: () => ({}),
});
