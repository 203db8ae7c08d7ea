/** Groups of generated statements about EXTERN, lexical form, keywords and whole statements; and near misses. */
import { expression, timeAs } from "./expressions.mjs";
import { body, granularity, target } from "./ingestion.mjs";
import { misspell } from "./queries.mjs";
import { externText, inputFormat, inputSource, relation, signature, sources } from "./relations.mjs";

export const groups = {
  "extern.json": { count: 330, make: externJson },
  "extern.form": { count: 130, make: externForm },
  "extern.type": { count: 110, make: externType },
  "table-function": { count: 60, make: tableFunction },
  "lexical": { count: 150, make: lexical },
  "keyword": { count: 130, make: keyword },
  "with": { count: 110, make: withForm },
  "statement": { count: 120, make: statement },
  "values": { count: 60, make: values },
  "realistic": { count: 160, make: realistic },
  "near-miss": { count: 1100, make: nearMiss },
};

const wrap = (random, call, time) => random.pick([
  `SELECT * FROM ${call}`, `SELECT COUNT(*) FROM ${call} AS src`,
  `INSERT INTO ${target(random)}\nSELECT ${time} AS __time, * FROM ${call}\nPARTITIONED BY ${granularity(random)}`,
  `REPLACE INTO ${target(random)} OVERWRITE ALL SELECT ${time} AS __time FROM ${call} PARTITIONED BY DAY`,
]);

function externJson(random) {
  const name = random.pick(Object.keys(sources));
  const parts = [inputSource(random, name), inputFormat(random), signature(sources[name].columns)];
  const at = random.int(3);
  parts[at] = random.chance(0.55) ? brokenText(random, JSON.stringify(parts[at])) : oddValue(random, at, parts[at]);
  return wrap(random, externText(random, ...parts), sources[name].time);
}

