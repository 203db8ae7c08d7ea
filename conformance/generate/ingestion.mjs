/** Groups of generated statements about ingestion: clauses, granularity, time chunks, sort order, output columns, context. */
import { expression, oddPeriods, oddUnits, periods, timeAs, units } from "./expressions.mjs";
import { relation } from "./relations.mjs";

const targets = ["rides", "page_views", '"web logs"', "druid.readings", "sales_2024", "numfoo", "Archive"];

export const target = (random) => random.pick(targets);

/** A granularity that every release accepts. */
export const granularity = (random) => random.pick(["DAY", "HOUR", "MONTH", "ALL", "ALL TIME", "YEAR", "TIME_FLOOR(__time, 'P1W')", "FLOOR(__time TO QUARTER)", "day"]);

/** A PARTITIONED BY argument, right or wrong. */
function anyGranularity(random) {
  return random.pick([
    () => granularity(random),
    () => random.pick([
      ...units, ...oddUnits, "NONE", "ALL TIMES", "TIME", "EVERY DAY", "TODAY", "1", "NULL", "", "*", "DAY, HOUR", "SIX_HOUR", "THIRTY_MINUTE",
      "FIFTEEN_MINUTE", "EIGHT_HOUR",
    ]),
    () => `'${random.pick([...periods, ...oddPeriods, ...units, "ALL", "NONE", "all", "Day", "minute", "ten_minute"])}'`,
    () => `"${random.pick(["P1D", "DAY", "hour", "PT6H", "ALL", "P2W"])}"`, () => `FLOOR(__time TO ${random.pick([...units, ...oddUnits])})`,
    () => `TIME_FLOOR(__time, '${random.pick([...periods, ...oddPeriods])}')`,
    () => random.pick([
      "TIME_FLOOR(__time, 'P1D', NULL, 'UTC')", "TIME_FLOOR(\"__time\", 'PT1H')", "TIME_FLOOR(t.__time, 'P1D')", "TIME_FLOOR('P1D', __time)",
      "TIME_FLOOR(__time, P1D)", "TIME_FLOOR(__time)", "TIME_CEIL(__time, 'P1D')", "DATE_TRUNC('day', __time)", "CEIL(__time TO DAY)",
      "FLOOR(ts TO DAY)", "FLOOR(__time)", "FLOOR(__time TO 'DAY')", "TIME_FLOOR(ts, 'P1D')", "(FLOOR(__time TO DAY))", "(TIME_FLOOR(__time, 'P1D'))",
      "(DAY)", "__time", "TIMESTAMP '2020-01-01'", "FLOOR(CAST(__time AS TIMESTAMP) TO DAY)", "time_floor(__TIME, 'P1M')", "INTERVAL '1' DAY",
      "EXTRACT(DAY FROM __time)", "FLOOR(__time, DAY)", "TIME_FLOOR(__time, 'P1' || 'D')", "TIME_FLOOR(__time, \"P1D\")",
    ]),
  ])();
}

const opening = (random) => random.pick([() => `INSERT INTO ${target(random)}`, () => `REPLACE INTO ${target(random)} OVERWRITE ALL`])();

/** A plain select list with a time column, ready for ingestion. */
export function body(random, from = relation(random)) {
  const keys = random.sample(from.s, 1 + random.int(2));
  return random.pick([
    () => `SELECT ${timeAs(random, from)}, ${keys.join(", ")} FROM ${from.from}`,
    () => `SELECT\n  ${timeAs(random, from)},\n  ${[...keys, ...random.sample(from.l, 1)].join(",\n  ")}\nFROM ${from.from}\nWHERE ${expression(random, from, "b")}`,
    () => `SELECT FLOOR(${from.time} TO MINUTE) AS __time, ${keys[0]}, COUNT(*) AS events, SUM(${expression(random, from, "n", 2)}) AS total FROM ${from.from} GROUP BY 1, 2`,
    () => `SELECT ${timeAs(random, from)}, ${expression(random, from, "s")} AS label, ${expression(random, from, "n")} AS amount FROM ${from.from}`,
    () => `SELECT DISTINCT ${timeAs(random, from)}, ${keys[0]} FROM ${from.from}`,
  ])();
}

