import { describe, expect, it } from "vitest";
import { lint } from "../../../src/index.ts";

interface Statement {
  /** Lines of the columns ts, page and n. */
  readonly data: string;
  readonly select?: string;
  /** What is read; `EXTERN` stands for the data. */
  readonly from?: string;
  readonly rest?: string;
  readonly verb?: string;
  readonly grain?: string;
  readonly zone?: string;
  /** `json` of an object a line; csv of the three columns where nothing is said. */
  readonly format?: object;
  readonly context?: Readonly<Record<string, unknown>>;
}

const columns = '[{"name":"ts","type":"string"},{"name":"page","type":"string"},{"name":"n","type":"long"}]';

function faultsOf(statement: Statement): readonly string[] {
  return findingsOf(statement).filter(({ severity }) => severity === "error").map(({ ruleId, fault }) => fault ?? ruleId);
}

function findingsOf({ data, select = "TIME_PARSE(ts) AS __time, page, n", from = "EXTERN", rest = "", verb = "INSERT INTO target", grain = "YEAR", zone, format = { type: "csv", columns: ["ts", "page", "n"] }, context = {} }: Statement): ReturnType<typeof lint> {
  const source = JSON.stringify({ type: "inline", data }).replaceAll("'", "''");
  const external = `TABLE(EXTERN('${source}', '${JSON.stringify(format)}', '${columns}'))`;
  const sql = `${verb} SELECT ${select} FROM ${from.replace("EXTERN", external)} ${rest} PARTITIONED BY ${grain}`;
  return lint(sql, { druid: "27.0.0", engine: "msq", context: zone === undefined ? context : { ...context, sqlTimeZone: zone } });
}

type Case = readonly [name: string, statement: Statement];

const newYear = "2023-01-01T00:00:00,a,1";
const replaceDay = "REPLACE INTO target OVERWRITE WHERE __time >= TIMESTAMP '2023-01-01' AND __time < TIMESTAMP '2023-01-02'";
const mixed = "x,a,1\n2023-01-02,b,2\n2023-01-02,b,2";
const zero = "2023-01-01,a,0\n2023-01-01,b,2";
const json = { type: "json" };
const list = '{"ts":"2023-01-01","page":["x","y"],"n":1}';
const times = '{"ts":["2023-01-01","2023-01-02"],"page":"x","n":1}';
const rollup = { finalizeAggregations: false, groupByEnableMultiValueUnnesting: false };
const grouped = (item: string): Pick<Statement, "select" | "rest"> => ({ select: `TIME_PARSE(ts) AS __time, page, ${item} AS x`, rest: "GROUP BY 1, 2" });

