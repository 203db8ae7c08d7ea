import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bad, createPlace, fixable, good } from "./run.ts";

const count = 60;

/** Sixty files in three folders: good ones, refused ones, and ones with a fix. */
function files(): Record<string, string> {
  const texts = [good, bad, fixable];
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`sql/${String(index % 3)}/f${String(index)}.sql`, (texts[index % texts.length] ?? good).replace("INTO t", `INTO t${String(index)}`)]));
}

test.each(["json", "stylish", "sarif"])("several threads report in %s what one reports, in its order", (format) => {
  const place = createPlace();
  place.put(files());
  const [one, three] = ["1", "3"].map((threads) => place.run(["--threads", threads, "--format", format, "sql"]));
  expect(three).toEqual(one);
  expect(one?.code).toBe(1);
});

test("what files contradict in one another is found across threads", () => {
  const place = createPlace();
  place.put(Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${String(index)}.sql`, good.replace("OVERWRITE ALL", index === 0 ? "OVERWRITE ALL" : "OVERWRITE WHERE __time >= TIMESTAMP '2024-01-01' AND __time < TIMESTAMP '2024-02-01'").replace("DAY", index === 59 ? "MONTH" : "DAY")])));
  const [one, three] = ["1", "3"].map((threads) => place.run(["--threads", threads, "--format", "compact", "--preset", "all", "."]));
  expect(one?.out).toContain("mixed-granularity");
  expect(three).toEqual(one);
});

test("fixes of several threads are written once each", () => {
  const place = createPlace();
  place.put(files());
  place.run(["--threads", "3", "--fix", "sql"]);
  const text = readFileSync(join(place.folder, "sql/2/f2.sql"), "utf8");
  expect(text).toBe(good.replace("INTO t", "INTO t2"));
});

test("of several broken configurations the first file's is named", () => {
  const place = createPlace();
  place.put({ ...files(), "sql/1/msqlint.config.json": "{ \"rulez\": {} }", "sql/2/msqlint.config.json": "{ \"rulez\": {} }" });
  const named = Object.keys(files()).sort();
  const [one, three] = ["1", "3"].map((threads) => place.run(["--threads", threads, ...named]));
  expect(one?.code).toBe(2);
  expect(one?.error).toContain(join("sql", "1", "msqlint.config.json"));
  expect(three).toEqual(one);
});

test("a number of threads that cannot be is refused", () => {
  const place = createPlace();
  const { code, error } = place.run(["--threads", "0", "."]);
  expect([code, error]).toEqual([2, expect.stringContaining("Expected a number from 1 to 64.")]);
});
