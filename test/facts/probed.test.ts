import { describe, expect, it } from "vitest";
import { isComplexType } from "../../src/druid/complex-types.ts";
import { jdbcFunction, unplannedJdbcOperator } from "../../src/druid/jdbc-functions.ts";
import { typesParameters } from "../../src/druid/parameters.ts";
import { takesPostAggregation } from "../../src/druid/post-aggregations.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { sketchOperationType, storedAggregate, type StoredAggregate } from "../../src/druid/stored-aggregates.ts";
import { timeFunction } from "../../src/druid/time-functions.ts";
import complexTypes from "../../src/druid/data/complex-types.json" with { type: "json" };
import { loadFactProbes, type RecordedVerdict } from "../conformance/recordings.ts";

const probed = ["27.0.0", "33.0.0"] as const;

/** The recorded verdicts of one file of facts, by the rest of their ids. */
function verdictsOf(file: string, release: (typeof probed)[number]): ReadonlyMap<string, RecordedVerdict> {
  const { verdicts } = loadFactProbes(release);
  return new Map([...verdicts].filter(([id]) => id.startsWith(`${file}/`)).map(([id, verdict]) => [id.slice(file.length + 1), verdict]));
}

const accepts = ({ verdict }: RecordedVerdict): boolean => verdict === "accept";

/** Accepted, or the stage at which it was refused. */
const outcome = (verdict: RecordedVerdict): string => (accepts(verdict) ? "accept" : verdict.stage);

/** SQL type and native type of the only column; 27.0.0 alone tells them. */
function columnTypes({ columns }: RecordedVerdict): readonly [string, string] {
  const last = columns?.at(-1);
  return Array.isArray(last) ? [String(last[1]), String(last[2])] : ["", ""];
}

describe.each(probed)("facts as %s answers for them", (name) => {
  const release = requireRelease(name);

  it("functions in JDBC's braces: known, planned, of that type", () => {
    const verdicts = verdictsOf("jdbc-functions", name);
    expect(verdicts.size).toBeGreaterThan(60);
    for (const [called, verdict] of verdicts) {
      const fact = jdbcFunction(called, release);
      const planned = fact !== null && unplannedJdbcOperator(fact, release) === null;
      expect(accepts(verdict), called).toBe(planned);
      if (!planned && verdict.stage !== "parse") expect(verdict.stage, called).toBe(fact === null ? "validate" : "plan");
      if (!planned || name !== "27.0.0" || fact.result === null) continue;
      expect(columnTypes(verdict)[0].replace(/\(.*/u, ""), called).toBe(fact.result === "first" ? (called === "IFNULL" ? "VARCHAR" : "DOUBLE") : fact.result);
    }
  });

  it("time functions: text stands at the place of a pattern or zone, nothing behind a zone, and directives are patterns", () => {
    const verdicts = verdictsOf("time-functions", name);
    expect(verdicts.size).toBeGreaterThan(35);
    for (const [id, verdict] of verdicts) expect(accepts(verdict), id).toBe(id.endsWith("/text") || id.startsWith("directive/"));
    expect(timeFunction("time_format")).toEqual({ pattern: 1, zone: 2 });
  });

  it("functions that give a `?` a type: only the planner misses its value", () => {
    for (const [id, verdict] of verdictsOf("parameters", name)) {
      const typing = id.startsWith("typing/");
      expect(verdict.stage, id).toBe(typing ? "plan" : "validate");
      expect(typesParameters(id.replace(/^\w+\//u, "")), id).toBe(typing);
    }
  });

  it("complex types of Druid itself and of druid-datasketches, which were loaded", () => {
    const foreign = new Set(complexTypes.types.flatMap((type) => (("extension" in type && type.extension !== "druid-datasketches") || "vendor" in type ? [type.name] : [])));
    const verdicts = [...verdictsOf("complex-types", name)].filter(([type]) => !foreign.has(type));
    expect(verdicts.length).toBeGreaterThan(15);
    for (const [type, verdict] of verdicts) expect(isComplexType(type, release), type).toBe(accepts(verdict));
  });

  it("types of other databases are none of Druid's, and what is written instead is", () => {
    const verdicts = verdictsOf("foreign-types", name);
    expect(verdicts.size).toBeGreaterThan(30);
    for (const [id, verdict] of verdicts) expect(accepts(verdict), id).toBe(id.endsWith("/instead"));
  });

  it("columns of the system tables are found, and others are not", () => {
    const verdicts = verdictsOf("system-tables", name);
    expect(verdicts.size).toBeGreaterThan(90);
    for (const [id, verdict] of verdicts) if (name === "27.0.0" || id.endsWith("/nosuch")) expect(verdict.stage, id).toBe(id.endsWith("/nosuch") ? "validate" : "plan");
    for (const [id, verdict] of verdicts) if (id.endsWith("/nosuch")) expect(verdict.message, id).toContain("Column 'nosuch' not found");
  });

  it("what stands instead of a deprecated function is taken", () => {
    for (const [id, verdict] of verdictsOf("deprecated-functions", name)) expect(outcome(verdict), id).toBe("accept");
  });
});

describe("facts that only the whole engine of 27.0.0 answers for", () => {
  it("functions over a post-aggregation of sketches", () => {
    const verdicts = verdictsOf("post-aggregations", "27.0.0");
    expect(verdicts.size).toBeGreaterThan(50);
    for (const [id, verdict] of verdicts) {
      const over = id.startsWith("over/");
      expect(outcome(verdict), id).toBe(over ? "accept" : "plan");
      expect(takesPostAggregation(id.replace(/^\w+\//u, "")), id).toBe(over);
    }
  });

  it("how an aggregate is stored: finalized, intermediate, with rollup", () => {
    let stored = 0;
    for (const [id, verdict] of verdictsOf("stored-aggregates", "27.0.0")) {
      const [called = "", role = ""] = id.split("/");
      const [, native] = columnTypes(verdict);
      if (verdict.stage === "validate") continue;
      const type = verdict.metrics?.["x"] ?? verdict.dimensions?.["x"]?.replace(/^\w+\//u, "") ?? /\[([\w<>]+)\]$/u.exec(verdict.message ?? "")?.[1];
      const operation = sketchOperationType(called);
      const expected = operation ?? storedType(storedAggregate(called === "COUNT DISTINCT" ? "COUNT" : called, called === "COUNT DISTINCT"), role, native);
      expect(operation === null ? type : `COMPLEX<${type ?? ""}>`.replace(/^COMPLEX<((?:COMPLEX|ARRAY)<.*>)>$/u, "$1"), id).toBe(expected);
      stored++;
    }
    expect(stored).toBeGreaterThan(75);
  });
});

function storedType(fact: StoredAggregate, role: string, native: string): string {
  const ofText = role !== "finalized" && native === "STRING" ? fact.text : undefined;
  const type = ofText ?? (role === "finalized" ? fact.finalized : role === "metric" ? (fact.metric ?? fact.intermediate) : fact.intermediate);
  return type === "value" ? native : type;
}
