import { describe, expect, test } from "vitest";
import type { Node } from "../../src/syntax/nodes.ts";
import { anyLimit, badColumn, linterWith, said, testRule } from "./support.ts";

describe("listeners", () => {
  test("are called for nodes of their kind on the way down, and on the way up as `:exit`", () => {
    const calls: string[] = [];
    const rule = testRule("order", () => ({
      Select: () => void calls.push("Select"),
      "Select:exit": () => void calls.push("Select:exit"),
      ColumnReference: (node) => void calls.push(node.parts[0]?.name ?? ""),
      Statement: () => void calls.push("Statement"),
    }));
    linterWith([rule]).lint("SELECT a, b FROM t");
    expect(calls).toEqual(["Statement", "Select", "a", "b", "Select:exit"]);
  });

  test("see the nodes above theirs, the nearest first", () => {
    let kinds: readonly string[] = [];
    const rule = testRule("ancestors", (context) => ({
      NumericLiteral: (node) => {
        kinds = context.sourceCode.ancestors(node).map((ancestor: Node) => ancestor.kind);
      },
    }));
    linterWith([rule]).lint("SELECT a + 1 FROM t");
    expect(kinds).toEqual(["BinaryExpression", "SelectItem", "Select", "Query", "QueryStatement"]);
  });

  test("hear of the identifiers in names, too", () => {
    const names: string[] = [];
    const rule = testRule("identifiers", () => ({ Identifier: (node) => void names.push(node.name) }));
    linterWith([rule]).lint("SELECT t.a FROM s.t");
    expect(names).toEqual(["t", "a", "s", "t"]);
  });

  test("of a kind that does not exist are a defect of the rule", () => {
    const rule = testRule("typo", () => ({ Selekt: () => undefined }) as object);
    expect(() => linterWith([rule]).lint("SELECT 1")).toThrow("`Selekt`");
  });

  test("keep their state within one text", () => {
    const rule = testRule("counter", (context) => {
      let count = 0;
      return { Statement: (node) => { context.report({ at: node, messageId: "found", data: { what: ++count } }); } };
    });
    const linter = linterWith([rule]);
    const counts = (): readonly string[] => linter.lint("SELECT 1; SELECT 2").map((finding) => finding.message);
    expect([counts(), counts()]).toEqual([["found 1", "found 2"], ["found 1", "found 2"]]);
  });

  test("reach the last of ten thousand terms", () => {
    const text = `SELECT a FROM t WHERE ${"a = 1 AND ".repeat(10_000)}bad = 2`;
    expect(said(linterWith([badColumn]), text)).toEqual(["bad-column@bad"]);
  });
});