/** One slip in a JSON text. */
function brokenText(random, text) {
  const places = [...text.matchAll(/["{}[\]:,]/g)].map((m) => m.index);
  const at = random.pick(places);
  return random.pick([
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text[at] + text.slice(at),
    () => text.slice(0, -1),
    () => `${text},`,
    () => `${text} ${text}`,
    () => text.replace(/([}\]])$/, ",$1"),
    () => text.replaceAll('"', "'"),
    () => text.replace('"type"', "type"),
    () => text.replace('"type"', '"typ"'),
    () => text.replace('"type"', '"Type"'),
    () => ` ${text}\n`,
    () => text.replace(":", " = "),
    () => `// source\n${text}`,
    () => `[${text}]`,
    () => "",
  ])();
}

function oddValue(random, at, part) {
  if (at === 0) return random.pick([
    { type: "htp", uris: [] }, { type: "http" }, { type: "http", uris: "https://data.example.org/x" },
    { type: "http", uris: ["ftp://data.example.org/x"] }, { type: "http", uris: [7] }, { type: "http", uri: ["https://data.example.org/x"] },
    { type: "s3", uris: ["s3://bucket/key"] }, { type: "s3", prefixes: ["s3://bucket/"] }, { type: "local" }, { type: "local", baseDir: "/srv" },
    { type: "local", baseDir: "/srv", filter: 5 }, { type: "inline" }, { type: "inline", data: 5 }, { type: "inline", data: ["x"] },
    { type: "google", uris: ["gs://b/k"] }, { type: "combining", delegates: [] }, { type: "combining", delegates: [{ type: "inline", data: "x" }] },
    {}, [], null, "inline", { type: null }, { type: "local", files: [] }, { ...part, note: "extra" },
    { type: "HTTP", uris: ["https://data.example.org/x"] }, { type: "hdfs", paths: "/x" },
    { type: "http", uris: ["https://data.example.org/x"], httpAuthenticationPassword: "secret" },
    { type: "druid", dataSource: "visits", interval: "2020/2021" },
  ]);
  if (at === 1) return random.pick([
    { type: "JSON" }, { type: "jsonl" }, {}, { type: "csv" }, { type: "csv", columns: [] }, { type: "csv", columns: "a,b" },
    { type: "csv", findColumnsFromHeader: "yes" }, { type: "csv", findColumnsFromHeader: false }, { type: "csv", columns: ["a", "a"] },
    { type: "tsv", columns: ["a"], delimiter: "" }, { type: "tsv", columns: ["a"], delimiter: "||" }, { type: "csv", columns: ["a", "b,c"] },
    { type: "csv", skipHeaderRows: 1 }, { type: "csv", hasHeaderRow: true }, { type: "regex", pattern: "(.*)" }, { type: "regex", columns: ["a"] },
    { type: "regex", pattern: "(", columns: ["a"] }, { type: "parquet" }, { type: "orc", binaryAsString: true }, { type: "avro_ocf" },
    { type: "json", flattenSpec: { fields: [{ type: "path", name: "x" }] } }, { type: "json", flattenSpec: "x" },
    { type: "json", featureSpec: { ALLOW_SINGLE_QUOTES: true } }, { type: "json", featureSpec: { NO_SUCH: true } },
    { type: "json", assumeNewlineDelimited: true, useJsonNodeReader: true }, { type: "csv", columns: ["a"], listDelimiter: "" },
    { type: "csv", columns: ["a"], skipHeaderRows: "two" }, [], null, "json", { type: "nvl" }, { type: "javascript", function: "f" },
  ]);
  const columns = part;
  return random.pick([
    () => [], () => ({}), () => null, () => [...columns, columns[0]], () => [...columns, { name: "extra" }], () => [...columns, { type: "string" }],
    () => columns.map(({ name, type }) => ({ column: name, type })), () => [...columns, { name: null, type: "string" }], () => [...columns, "name"],
    () => columns.map((c) => ({ ...c, type: c.type.toUpperCase() })), () => [...columns, { name: "", type: "long" }],
    () => [...columns, { name: "extra", type: null }], () => Object.fromEntries(columns.map((c) => [c.name, c.type])),
    () => [...columns, { name: "__time", type: "long" }], () => [...columns, { name: "__time", type: "string" }],
    () => [...columns, { name: "extra", type: "string", format: "x" }], () => [...columns, { name: columns[0].name.toUpperCase(), type: "string" }],
    () => columns.concat([[]]),
  ])();
}

function externForm(random) {
  const [s, f, c] = [`'${JSON.stringify(inputSource(random, "taxi"))}'`, `'${JSON.stringify({ type: "json" })}'`, `'${JSON.stringify(signature(sources.taxi.columns))}'`];
  const extend = random.pick([
    "(vendor VARCHAR, fare DOUBLE)", "(vendor VARCHAR)", '("fare" DOUBLE, pickup VARCHAR, n BIGINT)', "()", "(vendor)",
    "(vendor VARCHAR, vendor VARCHAR)", "vendor VARCHAR", "(vendor STRING)", "(vendor VARCHAR,)", "(vendor VARCHAR NOT NULL)",
    "(__time BIGINT, vendor VARCHAR)", "(__time TIMESTAMP, vendor VARCHAR)",
  ]);
  const call = random.pick([
    `TABLE(EXTERN(${s}, ${f}, ${c}))`, `TABLE(EXTERN(${s}, ${f})) EXTEND ${extend}`, `TABLE(EXTERN(${s}, ${f})) ${extend}`,
    `TABLE(EXTERN(inputSource => ${s}, inputFormat => ${f})) EXTEND ${extend}`,
    `TABLE(EXTERN(inputSource => ${s}, inputFormat => ${f}, signature => ${c}))`,
    `TABLE(EXTERN(inputFormat => ${f}, inputSource => ${s}, signature => ${c}))`, `TABLE(EXTERN(source => ${s}, format => ${f})) EXTEND ${extend}`,
    `TABLE(EXTERN(${s}, ${f}, ${c})) EXTEND ${extend}`, `TABLE(EXTERN(${s}))`, `TABLE(EXTERN())`, `EXTERN(${s}, ${f}, ${c})`,
    `TABLE(extern(${s}, ${f}, ${c}))`, `TABLE EXTERN(${s}, ${f}, ${c})`, `(EXTERN(${s}, ${f}, ${c}))`, `TABLE(EXTERN(${s}, ${f}, ${c}, ${c}))`,
    `TABLE(EXTERN(${s}, ${f}, ${c}) )  AS src (x1, x2)`, `TABLE(EXTERN(${s} ${f}, ${c}))`, `TABLE(EXTERN(${s}, ${f}, ${c})`,
    `TABLE(EXTERNAL(${s}, ${f}, ${c}))`, `TABLE(EXTERN(${s}, NULL, ${c}))`, `TABLE(EXTERN(${s}, ${f}, 5))`, `TABLE(EXTERN(${s}, UPPER(${f}), ${c}))`,
    `TABLE(EXTERN(${s} || '', ${f}, ${c}))`, `TABLE(EXTERN("x", ${f}, ${c}))`, `TABLE("EXTERN"(${s}, ${f}, ${c}))`,
    `LATERAL TABLE(EXTERN(${s}, ${f}, ${c}))`, `TABLE(EXTERN(INPUTSOURCE => ${s}, inputformat => ${f}, signature => ${c}))`,
    `TABLE(EXTERN(${s}, ${f}, ${c})) src`, `TABLE(EXTERN(\n  ${s},\n  -- how\n  ${f},\n  ${c}\n))`,
  ]);
  const item = random.pick(["*", "vendor", "fare", "missing", "COUNT(*)", "src.vendor", '"vendor", "fare"', "x1"]);
  return random.chance(0.6) ? `SELECT ${item} FROM ${call}` : `INSERT INTO ${target(random)} SELECT CURRENT_TIMESTAMP AS __time, ${item} FROM ${call} PARTITIONED BY ${granularity(random)}`;
}

function externType(random) {
  const json = random.pick([
    "string", "long", "double", "float", "STRING", "Long", "varchar", "bigint", "int", "boolean", "timestamp", "date", "ARRAY<STRING>", "ARRAY<LONG>",
    "ARRAY<DOUBLE>", "array<long>", "COMPLEX<json>", "COMPLEX<hyperUnique>", "COMPLEX<nope>", "complex<json>", "json", "COMPLEX", "ARRAY", "ARRAY<>",
    "ARRAY<ARRAY<LONG>>", "", " long", "decimal", "number", "text", "COMPLEX<HLLSketch>", "ARRAY<COMPLEX<json>>",
  ]);
  const sql = random.pick([
    "VARCHAR", "BIGINT", "DOUBLE", "FLOAT", "INTEGER", "SMALLINT", "TINYINT", "REAL", "DECIMAL", "DECIMAL(5, 1)", "BOOLEAN", "TIMESTAMP", "DATE",
    "CHAR", "CHAR(4)", "VARCHAR(9)", "VARCHAR ARRAY", "BIGINT ARRAY", "DOUBLE ARRAY", "TYPE('COMPLEX<json>')", "TYPE('ARRAY<LONG>')", "TYPE('long')",
    "TYPE('nope')", "JSON", "STRING", "LONG", "INT", "TEXT", "DOUBLE PRECISION", "ANY", "INTERVAL DAY", "TIME", "VARBINARY", "UUID", "NUMERIC",
    "TIMESTAMP(3)", "INT UNSIGNED", "VARCHAR NOT NULL", "VARCHAR NULL", "MAP", "ROW(a INT)", "COMPLEX<json>",
  ]);
  const s = JSON.stringify(inputSource(random, "sensors"));
  const column = random.pick(["reading", '"reading"', "__time", "r1"]);
  const call = random.chance(0.5) ? `TABLE(EXTERN('${s}', '{"type":"json"}', '${JSON.stringify([
    { name: column.replaceAll('"', ""), type: json }, { name: "device", type: "string" },
  ])}'))` : `TABLE(EXTERN('${s}', '{"type":"json"}')) EXTEND (${column} ${sql}, device VARCHAR)`;
  return random.pick([
    `SELECT ${column}, device FROM ${call}`, `SELECT device, MAX(${column}) AS top FROM ${call} GROUP BY device`,
    `SELECT ${column} + 1 AS more FROM ${call}`,
    `INSERT INTO ${target(random)} SELECT CURRENT_TIMESTAMP AS __time, device, ${column === "__time" ? "device AS d" : column} FROM ${call} PARTITIONED BY DAY`,
    `SELECT device FROM ${call} WHERE ${column} = 'x'`,
  ]);
}

function tableFunction(random) {
  const columns = random.pick(["EXTEND (vendor VARCHAR, fare DOUBLE)", "EXTEND (vendor VARCHAR)", "(vendor VARCHAR, n BIGINT)", ""]);
  const format = random.pick(["format => 'csv'", "format => 'json'", "format => 'xml'", "\"format\" => 'csv'", "format => csv", ""]);
  const call = random.pick([
    `HTTP(uris => ARRAY['https://data.example.org/t.csv'], ${format})`, `HTTP(uri => 'https://data.example.org/t.csv', ${format})`,
    `INLINE(data => ARRAY['a,1', 'b,2'], ${format})`, `INLINE(data => 'a,1', ${format})`, `LOCALFILES(files => ARRAY['/srv/t.csv'], ${format})`,
    `LOCALFILES(baseDir => '/srv', filter => '*.csv', ${format})`, `S3(uris => ARRAY['s3://b/t.csv'], ${format})`, `REST(url => 'x', ${format})`,
    `INLINE(ARRAY['a,1'], 'csv')`,
  ].map((text) => text.replace(", )", ")")));
  return `SELECT * FROM TABLE(${call}) ${columns}`.trim();
}

function lexical(random) {
  const from = relation(random);
  const base = random.chance(0.6) ? `SELECT ${random.pick(from.s)} AS label FROM ${from.from} WHERE ${expression(random, from, "b", 1)}` : `INSERT INTO ${target(random)}\n${body(random, from)}\nPARTITIONED BY ${granularity(random)}`;
  const space = [...base.matchAll(/ /g)].map((m) => m.index);
  const put = (text) => { const at = random.pick(space); return base.slice(0, at) + text + base.slice(at + 1); };
  return random.pick([
    () => `${base};`, () => `${base};;`, () => `${base}; SELECT 1`, () => `${base} ;\n-- done`, () => `-- first\n${base}`,
    () => `/* a */ ${base} /* b */`, () => `${base} --`, () => `${base} /*`, () => put(" /* in /* nested */ "), () => put(" -- rest\n"),
    () => put(" // rest\n"), () => put(" # rest\n"), () => put("\u00a0"), () => put("\r\n"), () => put("\t\t"), () => put(" \u200b"),
    () => `\ufeff${base}`, () => put(" ' "), () => put(' " '), () => put(" ` "), () => put(" @ "), () => put(" ( "), () => put(" ) "),
    () => put(" [ "), () => put(" { "), () => put(" \\ "), () => put(" $ "), () => put(" ? "), () => put(" ; "), () => base.toLowerCase(),
    () => base.toUpperCase(), () => base.replaceAll(" ", "\n"), () => base.replace("SELECT", "SELECT /*+ hint */"),
    () => base.replace(/'([^']*)'/, '"$1"'), () => base.replace(/'([^']*)'/, "‘$1’"), () => base.replace(/'([^']*)'/, "`$1`"),
    () => base.replace(/'([^']*)'/, "'$1"), () => base.replace(" AS ", " As "), () => put(" 漢字 "), () => put(" 😀 "), () => `SET x = 1; ${base}`,
    () => `(${base})`, () => `((${base}))`,
  ])();
}

