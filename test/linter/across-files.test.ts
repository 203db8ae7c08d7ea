import { expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { analyze } from "../../src/analysis/analyze.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { summarizeStatement, type StatementSummary } from "../../src/linter/across-files.ts";
import { findAcrossFiles } from "../../src/linter/across-findings.ts";
import { createRuleSet } from "../../src/linter/rule-set.ts";
import { parse } from "../../src/syntax/parser.ts";

const release = requireRelease("33");
const rules = createRuleSet(builtinRegistry, release, "recommended");

function summaries(files: Readonly<Record<string, string>>): readonly StatementSummary[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const tree = parse(text, { release, semicolons: "file" });
    return tree.statements.flatMap((parsed, index) => {
      const analysis = analyze(tree, parsed, { release, schema: null, context: [], engine: "any", through: "run" });
      return summarizeStatement(file, index, analysis) ?? [];
    });
  });
}

function found(files: Readonly<Record<string, string>>): readonly string[] {
  return findAcrossFiles(summaries(files), () => rules).map(({ file, finding, other }) => `${file}: ${finding.ruleId} ${finding.severity} (${other?.file ?? "-"})`);
}

const external = `TABLE(EXTERN('{"type": "http", "uris": ["https://example.com/a.json"]}', '{"type": "json"}', '[{"name": "ts", "type": "string"}, {"name": "city", "type": "string"}]'))`;

function write(head: string, granularity = "DAY", columns = "city"): string {
  return `${head} SELECT TIME_PARSE(ts) AS __time, ${columns} FROM ${external} PARTITIONED BY ${granularity}`;
}

test("two files that write a datasource by different granularities", () => {
  expect(found({ "a.sql": write("INSERT INTO trips"), "b.sql": write("INSERT INTO trips", "HOUR") })).toEqual(["b.sql: mixed-granularity info (a.sql)"]);
});

test("two files that store a column with different types", () => {
  expect(found({ "a.sql": write("INSERT INTO trips"), "b.sql": write("INSERT INTO trips", "DAY", "LENGTH(city) AS city") })).toEqual(["b.sql: mixed-column-type info (a.sql)"]);
});

test("two files that overwrite the whole of a datasource say only that", () => {
  expect(found({ "a.sql": write("REPLACE INTO trips OVERWRITE ALL"), "b.sql": write("REPLACE INTO trips OVERWRITE ALL", "HOUR") })).toEqual([
    "b.sql: repeated-overwrite-all info (a.sql)",
  ]);
});

test("a column that no file of the run stores", () => {
  expect(found({ "a.sql": write("INSERT INTO trips"), "b.sql": "SELECT town, city FROM trips" })).toEqual(["b.sql: column-never-written info (a.sql)"]);
});

test("nothing of a datasource of which one writer's columns are not known", () => {
  expect(found({ "a.sql": write("INSERT INTO trips"), "b.sql": "INSERT INTO trips SELECT * FROM other PARTITIONED BY DAY", "c.sql": "SELECT town FROM trips" })).toEqual([]);
});

test("statements of one file are left to the rules themselves", () => {
  expect(found({ "a.sql": `${write("INSERT INTO trips")};\n${write("INSERT INTO trips", "HOUR")}` })).toEqual([]);
});

test("a summary is plain JSON", () => {
  const made = summaries({ "a.sql": write("REPLACE INTO trips OVERWRITE ALL") });
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
});

test("a column that is misspelt is told from one that nobody knows", () => {
  const messages = findAcrossFiles(summaries({ "a.sql": write("INSERT INTO trips"), "b.sql": "SELECT ciyt, zzz FROM trips" }), () => rules).map(({ finding }) => finding.message);
  expect(messages.map((message) => /stores a column (.*?):/u.exec(message)?.[1])).toEqual(["`ciyt` (is it `city`?)", "`zzz`"]);
});
