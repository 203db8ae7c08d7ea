import { expect, test } from "vitest";
import { applyEdits, removalOf } from "../../src/text/edits.ts";

test.each([
  ["SELECT a «AS» FROM t", "SELECT a FROM t"],
  ["SELECT a «AS»\nFROM t", "SELECT a\nFROM t"],
  ["SELECT a\n  «,» b", "SELECT a\n  b"],
  ["SELECT f(a«,»)", "SELECT f(a)"],
  ["«SELECT» SELECT 1", "SELECT 1"],
  ["SELECT a «AS»", "SELECT a"],
])("taking a word out of %j leaves no blanks that part nothing", (marked, expected) => {
  const text = marked.replaceAll(/[«»]/g, "");
  const edit = removalOf(text, { start: marked.indexOf("«"), end: marked.indexOf("»") - 1 });
  expect(applyEdits(text, [edit])).toBe(expected);
});
