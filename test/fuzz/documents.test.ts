import { expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { createConfiguration } from "../../src/workspace/configuration/resolve.ts";
import { createDocumentLinter } from "../../src/workspace/lint-document.ts";
import { checkDocument, host, hosts } from "./documents.ts";
import { judgeOf } from "./properties.ts";

const sql = "REPLACE INTO t OVERWRITE ALL SELECT __time, 'it''s' AS \"a\"\nFROM s PARTITIONED BY DAY CLUSTERED BY \"a\" DESC";

/** So that the properties of documents cannot hold for want of a text; a placeholder may hide what is wrong. */
test.each(hosts.filter((each) => each !== "as it is" && each !== "template"))("%s carries a statement to the linter", async (way) => {
  const { kind, text } = host(sql, { host: way, kind: "sql", at: 1 << 15 });
  const configuration = createConfiguration({ cwd: "/", registry: builtinRegistry, file: null, enabled: false, allowCode: false, commandLine: null });
  const linter = await createDocumentLinter(kind, await configuration.settingsFor("/a"));
  expect(linter.lint(text).map((finding) => finding.ruleId)).toContain("clustered-by-desc");
  await checkDocument(sql, judgeOf("27.0.0", false), { host: way, kind: "sql", at: 1 << 15 });
});