const words = "A ABS ACTION ADMIN ALL ANY ARRAY AS ASC AT AUTHORIZATION AVG BETWEEN BIGINT BOTH BY CALL CASE CAST CEIL CHAR CHARACTER CHECK CLASSIFIER CLOSE CLUSTERED COLLATE COLUMN COMMENT COMMIT COMPLEX CONDITION CONNECT CONTAINS COUNT CROSS CUBE CURRENT CURSOR DATA DATABASE DATE DAY DEC DEFAULT DELETE DENSE_RANK DESC DESCRIBE DISTINCT DOMAIN DOUBLE EACH ELEMENT ELSE END EPOCH EQUALS ESCAPE EVERY EXCEPT EXISTS EXPLAIN EXTEND EXTERN EXTERNAL FILTER FIRST_VALUE FLOAT FLOOR FOR FORMAT FRIDAY FROM FULL FUNCTION GEOMETRY GRANT GROUP GROUPING GROUPS HAVING HOLD HOUR ID IDENTITY IF ILIKE IMPORT IN INDICATOR INITIAL INNER INPUT INT INTERVAL INTO IS ISOLATION JOIN JSON KEY LABEL LAG LANGUAGE LAST LATERAL LEAD LEFT LEVEL LIKE LIMIT LN LOCAL LOCATION MATCH MATCHES MAX MEASURE MEMBER MERGE METHOD MIN MINUTE MOD MODULE MONTH NAME NATURAL NEW NEXT NO NONE NORMALIZE NOT NULL NULLS NUMERIC OBJECT OF OFFSET OLD ON ONE ONLY OPEN OPTION OR ORDER ORDINAL OUT OUTER OUTPUT OVER OVERWRITE OWNER PARAMETER PARTITION PARTITIONED PATH PER PERCENT PERIOD PLAN POSITION POWER PRECISION PRIMARY PRIVILEGES QUALIFY QUARTER RANGE RANK RAW READS REAL REF REPLACE RESULT RETURN ROLE ROLLUP ROW ROWS SCALE SCHEMA SCOPE SCROLL SEARCH SECOND SELECT SEQUENCE SESSION SESSION_USER SET SHOW SIZE SKIP SOURCE SPECIFIC SQL START STATE STATIC STYLE SUBSET SUM SYMMETRIC SYSTEM SYSTEM_TIME TABLE TEMPORARY THEN TIES TIME TIMESTAMP TO TRAILING TRANSLATE TREAT TRIGGER TRIM TRUE TRUNCATE TYPE UNDER UNION UNIQUE UNKNOWN UNNEST UPDATE UPPER UPSERT USAGE USER USING VALUE VALUES VARCHAR VARYING VERSION VIEW WEEK WHEN WHERE WINDOW WITH WITHIN WITHOUT WORK WRITE YEAR ZONE TODAY URL HOST STATUS REGION DEVICE COUNTRY CITY PAGE NUMBER STRING LONG".split(" ");

