import { describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { faultCodes, faultOf } from "../../src/druid/faults.ts";
import { lint } from "../../src/index.ts";
import { rulesForFault, topicMarkdown } from "../../src/linter/explain/topic.ts";
import { requireRelease } from "../../src/druid/releases.ts";

interface Foretold {
  readonly sql: string;
  readonly druid?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly schema?: object;
}

/** Rows that are written down in the statement, each a line of JSON. */
function inline(lines: readonly string[], { select = "x", rest = "PARTITIONED BY DAY", verb = "INSERT INTO target" } = {}): string {
  const source = JSON.stringify({ type: "inline", data: lines.join("\n") }).replaceAll("'", "''");
  return `${verb} SELECT TIME_PARSE(ts) AS __time, ${select} FROM TABLE(EXTERN('${source}', '{"type":"json"}', '[{"name":"ts","type":"string"},{"name":"x","type":"string"},{"name":"__boost","type":"long"}]')) ${rest}`;
}

const copy = "INSERT INTO target SELECT __time, x FROM source PARTITIONED BY DAY";
const row = '{"ts":"2024-01-01","x":"a"}';
const many = (count: number, write: (index: number) => string): string => Array.from({ length: count }, (_each, index) => write(index)).join(", ");

/** Statements from whose text, context or schema file the fault is known before Druid runs them. */
const foretold: Readonly<Record<string, Foretold>> = {
  CannotParseExternalData: { sql: inline([row, '{"ts":']) },
  ColumnNameRestricted: { sql: inline(['{"ts":"2024-01-01","__boost":1}'], { select: '"__boost" AS b' }) },
  DurableStorageConfiguration: { sql: copy, context: { durableShuffleStorage: true }, schema: { durableStorage: false } },
  InsertCannotAllocateSegment: { sql: `${copy};\nINSERT INTO target SELECT __time, x FROM other PARTITIONED BY HOUR` },
  InsertCannotBeEmpty: { sql: inline([row], { rest: "WHERE x = 'b' PARTITIONED BY DAY" }), druid: "27.0.0" },
  InsertCannotOrderByDescending: { sql: `${copy} CLUSTERED BY x DESC`, druid: "26.0.0" },
  InsertTimeNull: { sql: inline(['{"ts":"soon","x":"a"}']) },
  InsertTimeOutOfBounds: { sql: inline([row], { verb: "REPLACE INTO target OVERWRITE WHERE __time >= TIMESTAMP '2025-01-01' AND __time < TIMESTAMP '2025-02-01'" }) },
  InvalidNullByte: { sql: inline([String.raw`{"ts":"2024-01-01","x":"a\u0000"}`]) },
  QueryNotSupported: { sql: "INSERT INTO target SELECT __time, x, COUNT(*) AS n FROM source GROUP BY CUBE(__time, x) PARTITIONED BY DAY" },
  QueryRuntimeError: { sql: inline(['{"ts":"2024-01-01","x":["a","b"]}'], { select: "x, COUNT(*) AS n", rest: "GROUP BY 1, 2 PARTITIONED BY DAY" }), context: { groupByEnableMultiValueUnnesting: false } },
  RowTooLarge: { sql: inline([`{"ts":"2024-01-01","x":"${"a".repeat(1_100_000)}"}`]) },
  TaskStartTimeout: { sql: copy, context: { maxNumTasks: 100 }, schema: { slots: 10 } },
  TooManyBuckets: { sql: "REPLACE INTO target OVERWRITE WHERE __time >= TIMESTAMP '2000-01-01' AND __time < TIMESTAMP '2024-01-01' SELECT __time, x FROM source WHERE __time >= TIMESTAMP '2000-01-01' AND __time < TIMESTAMP '2024-01-01' PARTITIONED BY HOUR" },
  TooManyClusteredByColumns: { sql: `INSERT INTO target SELECT __time, ${many(1501, (index) => `x AS c${String(index)}`)} FROM source PARTITIONED BY DAY CLUSTERED BY ${many(1501, (index) => `c${String(index)}`)}` },
  TooManyColumns: { sql: `INSERT INTO target SELECT __time, ${many(2001, (index) => `x AS c${String(index)}`)} FROM source PARTITIONED BY DAY` },
  TooManyRowsInAWindow: { sql: "INSERT INTO target SELECT __time, ROW_NUMBER() OVER (ORDER BY __time) AS n FROM source PARTITIONED BY DAY" },
  TooManyWarnings: { sql: inline([row, '{"ts":', '{"ts":']), context: { maxParseExceptions: 1 } },
  TooManyWorkers: { sql: copy, context: { maxNumTasks: 2000 } },
  UnknownError: { sql: copy, context: { faultTolerance: true, durableShuffleStorage: false } },
};

/** What only the data, the tables or the cluster decide. */
const undecided = [
  "BroadcastTablesTooLarge", "Canceled", "ColumnTypeNotSupported", "DruidException", "InsertCannotReplaceExistingSegment", "InsertLockPreempted", "InvalidField", "NotEnoughMemory", "NotEnoughTemporaryStorageFault",
  "TooManyAttemptsForJob", "TooManyAttemptsForWorker", "TooManyInputFiles", "TooManyPartitions", "TooManyRowsWithSameKey", "TooManySegmentsInTimeChunk", "WorkerFailed", "WorkerRpcFailed",
];

describe("a fault of a task", () => {
  it("is foretold, or out of a statement's sight", () => {
    expect([...Object.keys(foretold), ...undecided].sort()).toEqual([...faultCodes()].sort());
  });

  it.each(Object.entries(foretold))("%s is foretold by one finding, of a rule that says so", (code, { sql, druid = "33.0.0", context = {}, schema = {} }) => {
    const named = lint(sql, { druid, context, schema, engine: "msq" }).filter(({ fault }) => faultOf(fault ?? "")?.code === code);
    expect(named).toHaveLength(1);
    expect(rulesForFault(code, builtinRegistry)).toContain(named[0]?.ruleId);
  });

  it.each(undecided)("%s is claimed by no rule", (code) => {
    expect(rulesForFault(code, builtinRegistry)).toEqual([]);
  });

  it("is explained with who raises it, its limit and what sets that, and the rules", () => {
    const fault = faultOf("TooManyClusteredByColumns");
    if (fault === null) throw new Error("no such fault");
    const text = topicMarkdown({ kind: "fault", fault }, builtinRegistry, requireRelease("33"));
    expect(text).toContain("Raised by: the controller, before a worker starts.\n\nLimit: 1,500 keys of a stage, set by `maxClusteredByColumns` from 37 on.\n\nWhat helps: ");
    expect(text).toContain("Rules that foretell it: `too-many-columns`.");
  });
});