export const groups = {
  "partition": { count: 330, make: (random) => `${opening(random)}\n${body(random)}\nPARTITIONED BY ${anyGranularity(random)}` },
  "partition.period": { count: 90, make: (random, at) => `${opening(random)} ${body(random)} PARTITIONED BY ${[
    (p) => `TIME_FLOOR(__time, '${p}')`, (p) => `'${p}'`, (p) => `"${p}"`,
  ][at % 3]([...periods, ...oddPeriods][Math.floor(at / 3) % (periods.length + oddPeriods.length)])}` },
  "overwrite": { count: 420, make: overwrite },
  "clustered": { count: 260, make: clustered },
  "limit": { count: 200, make: limit },
  "clauses": { count: 150, make: clauses },
  "target": { count: 70, make: targetForm },
  "columns": { count: 260, make: columns },
  "rollup": { count: 130, make: rollup },
  "context": { count: 330, make: context },
};

function bound(random, unit) {
  const whole = { HOUR: "05:00:00", DAY: "00:00:00", MONTH: "00:00:00", YEAR: "00:00:00" }[unit] ?? "00:00:00";
  const day = unit === "YEAR" ? "01-01" : unit === "MONTH" ? `0${1 + random.int(9)}-01` : `0${1 + random.int(9)}-${10 + random.int(18)}`;
  const year = 2012 + random.int(12);
  if (random.chance(0.6)) return `TIMESTAMP '${year}-${day}${random.chance(0.3) && whole === "00:00:00" ? "" : ` ${whole}`}'`;
  return random.pick([
    `TIMESTAMP '${year}-${day} 05:30:00'`, `TIMESTAMP '${year}-${day} 23:59:59.999'`, `TIMESTAMP '${year}-${day} 00:00:00.001'`,
    `TIMESTAMP '${year}-${day}T00:00:00'`, `DATE '${year}-${day}'`, `'${year}-${day}'`, `'${year}-${day} 00:00:00'`, `TIME_PARSE('${year}-${day}')`,
    `CAST('${year}-${day}' AS TIMESTAMP)`, `CURRENT_TIMESTAMP`, `CURRENT_TIMESTAMP - INTERVAL '1' DAY`, `MILLIS_TO_TIMESTAMP(1500000000000)`,
    "1500000000000", `TIMESTAMP '${year}-${day}' + INTERVAL '1' MONTH`, `(TIMESTAMP '${year}-${day}')`, `{ts '${year}-${day} 00:00:00'}`,
    `TIMESTAMP '${year}-13-01'`, "NULL", `FLOOR(TIMESTAMP '${year}-${day}' TO DAY)`, `TIMESTAMP "${year}-${day}"`, `TIMESTAMP ('${year}-${day}')`,
  ]);
}

/** Whole time chunks of `unit` from the lower to the upper bound. */
function wholeChunks(random, unit) {
  const year = 2012 + random.int(10);
  const [from, to] = {
    HOUR: ["03-04 05:00:00", "03-04 09:00:00"], DAY: ["03-04", "03-09"], MONTH: ["02-01", "06-01"], YEAR: ["01-01", null],
    "TIME_FLOOR(__time, 'P1W')": [null, null], "FLOOR(__time TO QUARTER)": ["04-01", "10-01"], "TIME_FLOOR(__time, 'PT6H')": ["05-06 06:00:00", "05-07 18:00:00"],
  }[unit] ?? ["03-04", "03-09"];
  const lower = from ? `${year}-${from}` : "2020-06-01";
  const upper = to ? `${year}-${to}` : from ? `${year + 1}-01-01` : "2020-06-15";
  const last = to && !to.includes(" ") && random.chance(0.3) ? null : upper;
  return last === null ? `__time >= TIMESTAMP '${lower}' AND __time <= TIMESTAMP '${year}-01-31 23:59:59.999'` : random.pick([
    `__time >= TIMESTAMP '${lower}' AND __time < TIMESTAMP '${upper}'`, `"__time" < TIMESTAMP '${upper}' AND "__time" >= TIMESTAMP '${lower}'`,
    `(__time >= TIMESTAMP '${lower}' AND __time < TIMESTAMP '${upper}') OR (__time >= TIMESTAMP '2030-01-01' AND __time < TIMESTAMP '2031-01-01')`,
  ]);
}

