/** Groups of generated statements about time: OVERWRITE WHERE against every grain, PARTITIONED BY and the rows' `__time`. */

const targets = ["orders", "clickstream_hourly", '"billing events"', "druid.kpi_daily", "wikipedia", "foo"];

/** Grains as a person writes them, with a step in which their chunks begin. */
const grains = [
  ["SECOND", "FLOOR(__time TO SECOND)", "second"], ["MINUTE", "FLOOR(__time TO MINUTE)", "minute"], ["FIVE", "TIME_FLOOR(__time, 'PT5M')", "five"],
  ["TEN", "TIME_FLOOR(__time, 'PT10M')", "ten"], ["QUARTER-HOUR", "TIME_FLOOR(__time, 'PT15M')", "fifteen"], ["HALF-HOUR", "TIME_FLOOR(__time, 'PT30M')", "thirty"],
  ["HOUR", "HOUR", "hour"], ["HOUR", "TIME_FLOOR(__time, 'PT1H')", "hour"], ["SIX", "TIME_FLOOR(__time, 'PT6H')", "six"], ["EIGHT", "TIME_FLOOR(__time, 'PT8H')", "eight"],
  ["DAY", "DAY", "day"], ["DAY", "FLOOR(__time TO DAY)", "day"], ["DAY", "day", "day"], ["WEEK", "TIME_FLOOR(__time, 'P1W')", "week"], ["WEEK", "FLOOR(__time TO WEEK)", "week"],
  ["MONTH", "MONTH", "month"], ["MONTH", "FLOOR(__time TO MONTH)", "month"], ["QUARTER", "TIME_FLOOR(__time, 'P3M')", "quarter"], ["YEAR", "YEAR", "year"],
  ["ALL", "ALL", "day"], ["ALL", "ALL TIME", "month"],
];
const stringGrains = [["DAY", "'P1D'", "day"], ["WEEK", "WEEK", "week"], ["QUARTER", '"quarter"', "quarter"], ["HOUR", "PT1H", "hour"]];

const millis = { second: 1e3, minute: 6e4, five: 3e5, ten: 6e5, fifteen: 9e5, thirty: 18e5, hour: 36e5, six: 216e5, eight: 288e5, day: 864e5, week: 6048e5 };

/** Start of the chunk of `step` with that number after 2016. */
function chunkStart(step, number) {
  if (step === "month") return Date.UTC(2016, number, 1);
  if (step === "quarter") return Date.UTC(2016, 3 * number, 1);
  if (step === "year") return Date.UTC(2016 + number, 0, 1);
  return Date.UTC(2016, 0, 4) + number * millis[step]; // a Monday
}

const two = (number) => String(number).padStart(2, "0");

/** The instant as text of a TIMESTAMP literal; `style` varies what Druid's parser takes and what it does not. */
function text(random, instant) {
  const at = new Date(instant);
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  const fraction = at.getUTCMilliseconds() === 0 ? "" : `.${String(at.getUTCMilliseconds()).padStart(3, "0")}`;
  if (time === "00:00:00" && fraction === "" && random.chance(0.5)) return day;
  return `${day} ${time}${fraction || (random.chance(0.1) ? ".000" : "")}`;
}

function literal(random, instant) {
  const written = text(random, instant);
  if (random.chance(0.88)) return random.pick(["TIMESTAMP", "TIMESTAMP", "TIMESTAMP", "timestamp"]) + ` '${written}'`;
  const day = written.slice(0, 10);
  return random.pick([
    `DATE '${day}'`, `'${written}'`, `TIME_PARSE('${written}')`, `CAST('${written}' AS TIMESTAMP)`, `MILLIS_TO_TIMESTAMP(${instant})`, `${instant}`,
    `TIMESTAMP '${day}T00:00:00'`, `TIMESTAMP '${day}T00:00:00Z'`, `TIMESTAMP '${written}Z'`, `TIMESTAMP '${day} 00:00'`, `TIMESTAMP '${day} 00'`, `({fn CURRENT_TIMESTAMP()})`,
    `{ts '${day} 00:00:00'}`, `{d '${day}'}`, `(TIMESTAMP '${written}')`, `TIMESTAMP '${written}' - INTERVAL '1' DAY`, `FLOOR(CURRENT_TIMESTAMP TO DAY)`,
    `TIME_SHIFT(TIMESTAMP '${written}', 'P1D', 1)`, `TIMESTAMP '${day.replaceAll("-", "/")}'`, `TIMESTAMP '${day} 24:00:00'`, `TIMESTAMP '${day.slice(0, 7)}'`,
    `TIMESTAMP '${day.slice(0, 4)}'`, `TIMESTAMP '${day.slice(0, 4)}-2-3'`, `TIMESTAMP '${day.slice(0, 4)}-02-30'`, `TIMESTAMP "${written}"`, `TIMESTAMP '${written} UTC'`,
    `CURRENT_DATE`, `NULL`, `TIMESTAMP '${day} 00:00:00.123456'`, `TIMESTAMP(3) '${written}'`, `TIMESTAMP WITH LOCAL TIME ZONE '${written}'`, `TIMESTAMP ' ${written}'`,
    `TIMESTAMP '${day}  00:00:00'`, `TIMESTAMP '${day} 0:0:0'`, `DATE_TRUNC('day', TIMESTAMP '${written}')`, `TIMESTAMP '${day}' || ''`, `CAST(DATE '${day}' AS TIMESTAMP)`,
    `TIMESTAMP ''`, `TIMESTAMP '${day} 12:60:00'`, `TIME '00:00:00'`, `TO_TIMESTAMP('${written}')`, `DATETIME '${written}'`, `INTERVAL '1' DAY`, `?`, `-1`, `TRUE`,
  ]);
}

