import { describe, expect, it } from "vitest";
import { floorKey, levelOf, readFloor } from "./floor.ts";
import { compare } from "./harness.ts";
import { loadGrammar, loadProbes, loadRecording } from "./recordings.ts";
import { verdict } from "./subject.ts";

// Share of the refused statements where the place is within the token that Druid names or the one before; as measured, it only rises.
const grammarPlaces: Readonly<Record<string, number>> = { "27.0.0": 98.19, "33.0.0": 97.48 };

describe("the parser agrees with Druid's", () => {
  for (const release of ["27.0.0", "33.0.0"]) {
    it(`on what ${release} refuses and takes, at or above the floor`, () => {
      const { summary } = compare(loadRecording(release), verdict, { through: "parse" });
      const floor = readFloor()[floorKey(summary)];
      expect(floor, `no floor for ${floorKey(summary)}: npm run conformance -- --through parse --write-floor`).toBeDefined();
      if (floor === undefined) return;
      const level = levelOf(summary);
      expect(level.agreement).toBeGreaterThanOrEqual(floor.agreement);
      expect(level.wronglyRejected).toBeLessThanOrEqual(floor.wronglyRejected);
      expect(level.nearPlace).toBeGreaterThanOrEqual(floor.nearPlace);
    });

    it(`on statements over the whole grammar and near misses of them, which ${release} was given`, () => {
      const { rows, summary } = compare(loadGrammar(release), verdict, { through: "parse" });
      expect(rows.length).toBeGreaterThan(1500);
      expect(rows.filter((row) => row.outcome !== "agree").map((row) => row.statement.sql)).toEqual([]);
      expect(levelOf(summary).nearPlace).toBeGreaterThanOrEqual(grammarPlaces[release] ?? 100);
    });

    it(`on every probe of syntax and PARTITIONED BY that ${release} takes`, () => {
      const { rows } = compare(loadProbes(release), verdict, { through: "parse" });
      expect(rows.filter((row) => row.outcome === "wrongly-rejected" || row.outcome === "error").map((row) => row.statement.sql)).toEqual([]);
    });
  }
});
