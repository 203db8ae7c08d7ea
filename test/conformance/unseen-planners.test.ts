import { describe, expect, it } from "vitest";
import { compare } from "./harness.ts";
import { loadUnseenByPlanners } from "./recordings.ts";
import { verdict } from "./subject.ts";

// As measured; agreement only rises and wrong refusals only go. Those of 29.0.1: it has the check of array types, which its recorder lacks.
const floors = [
  ["24.0.0", 99.79, 0],
  ["25.0.0", 99.86, 0],
  ["26.0.0", 99.92, 0],
  ["28.0.0", 99.79, 0],
  ["29.0.1", 99.79, 2],
  ["31.0.2", 99.93, 0],
  ["32.0.1", 99.93, 0],
] as const;

describe("statements that were not there when the analysis was written, by the planners' releases", () => {
  it.each(floors)("are judged as %s judged them, at or above the floor", (release, leastAgreement, mostWronglyRejected) => {
    const { rows, summary } = compare(loadUnseenByPlanners(release), verdict, {});
    expect(rows.length).toBeGreaterThan(1400);
    expect(rows.filter((row) => row.outcome === "error")).toEqual([]);
    expect((100 * summary.agree) / summary.statements).toBeGreaterThanOrEqual(leastAgreement);
    expect(summary.wronglyRejected).toBeLessThanOrEqual(mostWronglyRejected);
  });
});