function overwrite(random) {
  const unit = random.pick(["DAY", "DAY", "MONTH", "YEAR", "HOUR", "ALL", "TIME_FLOOR(__time, 'P1W')", "FLOOR(__time TO QUARTER)", "TIME_FLOOR(__time, 'PT6H')"]);
  const b = () => bound(random, unit);
  const column = random.chance(0.85) ? random.pick(["__time", "__time", '"__time"']) : random.pick([
    "__TIME", "rides.__time", "ts", "channel", "FLOOR(__time TO DAY)", "__time.x", "CAST(__time AS TIMESTAMP)", "'__time'", "(__time)", "t",
  ]);
  const atom = () => random.pick([
    () => `${column} >= ${b()} AND ${column} < ${b()}`, () => `${column} >= ${b()} AND ${column} < ${b()}`, () => `${column} >= ${b()}`,
    () => `${column} < ${b()}`, () => `${column} ${random.pick(["<=", ">", "=", "<>", "LIKE", "IS NOT NULL AND __time <"])} ${b()}`,
    () => `${column} BETWEEN ${b()} AND ${b()}`, () => `${b()} <= ${column}`, () => `${column} IN (${b()}, ${b()})`, () => `NOT (${column} < ${b()})`,
    () => `${column} NOT BETWEEN ${b()} AND ${b()}`, () => `${column} IS NULL`, () => `${column}`, () => "TRUE", () => `${b()}`,
    () => `TIME_IN_INTERVAL(${column}, '2020-01-01/P1D')`,
  ])();
  const condition = random.chance(0.35) ? wholeChunks(random, unit) : random.pick([
    atom, atom, atom, () => `(${atom()}) OR (${atom()})`, () => `(${atom()})`, () => `${atom()} AND ${atom()}`, () => `NOT (${atom()})`,
  ])();
  const clause = random.pick([
    ...Array(8).fill(`OVERWRITE WHERE ${condition}`),
    random.pick([
      "OVERWRITE ALL", "OVERWRITE", "", "OVERWRITE ALL TIME", "OVERWRITE NONE", "OVERWRITE WHERE", "OVERWRITE 'ALL'", `OVERWRITE ${condition}`,
      `WHERE ${condition}`, "overwrite all", "OVERWRITE ALL WHERE TRUE", 'OVERWRITE "ALL"', "OVERRIDE ALL",
    ]),
  ]);
  const partitioned = random.chance(0.92) ? `\nPARTITIONED BY ${unit}` : random.pick([
    "", "\nPARTITIONED BY WEEK", "\nPARTITIONED BY 'P1D'", "\nPARTITIONED BY DAY CLUSTERED BY 1 DESC",
  ]);
  const sql = `REPLACE INTO ${target(random)} ${clause}\n${random.chance(0.8) ? body(random, relation(random, "table")) : "SELECT * FROM visits"}${partitioned}`;
  return random.chance(0.12) ? { sql, context: { sqlTimeZone: random.pick(["UTC", "Europe/Paris", "Asia/Kolkata", "+05:00", "Etc/UTC", "Mars/Olympus"]) } } : sql;
}

