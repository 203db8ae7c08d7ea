/** Groups of generated statements about where rows go: targets, column lists, export destinations, sort keys, limits, EXPLAIN, SET. */

const bodies = [
  "SELECT __time, dim1, m1 FROM foo", "SELECT __time, channel, added FROM wikipedia WHERE isRobot = 'false'", "SELECT * FROM foo2",
  "SELECT FLOOR(__time TO HOUR) AS __time, channel, SUM(added) AS added FROM wikipedia GROUP BY 1, 2",
];
const partitioned = ["PARTITIONED BY DAY", "PARTITIONED BY ALL", "PARTITIONED BY MONTH", "PARTITIONED BY ALL TIME"];

function names(random) {
  const word = random.pick(["orders", "Orders", "order-items", "order items", "2024_orders", "orders_v2", "ordrés", "注文", "a.b", "select", "group", "user", "foo", "sys", "druid", "lookup", "INFORMATION_SCHEMA", "__time", "_", "o", "orders\u00a0x", "x".repeat(140), "or'ders", "or\"\"ders", "orders;", "..", ".o", "o/p", "o\\p", "o:p", "o|p", "o?", "o*", "ö".repeat(3), "o\u0007", " ", "-", "$o", "o$", "#o", "@o", "😀"]);
  const quote = random.pick([(n) => n, (n) => `"${n}"`, (n) => `"${n}"`, (n) => `\`${n}\``, (n) => `'${n}'`, (n) => `[${n}]`]);
  const schema = random.chance(0.35) ? random.pick(["druid.", '"druid".', "DRUID.", "sys.", "lookup.", "view.", "ext.", "INFORMATION_SCHEMA.", "public.", "druid.druid.", "druid . ", "def.druid."]) : "";
  return schema + quote(word);
}

function target(random) {
  const list = random.chance(0.25) ? random.pick([
    " (__time, dim1, m1)", ' ("__time", dim1)', " ()", " (*)", " (__time TIMESTAMP, dim1 VARCHAR)", " (dim1 VARCHAR NOT NULL)", " (1)", " (__time,)", " (dim1, dim1)", " (nope)",
  ]) : "";
  const after = random.chance(0.15) ? random.pick([" AS o", " o", " EXTEND (a VARCHAR)", " /* x */", " PARTITION (p)", " ()", " TABLE", " VALUES"]) : "";
  const before = random.chance(0.1) ? random.pick(["TABLE ", "ONLY ", "IGNORE ", "IF NOT EXISTS ", "INTO "]) : "";
  const name = names(random);
  return random.pick([
    () => `INSERT INTO ${before}${name}${list}${after} ${random.pick(bodies)} ${random.pick(partitioned)}`,
    () => `INSERT INTO ${before}${name}${list}${after}\n${random.pick(bodies)}\n${random.pick(partitioned)}`,
    () => `REPLACE INTO ${before}${name}${list}${after} OVERWRITE ALL ${random.pick(bodies)} ${random.pick(partitioned)}`,
    () => `EXPLAIN PLAN FOR INSERT INTO ${name}${list} ${random.pick(bodies)} ${random.pick(partitioned)}`,
    () => `INSERT ${random.pick(["OVERWRITE", "", "IGNORE INTO", "OR REPLACE INTO", "OVERWRITE INTO", "OVERWRITE TABLE"])} ${name} ${random.pick(bodies)} ${random.pick(partitioned)}`,
    () => `${random.pick(["CREATE TABLE", "MERGE INTO", "UPDATE", "DELETE FROM", "TRUNCATE TABLE", "DROP TABLE", "ALTER TABLE", "COPY INTO", "UPSERT INTO", "REPLACE", "LOAD DATA INTO", "DESCRIBE", "SHOW TABLES FROM", "CALL", "ANALYZE"])} ${name} ${random.pick(["", "AS ", "OVERWRITE ALL "])}${random.pick(bodies)} ${random.pick(partitioned)}`,
  ])();
}

