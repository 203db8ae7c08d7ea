import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/text/edits.ts";
import { anyLimit, badColumn, linterWith, said } from "./support.ts";

const linter = linterWith([badColumn, anyLimit]);

describe("msqlint-disable-next-line", () => {
  test("silences the line after the comment", () => {
    expect(said(linter, "-- msqlint-disable-next-line bad-column\nSELECT bad\nFROM t WHERE bad = 1")).toEqual(["bad-column@bad"]);
    expect(said(linter, "SELECT\n  -- msqlint-disable-next-line bad-column\n  bad\nFROM t")).toEqual([]);
  });

  test("silences the rules that it names, and no other", () => {
    expect(said(linter, "-- msqlint-disable-next-line bad-column\nSELECT bad FROM t LIMIT 1")).toEqual(["any-limit@LIMIT 1"]);
    expect(said(linter, "-- msqlint-disable-next-line bad-column, any-limit\nSELECT bad FROM t LIMIT 1")).toEqual([]);
  });

  test("without names silences every rule", () => {
    expect(said(linter, "-- msqlint-disable-next-line\nSELECT bad FROM t LIMIT 1")).toEqual([]);
  });

  test("takes a reason after `--`", () => {
    expect(said(linter, "-- msqlint-disable-next-line bad-column -- any-limit is fine\nSELECT bad FROM t LIMIT 1")).toEqual(["any-limit@LIMIT 1"]);
  });

  test.each(["-- ", "// ", "/* "])("may stand in a comment that begins with %s", (mark) => {
    expect(said(linter, `${mark}msqlint-disable-next-line bad-column ${mark === "/* " ? "*/" : ""}\nSELECT bad FROM t`)).toEqual([]);
  });

  test("counts lines that end in CR LF", () => {
    expect(said(linter, "-- msqlint-disable-next-line bad-column\r\nSELECT bad FROM t")).toEqual([]);
  });
});

describe("msqlint-disable-line", () => {
  test("silences the line on which it stands", () => {
    expect(said(linter, "SELECT bad -- msqlint-disable-line bad-column\nFROM t LIMIT 1")).toEqual(["any-limit@LIMIT 1"]);
  });
});

describe("msqlint-disable … msqlint-enable", () => {
  test("silence what is between them", () => {
    const text = "/* msqlint-disable bad-column */ SELECT bad FROM t; /* msqlint-enable bad-column */ SELECT bad FROM u";
    expect(linter.lint(text).map((finding) => finding.statement)).toEqual([1]);
  });

  test("without an end silence the rest of the text", () => {
    expect(said(linter, "-- msqlint-disable bad-column\nSELECT bad FROM t;\nSELECT bad FROM u")).toEqual([]);
  });

  test("end for one rule when it alone is enabled", () => {
    const text = "-- msqlint-disable bad-column, any-limit\nSELECT bad FROM t LIMIT 1;\n-- msqlint-enable any-limit\nSELECT bad FROM t LIMIT 2";
    expect(said(linter, text)).toEqual(["any-limit@LIMIT 2"]);
  });
});

describe("msqlint-disable-statement", () => {
  test("silences the statement that holds it, before or within", () => {
    expect(said(linter, "-- msqlint-disable-statement bad-column\nSELECT bad\nFROM t WHERE bad = 1;\nSELECT bad FROM u")).toEqual(["bad-column@bad"]);
    expect(said(linter, "SELECT bad FROM t /* msqlint-disable-statement bad-column */ WHERE bad = 1; SELECT 1")).toEqual([]);
  });
});

describe("what is not a suppression", () => {
  test("the words in a string are text", () => {
    expect(said(linter, "SELECT '-- msqlint-disable bad-column', bad FROM t")).toEqual(["bad-column@bad"]);
  });

  test("a word that only begins like one is a comment", () => {
    expect(said(linter, "-- msqlint-disable-next-lines bad-column\nSELECT bad FROM t")).toEqual(["unknown-suppression@msqlint-disable-next-lines", "bad-column@bad"]);
  });

  test("nothing is silenced when the configuration forbids it", () => {
    expect(said(linterWith([badColumn], { suppressions: false }), "-- msqlint-disable-next-line\nSELECT bad FROM t")).toEqual(["bad-column@bad"]);
  });
});

