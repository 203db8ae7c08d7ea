/** Groups of generated statements as a person changes one that works: another function, grain or name, one more layer, a clause gone. */
import { expression, timeAs, units, oddUnits } from "./expressions.mjs";
import { relation } from "./relations.mjs";

const columnsOf = (from) => [...from.s, ...from.l, ...from.d, ...from.f];

/** A small pipeline as a data engineer would write it: clean, group, label, store. */
function pipeline(random) {
  const from = relation(random);
  const [a, b] = random.sample([...from.s, ...from.l], 2);
  const n = random.pick([...from.l, ...from.d, ...from.f]);
  const clean = random.pick([`NULLIF(TRIM(${a}), '')`, `LOWER(${a})`, `COALESCE(${a}, 'unknown')`, `REPLACE(${a}, '-', '')`, `CAST(${a} AS VARCHAR)`, `REGEXP_REPLACE(${a}, '[^a-z]', '')`, `SPLIT_PART(${a}, ',', 1)`, `NVL(${a}, '')`, `SUBSTR(${a}, 1, 10)`, `LOOKUP(${a}, 'lookyloo')`, `IFNULL(${a}, '')`, `INITCAP(${a})`, `CONCAT(${a}, '-', ${b ?? a})`, `MD5(${a})`, `JSON_VALUE(PARSE_JSON(${a}), '$.k')`, `IF(${a} = 'x', 1, 2)`, `DECODE_BASE64_UTF8(${a})`]);
  const measure = random.pick([`SUM(${n})`, "COUNT(*)", `MAX(${n})`, `COUNT(DISTINCT ${a})`, `SUM(${n}) / COUNT(*)`, `AVG(${n})`, `LATEST(${a}, 128)`, `SUM(CASE WHEN ${n} > 0 THEN 1 ELSE 0 END)`, `COUNT(*) FILTER (WHERE ${n} > 0)`, `APPROX_COUNT_DISTINCT_DS_HLL(${a})`, `STRING_AGG(${a}, ',')`, `ARRAY_AGG(DISTINCT ${a}, 1024)`, `EARLIEST_BY(${n}, ${from.time})`, `LATEST_BY(${a}, ${from.time}, 64)`, `SUM(${n}) OVER (PARTITION BY ${a})`, `SAFE_DIVIDE(SUM(${n}), COUNT(*))`, `ANY_VALUE(${a}, 32)`, `STDDEV(${n})`, `MEDIAN(${n})`, `PERCENTILE(${n}, 0.5)`, `MODE(${a})`, `LISTAGG(${a}, ',')`, `GROUP_CONCAT(${a})`]);
  const grain = random.pick(["FLOOR(__time TO HOUR)", "TIME_FLOOR(__time, 'PT15M')", "DATE_TRUNC('day', __time)", "__time", "FLOOR(__time TO DAY)", "CAST(FLOOR(__time TO DAY) AS TIMESTAMP)", "TIME_SHIFT(__time, 'P1D', 1)"]);
  const clause = random.pick(["DAY", "HOUR", "MONTH", "ALL"]);
  return {
    opening: random.pick(["INSERT INTO orders", "REPLACE INTO orders OVERWRITE ALL", "REPLACE INTO orders OVERWRITE WHERE __time >= TIMESTAMP '2021-01-01' AND __time < TIMESTAMP '2022-01-01'"]),
    with: `cleaned AS (\n  SELECT ${timeAs(random, from)}, ${clean} AS label, ${b ?? a} AS kind, ${n} AS amount\n  FROM ${from.from}${random.chance(0.5) ? `\n  WHERE ${expression(random, from, "b")}` : ""}\n)`,
    list: `SELECT ${grain} AS __time, label, ${measure.replaceAll(a, "label").replaceAll(from.time, "__time").replaceAll(n, "amount")} AS measure`,
    from: "FROM cleaned", where: random.chance(0.3) ? "WHERE label IS NOT NULL" : "", group: "GROUP BY 1, 2", having: random.chance(0.2) ? "HAVING COUNT(*) > 1" : "",
    partitioned: `PARTITIONED BY ${clause}`, clustered: random.chance(0.4) ? "CLUSTERED BY label" : "",
  };
}

