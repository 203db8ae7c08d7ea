import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { getNodeValue, parseTree } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { configurationSchema } from "../../src/workspace/configuration/shape.ts";
import { validateShape } from "../../src/workspace/configuration/validate.ts";

const schema = configurationSchema(builtinRegistry.entries);
const validator = new Ajv2020({ strict: false }).compile(schema);

function ourProblems(text: string): readonly string[] {
  const node = parseTree(text);
  if (node === undefined) throw new Error("not JSON");
  return validateShape(node, schema).map((problem) => problem.message);
}

function ajvAccepts(text: string): boolean {
  const node = parseTree(text);
  if (node === undefined) throw new Error("not JSON");
  return validator(getNodeValue(node));
}

describe("the configuration's shape", () => {
  it("is what the committed schema file says", () => {
    const { $comment, ...committed } = JSON.parse(readFileSync(new URL("../../schema/msqlint.config.schema.json", import.meta.url), "utf8")) as Record<string, unknown>;
    expect($comment).toMatch(/^Generated/);
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it.each([
    ["an empty object", "{}"],
    ["a release as text and as number", '{ "druid": 27, "overrides": [{ "files": "old/**", "druid": "26.0.0" }] }'],
    ["a rule's severity and its options", '{ "rules": { "trailing-semicolon": ["warn"], "unused-suppression": "off" } }'],
    ["a schema file's contents", '{ "schema": { "complete": true, "tables": { "t": { "columns": { "__time": "TIMESTAMP" } } } } }'],
    ["extensions by name and by form", '{ "functions": ["MY_UDF", { "name": "F", "minArguments": 1 }], "contextKeys": ["x"], "keywords": ["QUALIFY"] }'],
  ])("takes %s, as a schema validator does", (_, text) => {
    expect(ourProblems(text)).toEqual([]);
    expect(ajvAccepts(text)).toBe(true);
  });

  it.each([
    ['{ "durid": "27" }', "unknown key `durid`; did you mean `druid`?"],
    ['{ "druid": 99 }', "`druid`: unknown value `99`, expected one of 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37"],
    ['{ "engine": "native" }', "`engine`: unknown value `\"native\"`, expected one of any, msq"],
    ['{ "gitignore": "yes" }', '`gitignore`: expected a boolean, got `"yes"`'],
    ['{ "extends": 5 }', "`extends`: expected a string or an array, got `5`"],
    ['{ "overrides": [{ "druid": "27" }] }', "`overrides[0]`: `files` is missing"],
    ['{ "overrides": [{ "files": "*", "ignore": [] }] }', "`overrides[0]`: unknown key `ignore`"],
    ['{ "rules": { "trailing-semicolons": "off" } }', "`rules`: unknown rule `trailing-semicolons`; did you mean `trailing-semicolon`?"],
    ['{ "rules": { "trailing-semicolon": "warning" } }', '`rules.trailing-semicolon`: unknown value `"warning"`, expected one of off, info, warn, error'],
    ['{ "functions": [{ "name": "F", "minArguments": -1 }] }', "`functions[0].minArguments`: must be at least 0, got `-1`"],
    ['{ "schema": { "tables": { "t": {} } } }', "`schema.tables.t`: `columns` is missing"],
  ])("refuses %s, as a schema validator does, and says why", (text, message) => {
    expect(ourProblems(text)).toEqual([message]);
    expect(ajvAccepts(text)).toBe(false);
  });

  it("names the place of an unknown key", () => {
    const node = parseTree('{\n  "root": true,\n  "durid": "27"\n}');
    if (node === undefined) throw new Error("not JSON");
    expect(validateShape(node, schema).map((problem) => problem.offset)).toEqual([20]);
  });

  it("sees a key that is given twice", () => {
    expect(ourProblems('{ "root": true, "root": false }')).toEqual(["key `root` is given twice"]);
  });
});
