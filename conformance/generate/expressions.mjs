/** Random expressions of a wanted kind over a relation's columns. */

export const periods = ["PT1S", "PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT8H", "P1D", "P1W", "P1M", "P3M", "P1Y"];
export const oddPeriods = ["PT2H", "PT24H", "PT90M", "P2D", "P7D", "P6M", "P2Y", "PT45S", "P0D", "P-1D", "1D", "PT", "P1DT6H", "day", "", "pt1h", "P1H", "PT1D", "p3m"];
export const units = ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"];
export const oddUnits = ["DECADE", "CENTURY", "MILLENNIUM", "EPOCH", "DOW", "DOY", "ISOYEAR", "MILLISECOND", "DAYS", "HR", "FORTNIGHT", "ISODOW", "MICROSECOND"];
const zones = ["'UTC'", "'Europe/Berlin'", "'America/New_York'", "'Asia/Tokyo'", "'+02:00'"];
const words = ["'alpha'", "'en'", "'north'", "'x''y'", "''", "'0'", "'42'", "'2021-03-04'"];
const timestamps = [
  "TIMESTAMP '2021-03-04 05:06:07'", "TIMESTAMP '2019-12-31'", "TIME_PARSE('2020-02-02')", "MILLIS_TO_TIMESTAMP(1600000000000)",
  "TIMESTAMP '2022-07-01 00:00:00.250'",
];

/** Kinds that stand for a value of a type; the others (capitals) are literals a function insists on. */
export const valueKinds = ["s", "l", "d", "t", "b", "a", "A", "j", "c", "0", "D", "i"];