function clustered(random) {
  const from = relation(random);
  const [a, b] = random.sample(from.s, 2);
  const x = b ?? a;
  const number = random.pick([...from.l, ...from.d, ...from.f]);
  const key = () => random.pick([
    a, x, "label", number, "1", "2", "4", "0", "-1", "9", "__time", '"__time"', `UPPER(${a})`, `${number} + 1`, "FLOOR(__time TO HOUR)", `${a} DESC`,
    `${a} ASC`, "label DESC", `${x} NULLS FIRST`, `${a} NULLS LAST`, "'text'", "NULL", "TRUE", "1.5", "no_such", `(${a}, ${x})`, "MV_TO_ARRAY(label)",
    `${number} > 3`, `ARRAY[${a}]`, `RAND()`, "COUNT(*)", `CASE WHEN ${number} > 1 THEN ${a} END`, `label COLLATE "x"`, "*", `${from.c[0] ?? a}`,
    `CAST(${number} AS VARCHAR)`,
  ]);
  const keys = Array.from({ length: 1 + random.int(3) }, key).join(", ");
  const list = random.pick([
    `SELECT ${timeAs(random, from)}, ${a}, ${x} AS label, ${number} FROM ${from.from}`,
    `SELECT ${timeAs(random, from)}, ${a}, UPPER(${x}) AS label, ${number} AS amount FROM ${from.from} WHERE ${expression(random, from, "b", 1)}`,
    `SELECT FLOOR(${from.time} TO DAY) AS __time, ${a}, ${x} AS label, COUNT(*) AS n FROM ${from.from} GROUP BY 1, 2, 3`,
    `SELECT DISTINCT ${timeAs(random, from)}, ${a}, ${x} AS label FROM ${from.from}`,
    `SELECT * FROM ${from.from}`,
  ]);
  const tail = random.chance(0.9) ? `PARTITIONED BY ${granularity(random)} CLUSTERED BY ${keys}` : random.pick([
    `CLUSTERED BY ${keys}`, `CLUSTERED BY ${keys} PARTITIONED BY DAY`, `PARTITIONED BY DAY CLUSTER BY ${keys}`, "PARTITIONED BY DAY CLUSTERED BY",
    `PARTITIONED BY DAY CLUSTERED ${keys}`, `PARTITIONED BY DAY, CLUSTERED BY ${keys}`, `PARTITIONED BY DAY CLUSTERED BY ${keys},`,
  ]);
  return `${opening(random)}\n${list}\n${tail}`;
}

function limit(random) {
  const from = relation(random);
  const query = body(random, from);
  const tail = random.pick([
    "LIMIT 10", "LIMIT 0", "LIMIT ALL", "OFFSET 3", "LIMIT 10 OFFSET 3", "OFFSET 3 ROWS FETCH NEXT 4 ROWS ONLY", "FETCH FIRST 6 ROWS ONLY",
    "ORDER BY 1", "ORDER BY 2 DESC", "ORDER BY 1, 2 LIMIT 8", "ORDER BY __time", "ORDER BY missing_column", "ORDER BY 7", "LIMIT -1", "LIMIT '5'",
    "LIMIT 2.5", "LIMIT 1, 2", "LIMIT 1 + 1", "TOP 5", "ORDER BY 2 NULLS LAST", "ORDER BY RAND()", "LIMIT 10 LIMIT 5", "OFFSET 2 LIMIT 7",
    "ORDER BY 0", "ORDER BY UPPER(2)", "ORDER BY (1)", "FETCH NEXT ROW ONLY",
  ]);
  return random.pick([
    () => `${query} ${tail}`,
    () => `${opening(random)} ${query} ${tail} PARTITIONED BY ${granularity(random)}`,
    () => `${opening(random)} ${query} ${tail} PARTITIONED BY ALL`,
    () => `${opening(random)} SELECT * FROM (${query} ${tail}) PARTITIONED BY ${granularity(random)}`,
    () => `${opening(random)} SELECT __time, 'k' || CAST(__time AS VARCHAR) AS k FROM (${query} ${tail}) AS q WHERE __time IS NOT NULL PARTITIONED BY DAY`,
    () => `${opening(random)} WITH q AS (${query} ${tail}) SELECT * FROM q PARTITIONED BY ${granularity(random)}`,
    () => `${opening(random)} (${query} ${tail}) PARTITIONED BY ${granularity(random)}`,
    () => `SELECT COUNT(*) FROM (${query} ${tail})`,
  ])();
}

