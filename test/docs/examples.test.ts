/* eslint-disable @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the examples of the guides are run as they stand */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as msqlint from "../../src/index.ts";
import { defineRule, RuleTester, type Rule } from "../../src/index.ts";

const docs = join(import.meta.dirname, "../../docs");

function javascriptBlocks(file: string): readonly string[] {
  return [...readFileSync(join(docs, file), "utf8").matchAll(/```js\n([\s\S]*?)```/gu)].map((match) => match[1] ?? "");
}

/** Runs the text of a module whose imports are given as values; the value of `export default` or of an expression. */
function run(code: string, names: Readonly<Record<string, unknown>>): unknown {
  const body = code.replaceAll(/^import .*$/gmu, "").replace("export default", "return");
  return new Function(...Object.keys(names), body)(...Object.values(names)) as unknown;
}

describe("docs/api.md", () => {
  const [code = ""] = javascriptBlocks("api.md");
  const examples = [...code.matchAll(/^([a-z][^\n]*);\n\/\/ → (.*)$/gmu)].map((match) => [match[1] ?? "", match[2] ?? ""] as const);
  const declarations = code.split("\n").filter((line) => line.startsWith("const ")).join("\n");

  it("has an example for each function", () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)("%s", (expression, shown) => {
    const { analyze, fix, lint, parse, verdict } = msqlint;
    const actual = run(`${declarations}\nreturn ${expression};`, { analyze, fix, lint, parse, verdict });
    const expected = new Function(`return (${shown.replace(", …", "")});`)() as unknown;
    if (typeof expected === "object" && !Array.isArray(expected)) expect(actual).toMatchObject(expected as object);
    else expect(actual).toEqual(expected);
  });
});

describe("docs/custom-rules.md", () => {
  const [ruleCode = "", testCode = ""] = javascriptBlocks("custom-rules.md");
  const rule = run(ruleCode.replaceAll(/^\/\/.*$/gmu, ""), { defineRule }) as Rule;

  it("shows a rule that passes its own test", () => {
    const { describe: group, it: test } = RuleTester;
    const atOnce = (_name: string, body: () => void): void => {
      body();
    };
    Object.assign(RuleTester, { describe: atOnce, it: atOnce });
    try {
      run(testCode, { RuleTester, rule });
    } finally {
      Object.assign(RuleTester, { describe: group, it: test });
    }
  });

  it("shows a rule that finds what it says", () => {
    const findings = msqlint.lint("INSERT INTO tmp_trips SELECT __time FROM s PARTITIONED BY DAY", { customRules: [rule], rules: { "no-temporary-target": "error" } });
    expect(findings.map((finding) => finding.message)).toEqual(["`tmp_trips` is a temporary datasource: nothing in this repository may write it"]);
  });
});
