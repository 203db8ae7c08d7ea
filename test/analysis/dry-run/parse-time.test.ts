import { describe, expect, it } from "vitest";
import { parseIsoTime, parsePatternTime } from "../../../src/analysis/dry-run/parse-time.ts";
import { UNKNOWN } from "../../../src/analysis/dry-run/values.ts";

/** Times as Joda-Time 2.12.5 was seen to read them, by the parser that Druid puts together for texts without a pattern. */
const read: readonly (readonly [string, string])[] = [
  ["2023-01-01", "2023-01-01T00:00:00Z"],
  ["2023-01", "2023-01-01T00:00:00Z"],
  ["2023-1-2T3:4:5", "2023-01-02T03:04:05Z"],
  ["2023-01-02T10:30:00Z", "2023-01-02T10:30:00Z"],
  ["2023-01-01 05:00:00", "2023-01-01T05:00:00Z"],
  ["2023-01-01T05:00:00.25+02:00", "2023-01-01T03:00:00.250Z"],
  ["2023-01-01T05:00:00,1239", "2023-01-01T05:00:00.123Z"],
  ["2023-01-01t00:00:00z", "2023-01-01T00:00:00Z"],
  ["2023-01-01T", "2023-01-01T00:00:00Z"],
  ["2023-01-01 ", "2023-01-01T00:00:00Z"],
  ["2023-01-01TZ", "2023-01-01T00:00:00Z"],
  ["2023-01-01T+02:00", "2022-12-31T22:00:00Z"],
  ["2023T10", "2023-01-01T10:00:00Z"],
  ["2023-01-01T10.5", "2023-01-01T10:30:00Z"],
  ["2023-01-01T10:30.5Z", "2023-01-01T10:30:30Z"],
  ["2023-01-01T10:30:00+02:00:00", "2023-01-01T08:30:00Z"],
  ["2023-01-01T10:30:00-0230", "2023-01-01T13:00:00Z"],
  ["-2023-01-03", "-002023-01-03T00:00:00Z"],
];

const readByPattern: readonly (readonly [string, string, string])[] = [
  ["31/12/2023 23:05", "dd/MM/yyyy HH:mm", "2023-12-31T23:05:00Z"],
  ["20230131", "yyyyMMdd", "2023-01-31T00:00:00Z"],
  ["20230131101112", "yyyyMMddHHmmss", "2023-01-31T10:11:12Z"],
  ["20230131101112345", "yyyyMMddHHmmssSSS", "2023-01-31T10:11:12.345Z"],
  ["2023-01-01T07", "yyyy-MM-dd'T'HH", "2023-01-01T07:00:00Z"],
  ["2023-01-31t10:11:12z", "yyyy-MM-dd'T'HH:mm:ss'Z'", "2023-01-31T10:11:12Z"],
  ["-2023-01-03", "yyyy-MM-dd", "-002023-01-03T00:00:00Z"],
  ["+2023-1-3", "yyyy-MM-dd", "2023-01-03T00:00:00Z"],
  ["20231-01-03", "yyyy-MM-dd", "+020231-01-03T00:00:00Z"],
  ["7 o'clock", "H 'o''clock'", "1970-01-01T07:00:00Z"],
  ["t'x2023", "'T''X'yyyy", "2023-01-01T00:00:00Z"],
  // Of 2000 where a month or a day is named without a year.
  ["02-29", "MM-dd", "2000-02-29T00:00:00Z"],
];

const at = (iso: string): bigint => BigInt(Date.parse(iso));

describe("parseIsoTime", () => {
  it.each(read)("reads `%s`", (text, expected) => {
    expect(parseIsoTime(text)).toMatchObject({ time: at(expected) });
  });

  it.each([
    "yesterday", "2023/01/01", "", "2023-13-01", "2023-02-30", "2023-01-01T24:00:00", "2023-01-01Z", "2023-01-01+02:00", "2023-01-01  ", " 2023-01-01", "T10:00",
    "2023-01-01T10:30:00.", "2023-01-01T10:30:00.1234567890", "2023-01-01T10:30:00+2", "2023-01-01T10:30:00+02:", "2023-01-01T10:30:00+24:00", "20230101123",
  ])("makes null of `%s`", (text) => {
    expect(parseIsoTime(text)).toBeNull();
  });

  it.each(["2023-W05-1", "2023-w05", "2023-032", "2023-032T10:00", "290000000-01-01"])("leaves `%s` undecided", (text) => {
    expect(parseIsoTime(text)).toBe(UNKNOWN);
  });

  it("tells whether the text names its offset", () => {
    expect([parseIsoTime("2023-01-01T00:00z"), parseIsoTime("2023-01-01T00:00")]).toMatchObject([{ zoned: true }, { zoned: false }]);
  });
});

describe("parsePatternTime", () => {
  it.each(readByPattern)("reads `%s` by `%s`", (text, pattern, expected) => {
    expect(parsePatternTime(text, pattern)).toMatchObject({ time: at(expected) });
  });

  it.each([
    ["2023-01-01T00:00:00Z", "dd/MM/yyyy"],
    ["2023", "yyyyMMdd"],
    ["202301311", "yyyyMMdd"],
    ["20231301", "yyyyMMdd"],
    ["-2023-01-03", "YYYY-MM-dd"],
    ["0000-01-03", "YYYY-MM-dd"],
    ["2023-01-03 ", "yyyy-MM-dd"],
    ["930", "Hmm"],
  ])("makes null of `%s` by `%s`", (text, pattern) => {
    expect(parsePatternTime(text, pattern)).toBeNull();
  });

  it.each([
    ["Mon 01", "EEE dd"], ["2023-Jan-01", "yyyy-MMM-dd"], ["2023-01-01 Z", "yyyy-MM-dd Z"], ["23-01-01", "yy-MM-dd"], ["2023-01-01 'T", "yyyy-MM-dd 'T"], ["01 02", "dd dd"],
  ])("leaves `%s` by `%s` undecided", (text, pattern) => {
    expect(parsePatternTime(text, pattern)).toBe(UNKNOWN);
  });
});
