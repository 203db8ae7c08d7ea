/**
 * Statements as data engineers keep them, free of mistakes. A planted mistake is one change to one of them: a table of changes is
 * read faster than two hundred long statements that differ by a word.
 */

/** The tables that the statements read and write. */
export const schema = {
  complete: true,
  extensions: ["druid-s3-extensions", "druid-datasketches", "druid-parquet-extensions", "druid-multi-stage-query"],
  lookups: ["airport_name"],
  tables: {
    flights: {
      columns: {
        __time: "TIMESTAMP",
        carrier: "VARCHAR",
        origin: "VARCHAR",
        destination: "VARCHAR",
        cancelled: "BIGINT",
        delay_minutes: "BIGINT",
        distance: "DOUBLE",
        payload: "COMPLEX<json>",
      },
    },
    carriers: { columns: { __time: "TIMESTAMP", code: "VARCHAR", carrier_name: "VARCHAR", country: "VARCHAR", since: "TIMESTAMP" } },
    flights_daily: { columns: { __time: "TIMESTAMP", carrier: "VARCHAR", flights: "BIGINT", delay_sum: "BIGINT" } },
    flights_joined: { columns: { __time: "TIMESTAMP", carrier: "VARCHAR", carrier_name: "VARCHAR", origin: "VARCHAR", delay_minutes: "BIGINT" } },
  },
};

export interface Statement {
  readonly sql: string;
  /** The first release that takes it. */
  readonly from: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Files over HTTP, the signature in JSON, as the console's wizard writes it. */
const load: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 4, rowsPerSegment: 3000000 },
  sql: String.raw`
-- Taxi trips of one quarter, as the city publishes them.
REPLACE INTO "trips" OVERWRITE ALL
WITH "source" AS (
  SELECT *
  FROM TABLE(
    EXTERN(
      '{"type":"http","uris":["https://data.example.org/trips-01.json.gz","https://data.example.org/trips-02.json.gz","https://data.example.org/trips-03.json.gz"]}',
      '{"type":"json"}',
      '[{"name":"pickup","type":"string"},{"name":"vendor","type":"string"},{"name":"city","type":"string"},{"name":"fare","type":"double"},{"name":"passengers","type":"long"}]'
    )
  )
)
SELECT
  TIME_PARSE("pickup", 'yyyy-MM-dd HH:mm:ss') AS "__time",
  "vendor",
  "city",
  CASE
    WHEN "passengers" > 4 THEN 'van'
    WHEN "passengers" > 0 THEN 'car'
    ELSE 'empty'
  END AS "vehicle",
  "fare",
  ROUND("fare" * 1.2, 2) AS "fare_with_tax",
  "passengers"
FROM "source"
WHERE "fare" >= 0
  AND "city" IS NOT NULL
PARTITIONED BY MONTH
CLUSTERED BY "city", "vendor"
`,
};

/** An append of Parquet files, columns declared in SQL. */
const append: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 8 },
  sql: String.raw`
INSERT INTO clicks
SELECT
  MILLIS_TO_TIMESTAMP(event_millis) AS __time,
  user_id,
  COALESCE(NULLIF(TRIM(country), ''), 'unknown') AS country,
  LOWER(browser) AS browser,
  REGEXP_EXTRACT(url, '^https?://([^/]+)', 1) AS host,
  CAST(duration_text AS DOUBLE) AS duration,
  CONCAT(utm_source, '/', utm_medium) AS campaign,
  clicks
FROM TABLE(
  EXTERN(
    inputSource => '{"type":"s3","prefixes":["s3://web-logs/2024/05/"],"objectGlob":"**.parquet"}',
    inputFormat => '{"type":"parquet"}'
  )
) EXTEND (
  event_millis BIGINT,
  user_id VARCHAR,
  country VARCHAR,
  browser VARCHAR,
  url VARCHAR,
  duration_text VARCHAR,
  utm_source VARCHAR,
  utm_medium VARCHAR,
  clicks BIGINT
)
WHERE event_millis IS NOT NULL
  AND (country <> 'XX' OR browser LIKE 'firefox%')
PARTITIONED BY HOUR
`,
};

