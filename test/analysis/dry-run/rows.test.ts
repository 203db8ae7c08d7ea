import { describe, expect, it } from "vitest";
import { readRecords } from "../../../src/analysis/dry-run/rows.ts";
import { UNKNOWN } from "../../../src/analysis/dry-run/values.ts";

describe("readRecords", () => {
  it("reads a JSON object a line and passes over blank lines", () => {
    expect(readRecords({ type: "json" }, '{"a": "x", "n": 1}\n\n{"a": null}\r\n')).toEqual({
      records: [new Map<string, unknown>([["a", "x"], ["n", 1n]]), new Map([["a", null]])],
      bad: [],
    });
  });

  it("names the line that is no JSON", () => {
    expect(readRecords({ type: "json" }, '{"a": 1}\nbad one')).toMatchObject({ bad: [{ line: 2, text: "bad one" }] });
  });

  it.each(["{'a': 1}", '{"a": 1', '{"a": 1,}', '{"a": 01}', '{"a": "b\tc"}'])("takes what Jackson does not read for a bad line: %s", (line) => {
    expect(readRecords({ type: "json" }, line)).toMatchObject({ bad: [{ line: 1, text: line }] });
  });

  it("leaves alone what follows the value of a line, as Jackson does", () => {
    expect(readRecords({ type: "json" }, '{"a": 1.0} rest')).toEqual({ records: [new Map([["a", 1]])], bad: [] });
  });

  it("leaves a line undecided that is JSON and no object", () => {
    expect(readRecords({ type: "json" }, "[1, 2]")).toBe(UNKNOWN);
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

  it("leaves quoted fields and other formats undecided", () => {
    expect(readRecords({ type: "csv", columns: ["a"] }, '"a\nb"')).toBe(UNKNOWN);
    expect(readRecords({ type: "parquet" }, "")).toBe(UNKNOWN);
  });
});