function exported(random) {
  const bucket = random.pick(["'data-lake'", "'b'", "data", '"b"', "NULL", "1"]);
  const destination = random.pick([
    `s3(bucket => ${bucket}, prefix => 'out/2024')`, `S3(bucket => ${bucket}, prefix => 'out')`, `local(exportPath => '/tmp/out')`, `LOCAL(exportPath => '/tmp/out')`, `local(exportPath => '')`,
    `local(exportpath => '/tmp/out')`, "local('/tmp/out')", "local()", "local", `local("exportPath" => '/tmp')`, "local(exportPath = '/tmp')", "local(exportPath => '/tmp', other => 'x')", "local(exportPath => '/tmp', exportPath => '/tmp')",
    "local(exportPath => 1)", "local(exportPath => '/tm' || 'p')", "local(exportPath => NULL)", "google(bucket => 'b', prefix => 'p')", "hdfs(path => '/x')", "azure(container => 'c', prefix => 'p')", "'s3'", "", "ftp(a => 'b')", "local(exportPath => '/tmp'),",
  ]);
  const format = random.pick([
    "AS CSV", "AS CSV", "AS CSV", "AS csv", "AS 'CSV'", 'AS "CSV"', "AS JSON", "AS PARQUET", "AS TSV", "AS object", "AS ARRAYLINES", "AS objectLines", "AS array", "", "CSV", "AS", "AS CSV WITH HEADER", "FORMAT CSV", "AS ORC", "AS VALUE", "AS `CSV`", "AS AVRO",
  ]);
  const body = random.pick([...bodies, "SELECT dim1, COUNT(*) FROM foo GROUP BY dim1", "SELECT * FROM foo LIMIT 10", "SELECT * FROM foo ORDER BY __time", "SELECT * FROM foo ORDER BY __time LIMIT 5", "SELECT 1", "SELECT dim1, dim1 FROM foo", "SELECT dim1 + 1 FROM foo", "VALUES (1, 'a')", "SELECT * FROM nowhere", "SELECT nope FROM foo", "SELECT dim1 FROM foo OFFSET 2", "(SELECT dim1 FROM foo)", "WITH a AS (SELECT dim1 FROM foo) SELECT * FROM a", "SELECT __time AS t, unique_dim1 FROM foo", "SELECT COUNT(*) AS n FROM sys.segments"]);
  const tail = random.chance(0.25) ? random.pick([" PARTITIONED BY DAY", " PARTITIONED BY ALL", " CLUSTERED BY dim1", " CLUSTERED BY 1", " PARTITIONED BY ALL CLUSTERED BY 1", " CLUSTERED BY 1 DESC", " LIMIT 1", " PARTITIONED BY 'ALL'", " CLUSTERED BY nope"]) : "";
  const opening = random.pick([
    ...Array(6).fill(`INSERT INTO EXTERN(${destination})`), `INSERT INTO extern(${destination})`, `INSERT INTO TABLE(EXTERN(${destination}))`, `REPLACE INTO EXTERN(${destination}) ${random.pick(["OVERWRITE ALL", "", "OVERWRITE WHERE __time >= TIMESTAMP '2000-01-01'"])}`,
    `INSERT INTO "EXTERN"(${destination})`, `EXPLAIN PLAN FOR INSERT INTO EXTERN(${destination})`, `INSERT INTO EXTERN (${destination})`, `REPLACE INTO EXTERN(${destination}) OVERWRITE ALL`, `INSERT INTO EXTERN ${destination}`, `COPY INTO EXTERN(${destination})`,
  ]);
  const parts = [opening, format, body];
  if (random.chance(0.08)) parts.push(parts.splice(1, 1)[0]);
  return parts.join(random.pick([" ", "\n"])) + tail;
}

