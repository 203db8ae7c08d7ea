import { describe, expect, it } from "vitest";
import { readRecords } from "../../../src/analysis/dry-run/rows.ts";
import { UNKNOWN } from "../../../src/analysis/dry-run/values.ts";

describe("readRecords", () => {
  it("reads a JSON object a line", () => {
    expect(readRecords({ type: "json" }, '{"a": "x", "n": 1}\n{"a": null}\r\n')).toEqual({
      records: [new Map<string, unknown>([["a", "x"], ["n", 1n]]), new Map([["a", null]])],
      bad: [],
    });
  });

  // As JsonInputFormat of 27.0.0 was seen to read them.
  it.each(["bad one", "", "   ", "{'a': 1}", '{"a": 1,}', '{"a": NaN}', "{a: 1}", '{"a": 01}', '{"a": "x\\q"}', '{"a": 1', "[1", '{"a": "b\tc"}', "nullx", "// note", '\uFEFF{"a": 1}'])("calls the line `%s` no record", (line) => {
    expect(readRecords({ type: "json" }, `{"a": 1}\n${line}\n{"a": 2}`)).toMatchObject({ records: [{}, {}], bad: [{ line: 2, text: line }] });
  });

  it("tells 1.0 from a whole number", () => {
    expect(readRecords({ type: "json" }, '{"a": 1.0} rest')).toEqual({ records: [new Map([["a", 1]])], bad: [] });
  });

  it.each(['{"a": 1} xyz', '{"a": 1}{"a": 2}', '{"a": 1},'])("reads the first value of `%s`", (line) => {
    expect(readRecords({ type: "json" }, line)).toEqual({ records: [new Map([["a", 1n]])], bad: [] });
  });

  it.each(['"ts": 1', "null", "true", "[1]", "12"])("has a row without fields for `%s`", (line) => {
    expect(readRecords({ type: "json" }, line)).toEqual({ records: [new Map()], bad: [] });
  });

  it("leaves undecided what a format with options of its own makes of the text", () => {
    expect(readRecords({ type: "json", featureSpec: { ALLOW_SINGLE_QUOTES: true } }, "{'a': 1}")).toBe(UNKNOWN);
  });

  it("takes column names from the format", () => {
    expect(readRecords({ type: "csv", columns: ["t", "p"] }, "2023-01-01,a\n2023-01-02")).toEqual({
      records: [new Map([["t", "2023-01-01"], ["p", "a"]]), new Map([["t", "2023-01-02"], ["p", null]])],
      bad: [],
    });
  });

  it("takes column names from the header when told to", () => {
    expect(readRecords({ type: "tsv", findColumnsFromHeader: true }, "t\tp\n1\t2")).toMatchObject({ records: [new Map([["t", "1"], ["p", "2"]])] });
  });

  it("lets names in the data win over those of the format, and numbers a column without one", () => {
    expect(readRecords({ type: "csv", columns: ["a", "b"], findColumnsFromHeader: true }, "x,,y\n1,2,3")).toMatchObject({ records: [new Map([["x", "1"], ["column_2", "2"], ["y", "3"]])] });
    expect(readRecords({ type: "csv", findColumnsFromHeader: true }, "x,x\n1,2")).toEqual({ records: [], bad: [{ line: 1, text: "x,x", twice: "x" }] });
  });

  // As RFC4180Parser of opencsv was seen to split them.
  it.each([
    ['"x ""y"" z",3', ['x "y" z', "3"]],
    ['"a,b",c', ["a,b", "c"]],
    ['"a,b', ['"a,b']],
    ['x"y"z,5', ['x"y"z', "5"]],
    ['"x"y,4', ['x"y,4']],
    ['"""",7', ['"', "7"]],
    [' "b",1', [' "b"', "1"]],
  ])("splits %s", (line, fields) => {
    const [record] = (readRecords({ type: "csv", columns: ["a", "b"] }, line) as { records: readonly ReadonlyMap<string, unknown>[] }).records;
    expect([...(record?.values() ?? [])].slice(0, fields.length)).toEqual(fields);
  });

  it("knows no quotes in TSV, and no line that goes on in the next", () => {
    expect(readRecords({ type: "tsv", columns: ["a", "b"] }, '"x\ty"')).toMatchObject({ records: [new Map([["a", '"x'], ["b", 'y"']])] });
    expect(readRecords({ type: "csv", columns: ["a"] }, '"a\nb"')).toMatchObject({ records: [new Map([["a", '"a']]), new Map([["a", 'b"']])] });
  });

  it("makes a list of a field with the list delimiter", () => {
    expect(readRecords({ type: "csv", columns: ["a"], listDelimiter: "|" }, "x|y")).toMatchObject({ records: [new Map([["a", ["x", "y"]]])] });
  });

  it("leaves other formats undecided", () => {
    expect(readRecords({ type: "parquet" }, "")).toBe(UNKNOWN);
  });

  it("writes an object as Java does", () => {
    expect(readRecords({ type: "json" }, '{"a": {"b": 1, "c": [true, null, {"d": "x"}], "e": {}}}')).toEqual({ records: [new Map([["a", "{b=1, c=[true, null, {d=x}], e={}}"]])], bad: [] });
    expect(readRecords({ type: "json" }, '{"a": {"b": 0.1}}')).toEqual({ records: [new Map([["a", UNKNOWN]])], bad: [] });
  });
});
