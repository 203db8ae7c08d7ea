import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { SampleReport } from "../../src/linter/check-sample.ts";
import { createPlace } from "./run.ts";

const columns = '[{"name":"ts","type":"string"},{"name":"city","type":"string"},{"name":"n","type":"long"}]';

function statement(format: string, changes: { readonly select?: string; readonly overwrite?: string; readonly grain?: string; readonly tail?: string } = {}): string {
  const { select = "TIME_PARSE(ts) AS __time, city, n", overwrite = "ALL", grain = "DAY", tail = "" } = changes;
  return `REPLACE INTO t OVERWRITE ${overwrite} SELECT ${select} FROM TABLE(EXTERN('{"type":"s3","uris":["s3://b/k"]}', '${format}', '${columns}')) ${tail} PARTITIONED BY ${grain}`;
}

const json = '{"type":"json"}';
const header = '{"type":"csv","findColumnsFromHeader":true}';

function check(sql: string, rows: string | Buffer, druid?: string): { readonly code: number | null; readonly said: readonly string[]; readonly report: SampleReport } {
  const place = createPlace();
  place.put({ "a.sql": sql, rows });
  const { code, out } = place.run(["check-sample", "--sample", "rows", "--format", "json", ...(druid === undefined ? [] : ["--druid", druid]), "a.sql"]);
  const report = JSON.parse(out) as SampleReport;
  return { code, report, said: report.problems.map(({ kind, rows: count, message }) => `${kind} ${/`(.*?)`/u.exec(message)?.[1] ?? ""} ${String(count)}`) };
}

const row = (ts: string, city = "Oslo", n: number | string = 1): string => `${JSON.stringify({ ts, city, n })}\n`;