function keyword(random) {
  const word = random.chance(0.5) ? random.pick(words) : random.pick(words).toLowerCase();
  return random.pick([
    () => `SELECT channel AS ${word}, added FROM wikipedia`,
    () => `SELECT channel ${word} FROM wikipedia`,
    () => `SELECT q.${word} FROM (SELECT page AS "${word}" FROM wikipedia) q`,
    () => `SELECT ${word}, COUNT(*) FROM (SELECT page AS "${word}" FROM wikipedia) GROUP BY ${word}`,
    () => `SELECT ${word}.page FROM wikipedia AS ${word}`,
    () => `SELECT page FROM wikipedia ${word} WHERE page > 'm'`,
    () => `WITH ${word} AS (SELECT page FROM wikipedia) SELECT page FROM ${word}`,
    () => `INSERT INTO ${word} SELECT __time, page FROM wikipedia PARTITIONED BY DAY`,
    () => `SELECT ${word}(added) AS v FROM wikipedia`,
    () => `INSERT INTO rides SELECT __time, page AS "${word}" FROM wikipedia PARTITIONED BY DAY CLUSTERED BY ${word}`,
    () => `SELECT page FROM wikipedia WHERE ${word} = 1 ORDER BY ${word}`,
    () => `SELECT page FROM TABLE(EXTERN('{"type":"inline","data":"x"}', '{"type":"json"}')) EXTEND (page VARCHAR, ${word} BIGINT)`,
  ])();
}

