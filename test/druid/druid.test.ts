import { beforeAll, describe, expect, it } from "vitest";
import { runStatement, startServer, type DruidServer, type RunOutcome } from "../../conformance/lib/server.mjs";
import { pullSchema } from "../../src/workspace/cluster.ts";
import { loadRuns, type RealRun } from "../conformance/recordings.ts";
import { agrees } from "../conformance/runs.ts";
import { verdict } from "../conformance/subject.ts";

/** As conformance/server has them: datasketches lies there and is not loaded. */
const loadedExtensions = ["druid-multi-stage-query"];
let druid: DruidServer;

beforeAll(async () => {
  druid = await startServer({
    say: (message) => {
      console.log(message);
    },
  });
  return () => druid.stop();
});

/** A worker that fails fast can be gone before its fault is asked for: then the same statement is given once more. */
async function outcomeOf(run: RealRun): Promise<RunOutcome> {
  const outcome = await runStatement(druid, run);
  return outcome.fault === "WorkerRpcFailed" && run.fault !== outcome.fault ? runStatement(druid, run) : outcome;
}

/** What two of them need that was there when they were recorded: rows of the same table in other time chunks. */
const chunksBefore: Readonly<Record<string, string>> = { alloc_append_month_over_day: "DAY", alloc_append_day_over_all: "ALL" };

// In their order: later ones read what earlier ones wrote.
describe("a statement given to a running Druid 27.0.0", () => {
  it.each(loadRuns())("$id", async (run) => {
    const before = chunksBefore[run.id];
    if (before !== undefined) await runStatement(druid, { sql: run.sql.replace(/PARTITIONED BY \w+$/u, `PARTITIONED BY ${before}`) });
    const outcome = await outcomeOf(run);
    expect(outcome).toMatchObject({ outcome: run.outcome, ...(run.status !== undefined && { status: run.status }), ...(run.fault !== undefined && { fault: run.fault }) });
    const foretold = verdict(run, { release: "27.0.0", schema: { extensions: loadedExtensions }, faults: true });
    expect(agrees(outcome, foretold), JSON.stringify({ outcome, foretold })).toBe(true);
  });
});

describe("schema pull from a running Druid", () => {
  const pull = () => pullSchema({ url: druid.broker, authorization: null, timeoutMilliseconds: 30_000 }, { progress: () => undefined, warning: () => undefined });

  it("knows its release, extensions, null handling, and the table that the first statement wrote", async () => {
    const schema = await pull();
    expect(schema).toMatchObject({ druid: "27.0.0", complete: true, nullHandling: "legacy", tables: { r_base: { columns: { __time: "TIMESTAMP", page: "VARCHAR", n: "BIGINT" } } } });
    expect(schema.extensions).toContain("druid-multi-stage-query");
  });

  it("lets a misspelt column be refused as that Druid refuses it", async () => {
    const misspelt = { id: "misspelt", sql: 'INSERT INTO "copy" SELECT "__time", "pagee" FROM "r_base" PARTITIONED BY DAY' };
    expect(await runStatement(druid, misspelt)).toMatchObject({ outcome: "refused", status: 400 });
    expect(verdict(misspelt, { release: "27.0.0", schema: await pull() })).toMatchObject({ verdict: "reject", stage: "validate", rule: "column-not-found" });
  });
});