describe("check-sample", () => {
  it("says how many rows and time chunks there are, and that nothing stands against them", () => {
    const place = createPlace();
    place.put({ "a.sql": statement(json), rows: row("2024-05-01") + row("2024-05-01T12:00:00Z") + row("2024-05-03") });
    expect(place.run(["check-sample", "--sample", "rows", "a.sql"])).toEqual({ code: 0, out: "rows: 3 rows, 2 time chunks\n  nothing stands against these rows\n", error: "" });
  });

  it("finds times that are null, or outside of what is replaced", () => {
    const sql = statement(json, { overwrite: "WHERE __time >= TIMESTAMP '2024-05-01' AND __time < TIMESTAMP '2024-05-02'" });
    const { code, report, said } = check(sql, row("2024-05-01") + row("yesterday") + row("2024-05-09"));
    expect([code, said]).toEqual([1, ["time-null __time 1", "time-outside __time 1"]]);
    expect(report.problems[1]?.message).toContain("first 2024-05-09T00:00:00Z");
  });

  it("says of a time that it cannot compute that nothing was checked", () => {
    const place = createPlace();
    place.put({ "a.sql": statement(json, { select: "TIME_PARSE(REGEXP_REPLACE(ts, '-', '')) AS __time" }), rows: row("2024-05-01") });
    const { code, out } = place.run(["check-sample", "--sample", "rows", "a.sql"]);
    expect([code, out]).toEqual([0, "rows: 1 row\n  not-checked: `__time` cannot be computed here: nothing is said of it or of time chunks (1 row)\n"]);
    expect(check(statement(json, { tail: "ORDER BY n LIMIT 5" }), row("soon")).said).toEqual(["not-checked __time 0"]);
    expect(check(statement(json, { tail: "WHERE REGEXP_LIKE(city, 'O')" }), row("soon")).said).toEqual(["not-checked __time 0"]);
    expect(check(statement(json, { select: "city, n", grain: "ALL" }), row("soon"))).toMatchObject({ code: 0, said: [] });
  });

  it("says of a grouped null that it may become 1970", () => {
    const grouped = statement(json, { select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", tail: "GROUP BY 1" });
    const { code, report } = check(grouped, row("soon"), "27");
    expect([code, report.problems[0]?.message]).toEqual([1, expect.stringContaining("becomes 1970") as string]);
    expect(check(grouped, row("soon"), "33").report.problems[0]?.message).not.toContain("1970");
    expect(check(statement(json), row("soon")).report.problems[0]?.message).toBe("`__time` is null: the task would fail with InsertTimeNull");
  });

  it.each(["TIME_PARSE(ts, 'dd/MM/yyyy HH:mm', 'Europe/Oslo')", "TIME_PARSE(ts || ':00', 'dd/MM/yyyy HH:mm:ss')", "TIME_PARSE(SUBSTRING(ts, 1, 10), 'dd/MM/yyyy')"])("computes %s", (time) => {
    expect(check(statement(json, { select: `${time} AS __time` }), row("31/12/2023 23:30") + row("01/13/2024 00:10"))).toMatchObject({ said: ["time-null __time 1"], report: { timeChunks: 1 } });
  });

  it("counts rows that WHERE leaves out as left out", () => {
    expect(check(statement(json, { tail: "WHERE TIME_PARSE(ts) IS NOT NULL" }), row("2024-05-01") + row("yesterday"))).toMatchObject({ code: 0, said: [] });
  });

  it("finds fields that the signature has and the rows have not, and the other way round", () => {
    const { code, report, said } = check(statement(json), '{"ts":"2024-05-01","City":"Oslo","n":1}\n{"ts":"2024-05-01","City":"Oslo"}\n');
    expect([code, said]).toEqual([1, ["missing-field city 2", "missing-field n 1", "undeclared-field City 2"]]);
    expect(report.problems[0]?.message).toContain("in none of the rows: it is null everywhere (is it `City`?)");
    expect(check(statement(json), '{"ts":"2024-05-01","city":"a","n":1,"extra":1}\n')).toMatchObject({ code: 0, said: ["undeclared-field extra 1"] });
  });

  it("finds what is no number, and fractions that a long cuts", () => {
    expect(check(statement(json), row("2024-05-01", "a", "x") + row("2024-05-01", "a", 2.5) + row("2024-05-01", "a", " 7")).said).toEqual(["wrong-type n 1", "fraction n 1"]);
  });

  it("finds multi-value strings, which matter to GROUP BY", () => {
    const rows = '{"ts":"2024-05-01","city":["a","b"],"n":1}\n';
    expect(check(statement(json), rows)).toMatchObject({ code: 0, said: ["multi-value city 1"] });
    expect(check(statement(json, { select: "TIME_PARSE(ts) AS __time, city, COUNT(*) AS n", tail: "GROUP BY 1, 2" }), rows)).toMatchObject({ code: 1, said: ["multi-value city 1"] });
  });

  it("finds lines that are no records, empty ones too", () => {
    const { code, report, said } = check(statement(json), `${row("2024-05-01")}\n{broken\n`);
    expect([code, said]).toEqual([1, ["unreadable maxParseExceptions 2"]]);
    expect(report.problems[0]?.message).toContain("first line 2 is empty");
  });

  it("knows a JSON document for what it is", () => {
    expect(check(statement(json), '[{"ts":"2024-05-01"}]').report.problems[0]?.message).toContain("one JSON list");
    expect(check(statement(json), '{\n "ts":"2024-05-01"\n}').report.problems[0]?.message).toContain("the file is one JSON document");
  });

  it("reads CSV with quotes, headers and short lines", () => {
    expect(check(statement(header), 'ts,city,n\r\n2024-05-01,"Oslo, ""N""",1\r\n2024-05-02,short\r\n')).toMatchObject({ code: 0, said: [], report: { rows: 2, timeChunks: 2 } });
    expect(check(statement('{"type":"csv","columns":["ts","city","n"],"skipHeaderRows":1}'), "head\n2024-05-01,a,1\n")).toMatchObject({ code: 0, report: { rows: 1 } });
    expect(check(statement('{"type":"csv","columns":["ts","city","n"]}'), "ts,city,n\n2024-05-01,a,1\n").said).toEqual(["wrong-type n 1", "time-null __time 1"]);
  });

  it("reads TSV, also with a delimiter of its own", () => {
    expect(check(statement('{"type":"tsv","findColumnsFromHeader":true}'), "ts\tcity\tn\n2024-05-01\ta\t1\n")).toMatchObject({ code: 0, report: { rows: 1 } });
    expect(check(statement('{"type":"tsv","delimiter":";","columns":["ts","city","n"]}'), "2024-05-01;a;1\n")).toMatchObject({ code: 0, report: { rows: 1 } });
  });

  it("minds a byte order mark, which Druid takes for a part of the first name", () => {
    const { said, report } = check(statement(header), "\uFEFFts,city,n\n2024-05-01,a,1\n");
    expect(said).toEqual(["byte-order-mark  1", "missing-field ts 1", "undeclared-field \uFEFFts 1", "time-null __time 1"]);
    expect(report.problems[1]?.message).toContain("the byte order mark before it makes it another name");
  });

  it("unpacks gzip", () => {
    expect(check(statement(json), gzipSync(row("2024-05-01")))).toMatchObject({ code: 0, report: { rows: 1 } });
  });

  it("finds more time chunks than a task may write", () => {
    const hour = (index: number): string => row(new Date(index * 3_600_000).toISOString());
    const hours = Array.from({ length: 5001 }, (_, index) => hour(index)).join("");
    expect(check(statement(json, { grain: "HOUR" }), hours)).toMatchObject({ code: 1, said: ["time-chunks  5001"], report: { timeChunks: 5001 } });
    expect(check(statement(json), hours)).toMatchObject({ code: 0, report: { timeChunks: 209 } });
  });

  it("finds a division by zero", () => {
    expect(check(statement(json, { select: "TIME_PARSE(ts) AS __time, 10 / n AS share" }), row("2024-05-01", "a", 0))).toMatchObject({ code: 1, said: ["division-by-zero  1"] });
  });

  it("minds an empty file", () => {
    expect(check(statement(json), "")).toMatchObject({ code: 1, said: ["no-rows  0"], report: { rows: 0, timeChunks: null } });
  });

  it("ends with 2 where nothing could be checked", () => {
    expect(check(statement('{"type":"parquet"}'), row("2024-05-01"))).toMatchObject({ code: 2, said: ["not-checked parquet 0"], report: { rows: null } });
  });

  it.each([
    ["SELECT 1", "holds no INSERT or REPLACE"],
    [`${statement(json)};\n${statement(json)}`, "holds 2 INSERT and REPLACE statements"],
    [statement(json).replace("FROM TABLE", "FORM TABLE"), "the statement cannot be read"],
  ])("refuses %s", (sql, words) => {
    const place = createPlace();
    place.put({ "a.sql": sql, rows: row("2024-05-01") });
    const { code, out, error } = place.run(["check-sample", "--sample", "rows", "a.sql"]);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(words);
    expect(place.run(["check-sample", "--sample", "gone", "a.sql"]).code).toBe(2);
  });
});
