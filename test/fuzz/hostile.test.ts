import { describe, expect, test } from "vitest";
import { fix, lint, parse, verdict } from "../../src/index.ts";
import { checkText, judgeOf } from "./properties.ts";

/** Deeper than the parser goes and than the machine's stack would bear; small enough for every run of the tests. */
const depth = 5_000;

function holds(text: string): void {
  checkText(text, judgeOf("27.0.0", true), [" ", "\n", " -- c\n"]);
}

describe("characters that no statement should hold", () => {
  const characters = { NUL: "\0", "a lone high surrogate": "\ud83d", "a lone low surrogate": "\ude00", "a byte-order mark": "\ufeff", "a no-break space": "\u00a0", "an escape": "\u001b[31m" };
  const places = ["C SELECT dim1 FROM foo", "SELECT dim1C FROM foo", "SELECT C FROM foo", "SELECT 'C' AS x FROM foo", 'SELECT "C" FROM foo', "SELECT 1 -- C\nFROM foo", "SELECT 1 /* C */ FROM foo C", "C"];
  test.each(Object.entries(characters))("%s", (_name, character) => {
    for (const place of places) holds(place.replaceAll("C", character));
  });
});

describe("what is opened and never closed", () => {
  const openers = ["'", '"', "`", "/*", "/*+", "(", "[", "{", "{fn", "{ts '", "CASE", "CASE WHEN", "E'", "E'\\", "N'", "U&'", 'U&"', "X'", "“", "‘", "$", "EXTERN(", "CAST(", "OVER (", "WITH t AS (", "MATCH_RECOGNIZE (", "JSON_VALUE(", "ARRAY[", "INTERVAL '"];
  test.each(openers)("%s", (opener) => {
    for (const before of ["", "SELECT ", "SELECT * FROM ", "INSERT INTO dst SELECT dim1 FROM foo WHERE ", "INSERT INTO dst SELECT 1 PARTITIONED BY ", "REPLACE INTO dst OVERWRITE WHERE "]) {
      holds(before + opener);
      holds(`${before + opener} x, y FROM foo\n; SELECT 1`);
      holds(before + `${opener} `.repeat(20));
    }
  });
});

describe(`${depth} levels of nesting`, () => {
  const shapes = {
    parentheses: ["SELECT ", "(", "1", ")", " FROM foo"],
    "open parentheses": ["SELECT ", "(", "", "", ""],
    "closing parentheses": ["SELECT 1", "", "", ")", ""],
    CASEs: ["SELECT ", "CASE WHEN TRUE THEN ", "1", " END", " FROM foo"],
    "open CASEs": ["SELECT ", "CASE ", "", "", ""],
    NOTs: ["SELECT ", "NOT ", "TRUE", "", ""],
    "minus signs": ["SELECT ", "- ", "1", "", ""],
    queries: ["", "SELECT * FROM (", "foo", ")", ""],
    "scalar queries": ["", "SELECT (", "1", ")", ""],
    functions: ["SELECT ", "UPPER(", "dim1", ")", " FROM foo"],
    arrays: ["SELECT ", "ARRAY[", "1", "]", ""],
    tables: ["SELECT * FROM ", "(", "foo", ")", ""],
    "common tables": ["", "WITH t AS (", "SELECT 1", ") SELECT * FROM t", ""],
    types: ["SELECT CAST(1 AS ", "ROW(a ", "BIGINT", ")", ") FROM foo"],
  } as const;
  test.each(Object.entries(shapes))("%s", (_name, [start, open, inner, close, end]) => {
    const text = start + open.repeat(depth) + inner + close.repeat(depth) + end;
    expect(parse(text).statements.length).toBeGreaterThan(0);
    expect(lint(text).length).toBeGreaterThan(0);
    expect(verdict(text).verdict).toBe("reject");
    expect(typeof fix(text).output).toBe("string");
  });
});

describe("long chains, which are no nesting", () => {
  const count = 2_000;
  const shapes = {
    ANDs: `SELECT dim1 FROM foo WHERE ${Array.from({ length: count }, (_, index) => `m1 <> ${index}`).join(" AND ")}`,
    sums: `SELECT ${"1 + ".repeat(count)}1`,
    dots: `SELECT ${"a.".repeat(count)}a FROM foo`,
    unions: `SELECT 1${" UNION ALL SELECT 1".repeat(100)}`,
    joins: `SELECT 1 FROM foo${" CROSS JOIN foo".repeat(100)}`,
  };
  test.each(Object.entries(shapes))("%s", (_name, text) => {
    parse(text);
    lint(text);
    expect(verdict(text).verdict).not.toBe("error");
  });
});

