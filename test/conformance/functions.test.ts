import { describe, expect, it } from "vitest";
import { percent } from "./harness.ts";
import { loadProbedFunctions, loadSchema } from "./recordings.ts";
import { verdict } from "./subject.ts";

/** What stands for an argument's name in the recording: a type is a column or expression of it, a literal is itself. */
const arguments_: Readonly<Record<string, string>> = {
  VARCHAR: "dim1",
  BIGINT: "cnt",
  DOUBLE: "m2",
  TIMESTAMP: "__time",
  BOOLEAN: "(dim1 = 'a')",
  "VARCHAR ARRAY": "ARRAY[dim1]",
  JSON: "PARSE_JSON(dim1)",
  "DISTINCT VARCHAR": "DISTINCT dim1",
  "DISTINCT BIGINT": "DISTINCT cnt",
};

interface Call {
  readonly sql: string;
  /** `SQL type / native type` of the result; null where Druid refused. */
  readonly result: string | null;
}

function callsOf(): readonly Call[] {
  return loadProbedFunctions().flatMap(({ name, accepted, rejected }) => {
    const call = (list: string): string => `SELECT ${name}(${list === "" ? "" : list.split(", ").map((argument) => arguments_[argument] ?? argument).join(", ")}) AS x FROM foo`;
    const taken = Object.entries(accepted).map(([list, result]) => ({ sql: call(list), result: result.replace(" NOT NULL", "") }));
    const refused = Object.values(rejected).flatMap((lists) => lists.map((list) => ({ sql: call(list), result: null })));
    return [...taken, ...refused];
  });
}

// As measured; they only rise.
const floor = { agreement: 99.08, wronglyRejected: 0, types: 99.43 };

describe("calls of every function with arguments of every type, 27.0.0", () => {
  const options = { release: "27.0.0", schema: loadSchema("27.0.0"), types: true } as const;
  const rows = callsOf().map((call) => ({ ...call, answer: verdict({ sql: call.sql }, options) }));

  it("get Druid's verdict, at or above the floor", () => {
    const agreed = rows.filter(({ result, answer }) => (answer.verdict === "accept") === (result !== null));
    const wronglyRejected = rows.filter(({ result, answer }) => answer.verdict !== "accept" && result !== null);
    process.stdout.write(`calls of functions: ${percent({ hits: agreed.length, of: rows.length }).toFixed(2)} % of ${String(rows.length)} the same verdict, ${String(wronglyRejected.length)} wrongly rejected\n`);
    expect(rows.length).toBeGreaterThan(12_000);
    expect(wronglyRejected.length).toBeLessThanOrEqual(floor.wronglyRejected);
    expect(percent({ hits: agreed.length, of: rows.length })).toBeGreaterThanOrEqual(floor.agreement);
  });

  it("have Druid's result type, at or above the floor", () => {
    const both = rows.filter(({ result, answer }) => answer.verdict === "accept" && result !== null);
    const same = both.filter(({ result, answer }) => typeOf(answer.columns) === result);
    process.stdout.write(`their result types: ${percent({ hits: same.length, of: both.length }).toFixed(2)} % of ${String(both.length)}\n`);
    expect(percent({ hits: same.length, of: both.length })).toBeGreaterThanOrEqual(floor.types);
  });
});

function typeOf(columns: unknown): string | null {
  const [column] = columns as readonly (readonly [string, string, string | null])[];
  return column === undefined ? null : `${column[1]} / ${String(column[2])}`;
}