function withForm(random) {
  const from = relation(random);
  const q = body(random, from);
  const name = random.pick(["base", "src", '"raw data"', "wikipedia", "day"]);
  return random.pick([
    () => `WITH ${name} AS (${q}) SELECT * FROM ${name}`,
    () => `WITH ${name} AS (${q}), later AS (SELECT __time FROM ${name}) SELECT COUNT(*) FROM later`,
    () => `INSERT INTO ${target(random)} WITH ${name} AS (${q}) SELECT * FROM ${name} PARTITIONED BY ${granularity(random)}`,
    () => `REPLACE INTO ${target(random)} OVERWRITE ALL WITH ${name} AS (${q}), next_one AS (SELECT * FROM ${name}) SELECT * FROM next_one PARTITIONED BY DAY`,
    () => `WITH ${name} AS (${q}) INSERT INTO ${target(random)} SELECT * FROM ${name} PARTITIONED BY DAY`,
    () => `WITH ${name} (t, k) AS (${q}) SELECT t, k FROM ${name}`,
    () => `WITH RECURSIVE ${name} AS (${q}) SELECT * FROM ${name}`,
    () => `WITH ${name} AS ${q} SELECT * FROM ${name}`,
    () => `WITH ${name} AS (${q}) SELECT x.__time FROM ${name} x JOIN ${name} y ON x.__time = y.__time`,
    () => `WITH ${name} AS (${q}), SELECT * FROM ${name}`,
    () => `WITH unused AS (SELECT missing FROM nowhere) ${q}`,
    () => `SELECT * FROM (WITH ${name} AS (${q}) SELECT * FROM ${name}) AS outermost`,
    () => `WITH ${name} AS (${q}) SELECT __time, missing_column FROM ${name}`,
    () => `WITH a AS (SELECT * FROM b), b AS (${q}) SELECT * FROM a`,
  ])();
}

