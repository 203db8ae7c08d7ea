import { describe, expect, it } from "vitest";
import { createPlace } from "./run.ts";

const inserted = `INSERT INTO rides\nSELECT TIME_PARSE(ts) AS __time, city, n / 0 AS share\nFROM TABLE(EXTERN('{"type":"inline","data":"{\\"ts\\":\\"x\\",\\"city\\":\\"Oslo\\",\\"n\\":1}"}', '{"type":"json"}', '[{"name":"ts","type":"string"},{"name":"city","type":"string"},{"name":"n","type":"long"}]'))\nPARTITIONED BY DAY\n`;

/** The answer of GET /druid/indexer/v1/task/ID/reports, as Druid 27.0.0 writes it. */
function report(error: object | null, rest: object = {}): string {
  const stages = [{ stageNumber: 1, definition: { processor: { type: "segmentGenerator", dataSchema: { dataSource: "rides" } } } }];
  const status = error === null ? { status: "SUCCESS" } : { status: "FAILED", errorReport: { taskId: "query-1-worker0_0", stageNumber: 1, error } };
  return JSON.stringify({ multiStageQuery: { type: "multiStageQuery", taskId: "query-1", payload: { status: { ...status, ...rest }, stages, counters: { 1: { 0: { segmentGenerationProgress: { rowsPushed: 3 } } } } } } });
}

const timeNull = { errorCode: "InsertTimeNull", errorMessage: "Null timestamp (__time) encountered during INSERT or REPLACE." };

