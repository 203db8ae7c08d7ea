import { defineRule } from "../src/linter/rule.ts";

/** Said when a payload is read: `src/workspace/documents/envelope.ts`. */
export default defineRule({
  meta: {
    name: "payload-field-ignored",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    docs: { description: "a payload has a field that the API reads over: one of the preview’s, or a misspelt one" },
    sources: ["Imply multi-stage query engine preview 2022.06, API page", "org.apache.druid.sql.http.SqlQuery"],
    messages: {
      misspelt: "Druid reads over a field `{{field}}` without a word, and all that it says is lost: write `{{meant}}`",
      ignored: "the preview's task API reads over `{{field}}`: a task's results come as object lines with header, typesHeader and sqlTypesHeader true; remove it",
    },
  },
  create: () => ({}),
});