function statement(random) {
  const from = relation(random, "table");
  const q = body(random, from);
  return random.pick([
    () => `EXPLAIN PLAN FOR ${q}`, () => `EXPLAIN ${q}`,
    () => `EXPLAIN PLAN FOR INSERT INTO ${target(random)} ${q} PARTITIONED BY ${granularity(random)}`,
    () => `EXPLAIN PLAN FOR REPLACE INTO ${target(random)} OVERWRITE ALL ${q} PARTITIONED BY DAY ORDER BY 1`, () => `EXPLAIN PLAN AS JSON FOR ${q}`,
    () => `DESCRIBE ${from.from}`, () => `UPDATE ${from.from} SET cnt = 1`, () => `DELETE FROM ${from.from} WHERE __time < TIMESTAMP '2020-01-01'`,
    () => `CREATE TABLE rides AS ${q}`, () => `DROP TABLE ${from.from}`, () => `ALTER SYSTEM SET x = 1`,
    () => `MERGE INTO rides USING ${from.from} ON TRUE WHEN MATCHED THEN UPDATE SET x = 1`, () => `TRUNCATE TABLE rides`,
    () => `SHOW COLUMNS FROM ${from.from}`, () => `SET maxNumTasks = 3`, () => `CALL refresh()`,
    () => `SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES`,
    () => `SELECT * FROM sys.${random.pick(["segments", "servers", "tasks", "supervisors", "nothing"])}`,
    () => `INSERT INTO rides SELECT server FROM sys.servers PARTITIONED BY ALL`, () => `SELECT * FROM missing_table`,
    () => `SELECT missing_column FROM ${from.from}`, () => `SELECT ${from.from}.${from.s[0]} FROM ${from.from} AS renamed`,
    () => `SELECT renamed.${from.s[0]} FROM ${from.from} AS renamed`, () => `TABLE ${from.from}`, () => `SELECT FROM ${from.from}`,
    () => `SELECT ${from.s[0]}, FROM ${from.from}`, () => `SELECT ${from.s[0]} FROM`,
    () => `SELECT ${from.s[0]} ${from.s[0]} ${from.s[0]} FROM ${from.from}`, () => `SELECT ${from.s[0]} FROM ${from.from} WHERE`,
    () => `SELECT ${from.s[0]} FROM ${from.from} GROUP ${from.s[0]}`, () => `FROM ${from.from} SELECT ${from.s[0]}`,
    () => `select ${from.s[0]} frm ${from.from}`, () => `SELECT ALL ${from.s[0]} FROM ${from.from}`,
    () => `SELECT ${from.s[0]} INTO rides FROM ${from.from}`, () => `SELECT ${from.s[0].toUpperCase()} FROM ${from.from}`,
    () => `SELECT * FROM ${from.from} TABLESAMPLE BERNOULLI (10)`, () => `SELECT * FROM ${from.from} FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP`,
    () => `SELECT ${from.s[0]} FROM ${from.from} QUALIFY 1 = 1`, () => `ROLLBACK`, () => `BEGIN`, () => "",
  ])();
}

