/** Groups of generated statements where things are put into one another: calls in calls, aggregates in expressions, queries in queries. */
import { expression, timeAs, units, valueKinds } from "./expressions.mjs";
import { aggregates, scalars } from "./functions.mjs";
import { granularity, target } from "./ingestion.mjs";
import { around, aroundAggregate, call } from "./queries.mjs";
import { relation, table } from "./relations.mjs";

const anyKind = (random) => random.pick(valueKinds);
const value = (random, from) => expression(random, from, anyKind(random), 1);

/** A call whose arguments are calls too, of right kinds or not. */
function nestedCall(random, from, depth = 0) {
  const { forms, name } = random.pick(scalars);
  const form = random.pick(forms);
  const inner = (kind) => {
    if (!valueKinds.includes(kind) && kind !== "n") return expression(random, from, kind, 1);
    if (depth < 2 && random.chance(0.45)) return nestedCall(random, from, depth + 1);
    return expression(random, from, random.chance(0.12) ? anyKind(random) : kind, 1);
  };
  if (form.text) return form.text.replace(/\{(\w)\}/g, (_, kind) => inner(kind));
  return `${name}(${form.kinds.map(inner).join(", ")})`;
}

const comparisons = ["=", "<>", "<", "<=", ">", ">="];
const arithmetic = ["+", "-", "*", "/"];

/** Conditions over values of any kind, and values chosen by conditions. */
function chosen(random, from) {
  const e = () => (random.chance(0.25) ? nestedCall(random, from, 1) : value(random, from));
  const same = random.pick(["s", "l", "d", "t"]);
  const k = () => (random.chance(0.85) ? expression(random, from, same, 1) : e());
  const list = () => Array.from({ length: 1 + random.int(4) }, k).join(", ");
  const condition = () => random.pick([
    () => `${k()} ${random.pick(comparisons)} ${k()}`, () => `${k()} BETWEEN ${k()} AND ${k()}`, () => `${k()} NOT BETWEEN ${k()} AND ${k()}`,
    () => `${k()} IN (${list()})`, () => `${k()} NOT IN (${list()})`, () => `${k()} IS ${random.pick(["NULL", "NOT NULL"])}`,
    () => `${expression(random, from, "s", 1)} ${random.pick(["LIKE", "NOT LIKE"])} ${random.pick(["'%x_'", "'a!%' ESCAPE '!'", "''", "UPPER('a%')", "'a' || '%'", k()])}`,
    () => `(${expression(random, from, "b", 1)}) IS ${random.pick(["TRUE", "NOT TRUE", "FALSE", "NOT FALSE", "UNKNOWN"])}`,
    () => `NOT ${expression(random, from, "b", 1)}`, () => `${expression(random, from, "b", 1)} ${random.pick(["AND", "OR"])} ${expression(random, from, "b", 1)}`,
  ])();
  return random.pick([
    condition, condition,
    () => `CASE WHEN ${condition()} THEN ${k()} WHEN ${condition()} THEN ${k()} ELSE ${k()} END`,
    () => `CASE ${k()} WHEN ${k()} THEN ${e()} WHEN ${k()} THEN ${k()} END`,
    () => `CASE WHEN ${condition()} THEN ${random.pick(["NULL", k()])} ELSE ${random.pick(["NULL", k()])} END`,
    () => `COALESCE(${list()})`, () => `NULLIF(${k()}, ${k()})`, () => `NVL(${k()}, ${k()})`,
    () => `${k()} ${random.pick(arithmetic)} ${k()} ${random.pick(arithmetic)} ${k()}`,
    () => `${k()} || ${k()} || ${k()}`, () => `CAST(${e()} AS ${random.pick(["VARCHAR", "BIGINT", "DOUBLE", "TIMESTAMP", "DATE", "BOOLEAN", "FLOAT", "INTEGER", "DECIMAL", "CHAR(4)"])})`,
    () => `${random.pick(["GREATEST", "LEAST"])}(${list()})`,
  ])();
}