function clauses(random) {
  const from = relation(random, random.chance(0.8) ? "table" : "extern");
  const parts = [
    `INSERT INTO ${target(random)}`, `SELECT ${timeAs(random, from)}, ${from.s[0]}`, `FROM ${from.from}`, `WHERE ${expression(random, from, "b", 1)}`,
    `PARTITIONED BY ${granularity(random)}`, `CLUSTERED BY ${from.s[0]}`,
  ];
  if (random.chance(0.4)) parts[0] = `REPLACE INTO ${target(random)} OVERWRITE ALL`;
  if (random.chance(0.3)) parts.splice(4, 0, `GROUP BY 1, 2`);
  const at = random.int(parts.length);
  const other = random.int(parts.length);
  const change = random.pick(["swap", "drop", "twice", "none", "word"]);
  if (change === "swap") [parts[at], parts[other]] = [parts[other], parts[at]];
  if (change === "drop") parts.splice(at, 1);
  if (change === "twice") parts.splice(other, 0, parts[at]);
  if (change === "word") parts[at] = parts[at].replace(/^(\w+)( \w+)?/, (all, one, two = "") => random.pick([
    one, two.trim(), `${one}${two.trim()}`, `${all} ${one}`, `${one} THE${two}`,
  ]));
  return parts.join(random.pick([" ", "\n", "\n\n", "\t", " /* c */ ", "\n-- note\n"]));
}

function targetForm(random) {
  const name = random.pick([
    "rides", '"rides"', "druid.rides", '"druid"."rides"', "DRUID.rides", "sys.rides", "lookup.rides", "view.rides", "a.b.c", "`rides`", "'rides'",
    "[rides]", '"a/b"', '".hidden"', '"two words"', '"\t"', "rides AS r", "TABLE rides", "rides (__time, channel)", "rides (channel VARCHAR)",
    "order", "table", "values", "value", "rides-new", "rides.", ".rides", "1rides", "rides1", "_rides", "rides$", "день", '"día"', '""', '"x""y"',
    "EXTERN(local(exportPath => '/tmp/out')) AS CSV", "information_schema.rides", "INFORMATION_SCHEMA.TABLES", "visits, foo2", "(rides)", "?",
  ]);
  const forms = [
    () => `INSERT INTO ${name} ${body(random)} PARTITIONED BY DAY`,
    () => `REPLACE INTO ${name} OVERWRITE ALL ${body(random)} PARTITIONED BY MONTH`,
    () => `INSERT ${name} ${body(random)} PARTITIONED BY DAY`,
    () => `REPLACE ${name} OVERWRITE ALL ${body(random)} PARTITIONED BY DAY`,
    () => `UPSERT INTO ${name} ${body(random)} PARTITIONED BY DAY`,
  ];
  return forms[random.int(random.chance(0.7) ? 2 : forms.length)]();
}

function columns(random) {
  const from = relation(random);
  const a = random.pick(from.s);
  const n = random.pick([...from.l, ...from.d, ...from.f]);
  const item = () => random.pick([
    a, `${a} AS label`, `UPPER(${a})`, `UPPER(${a}) AS label`, `${a} AS "EXPR$2"`, `${n} + 1`, `${n} AS "Label"`, `COUNT(*)`, "NULL AS nothing",
    "NULL", "'c' AS constant", "''", `${a} label`, `${a} AS 'label'`, `${a} AS "__time"`, `MV_TO_ARRAY(${a}) AS list`, "ARRAY[1, 2] AS numbers",
    "ARRAY['a'] AS texts", `${n} > 2 AS flag`, `CURRENT_DATE AS today`, `ROW(1, 2) AS pair`, `PARSE_JSON(${a}) AS doc`,
    `CAST(${n} AS DECIMAL(8, 2)) AS money`, `INTERVAL '1' DAY AS step`, "*", `${from.name}.*`, `${a} AS "two words"`,
    `${a} AS ${random.pick(["value", "day", "type", "key", "order", "date", "week", "position", "name", "language", "sum"])}`, `${n}, ${n}`,
    `(SELECT MAX(cnt) FROM foo4) AS top`, `${a} AS __boost`, `DISTINCT ${a}`, `${a} AS "a.b"`, `${a} AS ""`,
  ]);
  const time = random.pick([
    ...Array(5).fill(`${timeAs(random, from)}`), `${from.time}`, `${n} AS __time`, `${a} AS __time`, `CAST(${a} AS TIMESTAMP) AS __time`,
    `CAST(${from.time} AS DATE) AS __time`, `TIME_FORMAT(${from.time}) AS __time`, `FLOOR(${from.time} TO HOUR) AS "__time"`,
    `${from.time} AS __TIME`, `${from.time} AS time`, `MILLIS_TO_TIMESTAMP(${n}) AS __time`, "NULL AS __time", "CAST(NULL AS TIMESTAMP) AS __time",
    "CURRENT_TIMESTAMP AS __time", "TIMESTAMP '2020-01-01' AS __time", `TIME_PARSE(${n}) AS __time`, `TIMESTAMP_TO_MILLIS(${from.time}) AS __time`,
    `TIME_SHIFT(${from.time}, 'P1D', 1) __time`, `COALESCE(${from.time}, CURRENT_TIMESTAMP) AS __time`,
    `CASE WHEN ${n} > 1 THEN ${from.time} END AS __time`, `MAX(${from.time}) AS __time`, `DATE_TRUNC('hour', ${from.time}) AS __time`,
    `${from.time} + 1 AS __time`, `TIME_EXTRACT(${from.time}, 'HOUR') AS __time`,
  ]);
  const list = [time, item(), ...(random.chance(0.5) ? [item()] : [])];
  if (random.chance(0.2)) list.reverse();
  const select = `SELECT ${list.join(", ")} FROM ${from.from}`;
  return random.chance(0.12) ? select : `${opening(random)}\n${select}\nPARTITIONED BY ${granularity(random)}`;
}

