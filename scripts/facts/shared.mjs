// What every part of the generator needs: reading dumps and folding what each release said into ranges.
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

/** Releases a dump folder may hold, oldest first; the last of each major version stands for it. */
export const recorded = ["24.0.0", "25.0.0", "26.0.0", "27.0.0", "28.0.0", "29.0.1", "31.0.2", "32.0.1", "33.0.0"];

export const majorOf = (release) => Number.parseInt(release, 10);

/**
 * Opens dumps and returns `read(release, file)`, which gives the parsed JSON or null. `source` is a folder with one folder a release,
 * or a packed file of them (fixtures/facts/dumps.json.br, written by pack.mjs).
 */
export function openDumps(source) {
  if (statSync(source).isDirectory()) {
    return (release, name) => {
      const file = join(source, release, name);
      return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
    };
  }
  const packed = JSON.parse(brotliDecompressSync(readFileSync(source)).toString("utf8"));
  return (release, name) => packed[`${release}/${name}`] ?? null;
}

/**
 * Folds a value per recorded release into stretches of equal value:
 * `[{ value, since?, until? }]`, majors inclusive, an end left out where the recordings end.
 * A release between two recorded ones keeps the value of the older.
 * `undefined` stands for absent and yields no stretch.
 */
export function stretches(valuesByRelease) {
  const result = [];
  let start = 0;
  for (let index = 1; index <= recorded.length; index++) {
    const same = index < recorded.length && key(valuesByRelease[index]) === key(valuesByRelease[start]);
    if (same) continue;
    if (valuesByRelease[start] !== undefined) {
      result.push({
        value: valuesByRelease[start],
        ...(start > 0 && { since: majorOf(recorded[start]) }),
        ...(index < recorded.length && { until: majorOf(recorded[index]) - 1 }),
      });
    }
    start = index;
  }
  return result;
}

const key = (value) => (value === undefined ? "" : JSON.stringify(value));

/** Words by range as `[{ since?, until?, words: "A B C" }]`, alphabetically; `holds(release, word)` says where each stands. */
export function wordRanges(words, holds) {
  const groups = new Map();
  for (const word of [...words].sort()) {
    for (const { since, until } of stretches(recorded.map((release) => (holds(release, word) ? true : undefined)))) {
      const group = JSON.stringify({ since, until });
      if (!groups.has(group)) groups.set(group, { ...(since && { since }), ...(until && { until }), words: [] });
      groups.get(group).words.push(word);
    }
  }
  return [...groups.values()].map((group) => ({ ...group, words: group.words.join(" ") }));
}

export function header(what, command) {
  return { what, source: `dumped from Druid ${recorded.join(", ")} by the recorder (conformance/)`, command, generated: true };
}