function values(random) {
  const rows = Array.from({ length: 1 + random.int(3) }, () => `(${[
    "TIMESTAMP '2020-01-01'", random.pick(["'a'", "1", "NULL", "2.5", "DATE '2020-01-01'"]), ...(random.chance(0.1) ? ["9"] : []),
  ].join(", ")})`).join(", ");
  return random.pick([
    () => `VALUES ${rows}`, () => `SELECT * FROM (VALUES ${rows}) AS v (__time, k)`, () => `SELECT k FROM (VALUES ${rows}) v`,
    () => `INSERT INTO rides VALUES ${rows} PARTITIONED BY DAY`,
    () => `INSERT INTO rides SELECT * FROM (VALUES ${rows}) AS v (__time, k) PARTITIONED BY ${granularity(random)}`,
    () => `INSERT INTO rides (__time, k) VALUES ${rows} PARTITIONED BY ALL`, () => `SELECT 1 AS one_value, 'x' AS k`,
    () => `INSERT INTO rides SELECT TIMESTAMP '2020-01-01' AS __time, ${random.int(9)} AS n PARTITIONED BY DAY`,
    () => `SELECT ${random.int(9)} + ${random.pick(["'x'", "1", "NULL", "TRUE"])} AS v`,
  ])();
}

/** A statement a person would really submit. */
function realistic(random) {
  const from = relation(random, random.chance(0.7) ? "extern" : "table");
  const [a, b] = random.sample(from.s, 2);
  const n = random.pick([...from.l, ...from.d]);
  const head = random.pick([
    `INSERT INTO ${target(random)}`, `REPLACE INTO ${target(random)} OVERWRITE ALL`,
    `REPLACE INTO ${target(random)} OVERWRITE WHERE __time >= TIMESTAMP '2023-05-01' AND __time < TIMESTAMP '2023-06-01'`,
  ]);
  const clusteredBy = random.chance(0.5) ? `\nCLUSTERED BY ${a}` : "";
  const partitioned = `\nPARTITIONED BY ${head.includes("WHERE") ? "DAY" : granularity(random)}`;
  return random.pick([
    () => `${head}\nWITH source AS (SELECT * FROM ${from.from})\nSELECT\n  ${timeAs(random, from)},\n  ${a},\n  LOWER(${b ?? a}) AS normalized,\n  CASE WHEN ${n} > 100 THEN 'big' ELSE 'small' END AS size_class,\n  ${n}\nFROM source${partitioned}${clusteredBy}`,
    () => `${head}\nSELECT\n  TIME_FLOOR(${from.time}, 'PT1H') AS __time,\n  ${a},\n  COUNT(*) AS events,\n  SUM(${n}) AS total,\n  MAX(${n}) AS biggest\nFROM ${from.from}\nWHERE ${a} IS NOT NULL\nGROUP BY 1, 2\nHAVING COUNT(*) > 1${partitioned}${clusteredBy}`,
    () => `${head}\nSELECT ${timeAs(random, from)}, src.${a}, l.v AS looked_up, src.${n}\nFROM ${from.from} AS src\nLEFT JOIN lookup.lookyloo AS l ON src.${a} = l.k${partitioned}`,
    () => `${head}\nSELECT ${timeAs(random, from)}, ${a}, COALESCE(${b ?? a}, 'unknown') AS other_one, CAST(${n} AS VARCHAR) AS as_text, REGEXP_EXTRACT(${a}, '([a-z]+)', 1) AS first_word\nFROM ${from.from}\nWHERE ${from.time} >= TIMESTAMP '2020-01-01' AND ${n} BETWEEN 1 AND 1000${partitioned}${clusteredBy}`,
    () => `SELECT ${a}, APPROX_COUNT_DISTINCT(${b ?? a}) AS variety, SUM(${n}) AS total\nFROM ${from.from}\nGROUP BY ${a}\nORDER BY total DESC\nLIMIT 20`,
  ])();
}

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|<=|>=|<>|\|\||=>|[^\s]/gu;
const lookalikes = { FROM: ["FORM", "FRM", "IN"], SELECT: ["SELCT", "SELECTS", "SELECT SELECT"], INTO: ["IN", "INTO INTO", "TO"], PARTITIONED: [
  "PARTITION", "PARTIONED", "PARTITIONDE",
], CLUSTERED: ["CLUSTER", "CLUSTERD", "ORDER"], BY: ["ON", "BYE", ""], GROUP: ["GROPU", "ORDER"], WHERE: ["WHEN", "WERE", "HAVING"], OVERWRITE: ["OVERRIDE", "OVERWRTE", "WRITE"], AS: [
  "IS", "SA", "",
], AND: ["&&", "ADN", ","], EXTERN: ["EXTERNAL", "EXTREN", "EXTERM"], TABLE: ["TABEL", ""], INSERT: ["INSRT", "UPSERT", "REPLACE"], REPLACE: ["REPLCE", "INSERT"], DAY: [
  "DAYS", "DYA", "'DAY'", "WEEK",
], JOIN: ["JION", "LEFT"], ON: ["IN", "USING", ""] };

