import { expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { parse } from "../../src/syntax/parser.ts";
import { violationsOf } from "./shape.ts";

const external = `TABLE(EXTERN('{"type":"http","uris":["http://x/a.json"]}', '{"type":"json"}'`;

/** Rule and message, and the statement with the text to change between « and »; what a person most likely meant. */
const mistakes: readonly (readonly [string, string, string])[] = [
  // The head of an ingestion statement.
  ["insert-with-overwrite", "verb", "INSERT «OVERWRITE» INTO t SELECT a FROM e PARTITIONED BY ALL"],
  ["insert-with-overwrite", "verb", "INSERT «OVERWRITE» t SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "missing", "INSERT «t» SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "superfluous", "INSERT INTO «TABLE» t SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "superfluous", "INSERT INTO t «AS» SELECT a FROM e PARTITIONED BY ALL"],
  ["clause-out-of-order", "select", "INSERT INTO t «FROM» e SELECT a PARTITIONED BY ALL"],
  ["replace-missing-overwrite", "condition", "REPLACE INTO t «OVERWRITE» __time >= TIMESTAMP '2020-01-01' SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "nearKeyword", "REPLACE INTO t «OVERWITE» ALL SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "nothing", "REPLACE INTO t OVERWRITE «WHERE» SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "missing", "REPLACE INTO t «WHERE» __time > TIMESTAMP '2020-01-01' SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "overwriteBoth", "REPLACE INTO t OVERWRITE «ALL» WHERE __time >= TIMESTAMP '2020-01-01' SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "targetMissing", "INSERT «INTO» SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "targetMissing", "REPLACE «INTO» OVERWRITE ALL SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "targetAlias", "INSERT INTO t «AS x» SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "bareName", "INSERT INTO «2t» SELECT a FROM e PARTITIONED BY ALL"],
  ["syntax-error", "export", "INSERT INTO «EXTERN»(s3(bucket => 'b')) AS CSV SELECT a FROM e"],

  // PARTITIONED BY and CLUSTERED BY.
  ["syntax-error", "granularityCall", "INSERT INTO t SELECT a FROM e PARTITIONED BY DAY«(__time)»"],
  ["syntax-error", "ingestionOnly", "SELECT a FROM e «PARTITIONED BY» DAY"],
  ["syntax-error", "ingestionInside", "INSERT INTO t (SELECT a FROM e «PARTITIONED BY» DAY)"],
  ["syntax-error", "namedHere", "INSERT INTO t SELECT a FROM e PARTITIONED BY DAY CLUSTERED BY a «AS b»"],
  ["foreign-clause", "clause", "INSERT INTO t SELECT a FROM e PARTITIONED BY DAY CLUSTERED BY a «INTO 4» BUCKETS"],
  ["foreign-clause", "clause", "INSERT INTO t SELECT a FROM e «RETURNING» a PARTITIONED BY DAY"],
  ["syntax-error", "granularityList", "INSERT INTO t SELECT a FROM e PARTITIONED BY DAY«,» a"],
  ["syntax-error", "granularityList", "INSERT INTO t SELECT a FROM e PARTITIONED BY FLOOR(__time TO DAY)«,» a"],
  ["syntax-error", "granularityMissing", "INSERT INTO t SELECT a FROM e «PARTITIONED BY»"],
  ["syntax-error", "granularityMissing", "INSERT INTO t SELECT a FROM e «PARTITIONED BY» CLUSTERED BY a"],
  ["syntax-error", "granularityParentheses", "INSERT INTO t SELECT a FROM e PARTITIONED BY («DAY»)"],
  ["syntax-error", "missing", "INSERT INTO t SELECT a FROM e PARTITIONED «DAY»"],
  ["syntax-error", "joiningWord", "INSERT INTO t SELECT a FROM e PARTITIONED BY FLOOR(__time«,» DAY)"],
  ["syntax-error", "unitQuoted", "INSERT INTO t SELECT a FROM e PARTITIONED BY FLOOR(__time TO «'DAY'»)"],
  ["partitioned-by-unsupported-granularity", "near", "INSERT INTO t SELECT a FROM e PARTITIONED BY «DAILY»"],
  ["partitioned-by-unsupported-granularity", "near", "INSERT INTO t SELECT a FROM e PARTITIONED BY «WEEKS»"],
  ["syntax-error", "nearKeyword", "INSERT INTO t SELECT a FROM e PARTITIONED BY ALL «TIMES»"],

  // EXTERN and its JSON.
  ["syntax-error", "json", "SELECT a FROM TABLE(EXTERN(«{»\"type\":\"http\"}, '{}', '[]'))"],
  ["syntax-error", "json", `SELECT a FROM ${external}, «[»{"name":"a"}]))`],
  ["syntax-error", "jsonQuotes", "SELECT a FROM TABLE(EXTERN(«\"{\"»type\":\"http\"}\", '{}', '[]'))"],
  ["syntax-error", "tableParentheses", "SELECT a FROM TABLE «EXTERN»('{}', '{}', '[]')"],
  ["extern-without-table", "table", "SELECT a FROM («EXTERN»('{}', '{}', '[]'))"],
  ["syntax-error", "namedArgument", "SELECT a FROM TABLE(EXTERN(inputSource«:» '{}'))"],
  ["syntax-error", "missingComma", `SELECT a FROM ${external})) EXTEND (a VARCHAR «b» BIGINT)`],

  ["extern-without-table", "table", "REPLACE INTO t OVERWRITE ALL WITH s AS (SELECT * FROM («EXTERN»('{}', '{}', '[]'))) SELECT * FROM s PARTITIONED BY ALL"],
  ["syntax-error", "tableWrapped", "SELECT a FROM TABLE(«(»EXTERN('{}', '{}', '[]')))"],
  ["syntax-error", "tableText", "SELECT a FROM TABLE(«'{}'», '{}', '[]')"],
  ["syntax-error", "tableQuery", "SELECT a FROM «TABLE»(SELECT b FROM e)"],
  ["syntax-error", "extend", "SELECT a FROM TABLE(EXTERN('{}', '{}')) AS e «EXTEND» (a VARCHAR)"],

  // What a query lacks.
  ["syntax-error", "columnsMissing", "«SELECT» FROM e"],
  ["syntax-error", "columnsMissing", "SELECT «DISTINCT» FROM e"],
  ["syntax-error", "tableMissing", "SELECT a «FROM» WHERE a = 1"],
  ["syntax-error", "tableMissing", "SELECT a FROM e «JOIN» ON e.a = f.a"],
  ["syntax-error", "fromMissing", "SELECT a «WHERE» a = 1"],
  ["syntax-error", "fromMissing", "SELECT * «TABLE»(EXTERN('{}', '{}', '[]'))"],
  ["clause-out-of-order", "order", "SELECT a WHERE a = 1 «FROM» e"],
  ["syntax-error", "subquery", "SELECT a FROM «SELECT» b FROM e"],
  ["syntax-error", "aliasMissing", "SELECT a «AS» FROM e"],
  ["syntax-error", "aliasMissing", "SELECT a «AS», b FROM e"],
  ["syntax-error", "aliasTwice", "SELECT a AS x «AS y» FROM e"],
  ["syntax-error", "bareName", "SELECT a AS «1x» FROM e"],
  ["syntax-error", "bareName", "SELECT a AS «x-y» FROM e"],
  ["syntax-error", "bareName", "SELECT a FROM «my-table»"],
  ["bracket-identifier", "bracket", "SELECT a AS «[x]» FROM e"],
  ["reserved-word-unquoted", "name", "SELECT a, «FROM», b FROM e"],
  ["duplicate-clause", "twice", "SELECT a FROM e «FROM» f"],
  ["syntax-error", "nextStatement", "SELECT a FROM e WHERE a = 1 «SELECT» b FROM f"],
  ["syntax-error", "by", "SELECT a FROM e LIMIT 5 «BY» a"],
  ["foreign-clause", "clause", "SELECT a FROM e «SORT BY» a"],
  ["syntax-error", "count", "SELECT a FROM e LIMIT «'10'»"],
  ["syntax-error", "count", "SELECT a FROM e LIMIT 10 «*» 2"],
  ["syntax-error", "star", "SELECT a FROM e ORDER BY «*»"],
  ["syntax-error", "star", "SELECT COUNT(DISTINCT «*») FROM e"],

  // WITH and joins.
  ["syntax-error", "missing", "WITH a «(»SELECT 1) SELECT * FROM a"],
  ["syntax-error", "missingComma", "WITH a AS (SELECT 1) «b» AS (SELECT 2) SELECT * FROM b"],
  ["foreign-clause", "recursive", "WITH «RECURSIVE» a AS (SELECT 1) SELECT * FROM a"],
  ["syntax-error", "missing", "SELECT 1 FROM e JOIN f «e».id = f.id"],
  ["syntax-error", "joinComma", "SELECT 1 FROM e«,» LEFT JOIN f ON e.id = f.id"],

  // Conditions and expressions.
  ["syntax-error", "nothing", "SELECT a FROM e WHERE a = 1 «AND» GROUP BY a"],
  ["syntax-error", "nothing", "SELECT a FROM e WHERE a = 1 «OR»"],
  ["syntax-error", "nothing", "SELECT a FROM e WHERE a «=» GROUP BY a"],
  ["syntax-error", "nothing", "SELECT a FROM e «LIMIT»"],
  ["syntax-error", "nothing", "SELECT a FROM e LIMIT 1 «OFFSET»"],
  ["syntax-error", "superfluous", "SELECT a FROM e WHERE «AND» a = 1"],
  ["syntax-error", "noOperand", "SELECT a FROM e WHERE «BETWEEN» 1 AND 2"],
  ["syntax-error", "comparisonAgain", "SELECT a FROM e WHERE a > 1 AND «<» 2"],
  ["syntax-error", "subquery", "SELECT a FROM e WHERE a = «SELECT» MAX(a) FROM e"],
  ["syntax-error", "list", "SELECT a FROM e WHERE a IN «'x'», 'y'"],
  ["syntax-error", "emptyList", "SELECT a FROM e WHERE a IN «()»"],
  ["syntax-error", "isNotNull", "SELECT a FROM e WHERE a «NOT» NULL"],
  ["syntax-error", "nearKeyword", "SELECT a FROM e WHERE a IS NOT «NUL»"],
  ["syntax-error", "isBefore", "SELECT a FROM e WHERE a «IS NOT IN» (1, 2)"],
  ["syntax-error", "isValue", "SELECT a FROM e WHERE a «IS NOT» 'x'"],
  ["syntax-error", "isNull", "SELECT a FROM e WHERE a «ISNULL»"],
  ["syntax-error", "joint", "SELECT a FROM e WHERE a = 1 «b» = 2"],
  ["syntax-error", "joint", "SELECT a FROM e JOIN f ON e.a = f.a «f».b IS NULL"],
  ["syntax-error", "joint", "SELECT a FROM e WHERE (a = 1 «LOWER»(b) = 'x')"],
  ["syntax-error", "jointComma", "SELECT a FROM e WHERE a = 1«,» b = 2"],
  ["syntax-error", "nothing", "SELECT COUNT(«DISTINCT») FROM e"],
  ["syntax-error", "nothing", "SELECT CAST(a «AS») FROM e"],
  ["syntax-error", "path", "SELECT JSON_VALUE(a«)» FROM e"],
  ["syntax-error", "reservedCall", "SELECT «GROUP»(a) FROM e"],
  ["syntax-error", "unitCall", "SELECT «DAY»(__time) FROM e"],
  ["syntax-error", "typedText", "SELECT «BIGINT '1'» FROM e"],
  ["syntax-error", "caseEnd", "SELECT CASE WHEN a = 1 THEN 2 ELSE 3 «FROM» e"],
  ["syntax-error", "caseWhen", "SELECT CASE a = 1 «THEN» 2 END FROM e"],
  ["syntax-error", "nameMissing", "SELECT e«.» FROM e"],
  ["syntax-error", "nameMissing", "SELECT e.a FROM e WHERE e«.» GROUP BY e.a"],
  ["reserved-word-unquoted", "name", "SELECT e.«order» FROM e"],
  ["reserved-word-unquoted", "name", "SELECT TIME_PARSE(«timestamp») FROM e"],
  ["syntax-error", "missingComma", "SELECT a «COUNT»(*) FROM e GROUP BY a"],
  ["syntax-error", "nearKeyword", "SELECT a FROM e ORDER BY a «DSC»"],
  ["syntax-error", "nearKeyword", "SELECT a FROM e ORDER BY a «DESCENDING»"],

  ["syntax-error", "missingComma", "SELECT a «LOWER»(b) FROM e"],
  ["syntax-error", "missingComma", "SELECT e.a «f».b FROM e, f"],
  ["foreign-operator", "wildcard", "SELECT a FROM e WHERE a LIKE W«%» AND b = 1"],
  ["foreign-operator", "percent", "SELECT a FROM e WHERE a «%» 2 = 1"],
  ["syntax-error", "comparison", "SELECT a FROM e WHERE a «=>» 1"],
  ["syntax-error", "comparison", "SELECT a FROM e WHERE a «=<» 1"],
  ["syntax-error", "comparison", "SELECT a FROM e WHERE a «=!» 1"],

  // Calls, times and windows.
  ["syntax-error", "joiningWord", "SELECT CAST(a«,» BIGINT) FROM e"],
  ["syntax-error", "joiningWord", "SELECT EXTRACT(DAY«,» __time) FROM e"],
  ["syntax-error", "nearKeyword", "SELECT FLOOR(__time TO «DAYS») FROM e"],
  ["syntax-error", "intervalUnit", "SELECT __time - INTERVAL «'1 DAY'» FROM e"],
  ["syntax-error", "nearKeyword", "SELECT __time - INTERVAL '1' «DAYS» FROM e"],
  ["syntax-error", "datetimeQuotes", "SELECT TIMESTAMP «\"2020-01-01 00:00:00\"» FROM e"],
  ["syntax-error", "datetimeText", "SELECT TIMESTAMP«(»2020-01-01) FROM e"],
  ["syntax-error", "parentheses", "SELECT SUM(a) OVER «PARTITION» BY b FROM e"],
  ["syntax-error", "parentheses", "SELECT SUM(a) FILTER «WHERE» b = 1 FROM e"],
  ["syntax-error", "nearKeyword", "SELECT SUM(a) OVER («PARTITIONED» BY b) FROM e"],
  ["syntax-error", "orderInCall", "SELECT STRING_AGG(a, ',' «ORDER BY» b) FROM e"],

  ["syntax-error", "doubled", "SELECT a FROM «FROM» e"],
  ["syntax-error", "doubled", "SELECT «SELECT» a FROM e"],
  ["syntax-error", "doubled", "SELECT a AS «AS» b FROM e"],
  ["syntax-error", "unitText", "SELECT DATE_TRUNC(«DAY», __time) FROM e"],
  ["syntax-error", "periodText", "SELECT TIME_FLOOR(__time, «DAY») FROM e"],
  ["syntax-error", "count", "SELECT a FROM e LIMIT 10 «PERCENT»"],
  ["syntax-error", "missing", "SELECT SUM(a) OVER (ORDER «b») FROM e"],

  // Other databases.
  ["syntax-error", "amount", "SELECT __time + «1 DAY» FROM e"],
  ["syntax-error", "nativeJson", "«{»\"queryType\": \"scan\"}"],
  ["foreign-clause", "clause", "SELECT a «INTO u» FROM e"],
  ["syntax-error", "typeMissing", "SELECT a FROM TABLE(EXTERN('{}', '{}')) EXTEND («a», b)"],
  ["syntax-error", "namedParameter", "SELECT a FROM e WHERE a = «:x»"],
  ["syntax-error", "arrayBracket", "SELECT «[»1, 2] FROM e"],
  ["syntax-error", "separator", "SELECT GROUP_CONCAT(a «SEPARATOR» ',') FROM e"],
  ["syntax-error", "nullsInCall", "SELECT FIRST_VALUE(a «IGNORE NULLS») OVER (ORDER BY b) FROM e"],
  ["syntax-error", "elseIf", "SELECT CASE WHEN a = 1 THEN 2 «ELSEIF» b = 1 THEN 3 END FROM e"],
  ["syntax-error", "elseIf", "SELECT CASE WHEN a = 1 THEN 2 «ELSE IF» b = 1 THEN 3 END FROM e"],
  ["syntax-error", "superfluous", "INSERT «IGNORE» INTO t SELECT a FROM e PARTITIONED BY ALL"],
  ["bracket-identifier", "bracket", "INSERT INTO «[t]» SELECT a FROM e PARTITIONED BY ALL"],
  ["foreign-clause", "star", "SELECT * «EXCEPT» (a) FROM e"],
  ["foreign-clause", "star", "SELECT * «EXCLUDE» (a) FROM e"],
  ["foreign-clause", "distinctOn", "SELECT «DISTINCT ON» (a) a, b FROM e"],
  ["foreign-clause", "lateralView", "SELECT a FROM e «LATERAL VIEW» explode(b) x AS y"],
  ["foreign-clause", "unnest", "SELECT «UNNEST»(a) FROM e"],
  ["foreign-operator", "jsonPath", "SELECT a«->>»'b' FROM e"],
  ["foreign-operator", "match", "SELECT a FROM e WHERE a «~» 'x'"],
  ["syntax-error", "array", "SELECT «ARRAY(»1, 2) FROM e"],
  ["syntax-error", "prefixedText", "SELECT «E'\\n'» FROM e"],
  ["quoted-alias", "string", "SELECT a FROM e AS «'x'»"],
  ["syntax-error", "backslash", "SELECT «'it\\'»s not' FROM e"],
  ["syntax-error", "hashComment", "SELECT a FROM e «#» a comment"],
  ["syntax-error", "variable", "SELECT «@»x FROM e"],
  ["unknown-statement", "create", "«CREATE» TABLE t AS SELECT a FROM e"],
  ["unknown-statement", "drop", "«TRUNCATE» TABLE t"],
  ["unknown-statement", "load", "«COPY» INTO t FROM 's3://x'"],
  ["unknown-statement", "show", "«SHOW» TABLES"],
  ["syntax-error", "missing", "EXPLAIN «SELECT» a FROM e"],
];

test.each(mistakes)("%s %s: %s", (rule, message, text) => {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  const sql = text.replace("«", "").replace("»", "");
  expect(violationsOf(sql, "27").map((violation) => [violation.rule, violation.message, sql.slice(violation.start, violation.end)])).toEqual([
    [rule, message, sql.slice(start, end)],
  ]);
});

test("a clause behind a `;` is told to belong before it", () => {
  const { statements } = parse("INSERT INTO t SELECT a FROM e PARTITIONED BY DAY;\nCLUSTERED BY a", { release: requireRelease("33"), semicolons: "file" });
  expect(statements.map(({ violations }) => violations.map(({ message }) => message))).toEqual([[], ["clauseAlone"]]);
});

/** What only looks like one of the mistakes above, and is right. */
const right: readonly string[] = [
  "INSERT INTO t SELECT a FROM e PARTITIONED BY (FLOOR(__time TO DAY))",
  "WITH a (x) AS (SELECT 1) SELECT x FROM a",
  "SELECT 1 FROM e JOIN f AS g ON e.id = g.id",
  "SELECT a FROM e WHERE a IN (SELECT b FROM f)",
  "SELECT a FROM e WHERE NOT NOT a = 1",
  "SELECT * FROM e EXCEPT (SELECT * FROM f)",
  "SELECT a - - 1, - a FROM e",
  "SELECT a FROM e CROSS JOIN UNNEST(b) AS u(c)",
  "SELECT ARRAY[1, 2], ARRAY(SELECT 1) FROM e",
  "SELECT a AS \"FROM\" FROM e",
  "SELECT a FROM e WHERE a IS NOT DISTINCT FROM b",
  "SELECT a FROM e WHERE a NOT IN (1, 2) AND b IS NOT NULL",
  "SELECT COUNT(DISTINCT a), COUNT(*) FROM e",
  "SELECT a - b AS \"x-y\", a-b FROM e",
  "SELECT a FROM (SELECT b FROM e) UNION ALL SELECT c FROM f",
  "SELECT CASE WHEN a = 1 THEN b = 2 ELSE c END FROM e",
  "SELECT a FROM e, (VALUES (1)) AS v (b) WHERE (a, b) IN ((1, 2))",
  "REPLACE INTO overwrite OVERWRITE ALL SELECT a FROM e PARTITIONED BY ALL",
  "INSERT INTO t (SELECT a FROM e) PARTITIONED BY DAY CLUSTERED BY a",
  "SELECT DATE '2020-01-01', TIMESTAMP '2020-01-01 00:00:00' FROM e",
  "SELECT POSITION('a' IN b), EXTRACT(DAY FROM c), FLOOR(a) FROM e",
];

test.each(right)("nothing is wrong with %s", (sql) => {
  expect(violationsOf(sql, "27").filter((violation) => violation.stage === "parse")).toEqual([]);
});
