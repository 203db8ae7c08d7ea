import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { createIncrementalLinter } from "../../src/linter/lint-incrementally.ts";
import { createLinter, type LinterSettings } from "../../src/linter/lint-text.ts";
import { createRegistry, entryOfRule } from "../../src/linter/registry.ts";
import { createRuleSet } from "../../src/linter/rule-set.ts";
import { readLines } from "../conformance/recordings.ts";
import { testRule } from "./support.ts";

const common = { schema: null, context: [], engine: "any", through: "run", suppressions: true } as const;

const statements = readLines<{ readonly sql: string }>(path.join(import.meta.dirname, "../../fixtures/conformance/statements.jsonl.br"))
  .map(({ sql }) => sql)
  .filter((sql) => sql.length < 1500);

const snippets = [";", "'", '"', "\n", " ", "-- msqlint-disable-next-line\n", "/* msqlint-disable clustered-by-desc */ ", "/*", "*/", "SET rowsPerSegment = 5;\n", "--:context msqMode: strict\n", "x", ",", "(", ")", " LIMIT 5", " PARTITIONED BY HOUR", "REPLACE INTO t OVERWRITE ALL SELECT __time FROM s PARTITIONED BY DAY;\n"];

const statement = fc.nat(statements.length - 1).map((index) => statements[index] ?? "");
const text = fc.array(fc.tuple(statement, fc.constantFrom(";\n", ";;\n", "; -- next\n", ";\n/* msqlint-disable-statement */\n")).map((parts) => parts.join("")), { minLength: 2, maxLength: 6 }).map((parts) => parts.join(""));
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.constantFrom(0, 0, 1, 7, 40), insert: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...snippets) }, { weight: 1, arbitrary: statement }) });

describe("a text that changes bit by bit", () => {
  it.each(["imply-2022.06", "24.0.0", "27.0.0", "33.0.0", "34.0.0"])("gives on %s what it gives when it is linted whole", (druid) => {
    const settings: LinterSettings = { ...common, rules: createRuleSet(builtinRegistry, requireRelease(druid), "all") };
    fc.assert(fc.property(text, fc.array(edit, { minLength: 5, maxLength: 10 }), (first, edits) => {
      const [whole, incremental] = [createLinter(settings), createIncrementalLinter(settings)];
      let current = first;
      for (const { at, remove, insert } of edits) {
        expect(incremental.lint(current)).toEqual(whole.lint(current));
        const start = Math.floor(at * current.length);
        current = current.slice(0, start) + insert + current.slice(start + remove);
      }
    }), { seed: 8, numRuns: 12 });
  });

  it("is linted anew only where a statement changed", () => {
    let limits = 0;
    const counting = testRule("counting", () => ({ LimitClause: () => { limits++; } }));
    const registry = createRegistry([{ ...entryOfRule(counting), perText: false }]);
    const linter = createIncrementalLinter({ ...common, rules: createRuleSet(registry, requireRelease("33"), "all") });
    const ten = Array.from({ length: 10 }, (_, index) => `SELECT ${String(index)} FROM t LIMIT 5`);
    linter.lint(ten.join(";\n"));
    expect(limits).toBe(10);
    linter.lint(ten.with(4, "SELECT 'changed' FROM t LIMIT 5").join(";\n"));
    expect(limits).toBe(11);
  });
});