function sortKeys(random) {
  const [list, keys] = random.pick([
    ["SELECT __time, dim1, dim2, m1 FROM foo", ["dim1", "dim2", "m1", "dim3", "unique_dim1", "cnt", "foo.dim2", "f.dim1", "__time", '"dim1"', "DIM1", "dim1 + 1", "UPPER(dim2)"]],
    ["SELECT f.__time, f.dim1 AS customer, f.m1 * 2 AS total FROM foo f", ["customer", "total", "dim1", "f.dim1", "foo.dim1", "f.m1", "__time", "f.__time", '"customer"', "Customer"]],
    ["SELECT TIME_FLOOR(__time, 'PT1H') AS __time, dim1, COUNT(*) AS n, SUM(m1) AS total FROM foo GROUP BY 1, 2", ["dim1", "n", "total", "COUNT(*)", "SUM(m1)", "m1", "dim2", "__time", "TIME_FLOOR(__time, 'PT1H')", "SUM(m1) + 1", "AVG(m2)"]],
    ["SELECT __time, page, ARRAY_AGG(channel) AS channels FROM wikipedia GROUP BY 1, 2", ["page", "channels", "channel", "__time", "CARDINALITY(channels)"]],
    ["SELECT __time, MV_TO_ARRAY(dim3) AS tags, dim1 AS dim2, dim2 AS dim1 FROM foo", ["tags", "dim1", "dim2", "dim3", "MV_LENGTH(dim3)", "ARRAY_LENGTH(tags)"]],
    ["SELECT DISTINCT __time, dim1 FROM foo", ["dim1", "dim2", "__time", "UPPER(dim1)"]],
    ["SELECT a.__time, a.dim1, b.m2 FROM foo a JOIN foo2 b ON a.dim1 = b.dim1", ["a.dim1", "dim1", "b.dim2", "m2", "b.m2", "dim2", "a.__time", "__time"]],
    ["SELECT * FROM foo", ["dim1", "m2", "unique_dim1", "*", "foo.*", "nope", "__time", "cnt"]],
    ["SELECT __time, 'x' AS kind, NULL AS empty, 1 AS one_ FROM foo", ["kind", "empty", "one_", "dim1", "'x'"]],
    ["SELECT __time, dim1 AS \"first key\", dim2 AS \"Dim1\" FROM foo", ["\"first key\"", "first key", "Dim1", "\"Dim1\"", "dim1", "\"FIRST KEY\""]],
  ]);
  const key = () => `${random.pick([...keys, ...keys, "1", "2", "3", "4", "5", "0", "-1", "1.0", "'1'", "(2)", "1 + 1", "NULL", "TRUE", "CURRENT_TIMESTAMP", "RAND()", "CASE WHEN dim1 = 'a' THEN 1 END", "COALESCE(dim1, 'x')", "dim1 = 'a'", "(SELECT 1)", "ROW(dim1, m1)", "ROW_NUMBER() OVER ()", "LOOKUP(dim1, 'lookyloo')"])}${random.chance(0.85) ? "" : random.pick([" ASC", " DESC", " NULLS FIRST", " ASC NULLS LAST", " DESC NULLS LAST", " COLLATE x", " USING <"])}`;
  const clustered = Array.from({ length: 1 + random.int(4) }, key).join(", ");
  const opening = random.pick(["INSERT INTO orders", "REPLACE INTO orders OVERWRITE ALL", "INSERT INTO foo", "EXPLAIN PLAN FOR INSERT INTO orders"]);
  const tail = random.chance(0.92) ? `CLUSTERED BY ${clustered}` : random.pick([`CLUSTERED BY (${clustered})`, `CLUSTER BY ${clustered}`, `CLUSTERED  BY\n\t${clustered},`, `SORTED BY ${clustered}`, `ORDER BY ${clustered}`, `CLUSTERED BY ${clustered} INTO 4 BUCKETS`, `CLUSTERED ON ${clustered}`]);
  const sql = `${opening}\n${list}\n${random.pick(partitioned)}\n${tail}`;
  if (random.chance(0.8)) return sql;
  return { sql, context: { [random.pick(["segmentSortOrder", "segmentSortOrder", "forceSegmentSortByTime", "clusterStatisticsMergeMode", "rowsPerSegment"])]: random.pick(["__time", "__time,dim1", "dim1", "__time,\"first key\"", "__time,customer", false, "false", "parallel", '["__time", "page"]', "['__time']", "__time,__time", " __time , dim1 "]) } };
}

