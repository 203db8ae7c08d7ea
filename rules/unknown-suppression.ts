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
    docs: { description: "a suppression comment is misspelt or names a rule that does not exist" },
    sources: ["msqlint: Druid does not read these comments"],
    messages: {
      directive: "`{{written}}` is no directive, so this comment does nothing: write `msqlint-disable-next-line`, `-disable-line`, `-disable-statement`, `-disable` or `-enable`",
      nearDirective: "`{{written}}` is no directive, so this comment does nothing; did you mean `{{meant}}`?",
      unknown: "unknown rule `{{name}}` in a suppression comment, so it silences nothing{{suggestion}}",
    },
  },
  create: () => ({}),
});