describe("report", () => {
  it("says that all went well", () => {
    const place = createPlace();
    place.put({ "r.json": report(null) });
    expect(place.run(["report", "r.json"])).toEqual({ code: 0, out: "task query-1: SUCCESS, 3 rows pushed\n", error: "" });
  });

  it("names the fault, what it means and the rules that foretell it", () => {
    const place = createPlace();
    place.put({ "r.json": report(timeNull) });
    const { code, out } = place.run(["report", "r.json"]);
    expect(code).toBe(1);
    expect(out).toMatch(/\nfault InsertTimeNull in stage 1\n {2}Druid: {2}Null timestamp .*\n {2}means: {2}A row has no `__time`: .*\n {2}helps: {2}.*\n {2}place: {2}--sql FILE, .*\n {2}rules: {2}time-may-be-null, time-null\n$/);
  });

  it("finds the place in the SQL, and what would have been said of it", () => {
    const place = createPlace();
    place.put({ "r.json": report(timeNull), "a.sql": `SELECT 1;\n${inserted.replace("n / 0", "n")}` });
    const { out } = place.run(["report", "r.json", "--sql", "a.sql", "--druid", "27"]);
    expect(out).toMatch(/\n {2}place: {2}a\.sql:3:8 {2}TIME_PARSE\(ts\)\n {2}msqlint says of it: row 1 of 1 .* \(time-null\)\n/);
  });

  it("finds it in payloads and documents, too", () => {
    const place = createPlace();
    place.put({ "r.json": report(timeNull), "p.json": JSON.stringify({ query: inserted.replace("n / 0", "n") }), "d.md": `\`\`\`sql\n${inserted.replace("n / 0", "n")}\`\`\`\n` });
    expect(place.run(["report", "r.json", "--sql", "p.json"]).out).toContain("  place:  p.json:1:37  TIME_PARSE(ts)\n");
    expect(place.run(["report", "r.json", "--sql", "d.md"]).out).toContain("  place:  d.md:3:8  TIME_PARSE(ts)\n");
  });

  it("looks in the query that makes the rows, not in those before it, and for the column that a message names", () => {
    const place = createPlace();
    const sql = "REPLACE INTO rides OVERWRITE ALL\nWITH src AS (SELECT __time, tags FROM raw WHERE tags <> '')\nSELECT __time, s.tags, COUNT(*) AS n\nFROM src s\nGROUP BY 1, 2\nPARTITIONED BY DAY\n";
    const runtime = { errorCode: "QueryRuntimeError", errorMessage: "Encountered multi-value dimension [tags] that cannot be processed with 'groupByEnableMultiValueUnnesting' set to false." };
    place.put({ "a.sql": sql, "wide.json": report({ errorCode: "RowTooLarge", errorMessage: "" }), "list.json": report(runtime) });
    expect(place.run(["report", "wide.json", "--sql", "a.sql"]).out).toContain("  place:  a.sql:3:1  SELECT __time, s.tags");
    expect(place.run(["report", "list.json", "--sql", "a.sql"]).out).toContain("  place:  a.sql:3:16  s.tags\n");
  });

  it.each([
    ["java.lang.RuntimeException: java.lang.ArithmeticException: / by zero", "A whole number was divided by 0."],
    ["org.apache.druid.java.util.common.ISE: Cannot create dimension for type [ARRAY<LONG>]", "A column of type ARRAY<LONG> cannot be stored."],
    ["java.lang.RuntimeException: org.apache.druid.java.util.common.ISE: Lookup [cities] not found", "The workers have no lookup `cities`."],
    ["java.lang.IllegalArgumentException: Invalid max row count: 0", "`maxRowsInMemory` or `rowsInMemory` is 0."],
  ])("reads what an unknown error says: %s", (message, meaning) => {
    const place = createPlace();
    place.put({ "r.json": report({ errorCode: "UnknownError", errorMessage: message }) });
    expect((JSON.parse(place.run(["report", "r.json", "--format", "json"]).out) as { meaning: string }).meaning).toBe(meaning);
  });

  it("claims no rule for an error that is not known, and shows one line of its message", () => {
    const place = createPlace();
    place.put({ "r.json": report({ errorCode: "UnknownError", errorMessage: "java.lang.IllegalStateException: what\n\tat a.b.c\n" }) });
    expect(place.run(["report", "r.json"]).out).toMatch(/\n {2}Druid: {2}java\.lang\.IllegalStateException: what …\n {2}means: {2}.*\n {2}helps: {2}.*\n {2}place: {2}--sql FILE, .*\n {2}no rule foretells this fault\n$/);
  });

  it("tells warnings of a task that ended well", () => {
    const place = createPlace();
    place.put({ "r.json": report(null, { warnings: [{ stageNumber: 0, error: { errorCode: "CannotParseExternalData", errorMessage: "Unable to parse row [bad one] (Record: 2, Line: 2)" } }] }) });
    expect(place.run(["report", "r.json"])).toMatchObject({ code: 0, out: expect.stringContaining("\nwarning CannotParseExternalData in stage 0\n  Druid:  Unable to parse row [bad one]") as string });
  });

  it("takes the answer to a statement that was refused as well", () => {
    const place = createPlace();
    const error = { error: "druidException", errorCode: "invalidInput", errorMessage: "Invalid CLUSTERED BY clause [`city` DESC]: cannot sort in descending order.", context: { sourceType: "sql", line: "4", column: "2" } };
    place.put({ "r.json": JSON.stringify({ taskId: "x", state: "FAILED", error }), "a.sql": `${inserted}CLUSTERED BY city DESC` });
    const { code, out } = place.run(["report", "r.json", "--sql", "a.sql", "--druid", "27"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Druid refused the statement: no task was started\n\n {2}Druid: {2}Invalid CLUSTERED BY .* \(line 4, column 2\)\n {2}place: {2}a\.sql:5:14\n {2}msqlint says of it: .* \(clustered-by-desc\)\n/);
  });

  it.each([
    ["[]", "r.json is no report of an MSQ task"],
    ['{"ingestionStatsAndErrors":{}}', "r.json is no report of an MSQ task"],
    ["", "r.json is not JSON"],
    ["{oops", "r.json is not JSON"],
  ])("refuses %j", (content, words) => {
    const place = createPlace();
    place.put({ "r.json": content });
    const { code, out, error } = place.run(["report", "r.json"]);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(words);
  });

  it("refuses what is not there", () => {
    const place = createPlace();
    place.put({ "r.json": report(timeNull) });
    expect(place.run(["report", "gone.json"]).code).toBe(2);
    expect(place.run(["report", "r.json", "--sql", "gone.sql"]).code).toBe(2);
  });
});
