import { describe, expect, test } from "vitest";
import { loadRuns, type RealRun } from "./recordings.ts";
import { agrees } from "./runs.ts";
import { verdict } from "./subject.ts";

/** What the Druid had loaded that the statements were given to. */
const schema = { extensions: ["druid-multi-stage-query"] };
const runs = loadRuns();

function foretell(run: RealRun): ReturnType<typeof verdict> {
  return verdict(run, { release: "27.0.0", schema, faults: true });
}

function by(outcome: RealRun["outcome"]): readonly RealRun[] {
  return runs.filter((run) => run.outcome === outcome);
}

describe("statements that a running Druid 27.0.0 was given", () => {
  test("are 196, of each outcome some", () => {
    expect([by("refused").length, by("failed").length, by("success").length]).toEqual([85, 39, 72]);
  });

  test("and refused are refused", () => {
    expect(by("refused").filter((run) => !agrees(run, foretell(run))).map(({ id }) => id)).toEqual([]);
  });

  test("and that succeeded are accepted, without a fault foretold", () => {
    expect(by("success").filter((run) => !agrees(run, foretell(run))).map(({ id }) => id)).toEqual([]);
  });

  test("and whose task failed: 32 of 39 faults are foretold by code, and no other one instead", () => {
    const failed = by("failed").map((run) => ({ id: run.id, fault: run.fault, foretold: foretell(run).fault ?? null }));
    expect(failed.filter(({ fault, foretold }) => foretold !== null && foretold !== fault)).toEqual([]);
    // What is left is not in the text: segments that are there, lookups that are not, how many rows fit where.
    expect(failed.filter(({ fault, foretold }) => foretold === fault).length).toBeGreaterThanOrEqual(32);
  });

  test("and failed for want of durable storage: foretold where the schema file says that there is none", () => {
    const [run] = runs.filter(({ fault }) => fault === "DurableStorageConfiguration");
    if (run === undefined) throw new Error("not recorded");
    expect(verdict(run, { release: "27.0.0", schema: { ...schema, durableStorage: false }, faults: true })).toMatchObject({ verdict: "accept", fault: "DurableStorageConfiguration" });
  });
});