/** A condition on `column` over whole or broken chunks of `step`. */
function range(random, column, step) {
  const first = random.int(60);
  const skew = () => (random.chance(0.75) ? 0 : random.pick([1, -1, 1000, 36e5, -36e5, 12 * 36e5, 864e5, 6e4]));
  const lower = literal(random, chunkStart(step, first) + skew());
  const last = chunkStart(step, first + 1 + random.int(4));
  const upper = literal(random, last + skew());
  const inclusive = literal(random, last - 1);
  return random.pick([
    ...Array(8).fill(`${column} >= ${lower} AND ${column} < ${upper}`),
    `${column} < ${upper} AND ${column} >= ${lower}`, `${column} >= ${lower} AND ${column} <= ${inclusive}`, `${column} BETWEEN ${lower} AND ${inclusive}`,
    `${column} BETWEEN ${lower} AND ${upper}`, `${column} BETWEEN ${upper} AND ${lower}`, `${column} BETWEEN SYMMETRIC ${upper} AND ${lower}`,
    `${column} BETWEEN ASYMMETRIC ${lower} AND ${inclusive}`, `${lower} <= ${column} AND ${upper} > ${column}`, `${lower} <= ${column} AND ${column} < ${upper}`,
    `${column} >= ${lower}`, `${column} < ${upper}`, `${column} > ${lower} AND ${column} < ${upper}`, `${column} = ${lower}`, `${column} != ${lower}`,
    `${column} IN (${lower}, ${upper})`, `NOT (${column} < ${lower} OR ${column} >= ${upper})`, `NOT (${column} < ${lower}) AND NOT ${column} >= ${upper}`,
    `NOT ${column} BETWEEN ${lower} AND ${inclusive}`, `${column} NOT BETWEEN ${lower} AND ${upper}`, `(${column} >= ${lower}) AND (${column} < ${upper})`,
    `((${column} >= ${lower} AND ${column} < ${upper}))`, `NOT NOT (${column} >= ${lower} AND ${column} < ${upper})`,
    `${column} >= ${lower} AND ${column} < ${upper} AND TRUE`, `${column} >= ${lower} AND ${column} < ${upper} AND dim1 = 'a'`,
    `(${column} >= ${lower} AND ${column} < ${upper}) IS TRUE`, `${column} IS NOT NULL AND ${column} >= ${lower}`, `${column} >= ALL (${lower})`,
    `TIME_IN_INTERVAL(${column}, '2016-01-01/2017-01-01')`, `${column} >= ${lower} AND ${column} < ${lower}`, `${column} >= ${lower}, ${column} < ${upper}`,
    `${column} >= ${lower} && ${column} < ${upper}`, `${column} => ${lower}`, `(${column}, 1) >= (${lower}, 1)`, `${column} IS NOT DISTINCT FROM ${lower}`,
    `${column} OVERLAPS ${lower}`, `CASE WHEN TRUE THEN ${column} >= ${lower} END`, `${column} >= ${lower} XOR ${column} < ${upper}`,
    `EXTRACT(YEAR FROM ${column}) = 2016`, `${column} >= (SELECT MAX(__time) FROM foo)`,
  ]);
}

function condition(random, step) {
  const column = random.chance(0.9) ? random.pick(["__time", "__time", "__time", '"__time"']) : random.pick([
    "__TIME", "t.__time", "orders.__time", "wikipedia.__time", "(__time)", "timestamp", '"timestamp"', "ts", "CAST(__time AS DATE)", "FLOOR(__time TO DAY)", "dim1", "'__time'", "__time.a",
    "_time", "TIME_FLOOR(__time, 'P1D')", "MILLIS_TO_TIMESTAMP(__time)", "`__time`",
  ]);
  const one = () => range(random, column, step);
  return random.pick([
    ...Array(9).fill(one), () => `(${one()}) OR (${one()})`, () => `${one()} OR ${one()}`, () => `(${one()}) AND (${one()})`, () => `NOT (${one()})`,
    () => `(${one()}) OR (${one()}) OR (${one()})`, () => random.pick(["TRUE", "FALSE", "NULL", "1 = 1", "__time", "'2016-01-01'", "ALL", "ALL TIME", "'ALL'", '"ALL"', "1", "(1)", "NOT TRUE", "TRUE AND TRUE"]),
  ])();
}

