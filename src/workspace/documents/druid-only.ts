/**
 * Clauses, functions and columns that no other database has. A block of a document with one of them is Druid's; the forms are
 * loose, since the statement may be the broken one that is looked for.
 */
const druidOnly = new RegExp(
  [
    "\\bOVERWRITE\\s+(?:ALL|WHERE)\\b",
    "\\bREPLACE\\s+INTO\\b[^;]*\\bOVERWRITE\\b",
    // Hive has PARTITIONED BY (column type), and no INSERT with it.
    "\\bINSERT\\s+INTO\\b[^;]*\\bPARTITIONED\\s+BY\\b",
    "\\bPARTITIONED\\s+BY\\s+(?:ALL|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR|FLOOR|TIME_FLOOR|'P)",
    "\\bTABLE\\s*\\(\\s*(?:EXTERN|INLINE|HTTP|S3|LOCALFILES)\\s*\\(",
    "\\bEXTERN\\s*\\(",
    "\\b__time\\b",
    "\\b(?:TIME_FLOOR|TIME_SHIFT|TIME_PARSE|TIME_FORMAT|TIME_EXTRACT|MILLIS_TO_TIMESTAMP|MV_TO_ARRAY|TIME_IN_INTERVAL)\\s*\\(",
    "\\b(?:APPROX_COUNT_DISTINCT_DS_\\w+|DS_\\w+|APPROX_QUANTILE_DS|LATEST_BY|EARLIEST_BY)\\s*\\(",
  ].join("|"),
  "i",
);

/** Comments, names in quotes, and literals, these within a line: a quote that is just being typed must not take what follows for its own. */
const unread = /--[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|"[^"\r\n]*"|('[^'\r\n]?)[^'\r\n]*'/gu;

/** True when a text has a mark of Druid's SQL, outside of comments and literals. */
export function isDruidSql(text: string): boolean {
  if (!druidOnly.test(text)) return false;
  return druidOnly.test(text.replace(unread, (written: string, literal?: string) => {
    // A period is told by how it begins.
    if (literal !== undefined) return `${literal}'`;
    // A name is read, and so is what follows a comment that is being typed.
    return written.startsWith("--") || written.endsWith("*/") ? " " : written;
  }));
}

/** SETs may stand before it. */
const ingestion = /^\s*(?:SET\b[^;]*;\s*)*(?:EXPLAIN\s+PLAN\s+FOR\s+)?(?:INSERT|REPLACE)\s+INTO\b[^]*\bSELECT\b/i;
/** Prose may begin with "Select" and name a column, but writes no keywords in capitals. */
const query = /^\s*(?:EXPLAIN PLAN FOR\s+)?(?:SELECT|WITH)\b[^]*\bFROM\b/;

/** True when a text writes the rows of a query into a table. */
export function isIngestion(text: string): boolean {
  return ingestion.test(text);
}

/** True when a text is a whole statement of Druid's, not words about one. */
export function isDruidStatement(text: string): boolean {
  return (isIngestion(text) || query.test(text)) && isDruidSql(text);
}
