import fc from "fast-check";
import { expect, test } from "vitest";
import { fix, lint, verdict } from "../../src/index.ts";

const names = fc.constantFrom("city", "fare", "__time", '"home city"', "bad");
const values = fc.constantFrom("1", "2.5", "'Oslo'", '"P1D"', "NULL", "TIMESTAMP '2024-05-01'");
const operators = fc.constantFrom("=", "<>", "<", "+", "||", "LIKE");
const expression = fc.oneof(names, values, fc.tuple(names, operators, values).map((parts) => parts.join(" ")));
const granularity = fc.constantFrom("DAY", "'P1D'", "WEEK", "MINUTE", "FLOOR(__time TO DAY)", "TIME_FLOOR(__time, 'PT24H')", "ALL TIME");
const key = fc.tuple(names, fc.constantFrom("", " DESC", " ASC")).map((parts) => parts.join(""));
const overwrite = fc.constantFrom("", "OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '2024-05-01' AND __time < TIMESTAMP '2024-05-02'", "OVERWRITE WHERE __time = DATE '2024-05-01'");

/** Statements that are right, nearly right and wrong. */
const statement = fc
  .record({ verb: fc.constantFrom("INSERT", "REPLACE"), overwrite, items: fc.array(expression, { minLength: 1, maxLength: 4 }), where: expression, granularity, key, end: fc.constantFrom("", ";", " LIMIT 5", "\n") })
  .map((parts) => `${parts.verb} INTO trips ${parts.overwrite} SELECT ${parts.items.join(", ")} FROM raw WHERE ${parts.where} PARTITIONED BY ${parts.granularity} CLUSTERED BY ${parts.key}${parts.end}`);
const releases = fc.constantFrom("24", "27", "30", "33", "34");

test("fixing what is fixed changes nothing", () => {
  fc.assert(
    fc.property(statement, releases, fc.boolean(), (sql, druid, unsafe) => {
      const once = fix(sql, { druid, unsafe, preset: "all" }).output;
      expect(fix(once, { druid, unsafe, preset: "all" }).output).toBe(once);
    }),
    { numRuns: 150, seed: 7 },
  );
}, 60_000);

test("fixing never adds an error", () => {
  const rejections = (sql: string, druid: string) => lint(sql, { druid }).filter((finding) => finding.category === "rejected");
  fc.assert(
    fc.property(statement, releases, (sql, druid) => {
      const before = rejections(sql, druid);
      // What the parser stumbles over hides what comes after it.
      if (before.some(({ stage }) => stage === "parse")) return;
      expect(rejections(fix(sql, { druid }).output, druid).length).toBeLessThanOrEqual(before.length);
    }),
    { numRuns: 300, seed: 7 },
  );
}, 60_000);

test("a request that is taken is taken after fixing too", () => {
  fc.assert(
    fc.property(statement, releases, fc.boolean(), (sql, druid, unsafe) => {
      if (verdict(sql, { druid }).verdict !== "accept") return;
      expect(verdict(fix(sql, { druid, unsafe, preset: "all" }).output, { druid }).verdict).toBe("accept");
    }),
    { numRuns: 300, seed: 7 },
  );
}, 60_000);

test("a fix leaves comments and the statements beside it as they are", () => {
  fc.assert(
    fc.property(statement, releases, (sql, druid) => {
      let comments = 0;
      const body = sql.replace(/;$/u, "").replaceAll(/('[^']*'|"[^"]*")|\s+/gu, (_whole, quoted: string | undefined) => quoted ?? ` /*${String(comments++)}*/ `);
      const beside = "SELECT  1  AS x";
      const { output } = fix(`${beside};\n${body};\n${beside}`, { druid });
      expect(output.startsWith(`${beside};\n`) && output.endsWith(`;\n${beside}`), output).toBe(true);
      for (let index = 0; index < comments; index++) expect(output).toContain(`/*${String(index)}*/`);
    }),
    { numRuns: 150, seed: 7 },
  );
}, 60_000);

test("findings stay the same when blanks and comments are put between the words", () => {
  const trivia = fc.constantFrom("  ", "\n", "\r\n", " /* x */ ", " -- y\n");
  const said = (sql: string, druid: string): readonly string[] => lint(sql, { druid, preset: "all" }).map((finding) => `${finding.ruleId} ${sql.slice(finding.start, finding.end).replaceAll(/\/\*.*?\*\/|--[^\n]*\n|\s+/gu, "")}`);
  fc.assert(
    fc.property(statement, releases, trivia, (sql, druid, blank) => {
      // Blanks within quotes are text.
      const loose = sql.replaceAll(/('[^']*'|"[^"]*")|\s+/gu, (_whole, quoted: string | undefined) => quoted ?? blank);
      expect(said(loose, druid)).toEqual(said(sql, druid));
    }),
    { numRuns: 150, seed: 7 },
  );
}, 60_000);

test("findings come in order and lie within the text", () => {
  fc.assert(
    fc.property(fc.oneof(statement, fc.string({ maxLength: 80 })), (text) => {
      const findings = lint(text, { preset: "all" });
      for (const { start, end } of findings) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      expect(findings.map((finding) => finding.start)).toEqual(findings.map((finding) => finding.start).toSorted((a, b) => a - b));
    }),
    { numRuns: 300, seed: 7 },
  );
}, 60_000);