const makers = {
  s: (r, from, depth) => (from.s.length && (depth > 1 || r.chance(0.7)) ? r.pick(from.s) : depth > 1 || r.chance(0.3) ? r.pick(words) : r.pick([
    () => `UPPER(${expression(r, from, "s", depth + 1)})`,
    () => `${expression(r, from, "s", depth + 1)} || ${expression(r, from, "s", depth + 1)}`,
    () => `CAST(${expression(r, from, "n", depth + 1)} AS VARCHAR)`,
    () => `SUBSTRING(${expression(r, from, "s", depth + 1)}, 1, 3)`,
    () => `NVL(${expression(r, from, "s", depth + 1)}, 'none')`,
    () => `CASE WHEN ${expression(r, from, "b", depth + 1)} THEN 'yes' ELSE 'no' END`,
  ])()),
  l: (r, from, depth) => (from.l.length && (depth > 1 || r.chance(0.7)) ? r.pick(from.l) : depth > 1 || r.chance(0.4) ? r.pick(["7", "-3", "0", "1000", "2147483648"]) : r.pick([
    () => `${expression(r, from, "l", depth + 1)} + ${expression(r, from, "l", depth + 1)}`,
    () => `STRLEN(${expression(r, from, "s", depth + 1)})`,
    () => `CAST(${expression(r, from, "s", depth + 1)} AS BIGINT)`,
    () => `MOD(${expression(r, from, "l", depth + 1)}, 10)`,
  ])()),
  d: (r, from, depth) => (from.d.length && r.chance(0.6) ? r.pick(from.d) : from.f.length && r.chance(0.5) ? r.pick(from.f) : depth > 1 || r.chance(0.5) ? r.pick([
    "1.5", "0.25", "3e2", "-2.75",
  ]) : `${expression(r, from, "l", depth + 1)} * 1.0`),
  n: (r, from, depth) => expression(r, from, r.pick(["l", "l", "d"]), depth),
  t: (r, from, depth) => (r.chance(0.75) ? from.time : depth > 1 || r.chance(0.5) ? r.pick(timestamps) : r.pick([
    () => `TIME_SHIFT(${from.time}, 'P1D', -1)`,
    () => `FLOOR(${from.time} TO ${r.pick(units)})`,
    () => `${from.time} + INTERVAL '2' HOUR`,
  ])()),
  b: (r, from, depth) => r.pick([
    () => `${expression(r, from, "s", depth + 1)} = ${r.pick(words)}`,
    () => `${expression(r, from, "n", depth + 1)} > ${r.int(100)}`,
    () => `${expression(r, from, "s", depth + 1)} IS NOT NULL`,
    () => `${expression(r, from, "s", depth + 1)} LIKE 'a%'`,
    () => `${expression(r, from, "s", depth + 1)} IN ('a', 'b', 'c')`,
    () => `${expression(r, from, "l", depth + 1)} BETWEEN 1 AND 9`,
    () => `${from.time} >= TIMESTAMP '2020-01-01'`,
    () => "TRUE",
  ])(),
  a: (r, from) => (from.a.length && r.chance(0.5) ? r.pick(from.a) : from.s.length && r.chance(0.6) ? r.pick([
    `MV_TO_ARRAY(${r.pick(from.s)})`, `STRING_TO_ARRAY(${r.pick(from.s)}, ';')`, `ARRAY[${r.pick(from.s)}, 'z']`,
  ]) : "ARRAY['p', 'q']"),
  A: (r, from) => r.pick(["ARRAY[4, 5, 6]", "ARRAY[1]", `ARRAY[${expression(r, from, "l", 2)}, 8]`]),
  j: (r, from) => (from.j.length && r.chance(0.7) ? r.pick(from.j) : r.pick([
    `PARSE_JSON(${expression(r, from, "s", 2)})`, `TRY_PARSE_JSON(${expression(r, from, "s", 2)})`,
    `JSON_OBJECT(KEY 'k' VALUE ${expression(r, from, "l", 2)})`,
  ])),
  c: (r, from) => (from.c.length ? r.pick(from.c) : `PARSE_JSON(${expression(r, from, "s", 2)})`),
  0: () => "NULL",
  D: (r) => r.pick(["DATE '2021-03-04'", "CURRENT_DATE"]),
  i: (r) => r.pick(["INTERVAL '1' DAY", "INTERVAL '2' MONTH"]),
  S: (r) => r.pick(words),
  I: (r) => String(r.pick([0, 1, 2, 3, 10, 128])),
  P: (r) => `'${r.pick(r.chance(0.85) ? [...periods, "PT2H", "P2D", "PT45S"] : oddPeriods)}'`,
  U: (r) => `'${r.pick(r.chance(0.85) ? units : oddUnits)}'`,
  V: (r) => `'${r.pick(r.chance(0.85) ? units : oddUnits).toLowerCase()}'`,
  W: (r) => r.pick(r.chance(0.85) ? units : oddUnits),
  Z: (r) => r.pick(zones),
  R: (r) => r.pick(["'^a.*'", "'([0-9]+)-(.)'", "'b|c'", "'[a-z'"]),
  F: (r) => r.pick(["'yyyy-MM-dd'", "'yyyy-MM-dd HH:mm:ss'", "'dd/MMM/yyyy'"]),
  J: (r) => r.pick(["'$'", "'$.k'", "'$.k.m'", "'$.list[0]'", "'$[''odd key'']'", "'k'", "'$.k['"]),
  L: (r) => r.pick(["'lookyloo'", "'lookyloo'", "'lookyloo'", "'unknown_lookup'"]),
  N: (r) => r.pick(["'10.1.0.0/16'", "'192.168.1.1'"]),
  Q: (r) => r.pick(["0.5", "0.99", "0", "1"]),
  T: (r) => r.pick(["'HLL_4'", "'HLL_8'"]),
  O: (r) => r.pick(["'2020-01-01/P1M'", "'2020-01-01/2020-02-01'", "'2020'"]),
  q: (r, from) => `DS_QUANTILES_SKETCH(${expression(r, from, "d", 2)})`,
  h: (r, from) => `DS_HLL(${expression(r, from, "s", 2)})`,
  H: (r, from) => `DS_THETA(${expression(r, from, "s", 2)})`,
};

/** An expression of `kind`: s l d n t b a A j c 0 (NULL) D (date) i (interval), or a literal kind. */
export function expression(random, from, kind, depth = 0) {
  return makers[kind](random, from, depth);
}

/** The relation's timestamp as the output column `__time`. */
export function timeAs(random, { time }) {
  if (time === "__time") return random.chance(0.9) ? "__time" : '"__time"';
  return `${time} AS ${random.chance(0.8) ? "__time" : '"__time"'}`;
}
