/** Groups of generated statements about queries: functions, operators, grouping, joins, subqueries. */
import { expression, periods, timeAs, units, valueKinds } from "./expressions.mjs";
import { aggregates, scalars } from "./functions.mjs";
import { relation, table } from "./relations.mjs";
import { granularity, target } from "./ingestion.mjs";

/** A call of one form; `change` is '', 'type', 'few', 'many' or 'name'. */
export function call(random, from, entry, change = "") {
  const form = random.pick(entry.forms);
  const name = change === "name" ? misspell(random, entry.name) : random.chance(0.1) ? entry.name.toLowerCase() : entry.name;
  if (form.text) return fill(random, from, change === "name" ? form.text.replace(/[A-Z_]{3,}/, (w) => misspell(random, w)) : form.text, change);
  const kinds = [...form.kinds];
  if (change === "type") {
    const at = random.int(kinds.length);
    kinds[at] = random.pick(valueKinds.filter((kind) => kind !== kinds[at]));
  }
  if (change === "few") kinds.splice(random.int(kinds.length), random.chance(0.8) ? 1 : kinds.length);
  if (change === "many") for (let n = random.chance(0.8) ? 1 : 2; n > 0; n--) kinds.splice(random.int(kinds.length + 1), 0, random.pick(["I", "S", "s", "l"]));
  return `${name}(${kinds.map((kind) => expression(random, from, kind)).join(", ")})`;
}

function fill(random, from, text, change) {
  const places = [...text.matchAll(/\{(\w)\}/g)];
  const wrong = change === "type" && places.length ? random.int(places.length) : -1;
  let at = 0;
  const out = text.replace(/\{(\w)\}/g, (_, kind) => expression(random, from, at++ === wrong ? random.pick(valueKinds) : kind));
  if (change === "many") return out.replace(/\)$/, ", 3)");
  if (change === "few") return out.replace(/, [^,()]*\)$/, ")").replace(/ FROM [^()]*\)$/, ")");
  return out;
}

export function misspell(random, name) {
  const at = random.int(Math.max(1, name.length - 1));
  return random.pick([
    () => name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
    () => name.slice(0, at) + name.slice(at + 1),
    () => name.slice(0, at) + name[at] + name.slice(at),
    () => name.replace("_", ""),
    () => `${name}S`,
  ])();
}

/** A statement around a scalar expression. */
export function around(random, from, value) {
  const s = expression(random, from, "s", 2);
  return random.pick([
    () => `SELECT ${value} AS outcome FROM ${from.from}`, () => `SELECT ${value} AS outcome FROM ${from.from}`,
    () => `SELECT ${s} AS label, ${value} AS outcome FROM ${from.from} WHERE ${expression(random, from, "b")}`,
    () => `SELECT COUNT(*) AS rows_seen FROM ${from.from} WHERE ${value} IS NOT NULL`,
    () => `SELECT ${value} AS outcome, COUNT(*) AS rows_seen FROM ${from.from} GROUP BY 1`,
    () => `SELECT ${value}, ${s} FROM ${from.from} ORDER BY 2 LIMIT 10`,
    () => `SELECT r.outcome FROM (SELECT ${value} AS outcome FROM ${from.from}) r WHERE r.outcome IS NULL`,
    () => `INSERT INTO ${target(random)}\nSELECT ${timeAs(random, from)}, ${value} AS outcome FROM ${from.from}\nPARTITIONED BY ${granularity(random)}`,
    () => `REPLACE INTO ${target(random)} OVERWRITE ALL\nSELECT ${timeAs(random, from)}, ${s} AS label, ${value} AS outcome\nFROM ${from.from}\nPARTITIONED BY ${granularity(random)}`,
  ])();
}

