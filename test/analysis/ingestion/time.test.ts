import { describe, expect, test } from "vitest";
import { equalPeriod } from "../../../src/analysis/ingestion/equal-period.ts";
import { bucketStart, isAligned } from "../../../src/analysis/ingestion/granularity.ts";
import { after, before, complement, from, intersection, toIntervals, union, upTo } from "../../../src/analysis/ingestion/ranges.ts";
import { instantOf, timeZone, utc } from "../../../src/analysis/ingestion/time-zones.ts";
import { parseTimestamp } from "../../../src/analysis/ingestion/timestamps.ts";
import { granularityByName } from "../../../src/druid/granularities.ts";

describe("ranges of time", () => {
  test("inclusive bounds reach one millisecond further", () => {
    expect(toIntervals(intersection([from(10), before(20)]))).toEqual([{ start: 10, end: 20 }]);
    expect(toIntervals(intersection([after(10), upTo(20)]))).toEqual([{ start: 11, end: 21 }]);
  });

  test("touching ranges become one", () => {
    expect(toIntervals(union([intersection([from(1), before(5)]), intersection([from(5), before(9)])]))).toEqual([{ start: 1, end: 9 }]);
  });

  test("ranges that leave out one instant stay two", () => {
    expect(toIntervals(complement(intersection([from(5), upTo(5)])))).toHaveLength(2);
  });

  test("contradictory bounds leave nothing", () => {
    expect(intersection([from(20), before(10)])).toEqual([]);
  });
});

describe("a TIMESTAMP literal", () => {
  test.each([
    ["2024-05-01", "2024-05-01T00:00:00.000Z"],
    ["2024-5-1 0:0:0", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01 23:59:59.9999", "2024-05-01T23:59:59.999Z"],
    ["12000-01-01", "2000-01-01T00:00:00.000Z"],
  ])("%s means %s", (text, iso) => {
    expect(new Date(parseTimestamp(text)?.millis ?? Number.NaN).toISOString()).toBe(iso);
  });

  test.each(["2024-05-01T00:00:00", "2024-05-01 00:00", "2024-13-01", "2023-02-29", "2024-05-01 24:00:00", " 2024-05-01 ", "20240501", ""])("%j is refused", (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});

describe("a time zone", () => {
  const newYear = Date.UTC(2000, 0, 1);

  test.each([
    ["UTC", 0],
    ["+02:00", 2],
    ["-0530", -5.5],
    ["GMT+8", 8],
    ["Europe/Oslo", 1],
    ["PST", -8],
  ])("%s is %d hours from UTC", (name, hours) => {
    expect((timeZone(name) ?? utc)(newYear)).toBe(hours * 3_600_000);
  });

  test("an unknown name is none, so that Druid takes UTC", () => {
    expect(timeZone("nowhere")).toBeNull();
    expect(timeZone("europe/oslo")).toBeNull();
  });

  test("local time in the gap of a spring night moves on, in the overlap of autumn it is the earlier instant", () => {
    const oslo = timeZone("Europe/Oslo") ?? utc;
    expect(instantOf(Date.UTC(2024, 2, 31, 2, 30), oslo)).toBe(Date.UTC(2024, 2, 31, 1, 30));
    expect(instantOf(Date.UTC(2024, 9, 27, 2, 30), oslo)).toBe(Date.UTC(2024, 9, 27, 0, 30));
  });
});

describe("buckets of a granularity", () => {
  test.each([
    ["WEEK", "2024-05-01T12:00:00Z", "2024-04-29T00:00:00.000Z"],
    ["QUARTER", "2024-05-01T12:00:00Z", "2024-04-01T00:00:00.000Z"],
    ["EIGHT_HOUR", "2024-05-01T12:00:00Z", "2024-05-01T08:00:00.000Z"],
    ["YEAR", "1960-05-01T12:00:00Z", "1960-01-01T00:00:00.000Z"],
  ])("%s of %s begins at %s", (name, instant, start) => {
    const granularity = granularityByName(name);
    expect(granularity === null ? null : new Date(bucketStart(granularity, Date.parse(instant))).toISOString()).toBe(start);
  });

  test("nothing aligns with ALL, everything with NONE", () => {
    const [all, none] = [granularityByName("ALL"), granularityByName("NONE")];
    expect(all !== null && isAligned(all, 0, 86_400_000)).toBe(false);
    expect(none !== null && isAligned(none, 1, Infinity)).toBe(true);
  });

  test.each([
    ["PT24H", "P1D"],
    ["P7D", "P1W"],
    ["P12M", "P1Y"],
    ["PT60M", "PT1H"],
    ["PT2H", null],
    ["P1D", null],
  ])("%s is as long as %s", (period, equal) => {
    expect(equalPeriod(period)).toBe(equal);
  });
});