/** A good statement with one token changed. */
function nearMiss(random) {
  const sql = realistic(random);
  const all = [...sql.matchAll(token)];
  const inQuotes = random.chance(0.08);
  const m = random.pick(all.filter(([text]) => !inQuotes || text.startsWith("'")));
  if (!m) return sql;
  const [text] = m;
  const next = all[all.indexOf(m) + 1];
  const replaced = (value) => sql.slice(0, m.index) + value + sql.slice(m.index + text.length);
  const upper = text.toUpperCase();
  return random.pick([
    () => replaced(""),
    () => replaced(`${text} ${text}`),
    () => (next ? sql.slice(0, m.index) + next[0] + sql.slice(m.index + text.length, next.index) + text + sql.slice(next.index + next[0].length) : replaced("")),
    () => replaced(/^[\p{L}_]{2}/u.test(text) ? misspell(random, text) : `${text},`),
    () => replaced(lookalikes[upper] ? random.pick(lookalikes[upper]) : `"${text}"`),
    () => replaced(random.pick([",", "(", ")", "AND", "1", "FROM", "*", ";", "'", '"', "NULL", "BY", "x"])),
    () => replaced(`${random.pick([",", "(", ")", "NOT", "x", ".", "AS y", "=", "DISTINCT"])} ${text}`),
    () => replaced(text.startsWith("'") ? text.slice(0, -1) : text.toLowerCase()),
    () => (text.startsWith("'") ? replaced(brokenText(random, text.slice(1, -1)).replace(/^|$/g, "'")) : replaced(`${text}_2`)),
  ])();
}