/** A statement around an aggregate. */
export function aroundAggregate(random, from, value) {
  const s = expression(random, from, "s", 2);
  return random.pick([
    () => `SELECT ${value} AS total FROM ${from.from}`, () => `SELECT ${s} AS label, ${value} AS total FROM ${from.from} GROUP BY ${s}`,
    () => `SELECT ${s}, ${value} FROM ${from.from} WHERE ${expression(random, from, "b")} GROUP BY 1 HAVING COUNT(*) > 2 ORDER BY 2 DESC LIMIT 5`,
    () => `SELECT FLOOR(${from.time} TO ${random.pick(units)}) AS t, ${value} AS total, ${value} FILTER (WHERE ${expression(random, from, "b", 1)}) AS part FROM ${from.from} GROUP BY 1`,
    () => `INSERT INTO ${target(random)}\nSELECT TIME_FLOOR(${from.time}, '${random.pick(periods)}') AS __time, ${s} AS label, ${value} AS total\nFROM ${from.from}\nGROUP BY 1, 2\nPARTITIONED BY ${granularity(random)}`,
  ])();
}

const functionGroup = (list, wrap, change) => (random, at) => {
  const from = relation(random);
  const entry = list[at % list.length];
  return wrap(random, from, call(random, from, entry, change));
};

export const groups = {
  "function.right": { count: 420, make: functionGroup(scalars, around, "") },
  "function.wrong-type": { count: 480, make: functionGroup(scalars, around, "type") },
  "function.too-few": { count: 140, make: functionGroup(scalars, around, "few") },
  "function.too-many": { count: 140, make: functionGroup(scalars, around, "many") },
  "function.misspelled": { count: 60, make: functionGroup(scalars, around, "name") },
  "aggregate.right": { count: 180, make: functionGroup(aggregates, aroundAggregate, "") },
  "aggregate.wrong-type": { count: 180, make: functionGroup(aggregates, aroundAggregate, "type") },
  "aggregate.arity": { count: 80, make: (random, at) => functionGroup(aggregates, aroundAggregate, random.pick(["few", "many"]))(random, at) },
  "aggregate.place": { count: 80, make: aggregatePlace },
  "cast": { count: 200, make: cast },
  "operator": { count: 320, make: operator },
  "literal": { count: 160, make: literal },
  "case": { count: 70, make: caseForm },
  "grouping": { count: 180, make: grouping },
  "join": { count: 200, make: join },
  "subquery": { count: 150, make: subquery },
  "set-operation": { count: 110, make: setOperation },
  "unnest-window": { count: 110, make: unnestWindow },
};

function aggregatePlace(random) {
  const from = relation(random);
  const agg = call(random, from, random.pick(aggregates.slice(0, 5)));
  const s = expression(random, from, "s", 2);
  return random.pick([
    () => `SELECT ${s} FROM ${from.from} WHERE ${agg} > 3`,
    () => `SELECT ${s}, ${agg} FROM ${from.from}`,
    () => `SELECT MAX(${agg}) FROM ${from.from}`,
    () => `SELECT ${s} FROM ${from.from} GROUP BY ${agg}`,
    () => `SELECT ${agg} AS v FROM ${from.from} HAVING v > 1`,
    () => `SELECT ${s} AS k FROM ${from.from} GROUP BY k HAVING ${agg} > 10`,
    () => `SELECT ${s} AS k, ${agg} AS v FROM ${from.from} GROUP BY ${s} ORDER BY v DESC, k`,
    () => `SELECT DISTINCT ${s}, ${agg} FROM ${from.from} GROUP BY ${s}`,
    () => `SELECT UPPER(${s}) AS k, ${agg} AS v FROM ${from.from} GROUP BY ${s}`,
    () => `SELECT ${s} AS k, ${agg} AS v FROM ${from.from} GROUP BY UPPER(${s})`,
    () => `SELECT ${agg} FILTER (WHERE ${agg} > 1) FROM ${from.from}`,
    () => `INSERT INTO ${target(random)} SELECT ${s} AS k, ${agg} AS v FROM ${from.from} GROUP BY k PARTITIONED BY ALL`,
  ])();
}

const typeNames = [
  "VARCHAR", "BIGINT", "DOUBLE", "FLOAT", "TIMESTAMP", "DATE", "BOOLEAN", "INTEGER", "SMALLINT", "TINYINT", "REAL", "DECIMAL(10, 2)", "CHAR",
  "VARCHAR(20)", "TIME", "STRING", "LONG", "TEXT", "VARCHAR ARRAY", "BIGINT ARRAY", "INT", "UNSIGNED", "TIMESTAMP(3)", "TIMESTAMP WITH TIME ZONE",
  "ANY", "VARBINARY", "JSON", "NUMERIC", "DOUBLE PRECISION",
];
const castKinds = ["s", "l", "d", "t", "b", "a", "A", "j", "c", "0", "D", "S", "i"];

