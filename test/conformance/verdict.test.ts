import { afterAll, describe, expect, it } from "vitest";
import { floorKey, levelOf, readFloor } from "./floor.ts";
import { agreementByClass, compare, percent, typeFacts, type Comparison } from "./harness.ts";
import { loadRecording, recordedReleases, stages } from "./recordings.ts";
import { verdict } from "./subject.ts";

const measured: Comparison[] = [];
const leastOfClass = 98;

describe("verdicts agree with Druid's", () => {
  for (const release of recordedReleases()) {
    it(`${release}, as far as it was recorded, at or above the floor`, () => {
      const comparison = compare(loadRecording(release), verdict);
      const { summary } = comparison;
      measured.push(comparison);
      const floor = readFloor()[floorKey(summary)];
      expect(floor, `no floor for ${floorKey(summary)}: npm run conformance -- --write-floor`).toBeDefined();
      if (floor === undefined) return;
      const level = levelOf(summary);
      expect(level.agreement).toBeGreaterThanOrEqual(floor.agreement);
      expect(level.wronglyRejected).toBeLessThanOrEqual(floor.wronglyRejected);
      expect(level.sameStage).toBeGreaterThanOrEqual(floor.sameStage);
      for (const fact of typeFacts) expect(level.types?.[fact] ?? 100, fact).toBeGreaterThanOrEqual(floor.types?.[fact] ?? 0);
      for (const [name, ratio] of agreementByClass(comparison.rows)) expect(percent(ratio), name).toBeGreaterThanOrEqual(leastOfClass);
    });
  }

  // Shares of Druid's refusals that are found without knowing the tables, as measured; they only rise.
  it.each([
    ["27.0.0", 93.79],
    ["33.0.0", 93.41],
  ])("%s: of statements whose tables are not known none is refused that Druid takes", (release, leastFound) => {
    const { rows } = compare({ ...loadRecording(release), schema: {} }, verdict);
    const refused = rows.filter((row) => row.refused);
    const found = refused.filter((row) => row.outcome === "agree");
    process.stdout.write(`${release} without a schema: ${percent({ hits: found.length, of: refused.length }).toFixed(2)} % of ${String(refused.length)} refusals found\n`);
    expect(rows.filter((row) => row.outcome === "wrongly-rejected" || row.outcome === "error").map((row) => row.statement.sql)).toEqual([]);
    expect(percent({ hits: found.length, of: refused.length })).toBeGreaterThanOrEqual(leastFound);
  });

  afterAll(() => {
    printTable(["release", "agree", "wrongly rejected", "wrongly accepted"], measured.map(({ summary }) => [summary.release, `${percent({ hits: summary.agree, of: summary.statements }).toFixed(2)} % of ${String(summary.statements)}`, String(summary.wronglyRejected + summary.errors), String(summary.wronglyAccepted)]));
    const classes = ["accepted", ...stages];
    printTable(["the same verdict by class", ...classes], measured.map(({ rows, summary }) => {
      const byClass = agreementByClass(rows);
      return [summary.release, ...classes.map((name) => share(byClass.get(name)))];
    }));
    printTable(["agreed rejections", "same stage", "same place"], measured.map(({ summary }) => [summary.release, share(summary.sameStage), share(summary.samePlace)]));
    const typed = measured.filter(({ summary }) => summary.types.columns.of > 0);
    printTable(["accepted: the same", ...typeFacts], typed.map(({ summary }) => [summary.release, ...typeFacts.map((fact) => share(summary.types[fact]))]));
  });
});

function share(ratio: { readonly hits: number; readonly of: number } | undefined): string {
  return ratio === undefined ? "" : `${percent(ratio).toFixed(2)} % of ${String(ratio.of)}`;
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  process.stdout.write(["", line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n"));
}
