import { defineRule } from "../src/linter/rule.ts";

/** Said when a payload is read: `src/workspace/documents/envelope.ts`. */
export default defineRule({
  meta: {
    name: "payload-field-ignored",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: "<24",
    evidence: "documents",
    fix: "none",
    docs: { description: "a payload has a field that the task API reads over" },
    sources: ["Imply multi-stage query engine preview 2022.06, API page"],
    messages: {
      ignored: "the preview's task API reads over `{{field}}`: a task's results come as object lines with header, typesHeader and sqlTypesHeader true; remove it",
    },
  },
  create: () => ({}),
});