const order = ["opening", "with", "list", "from", "where", "group", "having", "partitioned", "clustered"];
const write = (parts) => order.map((name) => (name === "with" && parts.with ? `WITH ${parts.with}` : parts[name])).filter(Boolean).join("\n");

const changes = [
  (random, parts) => ({ ...parts, [random.pick(order)]: "" }),
  (random, parts) => ({ ...parts, group: random.pick(["GROUP BY label", "GROUP BY 1", "GROUP BY __time, label", "GROUP BY 1, 2, 3", "GROUP BY ALL", "GROUP BY 1 2", "GROUP BY label, FLOOR(__time TO HOUR)", "GROUP BY (1, 2)", "GROUP BY ROLLUP(1, 2)", "GROUP BY GROUPING SETS ((1, 2), (1))", "GROUP BY measure", "GROUP BY DISTINCT 1, 2", "GROUP BY 2, 1", "GROUP BY CUBE(label, kind)", "GROUP BY cleaned.label, 1"]) }),
  (random, parts) => ({ ...parts, list: parts.list.replace("label", random.pick(["lable", "LABEL", "kind", "cleaned.label", "c.label", '"label"', "'label'", "UPPER(label)", "amount", "*", "label AS __time", "DISTINCT label"])) }),
  (random, parts) => ({ ...parts, list: parts.list.replace(" AS measure", random.pick(["", " measure", " AS label", " AS __time", " AS 'measure'", " AS sum", " AS \"EXPR$2\"", ", amount", ", 1 AS c, 2 AS c"])) }),
  (random, parts) => ({ ...parts, list: parts.list.replace(/ AS __time/, random.pick(["", " AS ts", " AS __TIME", " AS \"__time\"", " AS time"])) }),
  (random, parts) => ({ ...parts, partitioned: `PARTITIONED BY ${random.pick([...units, ...oddUnits, "'P1D'", "FLOOR(__time TO WEEK)", "TIME_FLOOR(__time, 'PT3H')", "TIME_FLOOR(__time, 'P1W')", "DATE_TRUNC('day', __time)", "label", "ALL", "ALL TIME", "NONE"])}` }),
  (random, parts) => ({ ...parts, clustered: random.pick(["CLUSTERED BY 2", "CLUSTERED BY measure", "CLUSTERED BY kind", "CLUSTERED BY amount", "CLUSTERED BY label DESC", "CLUSTERED BY 4", "CLUSTERED BY lable", "CLUSTERED BY __time, label", "CLUSTERED BY label, __time", "ORDER BY label", "LIMIT 10", "CLUSTERED BY COUNT(*)"]) }),
  (random, parts) => ({ ...parts, having: random.pick(["HAVING measure > 1", "HAVING amount > 1", "HAVING SUM(amount) > 1 AND label <> ''", "HAVING label", "HAVING COUNT(*)", "QUALIFY ROW_NUMBER() OVER (PARTITION BY label ORDER BY __time) = 1", "HAVING MAX(kind) IS NOT NULL"]) }),
  (random, parts) => ({ ...parts, where: random.pick(["WHERE measure > 1", "WHERE COUNT(*) > 1", "WHERE amount", "WHERE label = NULL", "WHERE __time > '2020-01-01'", "WHERE __time >= CURRENT_TIMESTAMP - INTERVAL '7' DAY", "WHERE __time BETWEEN '2020-01-01' AND '2020-02-01'", "WHERE amount > 'x'", "WHERE label > 1", "WHERE label IN ('a', 1)", "WHERE label IN (SELECT dim1 FROM foo)", "WHERE NOT label", "WHERE TIME_IN_INTERVAL(__time, '2020/2021')", "WHERE label LIKE 'a%' OR label ILIKE 'b%'", "WHERE label ~ 'x'", "WHERE label IS DISTINCT FROM kind", "WHERE EXISTS (SELECT 1 FROM foo)", "WHERE (label, kind) IN (('a', 'b'))", "WHERE amount = ANY (1, 2)", "WHERE label = 'a' AND", "WHERE label == 'a'", "WHERE ARRAY_CONTAINS(ARRAY['a', 'b'], label)"]) }),
  (random, parts) => ({ ...parts, from: random.pick(["FROM cleaned c", "FROM Cleaned", "FROM cleaned, foo", "FROM cleaned JOIN foo ON cleaned.label = foo.dim1", "FROM cleaned c LEFT JOIN lookup.lookyloo l ON c.label = l.k", "FROM (SELECT * FROM cleaned)", "FROM (SELECT * FROM cleaned LIMIT 100)", "FROM cleaned, UNNEST(MV_TO_ARRAY(label)) AS u(v)", "FROM cleaned CROSS JOIN foo2", "FROM cleaned c JOIN cleaned d ON c.label = d.label", "FROM (SELECT * FROM cleaned UNION ALL SELECT * FROM cleaned)", "FROM cleaned TABLESAMPLE BERNOULLI(10)", "FROM cleaned AS c (a, b)", "FROM druid.cleaned"]) }),
  (random, parts) => ({ ...parts, list: parts.list.replace(/SELECT /, random.pick(["SELECT DISTINCT ", "SELECT ALL ", "SELECT TOP 5 ", "SELECT *, ", "SELECT , ", "SELECT STREAM ", "SELECT c.*, ", "SELECT 1 AS one_, ", "SELECT /*+ x */ "])) }),
  (random, parts) => ({ ...parts, with: parts.with.replace("cleaned AS", random.pick(["cleaned (a, b, c, d) AS", "cleaned (__time, label, kind, amount) AS", "RECURSIVE cleaned AS", '"cleaned" AS', "cleand AS", "x AS (SELECT 1), cleaned AS", "cleaned", "cleaned AS MATERIALIZED", "cleaned(label) AS"])) }),
  (random, parts) => ({ ...parts, with: "", from: `FROM (${parts.with.replace(/^cleaned AS \(/, "").replace(/\)$/, "")})${random.pick(["", " cleaned", " AS cleaned", " c"])}` }),
  (random, parts) => ({ ...parts, opening: `${parts.opening}`, list: `${parts.list.replace("SELECT", "SELECT * FROM (SELECT")}`, having: `${parts.having})${random.pick(["", " q", " WHERE measure > 0", " WHERE TRUE LIMIT 5"])}` }),
  (_, parts) => parts,
  (_, parts) => ({ ...parts, opening: "" , partitioned: "", clustered: "" }),
  (random, parts) => ({ ...parts, opening: "EXPLAIN PLAN FOR " + parts.opening }),
];

