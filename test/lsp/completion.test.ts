import { describe, expect, it } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { completeAt } from "../../src/lsp/features/completion.ts";
import { completePayload } from "../../src/lsp/features/payload-completion.ts";
import { viewOf } from "./view.ts";

const extern = `TABLE(EXTERN('{"type": "inline", "data": "{}"}', '{"type": "json"}', '[{"name": "ts", "type": "string"}, {"name": "city", "type": "string"}]'))`;

/** What is put in at the cursor, the best first. */
function offered(text: string, druid?: string): readonly string[] {
  const { view, offset } = viewOf(text, druid);
  return [...completeAt(view, offset).items].sort((a, b) => a.order - b.order).map((item) => item.insert);
}

/** What a choice would replace. */
function replaced(text: string): string {
  const { view, offset } = viewOf(text);
  const { range } = completeAt(view, offset);
  return view.tree.text.slice(range.start, range.end);
}

describe("clauses", () => {
  it.each([
    ["│", ["INSERT INTO", "REPLACE INTO", "SELECT", "WITH", "EXPLAIN PLAN FOR"]],
    ["INSERT │", ["INTO"]],
    ["INSERT INTO t │", ["SELECT", "WITH"]],
    ["REPLACE INTO t │", ["OVERWRITE ALL", "OVERWRITE WHERE", "SELECT", "WITH"]],
    ["REPLACE INTO t OVERWRITE │", ["ALL", "WHERE"]],
    ["REPLACE INTO t OVERWRITE ALL │", ["SELECT", "WITH"]],
    ["INSERT INTO t SELECT a FROM s GROUP BY 1 │", ["HAVING", "PARTITIONED BY", "LIMIT", "UNION ALL"]],
    ["INSERT INTO t SELECT a FROM s PARTITIONED BY DAY │", ["CLUSTERED BY"]],
    ["SELECT a FROM t LIMIT 5 │", ["OFFSET"]],
    ["EXPLAIN │", ["PLAN FOR"]],
    ["SELECT a FROM t GROUP BY 1 │", ["HAVING", "ORDER BY", "LIMIT", "UNION ALL"]],
    ["INSERT INTO EXTERN(S3(bucket => 'b', prefix => 'p')) │", ["AS CSV", "SELECT", "WITH"]],
    ["INSERT INTO EXTERN(S3(bucket => 'b', prefix => 'p')) AS │", ["CSV"]],
  ])("that may follow %s", (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it.each([
    ["SELECT 1 UNION │", ["ALL"]],
    ["INSERT INTO t SELECT a FROM s PARTITIONED │", ["BY"]],
    ["INSERT INTO t SELECT a FROM s PARTITIONED BY DAY CLUSTERED │", ["BY"]],
    ["SELECT a FROM s GROUP │", ["BY"]],
    ["SELECT a FROM s LEFT │", ["JOIN"]],
    ["SELECT a FROM s LIMIT │", []],
    ["SELECT a FROM s LIMIT 5 OFFSET │", []],
    ["SELECT a FROM s WHERE __time >= TIMESTAMP │", ["'$0'"]],
    ["SELECT a FROM s WHERE __time >= CURRENT_TIMESTAMP - INTERVAL │", ["'$0' DAY"]],
    ["INSERT INTO EXTERN(S3(│", ["bucket => $0", "prefix => $0"]],
    ["INSERT INTO EXTERN(S3(bucket => 'b', │)) AS CSV SELECT 1", ["bucket => $0", "prefix => $0"]],
    ["SELECT 1 UNION ALL │", ["SELECT", "($0)"]],
    ["SELECT SUM(a) OVER (│) FROM t", ["PARTITION BY $0", "ORDER BY $0"]],
    ["SELECT COUNT(*) FILTER (│) FROM t", ["WHERE $0"]],
    ["SELECT * FROM TABLE(EXTERN('{}', '{}')) EXTEND (│", []],
    ["WITH a AS (SELECT 1 AS x), │", []],
    ["SELECT * FROM TABLE(EXTERN(│))", ["'{\"type\": \"$0\"}'"]],
    ["SELECT * FROM TABLE(EXTERN('{}', '{}', │))", ["'[{\"name\": \"$0\", \"type\": \"string\"}]'"]],
  ])("that alone may follow %s", (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it.each(["SELECT EXTRACT(│ FROM __time) FROM t", "SELECT TIMESTAMPADD(│, 1, __time) FROM t", "SELECT __time + INTERVAL '1' │ FROM t", "SELECT FLOOR(__time TO │) FROM t"])("units of time in %s", (text) => {
    expect(offered(text)).toContain("HOUR");
    expect(offered(text)).not.toContain("FROM");
  });

  it("of those that can be added none that can only be extracted", () => {
    expect(offered("SELECT EXTRACT(│ FROM __time) FROM t")).toContain("DOW");
    expect(offered("SELECT TIMESTAMPADD(│, 1, __time) FROM t")).not.toContain("DOW");
  });

  it("of ingestion only where the statement ingests, outside of its subqueries", () => {
    expect(offered("SELECT a FROM t WHERE a = 1 │")).not.toContain("PARTITIONED BY");
    expect(offered("INSERT INTO x SELECT a FROM (SELECT a FROM t │")).not.toContain("PARTITIONED BY");
    expect(offered("INSERT INTO x SELECT a FROM (SELECT a FROM t) │")).toContain("PARTITIONED BY");
  });

  it("first __time and a time where OVERWRITE says which rows go", () => {
    expect(offered("REPLACE INTO t OVERWRITE WHERE │").slice(0, 2)).toEqual(["__time", "TIMESTAMP '$0'"]);
    expect(offered("REPLACE INTO t OVERWRITE WHERE __time >= TIMESTAMP '2020-01-01' │")).toEqual(expect.arrayContaining(["AND", "SELECT"]));
  });

  it("granularities of the release after PARTITIONED BY", () => {
    expect(offered("INSERT INTO t SELECT 1 AS a PARTITIONED BY │", "33")).toContain("FIVE_MINUTE");
    expect(offered("INSERT INTO t SELECT 1 AS a PARTITIONED BY │", "27")).not.toContain("FIVE_MINUTE");
    expect(offered("INSERT INTO t SELECT 1 AS a PARTITIONED BY │", "27")).toContain("TIME_FLOOR(__time, 'PT5M')");
  });

  it.each([
    ["CASE a │", "WHEN"],
    ["CASE WHEN a > 1 │", "THEN"],
    ["CASE WHEN a > 1 THEN 2 │", "WHEN ELSE END"],
    ["CASE WHEN a > 1 THEN CASE WHEN b THEN 1 END │", "WHEN ELSE END"],
    ["CASE WHEN a > 1 THEN 2 ELSE 3 │", "END"],
  ])("what goes on with %s", (text, expected) => {
    expect(offered(`SELECT ${text} FROM t`).slice(0, expected.split(" ").length).join(" ")).toBe(expected);
    expect(offered(`SELECT ${text} FROM t`)).not.toContain("FROM");
  });

  it("WHEN or the value to compare behind CASE", () => {
    expect(offered(`SELECT CASE │ FROM ${extern}`).slice(0, 3)).toEqual(["WHEN", "ts", "city"]);
    expect(offered(`SELECT CASE │ WHEN 'a' THEN 1 END FROM ${extern}`).slice(0, 3)).toEqual(["WHEN", "ts", "city"]);
  });

  it("destinations of an export", () => {
    expect(offered("INSERT INTO EXTERN(│) AS CSV SELECT 1")).toContain("S3(bucket => '$0', prefix => '')");
    expect(offered("INSERT INTO EXTERN(│) AS CSV SELECT 1", "29").join(" ")).not.toContain("GOOGLE");
  });

  it("ON behind a join alone", () => {
    expect(offered("SELECT * FROM a │")).not.toContain("ON");
    expect(offered("SELECT * FROM a JOIN b │")).toContain("ON");
  });

  it("types behind AS in CAST and behind a column in EXTEND, nothing behind another AS", () => {
    expect(offered("SELECT CAST(a AS │) FROM t")).toContain("VARCHAR");
    expect(offered("SELECT * FROM TABLE(EXTERN('', '')) EXTEND (a │")).toContain("BIGINT");
    expect(offered("SELECT a AS │ FROM t")).toEqual([]);
  });
});

describe("names", () => {
  it.each([
    ["that stands there", `SELECT │ts FROM ${extern}`],
    ["that is missing", `SELECT │ FROM ${extern}`],
    ["after a comma", `SELECT city, │ FROM ${extern}`],
    ["in a call without its end", `SELECT SUM(│ FROM ${extern}`],
    ["in a condition", `SELECT city FROM ${extern} WHERE city = 'a' AND │`],
    ["in a CASE without its end", `SELECT CASE WHEN │ FROM ${extern}`],
    ["in GROUP BY, of a statement that goes on", `INSERT INTO t SELECT city FROM ${extern} GROUP BY │ PARTITIONED BY ALL`],
  ])("are the columns of EXTERN in the place of an expression %s", (_, text) => {
    expect(offered(text).slice(0, 2)).toEqual(["ts", "city"]);
  });

  it("are those of an alias behind its dot, typed or not", () => {
    expect(offered(`SELECT e.│ FROM ${extern} AS e`)).toEqual(["ts", "city"]);
    expect(offered(`WITH w AS (SELECT city FROM ${extern}) SELECT w.│ci FROM w`)).toEqual(["city"]);
  });

  it("are those of the query at hand in a UNION", () => {
    const other = extern.replace("city", "town");
    expect(offered(`SELECT t.│ FROM ${extern} AS t UNION ALL SELECT z.town FROM ${other} AS z`)).toEqual(["ts", "city"]);
    expect(offered(`SELECT city FROM ${extern} UNION ALL SELECT │ FROM ${other}`).slice(0, 2)).toEqual(["ts", "town"]);
    expect(offered(`SELECT UPPER(city) AS c FROM ${extern} UNION ALL SELECT UPPER(town) AS t FROM ${other} ORDER BY │`)[0]).toBe("c");
  });

  it("are none of the tables beside a subquery or of the query that reads a CTE", () => {
    const other = extern.replace("city", "town");
    expect(offered(`SELECT * FROM ${extern} AS a, (SELECT │ FROM ${other}) AS b`)).not.toContain("city");
    expect(offered(`WITH b AS (SELECT │ FROM ${other}) SELECT city FROM ${extern} AS a, b`)).not.toContain("city");
    expect(offered(`SELECT city FROM ${extern} AS a WHERE EXISTS (SELECT 1 FROM ${other} AS b WHERE │)`)).toContain("city");
  });

  it("are those of both tables alone in USING", () => {
    expect(offered(`SELECT 1 FROM ${extern} AS a JOIN ${extern.replace("city", "town")} AS b USING (│)`)).toEqual(["ts"]);
  });

  it("are CTEs after FROM", () => {
    expect(offered("WITH daily AS (SELECT 1 AS a) SELECT a FROM │")[0]).toBe("daily");
  });

  it("are those of the SELECT list in CLUSTERED BY", () => {
    expect(offered(`INSERT INTO t SELECT TIME_PARSE(ts) AS __time, UPPER(city) AS town FROM ${extern} PARTITIONED BY DAY CLUSTERED BY │`).slice(0, 2)).toEqual(["__time", "town"]);
  });

  it("are those that a star stands for, and those of the first query of a UNION, in CLUSTERED BY", () => {
    const other = extern.replace("city", "town");
    expect(offered(`INSERT INTO t SELECT * FROM ${extern} PARTITIONED BY ALL CLUSTERED BY │`).slice(0, 2)).toEqual(["ts", "city"]);
    expect(offered(`INSERT INTO t SELECT b.*, 1 AS k FROM ${extern} AS a, ${other} AS b PARTITIONED BY ALL CLUSTERED BY │`).slice(0, 3)).toEqual(["ts", "town", "k"]);
    expect(offered(`INSERT INTO t SELECT city AS c FROM ${extern} UNION ALL SELECT town FROM ${other} PARTITIONED BY ALL CLUSTERED BY │`)[0]).toBe("c");
  });

  it("are those of the result in ORDER BY too, before those that are read", () => {
    expect(offered(`SELECT UPPER(city) AS town FROM ${extern} ORDER BY │`).slice(0, 3)).toEqual(["town", "ts", "city"]);
    expect(offered(`SELECT UPPER(city) AS town FROM ${extern} GROUP BY │`).slice(0, 2)).toEqual(["ts", "city"]);
  });

  it("end where their word ends, for an editor that replaces it whole", () => {
    const { view, offset } = viewOf(`SELECT ci│ty + 1 FROM ${extern}`);
    const { range, wordEnd } = completeAt(view, offset);
    expect([view.tree.text.slice(range.start, range.end), view.tree.text.slice(range.start, wordEnd)]).toEqual(["ci", "city"]);
  });

  it("have quotes where they need them, or where one has been typed", () => {
    const reserved = extern.replace('"city"', '"timestamp"');
    expect(offered(`SELECT │ FROM ${reserved}`)[1]).toBe('"timestamp"');
    expect(replaced(`SELECT "ci│" FROM ${extern}`)).toBe('"ci"');
    expect(replaced(`SELECT "ci│ FROM ${extern}`)).toBe('"ci');
  });

  it("are all there is in quotes, also before the second one is typed", () => {
    for (const text of [`SELECT "│" FROM ${extern}`, `SELECT "ci│" FROM ${extern}`, `SELECT "ci│ FROM ${extern} WHERE "ts" > 'a'`, `SELECT "ts", "ci│ FROM ${extern}`]) expect(offered(text)).toEqual(["ts", "city"]);
    expect(offered('WITH daily AS (SELECT 1 AS a) SELECT a FROM "│"')).toEqual(["daily"]);
  });

  it("have their table's before them where several tables have them", () => {
    const join = `FROM ${extern} AS a JOIN ${extern.replace('"city"', '"town"')} AS b ON `;
    expect(offered(`SELECT * ${join}│`).slice(0, 4)).toEqual(["a.ts", "city", "b.ts", "town"]);
  });

  it("are no longer followed by parentheses where a call's name is changed", () => {
    expect(offered("SELECT TIME_│PARSE(a) FROM t")).toContain("TIME_FLOOR");
    expect(offered("SELECT TIME_│ FROM t")).toContain("TIME_FLOOR($0)");
  });
});

describe("within quotes", () => {
  const inSource = (json: string): readonly string[] => offered(`SELECT * FROM TABLE(EXTERN('${json}', '{}', '[]'))`);

  it("the properties of the input source, as it is written so far", () => {
    expect(inSource("{│}")).toEqual(['"type": "$0"']);
    expect(inSource('{"type": "http", "│"}')).toContain('"uris": ["$0"]');
    expect(inSource('{"type": "http", "│": []}')).toContain('"uris"');
    expect(inSource('{"type": "http", "uris": [], │}')).not.toContain('"uris": ["$0"]');
  });

  it("those of objects within it", () => {
    expect(inSource('{"type": "s3", "objects": [{│}]}')).toEqual(['"bucket": "$0"', '"path": "$0"']);
    expect(inSource('{"type": "s3", "properties": {"│"}}')).toContain('"accessKeyId": "$0"');
    expect(inSource('{"type": "http", "requestHeaders": {│}}')).toEqual([]);
    const inFormat = (json: string): readonly string[] => offered(`SELECT * FROM TABLE(EXTERN('{}', '${json}', '[]'))`);
    expect(inFormat('{"type": "json", "flattenSpec": {│}}')).toEqual(['"useFieldDiscovery": $0', '"fields": [{$0}]']);
    expect(inFormat('{"type": "json", "flattenSpec": {"fields": [{"name": "a"}, {"type": "│"}]}}')).toEqual(['"root"', '"path"', '"jq"']);
    expect(inFormat('{"type": "kafka", "valueFormat": {"type": "json", "flattenSpec": {"useFieldDiscovery": │}}}')).toEqual(["true", "false"]);
  });

  it("those of a source within a source", () => {
    expect(inSource('{"type": "combining", "delegates": [{"type": "http", │}]}')).toContain('"uris": ["$0"]');
  });

  it("types, and values of switches", () => {
    expect(inSource('{"type": "│"}')).toContain('"s3"');
    expect(inSource('{"type": "ht│')).toContain('"http"');
    expect(offered(`SELECT * FROM TABLE(EXTERN('{}', '{"type": "csv", "hasHeaderRow": │}', '[]'))`)).toEqual(["true", "false"]);
    expect(offered(`SELECT * FROM TABLE(EXTERN('{}', '{}', '[{"name": "a", "type": "│"}]'))`)).toContain('"long"');
  });

  it("formats of table functions", () => {
    expect(offered("SELECT * FROM TABLE(S3(uris => ARRAY['s3://a'], format => '│'))")).toEqual(["csv", "tsv", "json"]);
    expect(offered("SELECT F(format => '│')")).toEqual([]);
  });

  it("periods of time functions, and nothing in other texts", () => {
    expect(offered("SELECT TIME_FLOOR(__time, '│') FROM t")).toContain("PT1H");
    expect(offered("SELECT 'abc│' FROM t")).toEqual([]);
  });
});

describe("context", () => {
  it("keys and values after SET", () => {
    expect(offered("SET │", "36")[0]).toBe("maxNumTasks = $0");
    expect(offered("SET finalizeAggregations = │", "36")).toEqual(["TRUE", "FALSE"]);
    expect(offered("SET clusterStatisticsMergeMode = │", "36")).toContain("'SEQUENTIAL'");
    expect(offered("SET clusterStatisticsMergeMode = '│'", "36")).toContain("SEQUENTIAL");
    expect(offered("SET clusterStatisticsMergeMode = 'SEQ│", "36")).toContain("SEQUENTIAL");
    expect(replaced("SELECT 1;\nSET clusterStatisticsMergeMode = 'SE│QU';\nSELECT 1")).toBe("SEQU");
    expect(offered('SET "max│" = 3', "36")[0]).toBe('"maxNumTasks"');
    expect(offered("SET max│ = 3", "36")[0]).toBe("maxNumTasks$0");
  });

  it("keys and values in the comments that the preview read", () => {
    expect(offered("--:context │\nSELECT 1", "imply-2022.06")).toContain("finalizeAggregations: $0");
    expect(offered("--:context finalizeAggregations: │\nSELECT 1", "imply-2022.06")).toEqual(["true", "false"]);
    expect(offered("--:context │\nSELECT 1", "33")).toEqual([]);
  });

  it("keys and values in a payload", () => {
    const inPayload = (marked: string): readonly string[] | null => {
      const offset = marked.indexOf("│");
      return completePayload(marked.replace("│", ""), offset, requireRelease("33"))?.items.map((item) => item.insert) ?? null;
    };
    expect(inPayload('{"query": "SELECT 1", "context": {│}}')).toContain('"maxNumTasks": $0');
    expect(inPayload('{"query": "SELECT 1", "context": {"max│": 3}}')).toContain('"maxNumTasks"');
    expect(inPayload('{"query": "SELECT 1", "context": {"maxNumTasks": 3, │')).not.toContain('"maxNumTasks": $0');
    expect(inPayload('{"query": "SELECT 1", "context": {"finalizeAggregations": │}}')).toEqual(["true", "false"]);
    expect(inPayload('{"query": "SELECT 1", "context": {"clusterStatisticsMergeMode": "│"}}')).toContain('"SEQUENTIAL"');
    expect(inPayload('{"query": "SELECT 1", "resultFormat": "│"}')).toContain('"arrayLines"');
    expect(inPayload('[{"query": "SELECT 1", "│"}]')).toContain('"context": {$0}');
    expect(inPayload('{"name": "x", "context": {│}}')).toBeNull();
  });
});

describe("comments", () => {
  it("offer directives and the rules that they name, nothing of SQL", () => {
    expect(offered("-- │")).toContain("msqlint-disable-next-line");
    expect(offered("/* msqlint-disable time-│ */ SELECT 1")).toContain("time-null");
    expect(offered("-- because of msqlint │\nSELECT 1")).toEqual([]);
    expect(offered("SELECT 1 -- one\n│")).toContain("FROM");
  });
});
