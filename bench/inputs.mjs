import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A realistic ingestion statement of 40 lines; `index` varies names and literals. */
export function statementOf40Lines(index) {
  const columns = Array.from({ length: 24 }, (_, column) => `  ${column % 3 === 0 ? `UPPER(field_${column})` : `field_${column}`} AS column_${column},`);
  return [
    `-- load ${index}: one day of events`,
    `REPLACE INTO events_${index % 50}`,
    `OVERWRITE WHERE __time >= TIMESTAMP '2024-03-${String((index % 27) + 1).padStart(2, "0")} 00:00:00'`,
    `  AND __time < TIMESTAMP '2024-03-${String((index % 27) + 2).padStart(2, "0")} 00:00:00'`,
    "SELECT",
    "  TIME_PARSE(event_time) AS __time,",
    ...columns,
    "  CASE WHEN field_1 = 'a' THEN 1 ELSE 0 END AS is_a",
    "FROM TABLE(",
    "  EXTERN(",
    `    '{"type": "http", "uris": ["https://example.com/day-${index}.json.gz"]}',`,
    `    '{"type": "json"}',`,
    `    '[{"name": "event_time", "type": "string"}, ${Array.from({ length: 24 }, (_, column) => `{"name": "field_${column}", "type": "string"}`).join(", ")}]'`,
    "  ))",
    `WHERE TIME_PARSE(event_time) >= TIMESTAMP '2024-03-${String((index % 27) + 1).padStart(2, "0")} 00:00:00'`,
    `  AND TIME_PARSE(event_time) < TIMESTAMP '2024-03-${String((index % 27) + 2).padStart(2, "0")} 00:00:00'`,
    "PARTITIONED BY DAY",
    "CLUSTERED BY column_1, column_2",
    "",
  ].join("\n");
}

/** Writes `count` files of one statement each into a folder; gives their paths. */
export function writeFiles(folder, count) {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `statement-${index}.sql`);
    writeFileSync(path, statementOf40Lines(index));
    return path;
  });
}

const list = (count, item, separator) => Array.from({ length: count }, (_, index) => item(index)).join(separator);
const wrap = (select) => `INSERT INTO target\n${select}\nPARTITIONED BY ALL`;

/** Statements that grow in one direction; each takes the number of parts. */
export const shapes = {
  "VALUES rows": (n) => wrap(`SELECT a, b, c FROM (VALUES ${list(n, (i) => `('name ${i}', ${i}, ${i}.5)`, ",\n")}) AS t (a, b, c)`),
  "AND terms": (n) => wrap(`SELECT a FROM t WHERE ${list(n, (i) => `a <> 'value ${i}'`, "\n  AND ")}`),
  "IN list": (n) => wrap(`SELECT a FROM t WHERE a IN (${list(n, (i) => `'value ${i}'`, ", ")})`),
  "SELECT columns": (n) => wrap(`SELECT ${list(n, (i) => `UPPER(column_${i}) AS column_${i}`, ",\n  ")} FROM t`),
  CTEs: (n) => wrap(`WITH ${list(n, (i) => `t${i} AS (SELECT a, b FROM source_${i} WHERE a = ${i})`, ",\n")}\nSELECT a FROM t0`),
  "nested parentheses": (n) => wrap(`SELECT ${list(n, (i) => `${"(".repeat(20)}a + ${i}${")".repeat(20)} AS c${i}`, ",\n")} FROM t`),
};
