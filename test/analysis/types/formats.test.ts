import { describe, expect, test } from "vitest";
import { illegalPatternLetter, isInterval, isPeriod, isTimestampText, isTimeZone, jsonPathFault, startsWithJson } from "../../../src/analysis/types/planning/formats.ts";
import { regexFault } from "../../../src/analysis/types/planning/java-regex.ts";

// Each text was tried on Druid 27.0.0.

describe("periods", () => {
  test.each(["P1D", "p1d", "P1W", "PT1.5S", "P1DT1H", "P-1D", "PT36H", "P"])("%s is one", (text) => {
    expect(isPeriod(text)).toBe(true);
  });
  test.each(["PT", "P1", "1D", "-P1D", "P1D ", "P1H", "PT1D", "P1.5D", "P1M1Y", "P99999999999D"])("%s is none", (text) => {
    expect(isPeriod(text)).toBe(false);
  });
});

describe("intervals", () => {
  test.each(["2000/2001", "2000-01-01/P1D", "P1D/2000-01-01", "2000-01-01/2000-01-01", "2000-W01/2001"])("%s is one", (text) => {
    expect(isInterval(text)).toBe(true);
  });
  test.each(["2001/2000", "2000", "2000/", "2000-01-01 00:00:00/2001", "2000-13-01/2001", "PT1H/PT2H", "2000-01-01/P1D/P1D"])("%s is none", (text) => {
    expect(isInterval(text)).toBe(false);
  });
});

test("the first letter that Joda-Time does not know is named, quoted text left out", () => {
  expect(illegalPatternLetter("yyyy-MM-dd'T'HH:mm:ss.SSSZ")).toBeNull();
  expect(illegalPatternLetter("yyyy-MM-ddTHH")).toBe("T");
  expect(illegalPatternLetter("iso")).toBe("i");
});

describe("time zones of TIME_FORMAT", () => {
  test.each(["UTC", "America/Los_Angeles", "EST", "+01:00", "+0100", "Etc/GMT+5"])("%s is one", (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });
  test.each(["utc", "Z", "-8", "GMT+1", "nowhere", "", "+25:00", "UTC "])("%s is none", (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe("texts cast to a timestamp", () => {
  test.each(["2000", "2000-1-1", "2000-01-01T00:00:00Z", "2000-01-01 ", "2000-001", "1", "2000-02-29"])("%s can be read", (text) => {
    expect(isTimestampText(text)).toBe(true);
  });
  test.each(["", "abc", "2000-13-01", "12345", " 2000-01-01", "20000101", "2000-01-01T24:00:00", "2001-02-29", "2000-04-31 10:00:00"])("%s cannot", (text) => {
    expect(isTimestampText(text)).toBe(false);
  });
});

test("a JSON value counts whatever follows it", () => {
  expect(["{}", "1 2", '{"a":1} x', '"a"'].filter(startsWithJson)).toHaveLength(4);
  expect(["{", "tru", "{a:1}", "[1,]", "01", ".5"].filter(startsWithJson)).toEqual([]);
});

describe("paths into JSON", () => {
  test.each(["$", "$.a.b[0]", "$['a']", "$.a[-1]", "$.a b", "$.*"])("%s is one", (path) => {
    expect(jsonPathFault(path)).toBeNull();
  });
  test.each(["a", "lax $.a", "$a", "$..a", "$.a[*]", "$.a[0", "$['a", "$.a'b", "$[]"])("%s is none", (path) => {
    expect(jsonPathFault(path)).toEqual(expect.any(String));
  });
});

describe("regular expressions of Java", () => {
  test.each(["]", "a*+", "a{1,2}", "(?i)a", "(?<n>a)", "[]a]", "\\p{Alpha}", "\\Q(\\E", "(|a)", "^*", "[a&&[^b]]", ".*?"])("%s is one", (pattern) => {
    expect(regexFault(pattern)).toBeNull();
  });
  test.each(["(", ")", "[", "*", "a**", "{", "a{2,1}", "\\", "(?", "[z-a]", "[^]", "|*", "(?P<n>a)", "a)", "\\y"])("%s is none", (pattern) => {
    expect(regexFault(pattern)).toEqual(expect.any(String));
  });
});
