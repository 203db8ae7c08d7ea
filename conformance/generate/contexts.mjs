/** Groups of generated statements about the query context: every key that Druid reads, with values right, odd and null. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const facts = JSON.parse(readFileSync(join(import.meta.dirname, "../../src/druid/data/context.json"), "utf8"));
const keys = [...Object.keys(facts.parameters), ...facts.forbidden.map(({ name }) => name)];
const others = facts.otherKnown.split(" ");

const odd = [
  null, true, false, 0, 1, 2, 3, -1, 1.5, 2.9, 1e3, 1e10, 3000000000, "0", "1", "2", "3", "-1", "2.5", "2.0", "1e3", "+2", " 2", "2 ", "", " ", "true", "TRUE", "True", "false", "FALSE", "yes", "null", "abc", "auto", "MAX", "[]", "{}", '["a"]', [], [1], ["a"], ["dim1"], ["__time", "dim1"], {}, { a: 1 }, { type: "roaring" },
  [[1]], "2020-01-01", "2020-01-01T00:00:00Z", "UTC", "Europe/Paris", 1e18, 1e20, -2147483648, 2147483648, "2147483648", "9999999999999999999", 0.1, "0x10", "1_000", "١",
];

const particular = {
  taskAssignment: ["max", "auto", "MAX", "Auto", " max", "min"], mode: ["strict", "nonStrict", "STRICT", "non-strict", "nonstrict"], selectDestination: ["taskReport", "durableStorage", "TASKREPORT", "durable_storage"], sqlJoinAlgorithm: ["broadcast", "sortMerge", "sort_merge", "SORTMERGE", "Broadcast"],
  clusterStatisticsMergeMode: ["sequential", "PARALLEL", "Auto", "seq"], arrayIngestMode: ["array", "mvd", "none", "ARRAY", "Mvd", "multi"], plannerStrategy: ["COUPLED", "DECOUPLED", "coupled"], includeSegmentSource: ["NONE", "realtime", "ALL"], vectorize: ["force", "true", "false"],
  segmentSortOrder: ["__time", "__time,dim1", "dim1", "dim1,__time", '["__time","dim1"]', '["dim1"]', "__time,nope", '["__time"', "__time;dim1", '"__time"', "__TIME", '["__time",null]', "[1]", "__time,", ",__time", "__time,dim1,dim1", "'__time'", "\n__time"],
  indexSpec: [{ bitmap: { type: "roaring" } }, { bitmap: { type: "concise" } }, { bitmap: "roaring" }, { dimensionCompression: "lz4" }, { dimensionCompression: "LZ4" }, { dimensionCompression: "gzip" }, { metricCompression: "none" }, { longEncoding: "auto" }, { longEncoding: "longs" }, { longEncoding: "x" }, { stringDictionaryEncoding: { type: "frontCoded", bucketSize: 4 } }, { stringDictionaryEncoding: { type: "frontCoded", bucketSize: 3 } }, { stringDictionaryEncoding: { type: "utf8" } }, { stringDictionaryEncoding: {} }, { jsonCompression: "zstd" }, '{"bitmap":{"type":"roaring"}}', '{"bitmap":', "lz4", { dimensionCompression: 1 }, { segmentLoader: null }, { dimensionCompression: null }, { stringDictionaryEncoding: "frontCoded" }, { bitmap: {} }, { bitmap: null }, { stringDictionaryEncoding: { type: "frontCoded", bucketSize: 256 } }, { stringDictionaryEncoding: { type: "frontCoded", formatVersion: 1 } }],
  sqlTimeZone: ["UTC", "Europe/Paris", "+05:00", "x", "EST", "Asia/Calcutta", "GMT+1", "-8", "08:00"], sqlCurrentTimestamp: ["2020-01-01T00:00:00Z", "2020-01-01", "2020-01-01 00:00:00", "now", "2020-13-01", "1577836800000", "2020"],
  maxNumTasks: [2, 3, 1, 1001, 1002, 1000, "4", 2.99, "max"], rowsPerSegment: [3000000, 0, "100"], maxParseExceptions: [0, -1, 5, -2, "3"], sqlOuterLimit: [10, 0, -1, "5"], timeout: [0, 1000, -1, "1000"], priority: [0, -10, "5", "high"],
  sqlQueryId: ["q", "", "a b", "a/b"], queryId: ["q"], executionMode: ["ASYNC", "SYNC"], skipTypeVerification: ["dim1", ["dim1"]], taskLockType: ["REPLACE", "APPEND", "EXCLUSIVE"],
};

const statements = [
  "INSERT INTO orders SELECT __time, dim1, m1 FROM foo PARTITIONED BY DAY", "INSERT INTO orders SELECT __time, dim1 FROM foo PARTITIONED BY ALL CLUSTERED BY dim1",
  "REPLACE INTO orders OVERWRITE ALL SELECT FLOOR(__time TO HOUR) AS __time, dim1, COUNT(*) AS n, SUM(m1) AS m FROM foo GROUP BY 1, 2 PARTITIONED BY DAY", "SELECT dim1, COUNT(*) AS n FROM foo GROUP BY dim1", "SELECT dim1 FROM foo LIMIT 10",
  "SELECT COUNT(DISTINCT dim1) AS d FROM foo", "INSERT INTO orders SELECT a.__time, a.dim1, b.m1 FROM foo a JOIN foo2 b ON a.dim1 = b.dim1 PARTITIONED BY DAY", "SELECT dim1 FROM foo ORDER BY dim1", "INSERT INTO orders SELECT __time, dim1, DS_THETA(dim2) AS s FROM foo GROUP BY 1, 2 PARTITIONED BY DAY",
  "SELECT TIME_FLOOR(__time, 'P1D') AS d, MAX(m1) AS m FROM foo GROUP BY 1 ORDER BY 2 DESC LIMIT 5", "INSERT INTO orders SELECT __time, ARRAY['a'] AS tags, ARRAY[1] AS numbers FROM foo PARTITIONED BY DAY", "SELECT 1 AS x", "SELECT dim1, dim1 = 'a' AS b, ARRAY[1, 2] AS l FROM foo WHERE dim2 IN ('a', 'b', 'c')",
  "INSERT INTO orders SELECT TIME_PARSE(ts) AS __time, a FROM TABLE(EXTERN('{\"type\":\"inline\",\"data\":\"x\"}', '{\"type\":\"json\"}', '[{\"name\":\"ts\",\"type\":\"string\"},{\"name\":\"a\",\"type\":\"long\"}]')) PARTITIONED BY DAY", "SELECT f.dim1 FROM foo f FULL JOIN foo2 g ON f.dim1 = g.dim1",
  "SELECT COUNT(DISTINCT dim1), COUNT(DISTINCT dim2) FROM foo", "EXPLAIN PLAN FOR INSERT INTO orders SELECT __time, dim1 FROM foo PARTITIONED BY DAY", "INSERT INTO orders SELECT __time, dim1 FROM foo ORDER BY dim1 PARTITIONED BY DAY", "SELECT dim1 FROM foo WHERE dim1 IN (SELECT dim1 FROM foo2)", "SELECT DISTINCT dim1 FROM foo", "SELECT MAX(__time) FROM foo", "SELECT * FROM nowhere",
];

function pair(random, key) {
  const known = particular[key];
  return [key, random.pick(known !== undefined && random.chance(0.55) ? known : odd)];
}

function one(random, at) {
  return { sql: random.pick(statements), context: Object.fromEntries([pair(random, keys[at % keys.length])]) };
}

function several(random) {
  const chosen = random.sample(keys, 2 + random.int(4));
  return { sql: random.pick(statements), context: Object.fromEntries(chosen.map((key) => (random.chance(0.5) && particular[key] !== undefined ? [key, random.pick(particular[key].slice(0, 2))] : pair(random, key)))) };
}

function misspelt(random) {
  const key = random.pick([...keys, ...others]);
  const written = random.pick([
    (k) => k.toLowerCase(), (k) => k.toUpperCase(), (k) => k.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), (k) => `${k} `, (k) => `msq${k[0].toUpperCase()}${k.slice(1)}`, (k) => `druid.query.${k}`, (k) => k.slice(0, -1), (k) => k, (k) => `context.${k}`, () => "", () => "constructor", () => "__proto__x",
  ])(key);
  return { sql: random.pick(statements), context: { [written]: random.pick(odd) } };
}

export const groups = {
  "contexts.one": { count: 800, make: one },
  "contexts.several": { count: 250, make: several },
  "contexts.misspelt": { count: 80, make: misspelt },
};