const instants = ["__time", "TIMESTAMP '2021-05-06 07:08:09'", "CURRENT_TIMESTAMP", "DATE '2021-05-06'", "CURRENT_DATE", "CAST('2021-05-06' AS TIMESTAMP)", "CAST('2021-05-06' AS DATE)", "MILLIS_TO_TIMESTAMP(cnt)", "TIME_PARSE(dim1)", "CAST(__time AS DATE)", "'2021-05-06'", "'2021-05-06T07:08:09Z'", "'yesterday'", "1620000000000", "CAST(NULL AS TIMESTAMP)", "NULL", "LOCALTIMESTAMP", "MAX(__time)", "CAST(cnt AS TIMESTAMP)", "CAST(dim1 AS TIMESTAMP)"];
const spans = ["INTERVAL '1' DAY", "INTERVAL '3' MONTH", "INTERVAL '1-2' YEAR TO MONTH", "INTERVAL '1 02:03' DAY TO MINUTE", "INTERVAL '-5' HOUR", "INTERVAL '90' SECOND", "INTERVAL '1.5' SECOND", "INTERVAL '100' DAY(3)", "INTERVAL '1' WEEK", "INTERVAL '2' QUARTER", "1", "'P1D'", "cnt * INTERVAL '1' DAY", "INTERVAL '1' DAY * 2", "- INTERVAL '1' YEAR", "(CURRENT_TIMESTAMP - __time) DAY"];

/** Instants, spans and what is made of them. */
function timed(random, from) {
  const time = () => random.pick(instants).replaceAll("dim1", from.s[0]);
  const unit = () => random.pick([...units, ...units, "EPOCH", "DOW", "DOY", "MILLISECOND", "DECADE", "CENTURY", "ISOYEAR", "ISODOW"]);
  return random.pick([
    () => `${time()} ${random.pick(["+", "-"])} ${random.pick(spans)}`, () => `${random.pick(spans)} + ${time()}`, () => `${time()} - ${time()}`, () => `(${time()} - ${time()}) ${unit()}`,
    () => `FLOOR(${time()} TO ${unit()})`, () => `CEIL(${time()} TO ${unit()})`, () => `EXTRACT(${unit()} FROM ${time()})`, () => `TIMESTAMPADD(${unit()}, ${random.int(9)}, ${time()})`,
    () => `TIMESTAMPDIFF(${unit()}, ${time()}, ${time()})`, () => `${time()} ${random.pick(comparisons)} ${time()}`, () => `${time()} BETWEEN ${time()} AND ${time()}`, () => `${time()} IN (${time()}, ${time()})`,
    () => `TIME_FLOOR(${time()}, 'P1D'${random.pick(["", ", NULL, 'Asia/Tokyo'", `, ${time()}`, `, ${time()}, 'UTC'`])})`, () => `TIME_SHIFT(${time()}, 'P1M', ${random.pick(["1", "-2", "cnt", "'3'", "1.5"])})`,
    () => `TIME_FORMAT(${time()}, 'yyyy-MM')`, () => `TIME_EXTRACT(${time()}, '${unit()}')`, () => `DATE_TRUNC('${unit()}', ${time()})`, () => `TIMESTAMP_TO_MILLIS(${time()})`, () => `TIME_IN_INTERVAL(${time()}, '2021-01-01/P1Y')`,
    () => `CAST(${time()} AS ${random.pick(["DATE", "TIMESTAMP", "BIGINT", "VARCHAR", "TIME", "INTEGER", "DOUBLE", "BOOLEAN"])})`, () => `COALESCE(${time()}, ${time()})`, () => `CASE WHEN cnt > 1 THEN ${time()} ELSE ${time()} END`, () => `GREATEST(${time()}, ${time()})`,
    () => `${random.pick(["YEAR", "QUARTER", "MONTH", "WEEK", "DAYOFYEAR", "DAYOFMONTH", "DAYOFWEEK", "HOUR", "MINUTE", "SECOND"])}(${time()})`, () => `TIME_PARSE(${time()})`,
  ])();
}

