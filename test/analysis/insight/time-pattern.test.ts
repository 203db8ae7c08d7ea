import { expect, test } from "vitest";
import { patternMistake } from "../../../src/analysis/insight/time-pattern.ts";

test.each([
  ["yyyy-MM-DD", "day-of-year", "yyyy-MM-dd"],
  ["YYYY/MM/DD HH:mm:ss", "day-of-year", "YYYY/MM/dd HH:mm:ss"],
  ["yyyy-mm-dd", "minute-for-month", "yyyy-MM-dd"],
  ["dd/mm/yyyy", "minute-for-month", "dd/MM/yyyy"],
  ["yyyy-MM-dd HH:MM:ss", "month-for-minute", "yyyy-MM-dd HH:mm:ss"],
  ["yyyy-mm-dd HH:MM:ss", "minute-for-month", "yyyy-MM-dd HH:mm:ss"],
  ["dd.mm.yyyy HH:MM", "minute-for-month", "dd.MM.yyyy HH:mm"],
  ["HH:MM dd/MM/yyyy", "month-for-minute", "HH:mm dd/MM/yyyy"],
  ["yyyy-MM-dd kk:mm", "clock-hour", "yyyy-MM-dd HH:mm"],
  ["yyyy-MM-dd hh:mm:ss", "half-day", "yyyy-MM-dd HH:mm:ss"],
  ["%d/%b/%Y:%H:%M:%S %z", "strftime", "dd/MMM/yyyy:HH:mm:ss Z"],
])("%s: %s, meant as %s", (pattern, kind, meant) => {
  expect(patternMistake(pattern)).toMatchObject({ kind, pattern: meant });
});

test.each([
  "yyyy-MM-dd", "YYYY-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.SSSZ", "dd/MM/yyyy hh:mm a", "yyyy-DDD", "HH:mm", "mm:ss", "M/d/yy h:mm:ss a", "xxxx-'W'ww-e",
  "HH:mm dd.MM.yyyy", "EEE MMM dd HH:mm:ss Z yyyy", "yyyyMMddHH", "yyyy", "MMM yyyy", "",
])("%s says what it seems to say", (pattern) => {
  expect(patternMistake(pattern)).toBeNull();
});
