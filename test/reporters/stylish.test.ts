import { describe, expect, it } from "vitest";
import { neutralise, showLine } from "../../src/reporters/terminal-text.ts";
import { stylish } from "../../src/reporters/stylish.ts";
import type { Finding } from "../../src/linter/finding.ts";
import { fileOf, findingAt, reportOf, sampleReport } from "./sample.ts";

function render(text: string, ...findings: Finding[]): string {
  return stylish(reportOf(fileOf("/project/a.sql", text, ...findings)), { color: false });
}

/** The source line of the only frame and the carets below it, without the gutter. */
function frameOf(text: string, finding: Finding): readonly string[] {
  const lines = render(text, finding).split("\u000a");
  const at = lines.findIndex((line) => /^ +\d+ \| /.test(line));
  return lines.slice(at, at + 2).map((line) => line.slice(line.indexOf("|") + 2));
}

describe("the default report", () => {
  it("shows place, reason, line, carets, remedy and patch, and sums up", () => {
    expect(stylish(sampleReport, { color: false })).toMatchInlineSnapshot(`
      "jobs/a b.sql (Druid 33.0.0)

        2:1  warning  this is 100% a <test> with "quotes" & a, comma: [x]  self-insert
          |
        2 | SELECT __time, "größe" FROM s
          | ^^^^^^
        1 | INSERT INTO t
          |             - the target

        4:14  error  \`CLUSTERED BY\` cannot sort descending; remove \`DESC\`  clustered-by-desc
          |
        4 | CLUSTERED BY "größe" DESC
          |              ^^^^^^^^^^^^
          = fix: remove \`DESC\`
        4 - CLUSTERED BY "größe" DESC
        4 + CLUSTERED BY "größe"

        3:16  info  a remark  note
          |
        3 | PARTITIONED BY DAY
          |                ^^^

      ✖ 1 error, 1 warning, 1 info in 2 files; 1 fixable with --fix
      "
    `);
  });

  it("says that there is nothing to say", () => {
    expect(stylish(reportOf(fileOf("/project/a.sql", "SELECT 1")), { color: false })).toBe("✔ no findings in 1 file\n");
  });

  it("shows a fix over several lines as a patch", () => {
    const text = "SELECT a\nFROM t\nLIMIT 1\n";
    const fix = { title: "move it", edits: [{ start: 9, end: 15, text: "FROM u\nWHERE b" }], safety: "unsafe" } as const;
    expect(render(text, findingAt(text, "FROM t", { fix }))).toMatchInlineSnapshot(`
      "a.sql (Druid 33.0.0)

        2:1  error  \`CLUSTERED BY\` cannot sort descending; remove \`DESC\`  clustered-by-desc
          |
        2 | FROM t
          | ^^^^^^
          = unsafe fix: move it
        2 - FROM t
        2 + FROM u
        3 + WHERE b

      ✖ 1 error in 1 file; 1 with --unsafe-fixes
      "
    `);
  });

  it("shows the patch of the only suggestion, and only the names of several", () => {
    const text = "PARTITIONED BY DAYS";
    const suggestion = (title: string, word: string) => ({ title, edits: [{ start: 15, end: 19, text: word }] });
    expect(render(text, findingAt(text, "DAYS", { suggestions: [suggestion("write `DAY`", "DAY")] }))).toMatchInlineSnapshot(`
      "a.sql (Druid 33.0.0)

        1:16  error  \`CLUSTERED BY\` cannot sort descending; remove \`DESC\`  clustered-by-desc
          |
        1 | PARTITIONED BY DAYS
          |                ^^^^
          = suggestion: write \`DAY\`
        1 - PARTITIONED BY DAYS
        1 + PARTITIONED BY DAY

      ✖ 1 error in 1 file
      "
    `);
    expect(render(text, findingAt(text, "DAYS", { suggestions: [suggestion("write `DAY`", "DAY"), suggestion("write `ALL`", "ALL")] }))).not.toContain("+ PARTITIONED");
  });

  it("colours by severity when asked", () => {
    expect(stylish(sampleReport, { color: true })).toContain("\u001b[31merror\u001b[39m");
  });
});

describe("a frame", () => {
  it("puts carets under wide characters", () => {
    const text = "SELECT '日本語', b";
    expect(frameOf(text, findingAt(text, "b"))).toEqual(["SELECT '日本語', b", `${" ".repeat(17)}^`]);
    expect(frameOf(text, findingAt(text, "日本"))).toEqual(["SELECT '日本語', b", `${" ".repeat(8)}^^^^`]);
  });

  it("puts carets under what stands behind tabs and combining marks", () => {
    const text = "\tSELECT 'e\u0301', b";
    expect(frameOf(text, findingAt(text, "b"))[1]).toBe(`${" ".repeat(16)}^`);
    expect(frameOf(text, findingAt(text, "b"))[0]).toBe("    SELECT 'e\u0301', b");
  });

  it("takes an emoji of two units for one character of two columns", () => {
    const text = "SELECT '🚕', b";
    expect(frameOf(text, findingAt(text, "b"))[1]).toBe(`${" ".repeat(13)}^`);
  });

  it("cuts a long line around the place", () => {
    const text = `SELECT '${"x".repeat(300)}', bad, '${"y".repeat(300)}'`;
    const [line = "", carets = ""] = frameOf(text, findingAt(text, "bad"));
    expect(line).toMatch(/^….*, bad, .*…$/);
    expect(line.length).toBeLessThanOrEqual(110);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("bad");
  });

  it("shows what a fix changes in a long line", () => {
    const text = `SELECT '${"x".repeat(300)}', bad, '${"y".repeat(300)}'`;
    const start = text.indexOf("bad");
    const fix = { title: "write `good`", edits: [{ start, end: start + 3, text: "good" }], safety: "safe" } as const;
    const rows = render(text, findingAt(text, "bad", { fix })).split("\u000a").filter((line) => /^ +1 [-+] /.test(line));
    expect(rows).toEqual([expect.stringMatching(/^ {2}1 - ….*, bad, .*…$/), expect.stringMatching(/^ {2}1 \+ ….*, good, .*…$/)]);
  });

  it("marks the first line of a place over several and says where it ends", () => {
    const text = "SELECT a\nFROM t\nWHERE b";
    expect(frameOf(text, findingAt(text, "SELECT a\nFROM t"))).toEqual(["SELECT a", "^^^^^^^^ to line 2"]);
  });

  it("stands at the end of a text that ends too early", () => {
    const text = "SELECT";
    expect(frameOf(text, findingAt(text, "SELECT", { start: 6, end: 6 }))).toEqual(["SELECT", "      ^"]);
  });
});

describe("text on a terminal", () => {
  it("never holds what a file wants the terminal to do", () => {
    const text = "SELECT '\u001b]0;owned\u0007', '\u202e' -- \u009b31m";
    const shown = render(text, findingAt(text, "SELECT", { message: "bad \u001b[2J \r\n text" }));
    // eslint-disable-next-line no-control-regex -- that is the point
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(shown).toContain("SELECT '␛]0;owned␇', '<U+202E>' -- <U+009B>31m");
  });

  it("keeps words of every script", () => {
    expect(neutralise("größe 日本語 🚕")).toBe("größe 日本語 🚕");
  });

  it("counts the columns of each unit", () => {
    expect(showLine("a\tb🚕c").columns).toEqual([0, 1, 4, 5, 5, 7, 8]);
  });
});
