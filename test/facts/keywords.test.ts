import { describe, expect, it } from "vitest";
import { isReserved, keywordSet, reservedWords } from "../../src/druid/keywords.ts";
import { releases, requireRelease, type Release } from "../../src/druid/releases.ts";
import { loadRecording, type Recording } from "../conformance/recordings.ts";

const recorded = releases.filter((release) => release.recorded);

/** Words of a group of statements that put one word in one place, with whether the parser took it. */
function parsed({ statements, verdicts }: Recording, group: string, place: RegExp): readonly (readonly [string, boolean])[] {
  return statements.flatMap((statement) => {
    const word = statement.group === group ? place.exec(statement.sql)?.[1] : undefined;
    const verdict = verdicts.get(statement.id);
    if (word === undefined || verdict === undefined) return [];
    return [[word, verdict.verdict === "accept" || verdict.stage !== "parse"] as const];
  });
}

/** The recordings put each word that was reserved in 27 in four positions. */
describe.each(recorded.map((release) => [release.name, release] as const))("keywords of %s", (name, release: Release) => {
  const recording = loadRecording(name);

  it.each([
    ["keyword.alias", /^SELECT dim1 AS (\S+) FROM foo$/],
    ["keyword.table", /FROM (\S+)$/],
  ])("refuse a reserved word, and no other, in %s", (group, place) => {
    const words = parsed(recording, group, place);
    expect(words.length).toBeGreaterThan(350);
    expect(words.filter(([word, taken]) => taken === isReserved(word, release) && /^\w+$/.test(word))).toEqual([]);
  });

  it("let a reserved word stand as a column only where it is a value of its own", () => {
    const words = parsed(recording, "keyword.column", /^SELECT (\S+) FROM/);
    const values = keywordSet("reservedButColumn", release);
    // Words that begin an expression or an option of SELECT parse as something else than a column.
    const otherwise = /^(?:ALL|DISTINCT|STREAM|ROW|CURRENT_ROW|INTERVAL|PERIOD|END-EXEC|\W.*)$/;
    expect(words.filter(([word, taken]) => !otherwise.test(word) && isReserved(word, release) && taken !== values.has(word))).toEqual([]);
  });

  it("take every non-reserved word of 27 as an alias unless a later release reserved it", () => {
    const words = parsed(recording, "keyword.nonreserved", /^SELECT dim1 AS (\w+),/);
    expect(words.length).toBeGreaterThan(290);
    expect(words.filter(([word, taken]) => taken === isReserved(word, release))).toEqual([]);
  });

  it("agree with the probes on which reserved words can be called", () => {
    const callable = keywordSet("reservedButCallable", release);
    const words = parsed(recording, "keyword.function", /^SELECT (\w+)\(dim1\) AS x FROM foo$/);
    expect(words.length).toBeGreaterThan(300);
    expect(words.filter(([word, taken]) => isReserved(word, release) && taken !== callable.has(word))).toEqual([]);
  });
});

describe("keywords", () => {
  it("of an unrecorded release are those of its basis", () => {
    expect([...reservedWords(requireRelease("37"))]).toEqual([...reservedWords(requireRelease("33"))]);
    expect([...reservedWords(requireRelease("imply-2022.06"))]).toEqual([...reservedWords(requireRelease("24"))]);
    expect([...reservedWords(requireRelease("30"))]).toEqual([...reservedWords(requireRelease("29"))]);
  });

  it("are upper case and compared in any case", () => {
    expect(isReserved("Timestamp", requireRelease("27"))).toBe(true);
    expect(isReserved("qualify", requireRelease("27"))).toBe(false);
    expect(isReserved("qualify", requireRelease("28"))).toBe(true);
  });
});
