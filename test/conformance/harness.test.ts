import { describe, expect, it } from "vitest";
import { compare, offsetOf, type Answer } from "./harness.ts";
import { loadProbes, loadRecording, loadRuns, recordedReleases, type RecordedVerdict, type Recording } from "./recordings.ts";

function recordingOf(sql: string, recorded: Omit<RecordedVerdict, "id">): Recording {
  return { release: "27.0.0", statements: [{ id: "a", group: "g", sql }], verdicts: new Map([["a", { id: "a", ...recorded }]]), schema: {}, through: "controller" };
}

function rowOf(sql: string, recorded: Omit<RecordedVerdict, "id">, answer: Answer, through: "parse" | "controller" = "controller") {
  const [row] = compare(recordingOf(sql, recorded), () => answer, { through }).rows;
  if (row === undefined) throw new Error("no row");
  return row;
}

describe("recordings", () => {
  it("hold every statement's verdict in each of the nine releases", () => {
    expect(recordedReleases()).toHaveLength(9);
    for (const release of recordedReleases()) {
      const { statements, verdicts } = loadRecording(release);
      expect(statements.filter(({ id }) => !verdicts.has(id))).toEqual([]);
    }
  });

  it("take the running Druid's word where it differs from the recorder's", () => {
    expect(loadRecording("27.0.0").verdicts.get("project.unnamed/072")).toMatchObject({ verdict: "reject", stage: "submit" });
  });

  it("hold probes for every release, and real runs with their faults", () => {
    for (const release of recordedReleases()) expect(loadProbes(release).verdicts.size).toBeGreaterThan(1000);
    expect(loadRuns().some(({ fault }) => fault === "InsertTimeNull")).toBe(true);
  });
});

describe("comparing", () => {
  it("counts a refusal of ours that Druid does not share as wrongly rejected", () => {
    expect(rowOf("SELECT 1", { verdict: "accept", stage: "controller" }, { verdict: "reject", stage: "plan" }).outcome).toBe("wrongly-rejected");
  });

  it("counts a statement refused after the last compared stage as accepted", () => {
    const refusedAtPlan: Omit<RecordedVerdict, "id"> = { verdict: "reject", stage: "plan" };
    expect(rowOf("SELECT 1", refusedAtPlan, { verdict: "accept" }, "parse").outcome).toBe("agree");
    expect(rowOf("SELECT 1", refusedAtPlan, { verdict: "accept" }).outcome).toBe("wrongly-accepted");
  });

  it("leaves artifacts out", () => {
    expect(compare(recordingOf("SELECT 1", { verdict: "reject", stage: "plan", artifact: true }), () => ({ verdict: "accept" })).rows).toEqual([]);
  });

  it("takes an exception of ours for an error, not for a verdict", () => {
    const { rows } = compare(recordingOf("SELECT 1", { verdict: "reject", stage: "plan" }), () => {
      throw new Error("broken");
    });
    expect(rows[0]?.outcome).toBe("error");
  });

  const sql = "SELECT a FORM foo";
  const druid: Omit<RecordedVerdict, "id"> = { verdict: "reject", stage: "parse", line: 1, column: 15 };

  it("knows our place to be near when Druid names the token after nothing but the one before ours", () => {
    expect(rowOf(sql, druid, { verdict: "reject", stage: "parse", line: 1, column: 15 })).toMatchObject({ samePlace: true, nearPlace: true });
    expect(rowOf("SELECT a FROM", { ...druid, column: 10 }, { verdict: "reject", stage: "parse", line: 1, column: 14 })).toMatchObject({ samePlace: false, nearPlace: true });
    expect(rowOf(sql, druid, { verdict: "reject", stage: "parse", line: 1, column: 10 })).toMatchObject({ samePlace: false, nearPlace: false });
  });

  it("skips blanks and comments between the two tokens", () => {
    const text = "SELECT a /* b */ -- c\n FROM";
    expect(rowOf(text, { ...druid, column: 8 }, { verdict: "reject", stage: "parse", line: 2, column: 2 }).nearPlace).toBe(true);
  });

  it("compares columns by name where only names were recorded", () => {
    const recorded: Omit<RecordedVerdict, "id"> = { verdict: "accept", stage: "plan", columns: ["a"] };
    expect(rowOf("SELECT a", recorded, { verdict: "accept", columns: [["a", "VARCHAR", "STRING"]] }).differing).toEqual([]);
    expect(rowOf("SELECT a", recorded, { verdict: "accept", columns: [["b", "VARCHAR", "STRING"]] }).differing).toEqual(["columns"]);
  });

  it("reads positions over every kind of line end", () => {
    expect(offsetOf("a\r\nb\rc\nd", 4, 1)).toBe(7);
    expect(offsetOf("a", 0, 0)).toBeNull();
  });
});
