import { expect, test } from "vitest";
import { analyze } from "../../../src/analysis/analyze.ts";
import { requireRelease } from "../../../src/druid/releases.ts";
import { parse } from "../../../src/syntax/parser.ts";

/** The text that the first violation stands on. */
function placeOf(sql: string, druid = "33"): readonly [rule: string | undefined, text: string] {
  const release = requireRelease(druid);
  const tree = parse(sql, { release, semicolons: "druid" });
  const [statement] = tree.statements;
  if (statement === undefined) throw new Error("no statement");
  const { violations } = analyze(tree, statement, { release, schema: null, context: [], engine: "msq", through: "plan" });
  const [first] = violations;
  return [first?.rule, first === undefined ? "" : sql.slice(first.start, first.end)];
}

const extern = (source: string, signature: string): string => `SELECT * FROM TABLE(EXTERN('${source}', '{"type":"json"}', '${signature}'))`;
const columns = '[{"name":"city","type":"string"}]';

test("a violation stands on the token inside of the JSON", () => {
  expect(placeOf(extern('{"type":"ftp"}', columns))).toEqual(["extern-unknown-type", '"ftp"']);
  expect(placeOf(extern('{"type":"inline","data":"x"}', '[{"name":"city","type":"varchar"}]'))).toEqual(["signature-invalid-type", '"varchar"']);
});

test("doubled quotes before it do not shift the place", () => {
  expect(placeOf(extern('{"note":"it\'\'s","type":"ftp"}', columns))).toEqual(["extern-unknown-type", '"ftp"']);
});

test("an empty text is the whole literal", () => {
  expect(placeOf(extern("", columns))).toEqual(["extern-invalid-json", "''"]);
});

test("columns of EXTEND and of the signature are the table's columns", () => {
  expect(placeOf(extern('{"type":"inline","data":"x"}', columns).replace("*", "city"))).toEqual([undefined, ""]);
  expect(placeOf("SELECT town FROM TABLE(EXTERN('{\"type\":\"inline\",\"data\":\"x\"}', '{\"type\":\"json\"}')) EXTEND (city VARCHAR)")[1]).toBe("town");
});