describe("unknown names", () => {
  const [finding] = linter.lint("-- msqlint-disable-next-line bad-colum\nSELECT 1");

  test("are reported with the name that was meant", () => {
    expect(finding?.ruleId).toBe("unknown-suppression");
    expect(finding?.message).toContain("did you mean `bad-column`?");
  });

  test("are mended safely", () => {
    expect(finding?.fix?.safety).toBe("safe");
    expect(applyEdits("-- msqlint-disable-next-line bad-colum\nSELECT 1", finding?.fix?.edits ?? [])).toBe("-- msqlint-disable-next-line bad-column\nSELECT 1");
  });
});

describe("suppressions without use", () => {
  const mended = (text: string): string => applyEdits(text, linter.lint(text).flatMap((finding) => finding.fix?.edits ?? []));

  test("are reported at the name", () => {
    expect(said(linter, "-- msqlint-disable-next-line bad-column\nSELECT 1")).toEqual(["unused-suppression@bad-column"]);
  });

  test("lose the name that has none, and keep the others", () => {
    expect(mended("-- msqlint-disable-next-line any-limit, bad-column -- why\nSELECT a FROM t LIMIT 1")).toBe("-- msqlint-disable-next-line any-limit -- why\nSELECT a FROM t LIMIT 1");
    expect(mended("-- msqlint-disable-next-line bad-column, any-limit\nSELECT a FROM t LIMIT 1")).toBe("-- msqlint-disable-next-line any-limit\nSELECT a FROM t LIMIT 1");
  });

  test("are removed with their line when they have it to themselves", () => {
    expect(mended("SELECT a\r\n  -- msqlint-disable-next-line bad-column\r\nFROM t")).toBe("SELECT a\r\nFROM t");
  });

  test("are removed from a line with code, which stays as it is", () => {
    expect(mended("SELECT a -- msqlint-disable-line bad-column\nFROM t")).toBe("SELECT a\nFROM t");
    expect(mended("SELECT/* msqlint-disable-line bad-column */a FROM t")).toBe("SELECT a FROM t");
  });

  test("are not reported where the rule is off or the statement could not be understood", () => {
    expect(said(linterWith([badColumn], { settings: { "bad-column": "off" } }), "-- msqlint-disable-next-line bad-column\nSELECT 1")).toEqual([]);
    expect(said(linter, "-- msqlint-disable-next-line bad-column\nSELECT a FROM WHERE").filter((each) => each.startsWith("unused"))).toEqual([]);
  });

  test("count as used when another one silences the same finding", () => {
    expect(said(linter, "-- msqlint-disable bad-column\nSELECT bad -- msqlint-disable-line bad-column\nFROM t")).toEqual([]);
  });
});

describe("directives that are none", () => {
  test.each([
    ["-- msqlint-disable-nextline any-limit", "msqlint-disable-nextline", "msqlint-disable-next-line"],
    ["-- msqlint_disable_line any-limit", "msqlint_disable_line", "msqlint-disable-line"],
    ["-- msqlint disable-line any-limit", "msqlint disable-line", "msqlint-disable-line"],
    ["/* MSQLINT-DISABLE any-limit */", "MSQLINT-DISABLE", "msqlint-disable"],
    ["// msqlint: disabel", "msqlint: disabel", "msqlint-disable"],
  ])("%s", (comment, written, meant) => {
    const text = `${comment}\nSELECT a FROM t`;
    const findings = linter.lint(text).filter(({ ruleId }) => ruleId === "unknown-suppression");
    expect(findings.map(({ start, end, message }) => [text.slice(start, end), message])).toEqual([[written, `\`${written}\` is no directive, so this comment does nothing; did you mean \`${meant}\`?`]]);
    expect(applyEdits(text, findings[0]?.fix?.edits ?? [])).toBe(text.replace(written, meant));
  });

  test.each(["-- msqlint finds no fault with this", "-- msqlint: see the page", "SELECT 'msqlint-foo' AS a", "-- by msqlint-team", "-- msqlint-disable-line any-limit"])("%s is none either", (line) => {
    expect(linter.lint(`${line}\n`).filter(({ ruleId }) => ruleId === "unknown-suppression")).toEqual([]);
  });
});