/** Limits inside and outside of what merely passes rows through. */
function limits(random) {
  const limit = () => random.pick(["LIMIT 10", "LIMIT 10", "OFFSET 5", "LIMIT 10 OFFSET 5", "ORDER BY __time", "ORDER BY __time LIMIT 10", "ORDER BY __time DESC LIMIT 10 OFFSET 2", "FETCH NEXT 5 ROWS ONLY", "ORDER BY dim1 NULLS LAST LIMIT 3", ""]);
  const base = random.pick(["SELECT __time, dim1, m1 FROM foo", "SELECT __time, dim1, COUNT(*) AS m1 FROM foo GROUP BY 1, 2", "SELECT DISTINCT __time, dim1, m1 FROM foo", "SELECT a.__time, a.dim1, b.m1 FROM foo a LEFT JOIN foo2 b ON a.dim1 = b.dim1", "SELECT * FROM (SELECT __time, dim1, m1 FROM foo LIMIT 100)", "SELECT __time, dim1, m1 FROM foo UNION ALL SELECT __time, dim1, m1 FROM foo"]);
  const outer = random.pick([
    "SELECT * FROM", "SELECT __time, dim1, m1 FROM", "SELECT __time, dim1 FROM", "SELECT m1, dim1, __time FROM", "SELECT __time, dim1 AS k FROM", "SELECT q.* FROM", "SELECT __time, dim1, dim1 AS d2 FROM", "SELECT __time, UPPER(dim1) AS k FROM", "SELECT __time, dim1, 1 AS c FROM",
    "SELECT __time, dim1, COUNT(*) AS n FROM", "SELECT DISTINCT __time, dim1 FROM", "SELECT TIME_FLOOR(__time, 'PT1H') AS __time, dim1 FROM",
  ]);
  const close = outer.includes("COUNT") ? " GROUP BY 1, 2" : "";
  const where = random.chance(0.25) ? random.pick([" WHERE dim1 = 'a'", " WHERE TRUE", " WHERE 1 = 1", " WHERE __time IS NOT NULL", " WHERE FALSE", " WHERE m1 > 1"]) : "";
  const query = random.pick([
    () => `${outer} (${base} ${limit()}) q${where}${close} ${limit()}`,
    () => `WITH q AS (${base} ${limit()}) ${outer} q${where}${close} ${limit()}`,
    () => `${outer} (SELECT * FROM (${base} ${limit()}) x ${limit()}) q${where}${close}`,
    () => `(${base} ${limit()}) ${limit()}`, () => `((${base} ${limit()}))`, () => `${base} ${limit()}`,
    () => `WITH a AS (${base} ${limit()}), q AS (SELECT * FROM a ${limit()}) ${outer} q${where}${close}`,
    () => `SELECT q.__time, q.dim1 FROM (${base} ${limit()}) q JOIN foo2 r ON q.dim1 = r.dim1 ${limit()}`,
    () => `SELECT __time, dim1 FROM foo WHERE dim1 IN (SELECT dim1 FROM foo2 ${limit()}) ${limit()}`,
  ])();
  return `${random.pick(["INSERT INTO orders", "REPLACE INTO orders OVERWRITE ALL", "INSERT INTO orders", ""])} ${query} `.trim() + (random.chance(0.9) ? ` ${random.pick(partitioned)}` : "");
}

