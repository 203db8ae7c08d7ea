import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/linter/finding.ts";
import { fixText } from "../../src/linter/fix-text.ts";
import type { Rule } from "../../src/linter/rule.ts";
import { badColumn, linterWith, testRule } from "./support.ts";

function fixed(text: string, rules: readonly Rule[], unsafe = false): ReturnType<typeof fixText> {
  const linter = linterWith(rules);
  return fixText(text, (each) => linter.lint(each), { unsafe });
}

/** Writes one name for another wherever a column bears it. */
function renaming(name: string, from: string, to: string, fix: "safe" | "unsafe" = "safe"): Rule {
  return testRule(
    name,
    (context) => ({
      ColumnReference: (node) => {
        if (node.parts[0]?.name === from) context.report({ at: node, messageId: "found", fix: (fixer) => fixer.replace(node, to) });
      },
    }),
    { fix },
  );
}

test("every fix of a pass is applied", () => {
  expect(fixed("SELECT bad, a, bad FROM t", [badColumn])).toMatchObject({ output: "SELECT good, a, good FROM t", fixed: 2, findings: [] });
});

test("what is outside of the edits stays byte for byte", () => {
  const text = "-- täglich \u00A0\r\nSELECT\tbad\r\n\r\nFROM t ;\r\n";
  expect(fixed(text, [badColumn]).output).toBe(text.replace("bad", "good"));
});

test("passes go on until nothing is left to fix", () => {
  expect(fixed("SELECT a FROM t", [renaming("a-to-b", "a", "b"), renaming("b-to-c", "b", "c")])).toMatchObject({ output: "SELECT c FROM t", fixed: 2 });
});

test("two rules that undo one another come to an end", () => {
  const result = fixed("SELECT a FROM t", [renaming("a-to-b", "a", "b"), renaming("b-to-a", "b", "a")]);
  expect(result.fixed).toBe(10);
});

test("an unsafe fix is applied only when asked for", () => {
  const rule = renaming("a-to-b", "a", "b", "unsafe");
  expect(fixed("SELECT a FROM t", [rule])).toMatchObject({ output: "SELECT a FROM t", fixed: 0 });
  expect(fixed("SELECT a FROM t", [rule], true)).toMatchObject({ output: "SELECT b FROM t", fixed: 1 });
});

test("a suggestion is never applied", () => {
  const rule = testRule("suggests", (context) => ({
    Select: (node) => {
      context.report({ at: node, messageId: "found", suggestions: [{ title: "remove it", fix: (fixer) => fixer.remove(node) }] });
    },
  }));
  expect(fixed("SELECT 1", [rule], true).output).toBe("SELECT 1");
});

describe("fixes that touch one another", () => {
  test("are applied one pass after the other", () => {
    const rule = testRule(
      "doubled",
      (context) => ({
        BinaryExpression: (node) => {
          if (node.operator === "||") context.report({ at: node, messageId: "found", fix: (fixer) => fixer.replace(node, `CONCAT(${context.sourceCode.textOf(node.left)}, ${context.sourceCode.textOf(node.right)})`) });
        },
      }),
      { fix: "safe" },
    );
    expect(fixed("SELECT a || b || c FROM t", [rule]).output).toBe("SELECT CONCAT(CONCAT(a, b), c) FROM t");
  });

  test("at one place of insertion wait for one another", () => {
    const before = (name: string, word: string): Rule =>
      testRule(
        name,
        (context) => ({
          NumericLiteral: (node) => {
            if (!context.sourceCode.text.includes(word)) context.report({ at: node, messageId: "found", fix: (fixer) => fixer.insertBefore(node, `/*${word}*/ `) });
          },
        }),
        { fix: "safe" },
      );
    expect(fixed("SELECT 1", [before("first", "x"), before("second", "y")]).output).toBe("SELECT /*x*/ /*y*/ 1");
  });
});

describe("a fix that would bring a new error", () => {
  const breaking = renaming("breaks", "a", "FROM FROM");

  test("is not applied", () => {
    expect(fixed("SELECT a FROM t", [breaking])).toMatchObject({ output: "SELECT a FROM t", fixed: 0 });
  });

  test("does not keep the others from being applied", () => {
    expect(fixed("SELECT a, bad FROM t", [breaking, badColumn]).output).toBe("SELECT a, good FROM t");
  });

  test("may show errors of a statement that could not be understood before", () => {
    const lint = (text: string): readonly Finding[] =>
      text === "broken" ? [finding("syntax-error", text, "mended")] : [finding("other", text, null, "validate"), finding("another", text, null, "validate")];
    expect(fixText("broken", lint, { unsafe: false }).output).toBe("mended");
  });
});

function finding(ruleId: string, text: string, replacement: string | null, stage: Finding["stage"] = "parse"): Finding {
  return {
    ruleId,
    severity: "error",
    category: "rejected",
    stage,
    message: ruleId,
    start: 0,
    end: text.length,
    fix: replacement === null ? null : { title: "", edits: [{ start: 0, end: text.length, text: replacement }], safety: "safe" },
    suggestions: [],
    related: [],
    statement: 0,
    fault: null,
    inferred: false,
    release: "33.0.0",
  };
}