function changed(random) {
  let parts = pipeline(random);
  for (let times = 1 + random.int(2); times > 0; times--) parts = random.pick(changes)(random, parts);
  return write(parts);
}

/** Edits of the text alone: a character or a word lost, doubled or exchanged. */
function mistyped(random) {
  const text = write(pipeline(random));
  const words = [...text.matchAll(/\w+|[(),.*=<>'"]/g)];
  const hit = random.pick(words);
  const [start, end] = [hit.index, hit.index + hit[0].length];
  const other = random.pick(words)[0];
  return random.pick([
    () => text.slice(0, start) + text.slice(end), () => `${text.slice(0, end)} ${hit[0]}${text.slice(end)}`, () => text.slice(0, start) + other + text.slice(end), () => text.slice(0, start) + hit[0].slice(0, -1) + text.slice(end), () => `${text.slice(0, start + 1)}${hit[0].slice(0, 1)}${text.slice(start + 1)}`, () => text.slice(0, end) + random.pick([",", ";", ")", "(", "'", "\"", ".", " AS", " x", "-", "%", "#", "--", "/*", ":", "\\", "|", "&", "!", "?", "$1", "@x", "\u00a0", "\u200b"]) + text.slice(end), () => text.slice(0, end), () => text.slice(0, start) + hit[0].toLowerCase() + text.slice(end), () => `${text.slice(0, start)}"${hit[0]}"${text.slice(end)}`, () => `${text.slice(0, start)}'${hit[0]}'${text.slice(end)}`,
  ])();
}

/** What may be stored: output of every type and name, limits of the controller. */
function stored(random) {
  const from = relation(random);
  const item = () => random.pick([
    ...columnsOf(from), "ARRAY[1, 2]", "ARRAY['a', 'b']", "ARRAY[1.5]", "ARRAY[]", "ARRAY[ARRAY[1]]", "ARRAY[NULL]", "ARRAY[TRUE]", "ARRAY[TIMESTAMP '2020-01-01']", "ARRAY[1, 'a']", "TRUE", "NULL", "CAST(NULL AS VARCHAR)", "DATE '2020-01-01'", "INTERVAL '1' DAY", "CURRENT_TIMESTAMP", "1.5", "CAST(1 AS DECIMAL(5, 2))", "ROW(1, 'a')", "X'00'", "'a'", "PARSE_JSON('{}')", "TO_JSON_STRING(PARSE_JSON('{}'))",
    "JSON_OBJECT('a':1)", `STRING_TO_MV(${from.s[0]}, ',')`, `MV_TO_ARRAY(${from.s[0]})`, `STRING_TO_ARRAY(${from.s[0]}, ',')`, `ARRAY_APPEND(MV_TO_ARRAY(${from.s[0]}), 'x')`, `ARRAY_SLICE(ARRAY[1, 2, 3], 0, 1)`, `${from.s[0]} IS NULL`, `CAST(${from.s[0]} AS BOOLEAN)`, `CAST(${from.time} AS DATE)`, `TIME_EXTRACT(${from.time}, 'HOUR')`, ...from.c, ...from.j, ...from.a, "CAST('x' AS CHAR(3))", "U&'x'", "TIME '10:00:00'", "COALESCE(NULL, NULL)", "JSON_KEYS(PARSE_JSON('{}'), '$')", "JSON_QUERY_ARRAY(PARSE_JSON('{}'), '$')", "JSON_PATHS(PARSE_JSON('{}'))",
  ]);
  const name = () => random.pick(["c1", "c2", "c3", "__boost", "__bucket", "__time2", "value_", '"a b"', '"__time "', "C1", '""', '"EXPR$0"', "d0", "a0", "v0", "p0", "__orderingCols", "__partitionBoost"]);
  const list = Array.from({ length: 1 + random.int(3) }, () => `${item()} AS ${name()}`);
  const grouped = random.chance(0.25);
  const sql = `${random.pick(["INSERT INTO orders", "REPLACE INTO orders OVERWRITE ALL"])} SELECT ${timeAs(random, from)}, ${list.join(", ")}${grouped ? ", COUNT(*) AS n" : ""} FROM ${from.from}${grouped ? ` GROUP BY ${["1", ...list.map((_, at) => at + 2)].join(", ")}` : ""} PARTITIONED BY ${random.pick(["DAY", "ALL", "HOUR"])}${random.chance(0.3) ? ` CLUSTERED BY ${2 + random.int(list.length)}` : ""}`;
  if (random.chance(0.6)) return sql;
  return { sql, context: random.pick([{ useAutoColumnSchemas: true }, { arrayIngestMode: "array" }, { arrayIngestMode: "mvd" }, { finalizeAggregations: false }, { finalizeAggregations: false, groupByEnableMultiValueUnnesting: false }, { sqlStringifyArrays: false }, { segmentSortOrder: "__time,c1" }, { groupByEnableMultiValueUnnesting: false }, { arrayIngestMode: "none" }, { useAutoColumnSchemas: "true", sqlTimeZone: "Asia/Tokyo" }]) };
}

export const groups = {
  "mutations.changed": { count: 500, make: changed },
  "mutations.mistyped": { count: 200, make: mistyped },
  "mutations.stored": { count: 260, make: stored },
};
