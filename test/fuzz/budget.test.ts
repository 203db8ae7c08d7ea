import { describe, expect, test } from "vitest";
import { defineRule, lint } from "../../src/index.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { walk } from "../../src/syntax/child-keys.ts";
import { tokenize } from "../../src/syntax/lexer.ts";
import type { Node } from "../../src/syntax/nodes.ts";
import { createParser, startStatement } from "../../src/syntax/parser-state.ts";
import { parseWholeStatement } from "../../src/syntax/parser-statements.ts";
import { callsOf } from "./work.ts";

/*
 * Counts of work, not of time: how often the parser looks at a token, how often analysis and rules look at a node, how many functions are
 * called. They are the same on every machine, so that a slow-down by design shows wherever the tests run.
 */

function each(count: number, item: (index: number) => string, separator: string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(separator);
}

const shapes: Readonly<Record<string, (size: number) => string>> = {
  "rows of VALUES": (size) => `SELECT * FROM (VALUES ${each(size, (index) => `(${index}, 'a')`, ", ")}) AS t (x, y)`,
  "terms of AND": (size) => `SELECT dim1 FROM foo WHERE ${each(size, (index) => `m1 <> ${index}`, " AND ")}`,
  "terms of OR": (size) => `SELECT dim1 FROM foo WHERE ${each(size, (index) => `m1 = ${index}`, " OR ")}`,
  "terms of a sum": (size) => `SELECT ${each(size, (index) => `m1 * ${index}`, " + ")} AS x FROM foo`,
  "values of IN": (size) => `SELECT dim1 FROM foo WHERE m1 IN (${each(size, String, ", ")})`,
  "columns of SELECT": (size) => `SELECT ${each(size, (index) => `m1 + ${index} AS c${index}`, ", ")} FROM foo`,
  "grouped columns": (size) => `SELECT ${each(size, (index) => `c${index}`, ", ")}, COUNT(*) AS n FROM t GROUP BY ${each(size, (index) => String(index + 1), ", ")}`,
  "stored columns of groups": (size) => `INSERT INTO dst SELECT ${each(size, (index) => `c${index}`, ", ")}, COUNT(*) AS n FROM (SELECT ${each(size, (index) => `c${index}`, ", ")} FROM t) GROUP BY ${each(size, (index) => `c${index}`, ", ")} PARTITIONED BY ALL`,
  "keys of CLUSTERED BY": (size) => `INSERT INTO dst SELECT ${each(size, (index) => `c${index}`, ", ")}, ${each(size, (index) => `UPPER(c${index}) AS d${index}`, ", ")} FROM t PARTITIONED BY ALL CLUSTERED BY ${each(size, (index) => `c${size - 1 - index}, UPPER(c${index})`, ", ")}`,
  "columns without a name": (size) => `SELECT ${each(size, (index) => `UPPER(c${index})`, ", ")} FROM t`,
  "joined tables": (size) => `SELECT t0.a FROM t0 ${each(size, (index) => `JOIN t${index + 1} ON t${index}.a = t${index + 1}.a`, " ")}`,
  "members of UNION ALL": (size) => each(size, (index) => `SELECT a, b FROM t${index}`, " UNION ALL "),
  "common tables": (size) => `WITH ${each(size, (index) => `t${index} AS (SELECT dim1 FROM foo)`, ", ")} SELECT * FROM t0`,
  "branches of CASE": (size) => `SELECT CASE ${each(size, (index) => `WHEN m1 = ${index} THEN ${index}`, " ")} END AS x FROM foo`,
  "columns of a signature": (size) => ingestion(size),
  statements: (size) => each(size, (index) => `INSERT INTO dst SELECT __time, dim${index} FROM foo PARTITIONED BY DAY`, ";\n"),
  "levels of parentheses": (size) => `SELECT ${"(".repeat(size)}1${")".repeat(size)} AS x`,
  "levels of queries": (size) => `${"SELECT * FROM (".repeat(size)}SELECT 1 AS x${")".repeat(size)}`,
};