describe("size", () => {
  /** A quarter of one: the same code in less time. */
  const quarter = 1 << 18;

  test("a statement of one line and two thousand columns is judged as a short one", () => {
    const text = `SELECT ${"m1 + 1, ".repeat(2_000)}m1 FROM foo`;
    expect(lint(text).filter((finding) => finding.ruleId === "syntax-error")).toEqual([]);
  });

  test("a string of a quarter of a megabyte is one token", () => {
    expect(parse(`SELECT '${"x''".repeat(quarter / 3)}' AS x`).tokens.count).toBe(4);
  });

  test("a name of a quarter of a megabyte is one token", () => {
    expect(parse(`SELECT ${"x".repeat(quarter)} FROM foo`).tokens.count).toBe(4);
  });

  // A hundredth of a million: the same code in less time.
  test("ten thousand comments change nothing", () => {
    const text = `SELECT ${"/* c */ -- d\n".repeat(5_000)} 1 AS x`;
    expect(lint(text)).toEqual([]);
    expect(verdict(text).verdict).toBe("accept");
  });

  test("two thousand suppression comments are read in order", () => {
    const comments = "-- msqlint-disable-next-line syntax-error\n".repeat(2_000);
    expect(lint(`${comments}SELECT 1 AS x`).every((finding) => finding.ruleId !== "syntax-error")).toBe(true);
  });

  // What follows would take minutes at a cost that grows with the square of the size.
  test("twenty thousand comments that silence, one within the other", () => {
    const findings = lint("-- msqlint-disable syntax-error\nSELECT FROM;\n".repeat(20_000));
    expect(findings).toEqual([]);
  }, 20_000);

  test("twenty thousand comments of no use in one line, each closed again", () => {
    const findings = lint(`${"/* msqlint-disable */ /* msqlint-enable */ ".repeat(20_000)}SELECT 1 AS x`);
    expect(findings.filter((finding) => finding.ruleId === "unused-suppression")).toHaveLength(20_000);
  }, 20_000);

  test("forty thousand names, selected, grouped and sorted by", () => {
    const names = Array.from({ length: 40_000 }, (_, index) => `a${String(index)}`);
    const select = `SELECT ${names.join(", ")} FROM foo`;
    const tooMany = { verdict: "reject", rule: "too-many-columns" };
    expect(verdict(`${select} GROUP BY ${names.join(", ")}`)).toMatchObject(tooMany);
    expect(verdict(`INSERT INTO t ${select} GROUP BY ${names.join(", ")} PARTITIONED BY ALL`)).toMatchObject(tooMany);
    expect(verdict(`INSERT INTO t ${select} PARTITIONED BY ALL CLUSTERED BY ${names.reverse().join(", ")}`)).toMatchObject(tooMany);
  }, 20_000);

  test("three thousand SETs before a statement", () => {
    const sets = Array.from({ length: 3_000 }, (_, index) => `SET unheard${index} = 1;`).join("\n");
    const said = lint(`${sets}\nSELECT 1 AS x`, { druid: "34" });
    expect(said.filter((finding) => finding.ruleId === "context-unknown-key")).toHaveLength(3_000);
  }, 20_000);

  test("a name of a hundred thousand parts", () => {
    expect(lint(`SELECT ${"a.".repeat(100_000)}a FROM t`).map((finding) => finding.ruleId)).toContain("table-not-found");
  }, 20_000);

  test.each([["quotes", `"`], ["quotes in pairs", `a""`]])("a name that is opened and goes on for half a million %s", (_name, part) => {
    expect(lint(`SELECT "${part.repeat(500_000)}`).map((finding) => finding.category)).toEqual(["rejected"]);
  }, 20_000);

  test("of five thousand columns of an INSERT that have no name two thousand are told", () => {
    const said = lint(`INSERT INTO t SELECT ${"1, ".repeat(4_999)}1 FROM foo PARTITIONED BY ALL`).filter((finding) => finding.ruleId === "unnamed-output-column");
    expect(said).toHaveLength(2_000);
    expect(said.at(-1)?.message).toContain("nor have 3000 columns after it");
  }, 20_000);

  test("two thousand statements, each broken, are each said", () => {
    const findings = lint("SELECT FROM;\n".repeat(2_000));
    expect(new Set(findings.map((finding) => finding.statement)).size).toBe(2_000);
  });

  test("two thousand characters that no lexer knows", () => {
    for (const character of ["#", "“", "‘", "`", "\0", "'", '"\n', "{", "$", "\ud83d"]) {
      expect(verdict(character.repeat(2_000)).verdict).toBe("reject");
    }
  });
});