function explained(random) {
  const inner = random.pick([
    "INSERT INTO orders SELECT __time, dim1 FROM foo PARTITIONED BY DAY", "REPLACE INTO orders OVERWRITE ALL SELECT * FROM foo PARTITIONED BY ALL CLUSTERED BY dim1", "SELECT dim1, COUNT(*) FROM foo GROUP BY 1", "INSERT INTO orders SELECT dim1 FROM foo PARTITIONED BY DAY",
    "INSERT INTO orders SELECT __time, dim1 FROM foo", "SELECT dim1 FROM nowhere", "INSERT INTO orders SELECT __time, GROUPING(dim1) AS g, dim1 FROM foo GROUP BY __time, ROLLUP(dim1) PARTITIONED BY DAY", "SELECT * FROM foo UNION ALL SELECT * FROM foo", "SET maxNumTasks = 3", "EXPLAIN PLAN FOR SELECT 1", "VALUES (1)", "(SELECT 1)", "WITH a AS (SELECT 1 AS x) SELECT * FROM a",
    "INSERT INTO orders SELECT __time, ARRAY[1, 2] AS a FROM foo PARTITIONED BY DAY", "SELECT * FROM sys.segments", "TABLE foo",
  ]);
  const words = random.pick(["EXPLAIN PLAN FOR", "EXPLAIN PLAN FOR", "explain plan for", "EXPLAIN", "EXPLAIN PLAN", "EXPLAIN ANALYZE", "EXPLAIN PLAN INCLUDING ALL ATTRIBUTES FOR", "EXPLAIN PLAN WITHOUT IMPLEMENTATION FOR", "EXPLAIN PLAN WITH IMPLEMENTATION FOR", "EXPLAIN PLAN AS JSON FOR", "EXPLAIN PLAN AS XML FOR", "EXPLAIN PLAN AS DOT FOR", "EXPLAIN PLAN WITH TYPE FOR", "EXPLAIN PLAN EXCLUDING ATTRIBUTES FOR", "DESCRIBE", "DESCRIBE TABLE", "EXPLAIN QUERY PLAN FOR", "EXPLAIN PLAN FOR (", "DESC"]);
  const sql = `${words} ${inner}${words.endsWith("(") ? ")" : ""}`;
  return random.chance(0.75) ? sql : { sql, context: random.pick([{ maxNumTasks: 1 }, { segmentSortOrder: "nope" }, { sqlOuterLimit: 5 }, { useNativeQueryExplain: false }, { useNativeQueryExplain: "x" }, { useNativeQueryExplain: 1 }, { sqlInsertSegmentGranularity: "x" }, { mode: 1 }]) };
}

function settings(random) {
  const value = () => random.pick(["3", "'3'", "TRUE", "false", "NULL", "-1", "1.5", "DEFAULT", "ON", "max", "'auto'", "1 + 1", "(3)", "ARRAY[1]", "DATE '2020-01-01'", "'[\"__time\"]'", "", "{}", "CURRENT_TIMESTAMP", "x.y"]);
  const key = () => random.pick(["maxNumTasks", '"maxNumTasks"', "'maxNumTasks'", "finalizeAggregations", "sqlTimeZone", "a.b", "mode", "order", "timeout", "x", "LOCAL x", "SESSION x", "SYSTEM.x", "1"]);
  const set = () => `${random.pick(["SET", "SET", "SET", "set", "RESET", "ALTER SYSTEM SET", "ALTER SESSION SET", "SET SESSION"])} ${key()} ${random.pick(["=", "=", "=", "TO", ":=", ""])} ${value()}`;
  const statement = random.pick(["SELECT dim1 FROM foo", "INSERT INTO orders SELECT * FROM foo PARTITIONED BY DAY", "REPLACE INTO orders OVERWRITE ALL SELECT __time, dim1 FROM foo PARTITIONED BY ALL", ""]);
  return random.pick([
    () => `${set()}; ${statement}`, () => `${set()}`, () => `${set()};\n${set()};\n${statement}`, () => `${statement}; ${set()}`, () => `${set()} ${statement}`, () => `${statement};`, () => `${set()};`, () => `${statement}; ${statement}`, () => `;${statement}`, () => `RESET ALL`, () => `RESET x; ${statement}`,
  ])();
}

export const groups = {
  "targets.name": { count: 260, make: target },
  "targets.export": { count: 200, make: exported },
  "targets.sort-keys": { count: 300, make: sortKeys },
  "targets.limits": { count: 220, make: limits },
  "targets.explain": { count: 90, make: explained },
  "targets.settings": { count: 80, make: settings },
};
