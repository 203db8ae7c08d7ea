import { describe, expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { analyze } from "../../src/index.ts";
import { loadRecording } from "../conformance/recordings.ts";

/** Every refusal of the analysis must have a rule that says it, with a message of that name whose placeholders are all filled. */
describe.each(["24.0.0", "27.0.0", "33.0.0"])("what Druid %s refuses", (release) => {
  const { statements, schema } = loadRecording(release);

  test("is said by a rule that has words for it", () => {
    const missing = new Set<string>();
    for (const { sql, context } of statements.filter((_, index) => index % 4 === 0)) {
      const violations = analyze(sql, { druid: release, schema, engine: "msq", ...(context === undefined ? {} : { context }) }).flatMap((analysis) => analysis.violations);
      for (const { rule, message, data } of violations) {
        const template = builtinRegistry.find(rule)?.load().meta.messages[message];
        if (template === undefined) missing.add(`${rule} has no message ${message}`);
        else for (const [, name = ""] of template.matchAll(/\{\{\s*(\w+)\s*\}\}/gu)) if (data[name] === undefined) missing.add(`${rule}, ${message}: nothing for {{${name}}}`);
      }
    }
    expect([...missing].sort()).toEqual([]);
  }, 120_000);
});
