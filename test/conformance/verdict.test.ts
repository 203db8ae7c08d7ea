import { afterAll, describe, expect, it } from "vitest";
import { floorKey, levelOf, readFloor } from "./floor.ts";
import { agreementByClass, compare, percent, typeFacts, type Comparison } from "./harness.ts";
import { loadRecording, recordedReleases, stages } from "./recordings.ts";
import { quirks, quirksOf } from "../../src/druid/quirks.ts";
import { requireRelease } from "../../src/druid/releases.ts";
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

  it("names each accident of Druid as one, and follows none that is not listed", () => {
    for (const { rows, summary } of measured) {
      const release = requireRelease(summary.release);
      const refusals = rows.filter((row) => row.refused && row.answer.verdict === "reject");
      for (const { answer, recorded } of refusals) {
        const text = recorded.message ?? "";
        const listed = quirksOf(answer.rule ?? "", release).map((quirk) => quirk.exception);
        if (exceptionIn(text) !== null) expect(listed, `${summary.release} ${recorded.id}: ${text}`).toContain(exceptionIn(text));
        if (answer.message?.includes("by accident: ") === true) expect(exceptionIn(text), `${summary.release} ${recorded.id}: ${answer.message} / ${text}`).not.toBeNull();
      }
    }
  });

  it("has seen each accident that is listed", () => {
    for (const quirk of quirks()) {
      const row = measured.find(({ summary }) => summary.release === quirk.release)?.rows.find(({ statement }) => statement.id === quirk.example);
      expect(row?.answer.rule, `${quirk.release} ${quirk.example}`).toBe(quirk.rule);
      expect(row?.recorded.message?.startsWith(quirk.text), `${quirk.release} ${quirk.example}: ${row?.recorded.message ?? ""}`).toBe(true);
      expect(exceptionIn(quirk.text), quirk.text).toBe(quirk.exception);
    }
  });

  // Shares of Druid's refusals that are found without knowing the tables, as measured; they only rise.
  it.each([
    ["27.0.0", 93.83],
    ["33.0.0", 93.5],
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

const exceptions: readonly (readonly [exception: string, words: RegExp])[] = [
  ["NullPointerException", /NullPointerException|^Cannot (?:invoke|read) |\[Cannot (?:invoke|read) |^null value in entry|^null$/],
  ["ClassCastException", /ClassCastException|cannot be cast to class/],
  ["UnsupportedOperationException", /UnsupportedOperationException/],
  ["IndexOutOfBoundsException", /IndexOutOfBounds|^Index \d+ out of bounds/],
  ["IllegalArgumentException", /fromIndex/],
  ["planner error", /^Error while applying rule /],
];

/** The exception of the JVM, or the failed rule of the planner, that a recorded text shows; null for words that are meant for users. */
function exceptionIn(text: string): string | null {
  return exceptions.find(([, words]) => words.test(text))?.[0] ?? null;
}

function share(ratio: { readonly hits: number; readonly of: number } | undefined): string {
  return ratio === undefined ? "" : `${percent(ratio).toFixed(2)} % of ${String(ratio.of)}`;
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  process.stdout.write(["", line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n"));
}
