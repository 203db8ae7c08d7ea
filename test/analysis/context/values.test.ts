import { describe, expect, test } from "vitest";
import { isIndexSpec } from "../../../src/analysis/context/index-spec.ts";
import { readBoolean, readEnum, readInteger, readLong, readString, readStringList } from "../../../src/analysis/context/values.ts";

describe("a boolean of the context", () => {
  test.each([
    [true, true],
    ["true", true],
    ["TRUE", true],
    ["yes", false],
    ["", false],
  ])("%j is read as %s", (value, read) => {
    expect(readBoolean(value)).toEqual({ value: read, expected: null });
  });

  test.each([0, 1, [], {}])("%j is refused", (value) => {
    expect(readBoolean(value).expected).toBe("boolean");
  });

  test("null counts as absent", () => {
    expect(readBoolean(null)).toEqual({ value: null, expected: null });
  });
});

describe("a whole number of the context", () => {
  test.each([
    [3, 3],
    [2.9, 2],
    [-0.5, -0],
    ["3", 3],
    ["+2", 2],
    ["2.0", 2],
    ["2.", 2],
    [".2e1", 2],
    ["1e3", 1000],
    ["20e-1", 2],
  ])("%j is read as %d", (value, read) => {
    expect(readInteger(value).value).toBe(read);
  });

  test.each(["2.5", " 2", "", "2_000", "0x2", "3000000000", "1e400", true, [], {}])("%j is refused", (value) => {
    expect(readInteger(value).expected).toBe("integer");
  });

  test("a number beyond 32 bits wraps around as in Java", () => {
    expect(readInteger(2147483648).value).toBe(-2147483648);
    expect(readInteger(3000000000).value).toBe(-1294967296);
    expect(readLong(3000000000).value).toBe(3000000000);
  });

  test("a number that JSON reads as a double saturates", () => {
    expect(readInteger(1e20).value).toBe(2147483647);
  });
});

describe("names and lists of the context", () => {
  test("an enumeration is read in any case, blanks count", () => {
    expect(readEnum("AUTO", ["max", "auto"]).value).toBe("auto");
    expect(readEnum("MAX ", ["max", "auto"]).expected).toBe("enum");
    expect(readEnum(1, ["max"]).expected).toBe("string");
  });

  test("a text must be a text", () => {
    expect(readString(5).expected).toBe("string");
  });

  test.each([
    ["__time, city", ["__time", "city"]],
    ['"__time",city', ["__time", "city"]],
    ["__time,", ["__time"]],
    ["", []],
    [" ", [""]],
    ['["__time","city"] and more', ["__time", "city"]],
    ["[1, null]", ["1", "null"]],
  ])("the list %j is read as %j", (value, names) => {
    expect(readStringList(value).value).toEqual(names);
  });

  test.each(["[", "['__time']", '[["__time"]]'])("the list %j is refused", (value) => {
    expect(readStringList(value).expected).toBe("string-list");
  });

  test("a JSON list is no text", () => {
    expect(readStringList(["__time"]).expected).toBe("string");
  });
});

describe("an indexSpec", () => {
  test.each([{}, "{}", '{} trailing', { dimensionCompression: "LZ4" }, { stringDictionaryEncoding: { type: "frontCoded", bucketSize: "4" } }, { bitmap: { type: "nosuch" } }])("%j passes", (value) => {
    expect(isIndexSpec(value)).toBe(true);
  });

  test.each(["", "x", [], 1, { dimensionCompression: "nosuch" }, { longEncoding: 1 }, { stringDictionaryEncoding: { type: "frontCoded", bucketSize: 3 } }, { bitmap: "roaring" }])("%j is refused", (value) => {
    expect(isIndexSpec(value)).toBe(false);
  });
});
