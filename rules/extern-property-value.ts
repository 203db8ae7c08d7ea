import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-property-value",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a property in the JSON of EXTERN has a value that Druid refuses" },
    sources: ["Druid: HttpInputSource, JSONPathFieldSpec, JsonInputFormat", "java.net.URI", "recorded with 24 to 33"],
    messages: {
      uri: "`{{value}}` is no URI: blanks and characters such as `{`, `|` or `^` must be escaped with %",
      "no-scheme": "`{{value}}` does not say how to reach it: begin it with one of {{allowed}}",
      scheme: "`{{value}}` cannot be fetched by the http input source: it takes {{allowed}}",
      headers: "Druid allows no request headers unless `druid.ingestion.http.allowedHeaders` lists them, and `{{value}}` is sent here",
      "field-type": "`{{value}}` is no type of a field: root, path, jq, or tree",
      feature: "`{{value}}` is no feature of Jackson's parser: see JsonParser.Feature",
      "system-field": "this is no system field: {{allowed}}",
    },
  },
});