describe("findings", () => {
  test("come in order of place, whatever the order of reports", () => {
    const rule = testRule("backwards", (context) => ({
      "Select:exit": (node) => {
        for (const item of [...node.items].reverse()) context.report({ at: item, messageId: "found", data: { what: "x" } });
      },
    }));
    expect(said(linterWith([rule]), "SELECT a, b, c FROM t")).toEqual(["backwards@a", "backwards@b", "backwards@c"]);
  });

  test("that are hints wait where an error is said of the same clause", () => {
    const error = testRule("refused", (context) => ({
      NumericLiteral: (node) => { context.report({ at: node, messageId: "found", data: { what: "a number" } }); },
    }), { category: "rejected", severity: "error" });
    expect(said(linterWith([anyLimit, error]), "SELECT a FROM t LIMIT 5")).toEqual(["refused@5"]);
    expect(said(linterWith([anyLimit, error]), "SELECT 1 FROM t LIMIT ALL")).toEqual(["refused@1", "any-limit@LIMIT ALL"]);
    expect(said(linterWith([badColumn, error]), "SELECT bad, 1 FROM t")).toEqual(["bad-column@bad", "refused@1"]);
  });

  test("that are one mistake at several places are said once, with the other places beside", () => {
    const once = testRule("once", (context) => ({
      ColumnReference: (node) => { context.report({ at: node, messageId: "found", data: { what: node.parts[0]?.name ?? "" } }); },
    }), { saidOnce: true });
    const findings = linterWith([once]).lint("SELECT a, b, a FROM t; SELECT a FROM t");
    expect(findings.map(({ start, related }) => [start, related.map((place) => place.start)])).toEqual([[7, [13]], [10, []], [30, []]]);
  });

  test("about the same refused expression are one, where nothing mends it", () => {
    const refused = testRule("refused", (context) => ({
      FunctionCall: (node) => { context.report({ at: node, messageId: "found", data: { what: "a call" } }); },
    }), { category: "rejected", severity: "error" });
    const findings = linterWith([refused]).lint("SELECT LOWER(a), LOWER(b) FROM t WHERE LOWER(a) = 'x'");
    expect(findings.map(({ start, related }) => [start, related.map((place) => place.start)])).toEqual([[7, [39]], [17, []]]);
  });

  test("of the same mistake at the same place are one", () => {
    const rule = testRule("twice", (context) => ({
      Select: (node) => {
        context.report({ at: node, messageId: "found", data: { what: "x" } });
        context.report({ at: node, messageId: "found", data: { what: "x" } });
      },
    }));
    expect(linterWith([rule]).lint("SELECT 1")).toHaveLength(1);
  });

  test("give way to a rule that says the mistake better", () => {
    const better = testRule("better", (context) => ({ ColumnReference: (node) => { context.report({ at: node, messageId: "found" }); } }), { supersedes: ["bad-column"] });
    expect(said(linterWith([badColumn, better]), "SELECT bad FROM t")).toEqual(["better@bad"]);
  });

  test("name their statement by its number in the text", () => {
    expect(linterWith([badColumn]).lint("SELECT 1; SELECT bad FROM t").map((finding) => finding.statement)).toEqual([1]);
  });

  test("of a release that nobody asked are at most warnings and say so", () => {
    const rule = testRule("refused", (context) => ({ Select: (node) => { context.report({ at: node, messageId: "found" }); } }), { category: "rejected", severity: "error" });
    const [finding] = linterWith([rule], { druid: "35" }).lint("SELECT 1");
    expect(finding).toMatchObject({ severity: "warn", inferred: true, release: "35.0.1" });
    expect(finding?.message).toContain("inferred");
    expect(linterWith([rule], { druid: "33" }).lint("SELECT 1")[0]).toMatchObject({ severity: "error", inferred: false });
  });

  test("take the severity that the configuration gives", () => {
    expect(linterWith([badColumn], { settings: { "bad-column": "error" } }).lint("SELECT bad FROM t")[0]?.severity).toBe("error");
    expect(linterWith([badColumn], { settings: { "bad-column": "off" } }).lint("SELECT bad FROM t")).toEqual([]);
  });
});

describe("fixes", () => {
  test("stand with the finding, with their title and their promise", () => {
    const [finding] = linterWith([badColumn]).lint("SELECT bad FROM t");
    expect(finding?.fix).toEqual({ title: "write `good`", edits: [{ start: 7, end: 10, text: "good" }], safety: "safe" });
  });

  test("of a rule that promises nothing are suggestions", () => {
    const rule = testRule("shy", (context) => ({ ColumnReference: (node) => { context.report({ at: node, messageId: "found", fix: (fixer) => fixer.remove(node) }); } }));
    const [finding] = linterWith([rule]).lint("SELECT a FROM t");
    expect(finding?.fix).toBeNull();
    expect(finding?.suggestions).toEqual([{ title: "fix `shy`", edits: [{ start: 7, end: 8, text: "" }] }]);
  });
});

describe("a statement that cannot be understood", () => {
  const broken = "SELECT a FROM WHERE bad; SELECT bad FROM t";

  test("is left alone by rules, the others of the text are not", () => {
    expect(said(linterWith([badColumn]), broken).filter((each) => each.startsWith("bad-column"))).toEqual(["bad-column@bad"]);
  });

  test("is shown to rules that ask for it", () => {
    const seen: boolean[] = [];
    const rule = testRule("tolerant", () => ({ Statement: (_node, analysis) => void seen.push(analysis.parsed.sound) }), { tolerant: true });
    linterWith([rule]).lint(broken);
    expect(seen).toEqual([false, true]);
  });
});

test("a check of Druid's for which there is no rule is still said", () => {
  const [finding] = linterWith([]).lint("SELECT a FROM t )");
  expect(finding).toMatchObject({ severity: "error", category: "rejected" });
  expect(finding?.message).toMatch(/^Druid refuses this statement/u);
});

test("SET before a statement is its context from 34 on, and no statement to be refused", () => {
  const linter = linterWith([anyLimit], { druid: "34" });
  expect(said(linter, "SET maxNumTasks = 3; SELECT a FROM t")).toEqual([]);
});

test("the preview's context comments are the statement's context there", () => {
  let keys: readonly string[] = [];
  const rule = testRule("context-keys", () => ({ Statement: (_node, analysis) => { keys = [...analysis.context.keys()]; } }));
  const text = "--:context msqNumTasks: 3\nSELECT a FROM t";
  linterWith([rule], { druid: "imply-2022.06" }).lint(text);
  expect(keys).toEqual(["maxNumTasks"]);
  linterWith([rule], { druid: "27" }).lint(text);
  expect(keys).toEqual([]);
});