function cast(random) {
  const from = relation(random);
  const value = expression(random, from, random.pick(castKinds));
  const type = random.pick(typeNames);
  return around(random, from, random.chance(0.95) ? `CAST(${value} AS ${type})` : random.pick([
    `CAST(${value}, ${type})`, `CAST(${value} ${type})`, `CAST('${type}' AS ${value})`, `${value}::${type}`, `TRY_CAST(${value} AS ${type})`,
  ]));
}

const binary = ["=", "<>", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "AND", "OR", "LIKE", "NOT LIKE", "SIMILAR TO", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"];

function operator(random) {
  const from = relation(random);
  const e = (kind) => expression(random, from, kind ?? random.pick(valueKinds));
  return around(random, from, random.pick([
    () => `${e()} ${random.pick(binary)} ${e()}`,
    () => `${e()} ${random.pick(binary)} ${e()}`,
    () => `${e()} ${random.pick(binary)} ${e()}`,
    () => `NOT ${e()}`,
    () => `-${e()}`,
    () => `${e()} BETWEEN ${e()} AND ${e()}`,
    () => `${e()} NOT BETWEEN SYMMETRIC ${e("l")} AND ${e("l")}`,
    () => `${e()} IN (${e()}, ${e()})`,
    () => `${e("s")} NOT IN ('a', 'b', ${e()})`,
    () => `${e()} IS ${random.pick(["NULL", "NOT NULL", "TRUE", "NOT TRUE", "FALSE", "UNKNOWN", "NOT UNKNOWN"])}`,
    () => `${e("s")} LIKE 'a!%%' ESCAPE '!'`,
    () => `(${e()}, ${e()}) = (${e()}, ${e()})`,
    () => `${e("t")} ${random.pick(["+", "-"])} INTERVAL '${random.int(20)}' ${random.pick(units)}`,
    () => `${e("t")} - ${e("t")}`,
    () => `${e("a")}[1]`,
  ])());
}

function literal(random) {
  const from = relation(random);
  const d = (n) => String(random.int(n)).padStart(2, "0");
  return around(random, from, random.pick([
    () => `TIMESTAMP '20${d(40)}-${d(14)}-${d(33)} ${d(26)}:${d(62)}:${d(62)}'`,
    () => `TIMESTAMP '20${d(40)}-${d(12)}-${d(28)}${random.pick(["T", " ", "  ", "/"])}${d(24)}:${d(60)}${random.pick(["", ":07", ":07.5", "Z"])}'`,
    () => `DATE '20${d(40)}${random.pick(["-", "/", ""])}${d(14)}-${d(33)}'`, () => `TIME '${d(26)}:${d(62)}:${d(60)}'`,
    () => `INTERVAL '${random.pick(["1", "-4", "1-2", "3 04:05:06", "two", "2.5"])}' ${random.pick([...units, "YEAR TO MONTH", "DAY TO SECOND", "DAYS", "MILLISECOND"])}`,
    () => `__time + INTERVAL ${random.pick(["'3'", "3", "'03'", "-'2'"])} ${random.pick(units)}`,
    () => random.pick([
      "12e", ".5", "5.", "1e400", "99999999999999999999", "0x1F", "X'1f'", "B'101'", "1_000", "1e-3", "-0", "+7", "123456789012345678901234567890.5",
      "U&'\\00e4'", "N'text'", "_UTF8'text'", "'it''s'", "'it\\'s'", '"unknown text"', "'two' 'parts'", "e'\\n'", "$1", "?", ":name", "TRUE",
      "UNKNOWN", "{ts '2020-01-02 03:04:05'}", "{d '2020-01-02'}", "ARRAY[]", "ROW(1, 2)", "MULTISET[1]", "MAP['k', 1]",
    ]),
    () => `'${"word ".repeat(random.int(3))}'`,
  ])());
}

function caseForm(random) {
  const from = relation(random);
  const e = (kind) => expression(random, from, kind ?? random.pick(["s", "l", "d", "t", "0", "a", "b", "S"]));
  return around(random, from, random.pick([
    () => `CASE WHEN ${e("b")} THEN ${e()} ELSE ${e()} END`,
    () => `CASE WHEN ${e("b")} THEN ${e()} WHEN ${e()} THEN ${e()} END`,
    () => `CASE ${e()} WHEN ${e()} THEN ${e()} WHEN ${e()} THEN ${e()} ELSE ${e()} END`,
    () => `CASE ${e("s")} WHEN 'a', 'b' THEN ${e()} END`,
    () => `CASE ${e("b")} THEN ${e()} END`,
    () => `CASE WHEN ${e("b")} THEN ${e()} ELSE ${e()}`,
    () => `CASE ELSE ${e()} END`,
    () => `COALESCE(${e()}, ${e()}, ${e()})`,
    () => `NULLIF(${e()}, ${e()})`,
    () => `NVL(${e()}, ${e()})`,
  ])());
}

function grouping(random) {
  const from = relation(random);
  const [a, b] = random.sample(from.s, 2);
  const x = b ?? a;
  const n = expression(random, from, "n", 2);
  const by = random.pick([
    `${a}, ${x}`, "1, 2", "1, 3", "0", "-1", "1, 1", `ROLLUP (${a}, ${x})`, `CUBE (${a}, ${x})`, `GROUPING SETS ((${a}), (${x}))`,
    `GROUPING SETS ((${a}, ${x}))`, `GROUPING SETS ((${a}), (${x}), ())`, `(${a}, ${x})`, `${a}`, `UPPER(${a}), ${x}`, `${a}, no_such_column`, "()",
    `${a} DESC`, `ALL`, `${a} || ${x}`, `"1"`, `'x'`, `1 + 1`, `NULL`, `${a}, ROLLUP (${x})`, `DISTINCT ${a}, ${x}`, `1.5`,
  ]);
  return random.pick([
    () => `SELECT ${a}, ${x}, SUM(${n}) AS total FROM ${from.from} GROUP BY ${by}`,
    () => `SELECT ${a} AS first_key, ${x} AS second_key, COUNT(*) AS rows_seen FROM ${from.from} GROUP BY ${by} HAVING ${random.pick([
      "SUM(" + n + ") > 5", "COUNT(*) BETWEEN 2 AND 9", `${a} = 'q'`, "rows_seen > 1", `${n} > 2`, "first_key = 'm'",
    ])}`,
    () => `SELECT ${a}, COUNT(*) FROM ${from.from} GROUP BY ${by}`,
    () => `SELECT ${a}, GROUPING(${a}) AS g, COUNT(*) FROM ${from.from} GROUP BY ${by}`,
    () => `SELECT DISTINCT ${a}, ${x} FROM ${from.from} ORDER BY ${random.pick([a, x, "1", "3", n, `UPPER(${a})`])}`,
    () => `SELECT ${a}, ${n} FROM ${from.from} GROUP BY ${by}`,
    () => `REPLACE INTO ${target(random)} OVERWRITE ALL\nSELECT FLOOR(${from.time} TO HOUR) AS __time, ${a}, ${x}, SUM(${n}) AS total\nFROM ${from.from}\nGROUP BY 1, ${by}\nPARTITIONED BY ${granularity(random)}`,
  ])();
}

function join(random) {
  const l = table(random, random.pick(["numfoo", "wikipedia", "visits", "foo2"]));
  const r = table(random, random.pick(["numfoo", "foo4", "visits", "wikipedia"]));
  const a = random.pick(l.s);
  const b = random.pick(r.s);
  const kind = random.pick([
    "JOIN", "JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "RIGHT JOIN", "FULL JOIN", "FULL OUTER JOIN", "CROSS JOIN", "NATURAL JOIN",
    "LEFT SEMI JOIN",
  ]);
  const on = random.pick([
    `l.${a} = r.${b}`, `r.${b} = l.${a}`, `l.${a} = r.${b} AND l.cnt = r.cnt`, `l.${a} = r.${b} AND r.${b} = 'a'`, `l.${a} = r.${b} AND l.${a} = 'a'`,
    `l.${a} <> r.${b}`, `l.m1 > r.m1`, `l.${a} = r.${b} OR l.${a} = 'z'`, `UPPER(l.${a}) = r.${b}`, `l.${a} = LOWER(r.${b})`, "TRUE", "1 = 1",
    `l.nothing = r.${b}`, `${a} = ${b}`, `l.${a} = r.${b} AND l.__time = r.__time`, `l.__time = r.__time`, `l.${a} IN (r.${b}, 'q')`,
    `l.${a} IS NOT DISTINCT FROM r.${b}`, `l.${a}`, "FALSE",
  ]);
  const condition = /CROSS|NATURAL/.test(kind) && random.chance(0.85) ? "" : random.chance(0.9) ? ` ON ${on}` : random.chance(0.5) ? ` USING (${random.pick([
    "cnt", "dim1", "__time", "missing",
  ])})` : "";
  const right = random.pick([
    `${r.from} AS r`, `${r.from} r`, `(SELECT * FROM ${r.from}) r`,
    `(SELECT ${b}, COUNT(*) AS cnt, MAX(__time) AS __time FROM ${r.from} GROUP BY 1) AS r`, "lookup.lookyloo r",
  ]);
  const source = `${l.from} ${random.pick(["l", "AS l"])} ${kind} ${right}${condition}`;
  const sql = random.pick([
    () => `SELECT l.${a}, r.${b} FROM ${source}`,
    () => `SELECT l.${a}, COUNT(*) AS n FROM ${source} GROUP BY l.${a}`,
    () => `SELECT * FROM ${source}`,
    () => `SELECT l.*, r.${b} AS other FROM ${source} WHERE l.${a} > 'c'`,
    () => `SELECT ${a}, ${b} FROM ${source}`,
    () => `INSERT INTO ${target(random)}\nSELECT l.__time, l.${a} AS left_key, r.${b} AS right_key\nFROM ${source}\nPARTITIONED BY ${granularity(random)}`,
    () => `SELECT l.${a} FROM ${l.from} l, ${r.from} r WHERE ${on}`,
  ])();
  return random.chance(0.3) ? { sql, context: { sqlJoinAlgorithm: random.pick(["sortMerge", "broadcast", "sortMerge"]) } } : sql;
}

function subquery(random) {
  const l = relation(random, "table");
  const r = table(random, random.pick(["foo4", "visits", "numfoo"]));
  const a = random.pick(l.s);
  const b = random.pick(r.s);
  const inner = random.pick([
    `SELECT ${b} FROM ${r.from}`, `SELECT MAX(${b === '"user"' ? "cnt" : "m1"}) FROM ${r.from}`, `SELECT ${b}, cnt FROM ${r.from}`,
    `SELECT COUNT(*) FROM ${r.from}`, `SELECT ${b} FROM ${r.from} LIMIT 1`, "SELECT 3",
    `SELECT MAX(cnt) FROM ${r.from} WHERE ${r.from}.${b} = outside.${a}`, `SELECT AVG(cnt) AS v FROM ${r.from} HAVING COUNT(*) > 1`,
  ]);
  return random.pick([
    () => `SELECT (${inner}) AS v FROM ${l.from} AS outside`,
    () => `SELECT ${a} FROM ${l.from} outside WHERE ${a} IN (${inner})`,
    () => `SELECT ${a} FROM ${l.from} outside WHERE ${a} NOT IN (${inner})`,
    () => `SELECT ${a} FROM ${l.from} outside WHERE EXISTS (${inner})`,
    () => `SELECT ${a} FROM ${l.from} outside WHERE ${random.pick([a, "3", "__time"])} ${random.pick(["=", ">", "<="])} (${inner})`,
    () => `SELECT ${a} FROM ${l.from} outside WHERE ${a} = ${random.pick(["ANY", "ALL", "SOME"])} (${inner})`,
    () => `SELECT * FROM (${inner})`,
    () => `SELECT q.* FROM (SELECT ${a} AS k, COUNT(*) AS n FROM ${l.from} GROUP BY 1) q WHERE q.n > ${random.int(9)}`,
    () => `SELECT k FROM (SELECT ${a} AS k FROM ${l.from}) AS q (renamed)`,
    () => `SELECT renamed FROM (SELECT ${a} AS k FROM ${l.from}) AS q (renamed)`,
    () => `SELECT MAX(n) FROM (SELECT ${a}, COUNT(*) AS n FROM ${l.from} GROUP BY 1 ORDER BY 2 LIMIT 20)`,
    () => `SELECT ${a} FROM (SELECT ${a} FROM (SELECT ${a}, __time FROM ${l.from} WHERE __time > TIMESTAMP '2011-01-01'))`,
  ])();
}

function setOperation(random) {
  const l = relation(random);
  const r = relation(random, "table");
  const a = random.pick(l.s);
  const b = random.pick([...r.s, "cnt", r.time]);
  const op = random.pick(["UNION ALL", "UNION ALL", "UNION ALL", "UNION", "UNION DISTINCT", "INTERSECT", "EXCEPT", "MINUS"]);
  const body = random.pick([
    `SELECT ${a} FROM ${l.from} ${op} SELECT ${b} FROM ${r.from}`,
    `SELECT ${a} AS k FROM ${l.from} ${op} SELECT UPPER(${b}) AS k FROM ${r.from}`,
    `SELECT ${a}, 1 AS n FROM ${l.from} ${op} SELECT ${b} FROM ${r.from}`,
    `SELECT ${a} AS k FROM ${l.from} WHERE ${expression(random, l, "b", 1)} ${op} SELECT ${b} AS k FROM ${r.from} WHERE ${expression(random, r, "b", 1)}`,
    `SELECT ${a} AS k FROM ${l.from} ${op} SELECT ${b} AS k FROM ${r.from} ${op} SELECT 'x' AS k`,
    `(SELECT ${a} AS k FROM ${l.from} LIMIT 3) ${op} (SELECT ${b} AS k FROM ${r.from} LIMIT 4)`,
  ]);
  return random.pick([
    () => body, () => `SELECT k, COUNT(*) FROM (${body}) GROUP BY k`, () => `${body} ORDER BY 1 LIMIT 5`,
    () => `INSERT INTO ${target(random)}\nSELECT ${timeAs(random, l)}, ${a} AS k FROM ${l.from}\n${op}\nSELECT __time, ${b} AS k FROM ${r.from}\nPARTITIONED BY ${granularity(random)}`,
    () => `REPLACE INTO ${target(random)} OVERWRITE ALL SELECT * FROM (SELECT ${timeAs(random, l)}, ${a} AS k FROM ${l.from} ${op} SELECT __time, ${b} AS k FROM ${r.from}) PARTITIONED BY ${granularity(random)}`,
  ])();
}

function unnestWindow(random) {
  const from = relation(random);
  const a = random.pick(from.s);
  const n = expression(random, from, "n", 2);
  const array = expression(random, from, random.pick(["a", "A", "s"]));
  const over = random.pick([
    "()", `(PARTITION BY ${a})`, `(ORDER BY ${from.time})`, `(PARTITION BY ${a} ORDER BY ${n} DESC)`,
    `(PARTITION BY ${a} ORDER BY ${from.time} ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)`, "w", `(ORDER BY ${n} RANGE UNBOUNDED PRECEDING)`,
  ]);
  return random.pick([
    () => `SELECT u.item FROM ${from.from} ${random.pick(["CROSS JOIN", ",", "JOIN"])} UNNEST(${array}) AS u (item)`.replace(" ,", ","),
    () => `SELECT item, COUNT(*) FROM ${from.from} CROSS JOIN UNNEST(${array}) AS u (item) GROUP BY item`,
    () => `SELECT item FROM UNNEST(${random.pick(["ARRAY['a', 'b']", "ARRAY[1, 2]"])}) AS u (item)`,
    () => `SELECT ${a}, ${random.pick([
      "ROW_NUMBER()", "RANK()", "DENSE_RANK()", "NTILE(4)", `LAG(${n})`, `LEAD(${n}, 2)`, `SUM(${n})`, "COUNT(*)", `FIRST_VALUE(${a})`, "CUME_DIST()",
    ])} OVER ${over} AS v FROM ${from.from}`,
    () => `SELECT ${a}, SUM(SUM(${n})) OVER ${over} AS running FROM ${from.from} GROUP BY ${a}, ${from.time}`,
    () => `SELECT ${a}, SUM(${n}) OVER w AS v FROM ${from.from} WINDOW w AS (PARTITION BY ${a})`,
  ])();
}