/** An EXTERN of so many columns, of which the last one is not read. */
function ingestion(columns: number): string {
  const signature = each(columns, (index) => `{"name": "c${index}", "type": "string"}`, ", ");
  const items = each(columns - 1, (index) => (index % 3 === 0 ? `UPPER(c${index}) AS d${index}` : `c${index} AS d${index}`), ",\n  ");
  return `REPLACE INTO dst OVERWRITE WHERE __time >= TIMESTAMP '2024-03-01' AND __time < TIMESTAMP '2024-03-02'
SELECT TIME_PARSE(c0) AS __time, ${items}
FROM TABLE(EXTERN('{"type": "http", "uris": ["https://example.com/day.json.gz"]}', '{"type": "json"}', '[${signature}]'))
WHERE TIME_PARSE(c0) >= TIMESTAMP '2024-03-01' AND TIME_PARSE(c0) < TIMESTAMP '2024-03-02'
PARTITIONED BY DAY CLUSTERED BY d1, d2`;
}

/** The parser's own bound on nesting is 600 levels. */
function sizesOf(shape: string): readonly [small: number, large: number] {
  return shape.startsWith("levels") ? [50, 200] : [100, 400];
}

/** An array that counts how often one of its items is read. */
function counting<List extends Uint8Array | Uint16Array>(list: List, count: () => void): List {
  return new Proxy(list, {
    get(target, key) {
      count();
      return Reflect.get(target, key) as unknown;
    },
  });
}

/** How often a parse reads the kind or the word of a token. */
function tokenReads(text: string): number {
  let reads = 0;
  const release = requireRelease("27");
  const tokens = tokenize(text, release);
  const count = (): void => { reads++; };
  const parser = createParser(text, release, { ...tokens, kinds: counting(tokens.kinds, count), words: counting(tokens.words, count) });
  startStatement(parser, 0, tokens.count);
  parseWholeStatement(parser);
  return reads;
}

/** How often analysis and all rules together ask a node for its kind. */
function nodeReads(text: string): number {
  let reads = 0;
  const watch = (node: Node): boolean => {
    const { kind } = node;
    Object.defineProperty(node, "kind", { enumerable: true, get: () => { reads++; return kind; } });
    return true;
  };
  const watcher = defineRule({
    meta: {
      name: "watcher",
      category: "style",
      stage: "parse",
      severity: "warn",
      since: "0.1.0",
      druid: ">=23",
      evidence: "inferred",
      fix: "none",
      docs: { description: "counts how often the other rules and the analysis read a node" },
      sources: [],
      messages: {},
    },
    create({ sourceCode }) {
      for (const { node } of sourceCode.tree.statements) walk(node, watch);
      reads = 0;
      return {};
    },
  });
  lint(text, { druid: "27", preset: "all", customRules: [watcher], rules: { watcher: "warn" } });
  return reads;
}

/** Work a unit may cost four times as much text at most a tenth more a unit. */
const slack = 1.1;

describe.each(Object.keys(shapes))("%s", (shape) => {
  const make = shapes[shape] ?? String;
  const [small, large] = sizesOf(shape);

  test("the parser reads tokens in proportion to the text", () => {
    if (shape === "statements") return;
    expect(tokenReads(make(large)) / tokenReads(make(small))).toBeLessThan((large / small) * slack);
  });

  test("analysis and rules visit nodes in proportion to the text", () => {
    const few = nodeReads(make(small));
    expect(few).toBeGreaterThan(small);
    expect(nodeReads(make(large)) / few).toBeLessThan((large / small) * slack);
  });
});

/** What it takes, and a budget a little above: more is a slow-down by design. The short ones show what every statement costs. */
test.each([
  ["an ingestion of 25 columns", ingestion(25), 9_100, 9_600],
  ["an INSERT of two names", "INSERT INTO dst SELECT __time, dim1 FROM foo PARTITIONED BY DAY", 890, 950],
  ["a SELECT of two names", "SELECT dim1, m1 FROM foo", 560, 600],
])("%s stays within its budget of calls", async (_, text, taken, budget) => {
  const calls = await callsOf(() => lint(text, { druid: "33", preset: "all" }));
  expect(calls).toBeGreaterThan(taken / 2);
  expect(calls).toBeLessThan(budget);
});
