import { describe, expect, it } from "vitest";
import { percent, compare, typeFacts } from "./harness.ts";
import { loadMistakes, loadUnseen, loadUnseenOf } from "./recordings.ts";
import { verdict } from "./subject.ts";

// As measured; agreement only rises and wrong refusals only go.
const leastAgreement = 99.95;
const mostWronglyRejected = 0;
const leastSameStage = 99.85;

describe("statements that were not there when the analysis was written", () => {
  const { rows, summary } = compare(loadUnseen(), verdict, {});

  it("are judged as 27.0.0 judged them, at or above the floor", () => {
    expect(rows.length).toBe(2000);
    expect(rows.filter((row) => row.outcome === "error")).toEqual([]);
    expect((100 * summary.agree) / summary.statements).toBeGreaterThanOrEqual(leastAgreement);
    expect(summary.wronglyRejected).toBeLessThanOrEqual(mostWronglyRejected);
    expect(percent(summary.sameStage)).toBeGreaterThanOrEqual(leastSameStage);
  });

  it("have the columns, dimensions and metrics that 27.0.0 gave them", () => {
    for (const fact of typeFacts) expect(percent(summary.types[fact]), fact).toBeGreaterThanOrEqual(99);
  });
});

describe.each([
  { release: "27.0.0", statements: 1608, leastSame: 99.87, leastStage: 99.89 },
  { release: "33.0.0", statements: 1527, leastSame: 99.73, leastStage: 99.1 },
] as const)("statements that were tried on $release for the first time", ({ release, statements, leastSame, leastStage }) => {
  const { rows, summary } = compare(loadUnseenOf(release), verdict, {});

  it("are judged as Druid judged them, at or above the floor", () => {
    expect(rows.length).toBe(statements);
    expect(rows.filter((row) => row.outcome === "error")).toEqual([]);
    expect((100 * summary.agree) / summary.statements).toBeGreaterThanOrEqual(leastSame);
    expect(summary.wronglyRejected).toBe(0);
    expect(percent(summary.sameStage)).toBeGreaterThanOrEqual(leastStage);
  });
});

describe.each([
  { release: "27.0.0", statements: 2784, leastSame: 99.64, mostRefused: 1, leastStage: 100, leastPlace: 99.18 },
  { release: "33.0.0", statements: 1026, leastSame: 98.34, mostRefused: 2, leastStage: 99.88, leastPlace: 99.15 },
] as const)("small mistakes, and what is stored of every expression, on $release", ({ release, statements, leastSame, mostRefused, leastStage, leastPlace }) => {
  const { rows, summary } = compare(loadMistakes(release), verdict, {});

  it("are judged as Druid judged them, at its places, at or above the floor", () => {
    expect(rows.length).toBe(statements);
    expect(rows.filter((row) => row.outcome === "error")).toEqual([]);
    expect((100 * summary.agree) / summary.statements).toBeGreaterThanOrEqual(leastSame);
    expect(summary.wronglyRejected).toBeLessThanOrEqual(mostRefused);
    expect(percent(summary.sameStage)).toBeGreaterThanOrEqual(leastStage);
    expect(percent(summary.samePlace)).toBeGreaterThanOrEqual(leastPlace);
  });

  if (release === "27.0.0") {
    it("have the columns, dimensions and metrics that 27.0.0 gave them", () => {
      for (const fact of typeFacts) expect(percent(summary.types[fact]), fact).toBeGreaterThanOrEqual(99.9);
    });
  }
});