/** An aggregate over an expression, filtered, made distinct, nested in a scalar. */
function measured(random, from, depth = 0) {
  const agg = () => random.pick([
    () => call(random, from, random.pick(aggregates)), () => call(random, from, random.pick(aggregates), random.chance(0.3) ? "type" : ""),
    () => `${random.pick(["SUM", "MIN", "MAX", "AVG", "COUNT", "ANY_VALUE", "EARLIEST", "LATEST", "COUNT(DISTINCT", "APPROX_COUNT_DISTINCT", "ARRAY_AGG", "BIT_OR", "STDDEV_SAMP", "VAR_POP"])}(${random.chance(0.5) ? chosen(random, from) : value(random, from)})`.replace(/DISTINCT\((.*)$/s, "DISTINCT $1"),
    () => `${random.pick(["SUM", "MIN", "MAX", "AVG", "COUNT", "ARRAY_AGG", "STRING_AGG", "LISTAGG"])}(${random.pick(["DISTINCT ", "ALL ", "DISTINCT "])}${value(random, from)}${random.pick(["", "", ", ','", ", 100"])})`,
    () => `${random.pick(["EARLIEST", "LATEST", "ANY_VALUE"])}(${value(random, from)}${random.pick(["", ", 128", ", 0", ", '9'", ", cnt", ", NULL"])})`,
    () => `${random.pick(["EARLIEST_BY", "LATEST_BY"])}(${value(random, from)}, ${random.pick([from.time, value(random, from), `FLOOR(${from.time} TO DAY)`])}${random.pick(["", ", 128"])})`,
  ])();
  const filtered = () => `${agg()} FILTER (WHERE ${random.chance(0.7) ? expression(random, from, "b", 1) : chosen(random, from)})`;
  if (depth > 0) return agg();
  return random.pick([
    agg, agg, filtered, () => `${agg()} ${random.pick(arithmetic)} ${agg()}`, () => `CAST(${agg()} AS ${random.pick(["BIGINT", "VARCHAR", "DOUBLE", "TIMESTAMP"])})`, () => `COALESCE(${agg()}, ${value(random, from)})`,
    () => `CASE WHEN ${agg()} > ${random.int(5)} THEN ${agg()} ELSE ${random.pick(["0", "NULL", "'none'", agg()])} END`, () => `${random.pick(["ROUND", "ABS", "UPPER", "TIME_FLOOR", "CONCAT", "ARRAY_LENGTH", "SQRT", "HLL_SKETCH_ESTIMATE", "APPROX_QUANTILE_DS", "SAFE_DIVIDE", "TRIM", "STRLEN", "TO_JSON_STRING"])}(${agg()}${random.pick(["", "", ", 2", ", 'P1D'"])})`,
    () => `${random.pick(["SUM", "MAX"])}(${agg()})`, () => `${agg()} OVER (${random.pick(["", `PARTITION BY ${from.s[0]}`, `ORDER BY ${from.time}`])})`,
  ])();
}

/** Keys, what may stand beside them, and what comes after. */
function keyed(random) {
  const from = relation(random);
  const keys = Array.from({ length: 1 + random.int(3) }, () => random.pick([...from.s, ...from.l, () => nestedCall(random, from, 1), () => `FLOOR(${from.time} TO ${random.pick(units)})`, () => chosen(random, from), () => value(random, from)])).map((key) => (typeof key === "function" ? key() : key));
  const beside = () => random.pick([() => keys[0], () => `UPPER(${keys[0]})`, () => `${keys[0]} || 'x'`, () => random.pick(from.s), () => measured(random, from), () => `CAST(${keys.at(-1)} AS VARCHAR)`, () => `NVL(${keys[0]}, 'n')`, () => `GROUPING(${random.pick([...keys, from.s[0]])})`, () => "1 + 1", () => `CASE WHEN ${keys[0]} = 'a' THEN COUNT(*) END`])();
  const list = [...keys.map((key, at) => `${key} AS k${at}`), `${beside()} AS b0`, `${random.chance(0.7) ? measured(random, from) : beside()} AS b1`];
  const by = random.pick([keys.join(", "), keys.map((_, at) => at + 1).join(", "), keys.map((_, at) => at + 1).join(", "), keys.slice(0, 1).join(), `k0`, `(${keys.join("), (")})`, `1, ${keys.join(", ")}`, "b0", `UPPER(${keys[0]})`, `ROLLUP(${keys.join(", ")})`, `GROUPING SETS ((${keys.join(", ")}))`, `GROUPING SETS ((${keys.join(", ")}), ())`]);
  const having = random.chance(0.35) ? ` HAVING ${random.pick([`${measured(random, from, 1)} > 1`, `k0 = 'a'`, `${keys[0]} IS NOT NULL`, `b1 > 3`, `${from.s[0]} = 'a'`, chosen(random, from), `COUNT(*) > ${value(random, from)}`])}` : "";
  const order = random.chance(0.5) ? ` ORDER BY ${random.pick(["1", "k0 DESC", "b1", keys[0], "COUNT(*) DESC", `${measured(random, from, 1)}`, from.s[0], "b0, 2", "9", `UPPER(k0)`, `k0 || 'x'`, "b1 + 1", "'x'", "k0 NULLS LAST"])}${random.pick(["", " LIMIT 5", " LIMIT 5 OFFSET 2", " OFFSET 3", " FETCH NEXT 2 ROWS ONLY"])}` : "";
  if (random.chance(0.25)) return `INSERT INTO ${target(random)} SELECT FLOOR(${from.time} TO DAY) AS __time, ${list.join(", ")} FROM ${from.from} GROUP BY FLOOR(${from.time} TO DAY), ${by}${having} PARTITIONED BY ${granularity(random)}`;
  return `SELECT ${random.chance(0.1) ? "DISTINCT " : ""}${list.join(", ")} FROM ${from.from}${random.chance(0.3) ? ` WHERE ${chosen(random, from)}` : ""} GROUP BY ${by}${having}${order}`;
}

const tableNames = ["numfoo", "foo2", "foo4", "visits", "wikipedia"];

/** A query of two columns `k` (text) and `n` (a number), built of other such queries. */
function layered(random, depth) {
  if (depth === 0) {
    const from = table(random, random.pick(tableNames));
    return random.pick([
      () => `SELECT ${random.pick(from.s)} AS k, ${random.pick([...from.l, ...from.f])} AS n FROM ${from.from}`, () => `SELECT ${random.pick(from.s)} AS k, COUNT(*) AS n FROM ${from.from} GROUP BY 1`,
      () => `SELECT DISTINCT ${random.pick(from.s)} AS k, ${random.pick(from.l)} AS n FROM ${from.from}`, () => `SELECT * FROM (VALUES ('a', 1), ('b', 2)) AS v (k, n)`, () => `SELECT k, STRLEN(v) AS n FROM lookup.lookyloo`,
      () => `SELECT 'a' AS k, 1 AS n`, () => `SELECT ${random.pick(from.s)} AS k, SUM(cnt) AS n FROM ${random.pick(["numfoo", "foo2"])} GROUP BY 1 ORDER BY 2 DESC LIMIT 7`.replace(/SELECT \S+/, "SELECT dim1"), () => `SELECT MAX(dim1) AS k, MIN(cnt) AS n FROM foo2`,
    ])();
  }
  const sub = (less = 1) => layered(random, Math.max(0, depth - less));
  return random.pick([
    () => `SELECT k, n FROM (${sub()})${random.pick(["", " q", " AS q"])} WHERE ${random.pick(["n > 1", "k = 'a'", "k IS NOT NULL AND n < 9", "k LIKE 'a%'", "n IN (1, 2)", "m > 1"])}`,
    () => `SELECT k, SUM(n) AS n FROM (${sub()}) GROUP BY ${random.pick(["k", "1", "1, 2"])}`,
    () => `SELECT UPPER(k) AS k, n * 2 AS n FROM (${sub()}) ${random.pick(["", "LIMIT 10", "ORDER BY 1", "ORDER BY n DESC LIMIT 3", "ORDER BY k LIMIT 5 OFFSET 5"])}`,
    () => `SELECT a.k, b.n FROM (${sub()}) a ${random.pick(["JOIN", "LEFT JOIN", "INNER JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN", "JOIN", "JOIN"])} (${sub()}) b ${random.pick(["ON a.k = b.k", "ON a.k = b.k", "ON a.k = b.k AND a.n = b.n", "USING (k)", "ON a.n > b.n", "ON a.k = b.k AND a.n > 3", "ON UPPER(a.k) = b.k", "ON a.k = b.n", "ON TRUE", ""])}`,
    () => `${sub()} ${random.pick(["UNION ALL", "UNION ALL", "UNION", "INTERSECT", "EXCEPT"])} ${sub()}`, () => `(${sub()}) UNION ALL (${sub()})`,
    () => `SELECT k, n FROM (${sub()}) WHERE ${random.pick(["k", "n", "UPPER(k)", "(k, n)"])} ${random.pick(["IN", "NOT IN", "IN"])} (${random.pick([`SELECT k FROM (${sub()})`, `SELECT n FROM (${sub()})`, sub()])})`,
    () => `SELECT k, n FROM (${sub()}) q WHERE n ${random.pick(comparisons)} (SELECT ${random.pick(["MAX(n)", "AVG(n)", "n", "COUNT(*)", "MAX(k)", "1"])} FROM (${sub()}))`,
    () => `SELECT k, (SELECT ${random.pick(["MAX(n)", "COUNT(*)", "n", "k, n", "SUM(n)"])} FROM (${sub()}) i${random.pick(["", " WHERE i.k = q.k", " LIMIT 1"])}) AS n FROM (${sub()}) q`,
    () => `SELECT k, n FROM (${sub()}) q WHERE ${random.pick(["", "NOT "])}EXISTS (SELECT ${random.pick(["1", "*"])} FROM (${sub()}) i${random.pick(["", " WHERE i.k = q.k", " WHERE i.n > q.n"])})`,
    () => `WITH x AS (${sub()}) SELECT ${random.pick(["k, n", "x.k, x.n", "*", "k, COUNT(*) AS n"])} FROM x${random.pick(["", " JOIN x AS y USING (k)", ", x AS y", " GROUP BY k", " WHERE n = 1"])}`, () => `WITH x (k, n) AS (${sub()}), y AS (SELECT * FROM x UNION ALL SELECT * FROM x) SELECT k, n FROM y`,
    () => `SELECT k, n FROM (${sub()}) AS q (${random.pick(["k, n", "n, k", "k", "a, b"])})`, () => `SELECT k, COUNT(DISTINCT n) AS n FROM (${sub()}) GROUP BY k HAVING COUNT(*) > 1`, () => `SELECT DISTINCT k, n FROM (${sub()})`,
    () => `SELECT q.* FROM (${sub()}) q, UNNEST(STRING_TO_ARRAY(q.k, ',')) AS u (item)`, () => `SELECT k, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n) AS n FROM (${sub()})`,
  ])();
}

function layeredStatement(random) {
  const query = layered(random, 1 + random.int(3));
  const sql = random.pick([() => query, () => query, () => `${query} ORDER BY ${random.pick(["1", "k", "n DESC", "2, 1", "3"])}${random.pick(["", " LIMIT 4"])}`, () => `INSERT INTO ${target(random)} SELECT CURRENT_TIMESTAMP AS __time, k, n FROM (${query}) PARTITIONED BY ${granularity(random)}`, () => `REPLACE INTO ${target(random)} OVERWRITE ALL ${query} PARTITIONED BY ALL`, () => `EXPLAIN PLAN FOR ${query}`])();
  return random.chance(0.25) ? { sql, context: { sqlJoinAlgorithm: random.pick(["sortMerge", "broadcast"]) } } : sql;
}

/** Where an expression that may hold an aggregate stands. */
function placed(random) {
  const from = relation(random);
  const made = random.pick([() => nestedCall(random, from), () => chosen(random, from), () => measured(random, from)])();
  const key = random.pick(from.s);
  return random.pick([
    () => `SELECT ${key} FROM ${from.from} WHERE ${made}`, () => `SELECT ${key}, COUNT(*) FROM ${from.from} GROUP BY ${key} HAVING ${made}`, () => `SELECT ${key} FROM ${from.from} ORDER BY ${made} LIMIT 3`, () => `SELECT ${made}`,
    () => `SELECT ${made} AS x, COUNT(*) AS n FROM ${from.from} GROUP BY ${made}`, () => `SELECT COUNT(*) FILTER (WHERE ${made}) AS n FROM ${from.from}`, () => `SELECT a.${key} FROM ${from.from} a JOIN foo2 b ON a.${key} = b.dim2 AND ${random.pick(["a.cnt = 1", `UPPER(a.${key}) = 'X'`, "b.dim1 LIKE 'a%'"])}`,
    () => `INSERT INTO ${target(random)} SELECT ${timeAs(random, from)}, ${made} AS x FROM ${from.from} PARTITIONED BY ${granularity(random)} CLUSTERED BY ${random.pick(["x", "2", made, key])}`, () => `SELECT DISTINCT ${made} AS x FROM ${from.from} ORDER BY ${random.pick(["x", "1", made, key])}`, () => `VALUES (${made})`,
  ])();
}

const withRelation = (wrap, make) => (random) => {
  const from = relation(random);
  return wrap(random, from, make(random, from));
};

const timedTable = (random) => table(random, random.pick(["numfoo", "visits", "foo2"]));

export const groups = {
  "nested.call": { count: 500, make: withRelation(around, nestedCall) },
  "nested.chosen": { count: 500, make: withRelation(around, chosen) },
  "nested.time": { count: 500, make: (random) => { const from = timedTable(random); return around(random, from, timed(random, from)); } },
  "nested.aggregate": { count: 500, make: withRelation(aroundAggregate, measured) },
  "nested.grouping": { count: 500, make: keyed },
  "nested.layers": { count: 600, make: layeredStatement },
  "nested.place": { count: 300, make: placed },
};
