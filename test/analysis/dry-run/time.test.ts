import { describe, expect, it } from "vitest";
import { floorPeriod, floorTime, parseIsoTime, parsePatternTime } from "../../../src/analysis/dry-run/time.ts";
import { UNKNOWN } from "../../../src/analysis/dry-run/values.ts";

const at = (iso: string): bigint => BigInt(Date.parse(iso));

describe("parseIsoTime", () => {
  it.each([
    ["2023-01-01", "2023-01-01T00:00:00Z"],
    ["2023-01", "2023-01-01T00:00:00Z"],
    ["2023-01-02T10:30:00Z", "2023-01-02T10:30:00Z"],
    ["2023-01-01 05:00:00", "2023-01-01T05:00:00Z"],
    ["2023-01-01T05:00:00.25+02:00", "2023-01-01T03:00:00.250Z"],
  ])("reads %s", (text, expected) => {
    expect(parseIsoTime(text)).toBe(at(expected));
  });

  it.each(["yesterday", "2023/01/01", "", "2023-13-01", "2023-02-30", "2023-01-01T24:00:00"])("makes null of %s", (text) => {
    expect(parseIsoTime(text)).toBeNull();
  });

  it.each(["2023-W05-1", "2023-032", "T10:00"])("leaves %s undecided", (text) => {
    expect(parseIsoTime(text)).toBe(UNKNOWN);
  });
});

describe("parsePatternTime", () => {
  it("reads the fields that the pattern names", () => {
    expect(parsePatternTime("31/12/2023 23:05", "dd/MM/yyyy HH:mm")).toBe(at("2023-12-31T23:05:00Z"));
  });

  it("makes null of text that the pattern does not fit", () => {
    expect(parsePatternTime("2023-01-01T00:00:00Z", "dd/MM/yyyy")).toBeNull();
  });

  it("reads a quoted literal", () => {
    expect(parsePatternTime("2023-01-01T07", "yyyy-MM-dd'T'HH")).toBe(at("2023-01-01T07:00:00Z"));
  });

  it.each([["Mon 01", "EEE dd"], ["2023-Jan-01", "yyyy-MMM-dd"], ["2023-01-01 Z", "yyyy-MM-dd Z"], ["23-01-01", "yy-MM-dd"]])("leaves %s by %s undecided", (text, pattern) => {
    expect(parsePatternTime(text, pattern)).toBe(UNKNOWN);
  });
});

describe("floorTime and floorPeriod", () => {
  it.each([
    ["HOUR", "2024-05-15T10:00:00Z"],
    ["WEEK", "2024-05-13T00:00:00Z"],
    ["QUARTER", "2024-04-01T00:00:00Z"],
    ["YEAR", "2024-01-01T00:00:00Z"],
  ])("finds the start of the %s", (unit, expected) => {
    expect(floorTime(at("2024-05-15T10:20:30Z"), unit)).toBe(at(expected));
  });

  it("goes back, not towards 1970, before 1970", () => {
    expect(floorTime(at("1969-12-31T23:30:00Z"), "HOUR")).toBe(at("1969-12-31T23:00:00Z"));
  });

  it("takes periods of hours that divide a day and leaves others undecided", () => {
    expect(floorPeriod(at("2024-05-15T10:20:30Z"), "PT6H")).toBe(at("2024-05-15T06:00:00Z"));
    expect(floorPeriod(at("2024-05-15T10:20:30Z"), "PT7H")).toBe(UNKNOWN);
  });
});
