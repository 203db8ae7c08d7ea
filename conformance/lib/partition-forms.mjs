/** Forms of PARTITIONED BY to try in every release, as [{id, sql}]; the id is "INSERT|form" or "REPLACE|form". */

const periods = "P1Y P3M P1M P1W P7D P1D PT24H PT12H PT8H PT6H PT4H PT3H PT2H PT1H PT30M PT15M PT10M PT5M PT2M PT1M PT1S P2D P2M PT5H PT90M PT7H P1Y1M PT60M PT3600S P0D".split(" ");
const units = "SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR DECADE CENTURY MILLENNIUM ISOYEAR DOW DOY EPOCH MILLISECOND".split(" ");
const names = "NONE FIVE_MINUTE TEN_MINUTE FIFTEEN_MINUTE THIRTY_MINUTE SIX_HOUR EIGHT_HOUR ALL".split(" ");
const others = [
  "ALL", "all", "All", "ALL TIME", "all time", "'all'", "'ALL TIME'", "'All Time'", "'day'", "'Day'", "'p1d'", "'P1D '", "''", "'foo'",
  "NULL", "1", "INTERVAL '1' DAY", "(DAY)", "DAY, HOUR", "DAYS", "DAY()", "__time", "a", '"__time"',
  'FLOOR("__time" TO DAY)', "FLOOR(t.__time TO DAY)", "FLOOR(a TO DAY)", "floor(__time to day)", "FLOOR(TIME_PARSE(a) TO DAY)",
  "CEIL(__time TO DAY)", "FLOOR(__time)", "FLOOR(__time TO 'DAY')", "DATE_TRUNC('DAY', __time)", "DATE_TRUNC('day', __time)",
  "TIME_FLOOR(\"__time\", 'P1D')", "time_floor(__time, 'P1D')", "TIME_FLOOR(t.__time, 'P1D')", "TIME_FLOOR(a, 'P1D')",
  "TIME_FLOOR(__time, 'P1D', NULL, 'America/Los_Angeles')", "TIME_FLOOR(__time, 'P1D', TIMESTAMP '2000-01-01 00:00:00')",
  "TIME_FLOOR(__time)", "TIME_FLOOR('P1D')", "TIME_FLOOR(__time, 'p1d')", "TIME_FLOOR(__time, 'foo')", "TIME_FLOOR(__time, 'P1D ')",
  "TIME_FLOOR(__time, P1D)", 'TIME_FLOOR(__time, "P1D")', "TIME_FLOOR(__time, U&'P1D')", "TIME_FLOOR(__time, 'DAY')", "TIME_FLOOR(__time, 'ALL')",
  "TIME_CEIL(__time, 'P1D')", "TIMESTAMP '2000-01-01 00:00:00'", "DAY CLUSTERED BY a", "'P1D' CLUSTERED BY a", "ALL CLUSTERED BY a", "ALL TIME CLUSTERED BY a",
  "DAY;", "", "DAY DESC", "U&'P1D'", "'P1D' || ''", "?", "CAST('P1D' AS VARCHAR)", "MONTHS", "WEEK(MONDAY)", "FLOOR(__time TO WEEK(MONDAY))",
];
const replaced = ["DAY", "'P1D'", "ALL", "ALL TIME", "P1D", "TIME_FLOOR(__time, 'PT6H')", "TIME_FLOOR(__time, 'P7D')", "FLOOR(__time TO DAY)", "'foo'", "foo"];

const heads = { INSERT: "INSERT INTO t2", REPLACE: "REPLACE INTO t2 OVERWRITE ALL" };

const statement = (kind, form) => ({ id: `${kind}|${form || "(empty)"}`, sql: `${heads[kind]} SELECT __time, a FROM t PARTITIONED BY ${form}` });

export const partitionForms = [
  ...[
    ...periods.flatMap((period) => [`TIME_FLOOR(__time, '${period}')`, `'${period}'`, period, `"${period}"`]),
    ...units.flatMap((unit) => [unit, `'${unit}'`, `"${unit}"`, unit.toLowerCase(), `FLOOR(__time TO ${unit})`]),
    ...names.flatMap((name) => [...(name === "ALL" ? [] : [name]), `'${name}'`, `"${name}"`]),
    ...others,
  ].map((form) => statement("INSERT", form)),
  ...Object.keys(heads).map((kind) => ({ id: `${kind}|(no clause)`, sql: `${heads[kind]} SELECT __time, a FROM t` })),
  ...replaced.map((form) => statement("REPLACE", form)),
];