function rollup(random) {
  const from = relation(random);
  const a = random.pick(from.s);
  const n = expression(random, from, "n", 2);
  const s = expression(random, from, "s", 2);
  const metric = random.pick([
    `SUM(${n})`, `MIN(${n})`, `MAX(${n})`, "COUNT(*)", `COUNT(${s})`, `AVG(${n})`, `APPROX_COUNT_DISTINCT(${s})`, `COUNT(DISTINCT ${s})`,
    `LATEST(${n})`, `EARLIEST(${s}, 64)`, `LATEST_BY(${n}, ${from.time})`, `ANY_VALUE(${n})`, `DS_HLL(${s})`, `DS_THETA(${s})`,
    `DS_QUANTILES_SKETCH(${n})`, `ARRAY_AGG(${s})`, `STRING_AGG(${s}, ',')`, `SUM(${n}) FILTER (WHERE ${n} > 3)`, `SUM(${n}) + 1`, `MAX(${s})`,
    `BIT_OR(${n})`, `LATEST(${s})`, `APPROX_QUANTILE_DS(${n}, 0.9)`,
  ]);
  const sql = `${opening(random)}\nSELECT ${random.pick([
    `TIME_FLOOR(${from.time}, '${random.pick(periods)}')`, `FLOOR(${from.time} TO ${random.pick(units)})`, from.time,
    `DATE_TRUNC('hour', ${from.time})`, `TIME_FLOOR(${from.time}, 'PT1H', NULL, 'Europe/Rome')`,
  ])} AS __time, ${a}, ${metric} AS metric_1${random.chance(0.4) ? ", COUNT(*) AS events" : ""}\nFROM ${from.from}\nGROUP BY ${random.pick([
    "1, 2", "1, 2", `1, ${a}`, "2, 1", "1", "2", "1, 2, 3",
  ])}\nPARTITIONED BY ${granularity(random)}${random.chance(0.3) ? `\nCLUSTERED BY ${a}` : ""}`;
  if (random.chance(0.3)) return sql;
  return { sql, context: { finalizeAggregations: random.chance(0.3), ...(random.chance(0.6) && { groupByEnableMultiValueUnnesting: random.chance(0.2) }) } };
}

