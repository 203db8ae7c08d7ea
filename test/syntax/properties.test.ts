import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { releases, requireRelease } from "../../src/druid/releases.ts";
import { walk } from "../../src/syntax/child-keys.ts";
import { parse } from "../../src/syntax/parser.ts";
import { createParser, nestingLimit, prefixLimit, startStatement } from "../../src/syntax/parser-state.ts";
import { parseWholeStatement } from "../../src/syntax/parser-statements.ts";
import { tokenize } from "../../src/syntax/lexer.ts";
import { printTree } from "../../src/syntax/print.ts";
import { childrenOf, violationsOf } from "./shape.ts";

const words = [
  "SELECT", "FROM", "WHERE", "INSERT", "INTO", "REPLACE", "OVERWRITE", "ALL", "PARTITIONED", "BY", "DAY", "CLUSTERED", "TABLE", "(", ")",
  ",", ".", "*", "=", "+", "-", "[", "]", "{", "}", "?", "'a'", "\"b\"", "`c`", "'", "\"", "/*", "*/", "--\n", "1", "2.5", "a", "f(", "CASE", "WHEN",
  "THEN", "END", "BETWEEN", "AND", "OR", "NOT", "IN", "IS", "NULL", "CAST(", "AS", "VARCHAR", "INTERVAL", "TIMESTAMP", "UNION", "WITH", "JOIN",
  "ON", "UNNEST(", "VALUES", "ROW", "ARRAY", "OVER", "ORDER", "LIMIT", ";", "::", "=>", "->", "‘x’", "é", "\u{1f600}", "\u0000", "U&'\\00", "E'\\'",
];
const text = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.constantFrom(...words)).map((list) => list.join(" ")));
const release = fc.constantFrom(...releases);
const semicolons = fc.constantFrom("file" as const, "druid" as const);

describe("any text", () => {
  test("parses into a tree that prints back as it was", () => {
    fc.assert(fc.property(text, release, semicolons, (sql, druid, mode) => {
      expect(printTree(parse(sql, { release: druid, semicolons: mode }))).toBe(sql);
    }));
  });

  test("has only blanks and comments between its tokens", () => {
    fc.assert(fc.property(text, release, (sql, druid) => {
      const { count, starts, ends } = tokenize(sql, druid);
      let offset = 0;
      for (let index = 0; index <= count; index++) {
        const start = index < count ? (starts[index] ?? -1) : sql.length;
        expect(sql.slice(offset, start).replaceAll(/--[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\/|[ \t\r\n\f]/gu, "")).toBe("");
        offset = ends[index] ?? sql.length;
      }
    }));
  });

  test("has nodes that lie within their parents, and violations that lie within the text", () => {
    fc.assert(fc.property(text, release, semicolons, (sql, druid, mode) => {
      for (const { node, violations, sound } of parse(sql, { release: druid, semicolons: mode }).statements) {
        walk(node, (inner) => {
          expect(inner.start).toBeLessThanOrEqual(inner.end);
          for (const child of childrenOf(inner)) expect([child.start >= inner.start, child.end <= inner.end]).toEqual([true, true]);
          return true;
        });
        for (const { start, end } of violations) expect(0 <= start && start <= end && end <= sql.length).toBe(true);
        expect(sound || violations.length > 0).toBe(true);
      }
    }));
  });
});

describe("layout and case change no verdict", () => {
  const statements = [
    "SELECT a FORM t", "SELECT a, FROM t", "INSERT INTO t SELECT 1 PARTITIONED BY 'P2D'", "SELECT CAST(a AS INTEGER) FROM t", "SELECT a FROM t LIMIT 1, 2",
  ];
  test.each(statements)("%s", (sql) => {
    const rules = violationsOf(sql).map(({ rule }) => rule);
    const variants = [sql.toLowerCase(), sql.replaceAll(" ", "\n\t"), sql.replaceAll(" ", " /* c */ "), sql.replaceAll(" ", " -- c\n")];
    for (const variant of variants) expect(violationsOf(variant).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe("nesting", () => {
  test.each([
    ["parentheses", "(", ")"],
    ["calls", "f(", ")"],
    ["prefix operators", "NOT ", ""],
    ["arrays", "ARRAY[", "]"],
    ["lower bounds", "a BETWEEN ", " AND 1"],
    ["queries", "(SELECT ", ")"],
  ])("a hundred thousand %s are an error and no crash", (_name, open, close) => {
    const [violation] = violationsOf(`SELECT ${open.repeat(100_000)}1${close.repeat(100_000)}`);
    expect(violation?.rule).toBe("nesting-too-deep");
  });

  test("thousands of NOTs or signs in a row are read, as by Druid", () => {
    for (const operator of ["NOT ", "- "]) {
      expect(violationsOf(`SELECT ${operator.repeat(prefixLimit)}a FROM t`)).toEqual([]);
      expect(violationsOf(`SELECT ${operator.repeat(prefixLimit + 1)}a FROM t`).map(({ rule }) => rule)).toEqual(["nesting-too-deep"]);
    }
  });

  test("what is nested less deep is read", () => {
    const depth = nestingLimit - 10;
    expect(violationsOf(`SELECT ${"(".repeat(depth)}1${")".repeat(depth)}`)).toEqual([]);
  });

  test.each([["AND"], ["OR"], ["||"], ["+"], ["="]])("chains of %s may be as long as they like", (operator) => {
    expect(violationsOf(`SELECT a${` ${operator} a`.repeat(50_000)} FROM t`)).toEqual([]);
  });
});

describe("work grows with the text", () => {
  /** How often the parser looks at a token of the text. */
  function looks(sql: string): number {
    const druid = requireRelease("33");
    const tokens = tokenize(sql, druid);
    let count = 0;
    const counted = <List extends object>(list: List): List =>
      new Proxy(list, {
        get: (target, key): unknown => {
          count++;
          return Reflect.get(target, key);
        },
      });
    const parser = createParser(sql, druid, { ...tokens, kinds: counted(tokens.kinds), words: counted(tokens.words) });
    startStatement(parser, 0, tokens.count);
    parseWholeStatement(parser);
    return count / tokens.count;
  }

  test.each([
    ["a SELECT list", (n: number) => `SELECT ${"f(a, 1) AS b, ".repeat(n)}c FROM t`],
    ["conditions", (n: number) => `SELECT a FROM t WHERE ${"a = 1 AND ".repeat(n)}b`],
    ["unions", (n: number) => `SELECT a FROM t${" UNION ALL SELECT a FROM t".repeat(n)}`],
    ["joins", (n: number) => `SELECT a FROM t${" JOIN u ON a = b".repeat(n)}`],
    ["parentheses", (n: number) => `SELECT ${"(".repeat(n)}(SELECT 1)${")".repeat(n)} FROM ${"(".repeat(n)}SELECT 1${")".repeat(n)}`],
    ["a syntax error at the end", (n: number) => `SELECT ${"a, ".repeat(n)}FROM FROM`],
  ])("%s", (_name, make) => {
    const small = looks(make(16));
    const large = looks(make(256));
    expect(large).toBeLessThan(small * 1.5);
  });
});
