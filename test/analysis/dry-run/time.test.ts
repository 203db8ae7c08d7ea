import { describe, expect, it } from "vitest";
import { floorPeriod, floorTime } from "../../../src/analysis/dry-run/time.ts";
import { UNKNOWN } from "../../../src/analysis/dry-run/values.ts";

const at = (iso: string): bigint => BigInt(Date.parse(iso));

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