const zones = ["UTC", "Z", "Etc/UTC", "GMT", "Europe/Paris", "America/Los_Angeles", "Asia/Kolkata", "+05:30", "-08:00", "+0100", "PST", "EST", "US/Pacific", "utc", "Nowhere/City", "", "UTC+1", "GMT+2", "Asia/Kathmandu"];

function overwrite(random) {
  const [, partitioned, step] = random.pick(random.chance(0.93) ? grains : stringGrains);
  const local = random.chance(0.1) ? { sqlTimeZone: random.pick(zones) } : null;
  const body = random.pick([
    "SELECT * FROM foo", "SELECT __time, dim1, m1 FROM foo WHERE __time >= TIMESTAMP '2016-01-01'", "SELECT __time, channel, COUNT(*) AS edits FROM wikipedia GROUP BY 1, 2",
    "SELECT TIME_FLOOR(__time, 'PT1H') AS __time, dim1, SUM(cnt) AS cnt FROM foo GROUP BY 1, 2", "WITH s AS (SELECT __time, dim2 FROM foo2) SELECT * FROM s",
  ]);
  const sql = `REPLACE INTO ${random.pick(targets)}${random.pick([" ", "\n"])}OVERWRITE WHERE ${condition(random, step)}\n${body}\nPARTITIONED BY ${partitioned}${random.chance(0.1) ? " CLUSTERED BY 2" : ""}`;
  return local === null ? sql : { sql, context: local };
}

/** Faults of two clauses in one statement: which does Druid meet first? */
function twoFaults(random) {
  const parts = {
    overwrite: ["OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '2016-01-01' AND __time < TIMESTAMP '2016-02-01'"],
    list: ["SELECT __time, dim1, m1"], from: ["FROM foo"], order: [""], limit: [""], partitioned: ["PARTITIONED BY MONTH", "PARTITIONED BY DAY"], clustered: ["", "CLUSTERED BY dim1"],
  };
  const wrong = {
    overwrite: ["", "OVERWRITE", "OVERWRITE WHERE dim1 = 'a'", "OVERWRITE WHERE __time > '2016'", "OVERWRITE WHERE __time >= TIMESTAMP '2016-01-01 03:04:05'"],
    list: ["SELECT __time, dim1, m1 + 1", "SELECT dim1, m1", "SELECT __time, dim1, dim1", "SELECT m1 AS __time, dim1", "SELECT __time, nope", "SELECT __time, NO_SUCH(dim1) AS d", "SELECT __time, SUM(m1) AS m"],
    from: ["FROM nowhere", "FROM sys.segments", "FROM foo, foo2", "FROM foo JOIN foo2 ON foo.m1 > foo2.m1"],
    order: ["ORDER BY dim1", "ORDER BY nope", "ORDER BY 9"], limit: ["LIMIT 5", "OFFSET 5", "LIMIT 5 OFFSET 5", "LIMIT 'x'"],
    partitioned: ["", "PARTITIONED BY WEEK", "PARTITIONED BY 'P1D'", "PARTITIONED BY TIME_FLOOR(__time, 'PT7H')", "PARTITIONED BY FLOOR(ts TO DAY)"],
    clustered: ["CLUSTERED BY dim1 DESC", "CLUSTERED BY 0", "CLUSTERED BY 17", "CLUSTERED BY nope", "CLUSTERED BY dim1 NULLS LAST"],
  };
  const chosen = Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, random.pick(list)]));
  for (const name of random.sample(Object.keys(wrong), 2)) chosen[name] = random.pick(wrong[name]);
  const insert = random.chance(0.3);
  const context = random.chance(0.3) ? { [random.pick(["maxNumTasks", "sqlJoinAlgorithm", "segmentSortOrder", "rowsPerSegment", "mode", "sqlInsertSegmentGranularity", "sqlOuterLimit", "finalizeAggregations"])]: random.pick([1, "nope", true]) } : null;
  const sql = [insert ? "INSERT INTO orders" : `REPLACE INTO ${random.pick(["orders", "sys.orders", '"a/b"', "orders (x)"])} ${chosen.overwrite}`, chosen.list, chosen.from, chosen.order, chosen.limit, chosen.partitioned, chosen.clustered].filter(Boolean).join("\n");
  return context === null ? sql : { sql, context };
}

export const groups = {
  "time-chunks.overwrite": { count: 500, make: overwrite },
  "time-chunks.two-faults": { count: 250, make: twoFaults },
};