/** Each was run to its end by a Druid 27.0.0. */
const sound: readonly Case[] = [
  ["a pattern whose fields touch", { data: "20230131,a,1", select: "TIME_PARSE(ts, 'yyyyMMdd') AS __time" }],
  ["small letters in a time", { data: "2023-01-01t00:00:00z,a,1" }],
  ["a bound in sqlTimeZone and a time in it", { data: newYear, verb: replaceDay, grain: "HOUR", zone: "America/New_York" }],
  ["a cast time in sqlTimeZone", { data: newYear, select: "CAST(ts AS TIMESTAMP) AS __time", verb: replaceDay, grain: "HOUR", zone: "America/New_York" }],
  ["a literal time in sqlTimeZone", { data: newYear, select: "TIMESTAMP '2023-01-01 00:00:00' AS __time", verb: replaceDay, grain: "HOUR", zone: "America/New_York" }],
  ["a day that begins by sqlTimeZone", { data: "2023-01-01T12:00:00Z,a,1", select: "FLOOR(TIME_PARSE(ts) TO DAY) AS __time", verb: replaceDay, grain: "HOUR", zone: "America/New_York" }],
  ["a condition on a literal in sqlTimeZone", { data: "2023-01-01T02:00:00Z,a,1", rest: "WHERE TIME_PARSE(ts) < TIMESTAMP '2023-01-01 00:00:00'", zone: "America/New_York" }],
  ["groups that HAVING leaves out by their count", { data: mixed, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", rest: "GROUP BY 1 HAVING COUNT(*) > 1" }],
  ["groups that HAVING leaves out by their time", { data: mixed, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", rest: "GROUP BY 1 HAVING TIME_PARSE(ts) IS NOT NULL" }],
  ["groups that HAVING leaves out in a subquery", { data: mixed, select: "t AS __time, c", from: "(SELECT TIME_PARSE(ts) AS t, COUNT(*) AS c FROM EXTERN GROUP BY 1 HAVING COUNT(*) > 1)" }],
  ["a group that is as large as it should be", { data: zero, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", rest: "GROUP BY 1 HAVING COUNT(*) >= 2" }],
  ["a division behind AND", { data: zero, rest: "WHERE n <> 0 AND 10 / n > 1" }],
  ["a division behind OR", { data: zero, rest: "WHERE n = 0 OR 10 / n > 1" }],
  ["a division of a row that is left out later", { data: zero, select: "t AS __time, q", from: "(SELECT TIME_PARSE(ts) AS t, 10 / n AS q, n FROM EXTERN)", rest: "WHERE n <> 0" }],
  ["a division that nobody reads", { data: zero, select: "t AS __time", from: "(SELECT TIME_PARSE(ts) AS t, 10 / n AS q FROM EXTERN)" }],
  ["a division behind another value", { data: zero, select: "TIME_PARSE(ts) AS __time, COALESCE(n, 10 / n) AS q" }],
  ["a division behind CASE", { data: zero, select: "TIME_PARSE(ts) AS __time, CASE WHEN n = 0 THEN 0 ELSE 10 / n END AS q" }],
  ["a comma in a number", { data: '2023-01-01,a,"1,000"', rest: "WHERE n = 1000" }],
  ["blanks before a number", { data: "2023-01-01,a, 5", rest: "WHERE n = 5" }],
  ["a suffix of Java's", { data: "2023-01-01,a,5d", rest: "WHERE n = 5" }],
  ["a time as text", { data: zero, rest: "WHERE CAST(TIME_PARSE(ts) AS VARCHAR) = '2023-01-01 00:00:00'" }],
  ["a division of which only null is asked", { data: zero, rest: "WHERE 10 / n IS NOT NULL" }],
  ["hours without a date, which are of 1970", { data: "07:30,a,1", select: "TIME_PARSE(ts, 'HH:mm') AS __time", verb: "REPLACE INTO target OVERWRITE WHERE __time >= TIMESTAMP '1970-01-01' AND __time < TIMESTAMP '1971-01-01'" }],
  ["nothing to write where there are no time chunks", { data: zero, rest: "WHERE n = 7", grain: "ALL" }],
  ["a table replaced by nothing, without time chunks", { data: zero, verb: "REPLACE INTO target OVERWRITE ALL", rest: "WHERE n = 7", grain: "ALL" }],
  ["a count of no rows that are written down", { data: "", from: "(VALUES (1), (2)) AS v (a)", select: "TIMESTAMP '2023-01-01' AS __time, COUNT(*) AS c", rest: "WHERE a = 5" }],
  ["a time that is a constant null, and 1970 as the server takes it", { data: zero, select: "TIME_PARSE('soon') AS __time, page" }],
  ["such a time in a branch", { data: zero, select: "CASE WHEN n = 2 THEN TIME_PARSE(ts) ELSE TIME_PARSE('soon') END AS __time, page" }],
  ["such a time in a subquery", { data: zero, from: "(SELECT TIME_PARSE('soon') AS t FROM EXTERN)", select: "t AS __time" }],
  ["a rest of a division by zero that nobody asks for", { data: zero, select: "TIME_PARSE(ts) AS __time, CASE WHEN n <> 0 THEN MOD(10, n) END AS x" }],
  ["a list of which one value fits", { data: list, format: json, rest: "WHERE page = 'y'" }],
  ["a list none of whose values is left out", { data: list, format: json, rest: "WHERE page <> 'z'" }],
  ["a list of one", { data: '{"ts":["2023-01-01"],"page":"x"}', format: json }],
  ["groups of the times of a list, taken apart", { data: times, format: json, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", rest: "GROUP BY 1" }],
  ["an object as the text that Java makes of it", { data: '{"ts":"2023-01-01","page":{"a":1,"b":[1,"x"],"c":null}}', format: json, rest: "WHERE page = '{a=1, b=[1, x], c=null}'" }],
  ["a boolean as text", { data: '{"ts":"2023-01-01","page":true}', format: json, rest: "WHERE page = 'true'" }],
  ["a list that a condition leaves out before it is grouped", { data: `${list}\n{"ts":"2023-01-01","page":"a","n":2}`, format: json, ...grouped("SUM(n)"), rest: "WHERE n = 2 GROUP BY 1, 2", context: rollup }],
  ["ANY_VALUE without rollup", { data: newYear, ...grouped("ANY_VALUE(n)") }],
  ["ANY_VALUE as a part of a value, which is a dimension", { data: newYear, ...grouped("CAST(ANY_VALUE(n) AS VARCHAR)"), context: rollup }],
  ["a text that is a metric", { data: newYear, ...grouped("LATEST_BY(page, TIME_PARSE(ts), 20)"), context: rollup }],
  ["two names that the header leaves open", { data: "ts,,,page\n2023-01-01,x,a,b", format: { type: "csv", findColumnsFromHeader: true } }],
  ["a group without a time, which is of 1970 as the server takes null", { data: mixed, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", rest: "GROUP BY 1" }],
  ["distinct rows without a time", { data: mixed, select: "DISTINCT TIME_PARSE(ts) AS __time" }],
  ["a time of a group, made of what it is grouped by", { data: mixed, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", rest: "GROUP BY ts" }],
  ["a time that a subquery groups by", { data: mixed, select: "t AS __time, c", from: "(SELECT TIME_PARSE(ts) AS t, COUNT(*) AS c FROM EXTERN GROUP BY 1)" }],
  ["a time that is made of a subquery's group", { data: mixed, select: "TIME_PARSE(ts) AS __time, page", from: "(SELECT DISTINCT ts, page FROM EXTERN)" }],
  ["unreadable lines that a constant condition leaves unread", { data: "zzz", format: json, rest: "WHERE 1 = 0", grain: "ALL" }],
  ["unreadable lines that a part of a condition leaves unread", { data: "zzz", format: json, rest: "WHERE 1 = 0 AND page = 'x'", grain: "ALL" }],
  ["unreadable lines behind conditions that exclude each other", { data: '{"page":"z"}\nzzz', format: json, rest: "WHERE page = 'x' AND page = 'y'", grain: "ALL" }],
  ["unreadable lines behind conditions that exclude each other in a subquery", { data: '{"page":"z"}\nzzz', format: json, from: "(SELECT * FROM EXTERN WHERE page = 'x')", rest: "WHERE page = 'y'", grain: "ALL" }],
  ["limited rows that are sorted by CLUSTERED BY", { data: newYear, select: "TIME_PARSE(ts) AS __time, UPPER(page) AS page", from: "(SELECT * FROM EXTERN LIMIT 2)", grain: "DAY CLUSTERED BY page" }],
  ["limited rows that a condition follows", { data: newYear, from: "(SELECT * FROM EXTERN LIMIT 2)", rest: "WHERE page = 'a'" }],
  ["limited rows that are grouped", { data: newYear, select: "TIME_PARSE(ts) AS __time, COUNT(*) AS c", from: "(SELECT * FROM EXTERN LIMIT 2)", rest: "GROUP BY 1" }],
  ["limited rows that are joined", { data: newYear, select: "TIME_PARSE(p.ts) AS __time, UPPER(p.page) AS page", from: "(SELECT * FROM EXTERN LIMIT 2) p JOIN (SELECT 'a' AS page) q ON p.page = q.page" }],
  ["a time in a zone of its own", { data: "31/01/2023 02:30,a,1", select: "TIME_PARSE(ts, 'dd/MM/yyyy HH:mm', 'Europe/Oslo') AS __time" }],
  ["a text without the blanks around it", { data: " 2023/01/12 ,a,1", select: "TIME_PARSE(REPLACE(TRIM(ts), '/', '-')) AS __time", rest: "WHERE CHAR_LENGTH(page) < 2" }],
  ["a part of a text, and what is left behind its end", { data: "2023-01-31 xyz,a,1", select: "TIME_PARSE(SUBSTRING(ts, 1, 10)) AS __time", rest: "WHERE CHAR_LENGTH(ts) = 14 AND SUBSTRING(page, 2) = ''" }],
  ["a text that is made null and left out", { data: "n/a,a,1\n2023-01-01,b,1", select: "TIME_PARSE(NULLIF(ts, 'n/a')) AS __time", rest: "WHERE ts <> 'n/a'" }],
  ["noon on a clock of twelve hours", { data: "2023-01-12 12:30,a,1", select: "TIME_PARSE(ts, 'yyyy-MM-dd hh:mm') AS __time" }],
  ["hexadecimal digits, which are no number", { data: "2023-01-01,a,0x1F", rest: "WHERE n = 0" }],
];

const failing: readonly (readonly [name: string, fault: string, statement: Statement])[] = [
  ["a pattern whose fields touch and do not fit", "InsertTimeNull", { data: "2023131,a,1", select: "TIME_PARSE(ts, 'yyyyMMdd') AS __time" }],
  ["an offset without T", "InsertTimeNull", { data: "2023-01-01Z,a,1" }],
  ["a time outside of the bounds, both in UTC", "InsertTimeOutOfBoundsFault", { data: "2023-01-02T00:00:00,a,1", verb: replaceDay, grain: "HOUR" }],
  ["a time outside of the bounds by its own offset", "InsertTimeOutOfBoundsFault", { data: "2023-01-01T00:00:00Z,a,1", verb: replaceDay, grain: "HOUR", zone: "America/New_York" }],
  ["no time in any zone", "InsertTimeNull", { data: "soon,a,1", zone: "America/New_York" }],
  ["a division beside what holds", "UnknownError", { data: zero, rest: "WHERE n = 0 AND 10 / n > 1" }],
  ["a division that is read", "UnknownError", { data: zero, select: "t AS __time, q", from: "(SELECT TIME_PARSE(ts) AS t, 10 / n AS q FROM EXTERN)" }],
  ["a division that a condition reads", "UnknownError", { data: zero, select: "t AS __time", from: "(SELECT TIME_PARSE(ts) AS t, 10 / n AS q FROM EXTERN)", rest: "WHERE q > 1" }],
  ["groups that are all too small", "InsertCannotBeEmpty", { data: zero, select: "TIME_PARSE(ts) AS __time, page, COUNT(*) AS c", rest: "GROUP BY 1, 2 HAVING COUNT(*) > 5" }],
  ["a rest of a division by zero", "UnknownError", { data: zero, select: "TIME_PARSE(ts) AS __time, MOD(10, n) AS x" }],
  ["a list of which no value fits", "InsertCannotBeEmpty", { data: list, format: json, rest: "WHERE page = 'z'" }],
  ["a list one of whose values is left out", "InsertCannotBeEmpty", { data: list, format: json, rest: "WHERE page <> 'x'" }],
  ["a list of which no value is among others", "InsertCannotBeEmpty", { data: list, format: json, rest: "WHERE page IN ('z', 'w')" }],
  ["a list of times", "InsertTimeNull", { data: times, format: json }],
  ["a list of times, whatever stands in for null", "InsertTimeNull", { data: times, format: json, select: "NVL(TIME_PARSE(ts), TIMESTAMP '2020-01-01') AS __time" }],
  ["a list of times of a delimited line", "InsertTimeNull", { data: "2023-01-01|2023-01-02,x,1", format: { type: "csv", columns: ["ts", "page", "n"], listDelimiter: "|" } }],
  ["an object where a time should be", "InsertTimeNull", { data: '{"ts":{"a":1}}', format: json }],
  ["a list that is grouped and not to be taken apart", "QueryRuntimeError", { data: list, format: json, ...grouped("SUM(n)"), context: rollup }],
  ["ANY_VALUE of a number as a metric", "UnknownError", { data: newYear, ...grouped("ANY_VALUE(n)"), context: rollup }],
  ["ANY_VALUE of a text as a metric", "UnknownError", { data: newYear, ...grouped("ANY_VALUE(page, 10)"), context: rollup }],
  ["a branch without a time", "InsertTimeNull", { data: zero, select: "CASE WHEN n = 2 THEN TIME_PARSE(ts) END AS __time, page" }],
  ["the bits of several numbers as a metric", "UnknownError", { data: newYear, ...grouped("BIT_OR(n)"), context: rollup }],
  ["a list as a metric", "UnknownError", { data: newYear, ...grouped("STRING_AGG(page, ',')"), context: rollup }],
  ["a name that the header holds twice, whatever is allowed", "CannotParseExternalData", { data: "ts,ts,page\n2023-01-01,x,a", format: { type: "csv", findColumnsFromHeader: true }, context: { maxParseExceptions: -1 } }],
  ["a count of no rows, which before 28 is no row", "InsertCannotBeEmpty", { data: zero, select: "TIMESTAMP '2023-01-01' AS __time, COUNT(*) AS c", rest: "WHERE page = 'zz'" }],
  ["unreadable lines behind a condition that may hold", "CannotParseExternalData", { data: '{"page":"z"}\nzzz', format: json, rest: "WHERE page = 'x'" }],
  ["a time that its zone skips", "InsertTimeNull", { data: "26/03/2023 02:30,a,1", select: "TIME_PARSE(ts, 'dd/MM/yyyy HH:mm', 'Europe/Oslo') AS __time" }],
  ["a time that is of the day before in its zone", "InsertTimeOutOfBoundsFault", { data: "2023-01-01T00:30:00,a,1", select: "TIME_PARSE(ts, NULL, 'Europe/Oslo') AS __time", verb: replaceDay, grain: "HOUR" }],
  ["a text that is made null", "InsertTimeNull", { data: "n/a,a,1", select: "TIME_PARSE(NULLIF(ts, 'n/a')) AS __time" }],
  ["a day that no month has, behind other functions", "InsertTimeNull", { data: " 2023/01/42,a,1", select: "TIME_PARSE(REPLACE(TRIM(ts), '/', '-')) AS __time" }],
  ["a null that is shifted", "InsertTimeNull", { data: "x,a,1", select: "TIME_SHIFT(TIME_PARSE(ts), 'P1D', 1) AS __time" }],
  ["an hour beyond twelve on such a clock", "InsertTimeNull", { data: "2023-01-12 13:30,a,1", select: "TIME_PARSE(ts, 'yyyy-MM-dd hh:mm') AS __time" }],
  ["no row that a condition lets through", "InsertCannotBeEmpty", { data: zero, rest: "WHERE n = 7" }],
];

/** Each ended in InsertCannotBeEmpty. */
const losing: readonly Case[] = [
  ["limited rows of which only expressions are made", { data: newYear, from: "(SELECT * FROM EXTERN LIMIT 2)" }],
  ["limited rows behind a condition", { data: newYear, from: "(SELECT * FROM EXTERN WHERE n > 0 LIMIT 2)" }],
  ["rows behind an OFFSET", { data: zero, from: "(SELECT * FROM EXTERN OFFSET 1)" }],
  ["limited rows of a join", { data: newYear, select: "TIME_PARSE(ts) AS __time", from: "(SELECT p.ts FROM EXTERN p JOIN (SELECT 'a' AS page) q ON p.page = q.page LIMIT 2)" }],
];

describe("a run in the head", () => {
  it.each(sound)("has nothing against %s", (_name, statement) => {
    const findings = findingsOf(statement);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(findings.filter(({ fault, ruleId }) => fault === "InsertCannotBeEmpty" || ruleId === "limit-loses-rows")).toEqual([]);
  });

  it.each([[String.raw`a\u0000b`, ["InvalidNullByte"]], ["ab", []]])("looks for a null byte in the page `%s` of a question", (page, faults) => {
    const sql = `SELECT page FROM TABLE(EXTERN('{"type":"inline","data":"{\\"page\\":\\"${page.replace("\\", String.raw`\\`)}\\"}"}', '{"type":"json"}', '[{"name":"page","type":"string"}]'))`;
    expect(lint(sql, { druid: "27.0.0", engine: "msq" }).filter(({ severity }) => severity === "error").map(({ fault }) => fault)).toEqual(faults);
  });

  it.each([["31.0.0", "warn", undefined], ["32.0.0", "error", "InsertTimeNull"]])("knows that %s makes %s of a null that is grouped", (druid, severity, fault) => {
    const sql = `INSERT INTO target SELECT TIME_PARSE(ts) AS __time, COUNT(*) AS c FROM TABLE(EXTERN('{"type":"inline","data":"{\\"ts\\":\\"x\\"}"}', '{"type":"json"}', '[{"name":"ts","type":"string"}]')) GROUP BY 1 PARTITIONED BY DAY`;
    expect(lint(sql, { druid, engine: "msq" }).filter(({ ruleId }) => ruleId === "time-null")).toMatchObject([{ severity, ...(fault === undefined ? {} : { fault }) }]);
  });

  it.each(losing)("warns of %s: all are lost", (_name, statement) => {
    expect(findingsOf(statement).filter(({ ruleId }) => ruleId === "limit-loses-rows")).toMatchObject([{ severity: "warn", fault: "InsertCannotBeEmpty" }]);
  });

  it.each(failing)("sees the fault of %s", (_name, fault, statement) => {
    expect(faultsOf(statement)).toEqual([fault]);
  });
});
