import { afterAll, describe, expect, it } from "vitest";
import { floorKey, levelOf, readFloor } from "./floor.ts";
import { compare, percent, type Summary } from "./harness.ts";
import { loadRecording, recordedReleases } from "./recordings.ts";
import { verdict } from "./subject.ts";

const measured: Summary[] = [];

describe("verdicts agree with Druid's", () => {
  for (const release of recordedReleases()) {
    it(`${release}, as far as it was recorded, at or above the floor`, () => {
      const { summary } = compare(loadRecording(release), verdict);
      measured.push(summary);
      const floor = readFloor()[floorKey(summary)];
      expect(floor, `no floor for ${floorKey(summary)}: npm run conformance -- --write-floor`).toBeDefined();
      if (floor === undefined) return;
      const level = levelOf(summary);
      expect(level.agreement).toBeGreaterThanOrEqual(floor.agreement);
      expect(level.wronglyRejected).toBeLessThanOrEqual(floor.wronglyRejected);
      expect(level.sameStage).toBeGreaterThanOrEqual(floor.sameStage);
    });
  }

  afterAll(() => {
    const lines = measured.map((summary) => `| ${summary.release} | ${percent({ hits: summary.agree, of: summary.statements }).toFixed(2)} % of ${summary.statements} | ${summary.wronglyRejected + summary.errors} | ${summary.wronglyAccepted} |`);
    process.stdout.write(["| release | agree | wrongly rejected | wrongly accepted |", "|---|---:|---:|---:|", ...lines, ""].join("\n"));
  });
});