/** A rollup with sketches. */
const rollup: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 6, finalizeAggregations: false, groupByEnableMultiValueUnnesting: false },
  sql: String.raw`
REPLACE INTO visits_hourly
OVERWRITE WHERE __time >= TIMESTAMP '2024-05-01 00:00:00' AND __time < TIMESTAMP '2024-06-01 00:00:00'
WITH visits AS (
  SELECT
    TIME_PARSE(seen_at) AS seen,
    page,
    country,
    visitor,
    bytes
  FROM TABLE(
    EXTERN(
      '{"type":"s3","uris":["s3://visits/2024-05.csv"]}',
      '{"type":"csv","findColumnsFromHeader":true}',
      '[{"name":"seen_at","type":"string"},{"name":"page","type":"string"},{"name":"country","type":"string"},{"name":"visitor","type":"string"},{"name":"bytes","type":"long"}]'
    )
  )
)
SELECT
  TIME_FLOOR(seen, 'PT1H') AS __time,
  page,
  country,
  COUNT(*) AS views,
  SUM(bytes) AS bytes_sum,
  MAX(bytes) AS bytes_max,
  APPROX_COUNT_DISTINCT_DS_HLL(visitor) AS visitors
FROM visits
WHERE seen >= TIMESTAMP '2024-05-01 00:00:00'
  AND seen < TIMESTAMP '2024-06-01 00:00:00'
GROUP BY 1, 2, 3
PARTITIONED BY DAY
CLUSTERED BY country, page
`,
};

/** One month of a table written anew, enriched by a join and a lookup. */
const enrich: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 3 },
  sql: String.raw`
REPLACE INTO flights_joined
OVERWRITE WHERE __time >= TIMESTAMP '2024-03-01 00:00:00' AND __time < TIMESTAMP '2024-04-01 00:00:00'
SELECT
  f.__time AS __time,
  f.carrier,
  c.carrier_name,
  LOOKUP(f.origin, 'airport_name') AS origin,
  f.destination,
  f.delay_minutes,
  CAST(f.distance AS BIGINT) AS distance_km,
  CASE WHEN f.cancelled = 1 THEN 'cancelled' ELSE 'flown' END AS state
FROM flights AS f
LEFT JOIN (
  SELECT code, LATEST_BY(carrier_name, since, 256) AS carrier_name
  FROM carriers
  WHERE country IN ('DE', 'FR', 'NO')
  GROUP BY code
) AS c ON f.carrier = c.code
WHERE f.__time >= TIMESTAMP '2024-03-01 00:00:00'
  AND f.__time < TIMESTAMP '2024-04-01 00:00:00'
  AND f.distance BETWEEN 10 AND 20000
PARTITIONED BY DAY
CLUSTERED BY carrier, origin
`,
};

/** A few rows written down in the statement, as tutorials and tests have them. */
const inline: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 2 },
  sql: String.raw`
REPLACE INTO "orders"
OVERWRITE WHERE "__time" >= TIMESTAMP '2024-02-01 00:00:00' AND "__time" < TIMESTAMP '2024-02-04 00:00:00'
SELECT
  TIME_PARSE("ordered") AS "__time",
  "customer",
  "product",
  "amount",
  "amount" * 100 / "pieces" AS "price_cents"
FROM TABLE(
  EXTERN(
    '{"type":"inline","data":"{\"ordered\":\"2024-02-01T08:15:00Z\",\"customer\":\"ana\",\"product\":\"tea\",\"amount\":12,\"pieces\":2}\n{\"ordered\":\"2024-02-02T09:30:00Z\",\"customer\":\"ben\",\"product\":\"rice\",\"amount\":7,\"pieces\":1}\n{\"ordered\":\"2024-02-03T10:45:00Z\",\"customer\":\"eva\",\"product\":\"salt\",\"amount\":3,\"pieces\":4}"}',
    '{"type":"json"}',
    '[{"name":"ordered","type":"string"},{"name":"customer","type":"string"},{"name":"product","type":"string"},{"name":"amount","type":"long"},{"name":"pieces","type":"long"}]'
  )
)
WHERE TIME_PARSE("ordered") >= TIMESTAMP '2024-02-01 00:00:00'
  AND TIME_PARSE("ordered") < TIMESTAMP '2024-02-04 00:00:00'
PARTITIONED BY DAY
CLUSTERED BY "customer"
`,
};