const contextValues = {
  maxNumTasks: [2, 3, 1, 0, -5, "4", "many", 2.7, true, null, 1001, 1002, "2.0", "1e1", 50000000000, [3], {}],
  taskAssignment: ["max", "AUTO", "Max", "min", "", 2, null],
  finalizeAggregations: [true, false, "true", "no", 1, null, "FALSE"],
  rowsPerSegment: [3000000, 1, 0, -1, "50", "x", 1.5, null, true],
  rowsInMemory: [100000, 0, -2, "70", "y", {}, 9.9],
  segmentSortOrder: ["__time", "__time,channel", "channel", "channel,__time", '["__time","channel"]', ["__time"], "", "nope", "__time,,channel", "[", null, "[]", "__time, channel"],
  maxParseExceptions: [0, 10, -1, "5", "some", 1.2, true, null],
  selectDestination: ["taskReport", "durableStorage", "DURABLESTORAGE", "file", 1, null],
  durableShuffleStorage: [true, false, "true", "maybe", 0],
  faultTolerance: [true, false, "TRUE", 1],
  indexSpec: [
    { bitmap: { type: "roaring" } }, '{"dimensionCompression":"lz4"}', "lz4", '{"dimensionCompression":"lz77"}',
    { stringDictionaryEncoding: { type: "frontCoded", bucketSize: 3 } }, 4, [], { metricCompression: "zstd" },
  ],
  mode: ["strict", "nonstrict", "NONSTRICT", "loose", 3],
  sqlJoinAlgorithm: ["broadcast", "sortMerge", "SORTMERGE", "hash", 5],
  sqlTimeZone: ["America/Los_Angeles", "Nowhere", "+01:00", 7, ""],
  sqlOuterLimit: [10, 0, "3", null], sqlQueryId: ["q-1", 7, ""], sqlInsertSegmentGranularity: ['"DAY"', '{"type":"all"}'], sqlReplaceTimeChunks: ["all"],
  useApproximateCountDistinct: [false, "false", 0, "x"], groupByEnableMultiValueUnnesting: [false, "false", 2],
  arrayIngestMode: ["array", "mvd", "none", "ARRAY", "list", 1], maxInputBytesPerWorker: [1073741824, "x", -1, "512"], clusterStatisticsMergeMode: [
    "PARALLEL", "auto", "sequentialy", 1,
  ],
  useAutoColumnSchemas: [true, "true", 1], sqlCurrentTimestamp: ["2020-01-01T00:00:00Z", "now", "2020-13-01"], inSubQueryThreshold: [10, "x", "20"], sqlStringifyArrays: [
    true, "false", 1,
  ],
  priority: [10, "high"], timeout: [1000, "soon", -1], __timeColumn: ["t"], vectorize: ["force", true, "x"], unknownKey: [1, null], MaxNumTasks: [1], skipTypeVerification: [
    "channel", ["channel"],
  ], forceSegmentSortByTime: [false, "x"], enableWindowing: [true], executionMode: ["ASYNC", "sync"], rowBasedFrame: [true], removeNullBytes: [true, 3],
};

function context(random) {
  const keys = random.sample(Object.keys(contextValues), random.chance(0.75) ? 1 : 2);
  const values = Object.fromEntries(keys.map((key) => [key, random.pick(contextValues[key])]));
  const sql = random.pick([
    "INSERT INTO rides SELECT __time, channel, page FROM wikipedia PARTITIONED BY DAY",
    "REPLACE INTO rides OVERWRITE ALL SELECT __time, channel, added FROM wikipedia PARTITIONED BY HOUR CLUSTERED BY channel",
    "INSERT INTO rides SELECT FLOOR(__time TO HOUR) AS __time, channel, SUM(added) AS added, COUNT(DISTINCT page) AS pages FROM wikipedia GROUP BY 1, 2 PARTITIONED BY MONTH",
    "SELECT channel, COUNT(*) FROM wikipedia GROUP BY channel",
    "SELECT page FROM wikipedia LIMIT 5",
    "INSERT INTO rides SELECT l.__time, l.channel FROM wikipedia l JOIN visits r ON l.cityName = r.city PARTITIONED BY ALL",
    "EXPLAIN PLAN FOR INSERT INTO rides SELECT __time, channel FROM wikipedia PARTITIONED BY DAY",
    "INSERT INTO rides SELECT __time, MV_TO_ARRAY(channel) AS channels, ARRAY[1, 2] AS numbers FROM wikipedia PARTITIONED BY DAY",
  ]);
  return { sql, context: values };
}