/** A table without time, for lookups by join. */
const dimension: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 2, finalizeAggregations: true },
  sql: String.raw`
REPLACE INTO "airport_sizes" OVERWRITE ALL
SELECT
  TIMESTAMP '2000-01-01 00:00:00' AS "__time",
  "origin" AS "airport",
  COUNT(*) AS "departures",
  SUM("distance") AS "kilometres",
  MAX("delay_minutes") AS "worst_delay",
  SUM("delay_minutes") FILTER (WHERE "cancelled" = 0) AS "delay_flown"
FROM "flights"
WHERE "origin" IS NOT NULL
  AND "destination" NOT IN ('XXX', 'YYY')
GROUP BY "origin"
HAVING COUNT(*) > 100
PARTITIONED BY ALL
CLUSTERED BY "airport"
`,
};

/** JSON documents taken apart. */
const documents: Statement = {
  from: "28.0.0",
  context: { maxNumTasks: 2, arrayIngestMode: "array" },
  sql: String.raw`
INSERT INTO flight_events
SELECT
  __time,
  JSON_VALUE(payload, '$.crew.captain') AS captain,
  JSON_VALUE(payload, '$.fuel.litres' RETURNING DOUBLE) AS fuel,
  JSON_QUERY(payload, '$.legs') AS legs,
  ARRAY[origin, destination] AS airports,
  JSON_OBJECT('carrier':carrier, 'delay':delay_minutes) AS summary,
  STRING_TO_MV(JSON_VALUE(payload, '$.tags'), ',') AS tags
FROM flights
WHERE __time >= TIMESTAMP '2024-01-01 00:00:00'
  AND JSON_VALUE(payload, '$.status') = 'landed'
  AND TIME_EXTRACT(__time, 'YEAR') = 2024
PARTITIONED BY DAY
`,
};

/** A ranking by windows. */
const ranking: Statement = {
  from: "31.0.2",
  context: { maxNumTasks: 4 },
  sql: String.raw`
REPLACE INTO worst_flights OVERWRITE ALL
WITH daily AS (
  SELECT
    TIME_FLOOR(__time, 'P1D') AS flown_on,
    carrier,
    origin,
    SUM(delay_minutes) AS delay
  FROM flights
  GROUP BY 1, 2, 3
)
SELECT
  flown_on AS __time,
  carrier,
  origin,
  delay,
  ROW_NUMBER() OVER (PARTITION BY carrier ORDER BY delay) AS place,
  SUM(delay) OVER (PARTITION BY carrier ORDER BY flown_on ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS delay_week
FROM daily
PARTITIONED BY MONTH
CLUSTERED BY carrier
`,
};

/** Two sources of one shape. */
const union: Statement = {
  from: "28.0.0",
  context: { maxNumTasks: 2 },
  sql: String.raw`
INSERT INTO movements
SELECT __time, carrier, origin, delay_minutes
FROM (
  SELECT __time, carrier, origin, delay_minutes FROM flights
  UNION ALL
  SELECT __time, carrier, origin, delay_minutes FROM flights_joined
)
WHERE __time >= TIMESTAMP '2023-01-01 00:00:00'
  AND carrier IS NOT NULL
  AND origin IS NOT NULL
PARTITIONED BY MONTH
`,
};

/** Rows given out to files. */
const exporting: Statement = {
  from: "31.0.2",
  context: { maxNumTasks: 2 },
  sql: String.raw`
INSERT INTO EXTERN(
  s3(bucket => 'reports', prefix => 'flights/2024-05')
)
AS CSV
SELECT
  __time,
  carrier,
  origin,
  delay_minutes
FROM flights
WHERE __time >= TIMESTAMP '2024-05-01 00:00:00'
  AND __time < TIMESTAMP '2024-06-01 00:00:00'
  AND cancelled = 0
`,
};

/** A question to the tables, asked of the task engine. */
const question: Statement = {
  from: "27.0.0",
  context: { maxNumTasks: 2 },
  sql: String.raw`
WITH late AS (
  SELECT carrier, origin, delay_minutes, distance
  FROM flights
  WHERE delay_minutes > 30
    AND __time >= CURRENT_TIMESTAMP - INTERVAL '7' DAY
)
SELECT
  l.carrier,
  c.country,
  COUNT(*) AS flights,
  AVG(l.delay_minutes) AS mean_delay,
  SUM(l.distance) / COUNT(*) AS mean_distance
FROM late AS l
INNER JOIN carriers AS c ON l.carrier = c.code
WHERE c.country LIKE 'D%'
GROUP BY l.carrier, c.country
HAVING COUNT(*) > 10
ORDER BY mean_delay DESC
LIMIT 50
`,
};

export const statements = { load, append, rollup, enrich, inline, dimension, documents, ranking, union, exporting, question } as const;
export type StatementName = keyof typeof statements;
