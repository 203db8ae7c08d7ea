import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { requireRelease } from "../../src/druid/releases.ts";
import { tokenize } from "../../src/syntax/lexer.ts";

/** Releases whose grammars differ from one another. */
export const druids = ["24.0.0", "26.0.0", "27.0.0", "28.0.0", "31.0.2", "33.0.0", "34"] as const;
export const druid: Arbitrary<string> = fc.constantFrom(...druids);

/** Tables, columns and functions as the recordings' schema has them, and some that it does not have. */
const table = fc.constantFrom("foo", "foo2", "numfoo", "druid.foo", '"foo"', "nope", "lookup.lookyloo", "sys.segments", '"with space"', "INFORMATION_SCHEMA.COLUMNS");
const column = fc.constantFrom("dim1", "dim2", "m1", "m2", "cnt", "__time", '"dim1"', "t.dim1", "nope", '"a""b"', "é", "x");
const alias = fc.constantFrom("t", "u", '"v w"', "x", "y", "_z", "year", "value");
const integer = fc.constantFrom("0", "1", "2", "10", "-1", "9223372036854775807", "9223372036854775808");
const text = fc.constantFrom("'a'", "''", "'it''s'", "'P1D'", "'2000-01-01'", "'$.a'", "'{\"type\":\"json\"}'", "'line\nbreak'", "'😀'", "U&'\\00e9'", "N'n'", "_latin1'l'");
const unit = fc.constantFrom("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "EPOCH", "DOW", "CENTURY");
const type = fc.constantFrom("BIGINT", "VARCHAR", "VARCHAR(10)", "DOUBLE", "TIMESTAMP", "DECIMAL(3, 1)", "VARCHAR ARRAY", "BOOLEAN", "DATE", "CHAR", "INTERVAL DAY", "TYPE('COMPLEX<json>')", "nope");
const comparison = fc.constantFrom("=", "<>", "!=", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "+", "-", "*", "/", "||", "%", "AND", "OR");
const scalar = fc.constantFrom("UPPER", "lower", "TIME_FLOOR", "TIME_SHIFT", "TIME_PARSE", "MV_TO_STRING", "ARRAY_LENGTH", "COALESCE", "NVL", "CONCAT", "ABS", "MOD", "LOOKUP", "REGEXP_EXTRACT", "JSON_OBJECT", "PARSE_JSON", "GREATEST", "nope", '"UPPER"');
const aggregate = fc.constantFrom("COUNT", "SUM", "MIN", "MAX", "AVG", "EARLIEST", "LATEST", "LATEST_BY", "ANY_VALUE", "STRING_AGG", "ARRAY_AGG", "APPROX_COUNT_DISTINCT", "DS_HLL", "GROUPING");
const granularity = fc.constantFrom("DAY", "HOUR", "MONTH", "ALL", "ALL TIME", "'P1D'", "FLOOR(__time TO DAY)", "TIME_FLOOR(__time, 'PT1H')", "WEEK", "DAYS", "PT1H", "'nope'", "TIME_FLOOR(__time, 'P1Y1M')");

/** A template whose holes are filled in one by one: easier to read than nested tuples. */
function sql(strings: TemplateStringsArray, ...holes: Arbitrary<string>[]): Arbitrary<string> {
  return fc.tuple(...holes).map((parts) => strings.reduce((whole, piece, index) => `${whole}${parts[index - 1] ?? ""}${piece}`));
}

function maybe(part: Arbitrary<string>): Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: part });
}

function list(item: Arbitrary<string>, most = 3): Arbitrary<string> {
  return fc.array(item, { minLength: 1, maxLength: most }).map((items) => items.join(", "));
}

const { query, expression } = fc.letrec<{ expression: string; operand: string; query: string; select: string; source: string; window: string }>((tie) => {
  const leaf = fc.oneof(column, integer, text, fc.constantFrom("NULL", "TRUE", "1.5", "2e3", "*", "?", "CURRENT_TIMESTAMP", "DATE '2000-01-01'", "TIMESTAMP '2000-01-01 00:00:00'", "INTERVAL '1' DAY", "{ts '2000-01-01 00:00:00'}", "X'0F'", "ARRAY[1, 2]", "DEFAULT"));
  const some = tie("expression");
  const operand = tie("operand");
  const window = tie("window");
  return {
    operand: fc.oneof({ maxDepth: 4, depthIdentifier: "expression" }, leaf, sql`(${some})`, sql`${scalar}(${list(some)})`, sql`CAST(${some} AS ${type})`),
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "expression", withCrossShrink: true },
      leaf,
      sql`${operand} ${comparison} ${operand}`,
      sql`NOT ${operand}`,
      sql`- ${operand}`,
      sql`${operand} IN (${list(some)})`,
      sql`${operand} NOT IN (${tie("query")})`,
      sql`${operand} BETWEEN ${operand} AND ${operand}`,
      sql`${operand} LIKE ${text} ESCAPE '!'`,
      sql`${operand} IS ${fc.constantFrom("NULL", "NOT NULL", "TRUE", "NOT FALSE", "UNKNOWN")}`,
      sql`CASE WHEN ${some} THEN ${some} ELSE ${some} END`,
      sql`CASE ${some} WHEN ${list(some)} THEN ${some} END`,
      sql`${scalar}(${list(some)})`,
      sql`${aggregate}(${maybe(fc.constant("DISTINCT "))}${list(some)})${maybe(sql` FILTER (WHERE ${some})`)}${maybe(sql` OVER (${window})`)}`,
      sql`CAST(${some} AS ${type})`,
      sql`FLOOR(${some} TO ${unit})`,
      sql`EXTRACT(${unit} FROM ${some})`,
      sql`TIMESTAMPADD(${unit}, ${some}, ${some})`,
      sql`TRIM(${fc.constantFrom("", "BOTH FROM ", "LEADING 'a' FROM ")}${some})`,
      sql`SUBSTRING(${some} FROM ${some})`,
      sql`POSITION(${operand} IN ${operand})`,
      sql`JSON_VALUE(${some}, ${text}${maybe(sql` RETURNING ${type}`)})`,
      sql`ROW(${list(some)})`,
      sql`ARRAY[${list(some)}]`,
      sql`${operand}[${some}]`,
      sql`EXISTS (${tie("query")})`,
      sql`(${tie("query")})`,
    ),
    window: sql`${maybe(sql`PARTITION BY ${list(some)}`)} ${maybe(sql`ORDER BY ${list(some)}`)} ${maybe(fc.constant("ROWS BETWEEN 1 PRECEDING AND CURRENT ROW"))}`,
    source: fc.oneof(
      { maxDepth: 3, depthIdentifier: "source" },
      sql`${table}${maybe(sql` AS ${alias}`)}`,
      sql`(${tie("query")}) ${alias}`,
      sql`${tie("source")} ${fc.constantFrom("JOIN", "LEFT JOIN", "FULL OUTER JOIN", "RIGHT JOIN", "NATURAL JOIN")} ${table} AS ${alias} ON ${some}`,
      sql`${tie("source")} INNER JOIN ${table} ${alias} USING (${column})`,
      sql`${tie("source")} CROSS JOIN UNNEST(${some}) AS ${alias}(${alias})`,
      sql`${tie("source")}, ${table}`,
      sql`(VALUES (${list(some)})) AS ${alias} (${list(alias)})`,
      sql`TABLE(EXTERN('{"type":"inline","data":"1"}', '{"type":"json"}', '[{"name":"x","type":"string"}]'))`,
      sql`TABLE(EXTERN(${text}, ${text})) EXTEND (${alias} ${type})`,
      sql`TABLE(INLINE(data => ARRAY['1,2'], format => 'csv')) (x VARCHAR, y BIGINT)`,
    ),
    select: sql`SELECT ${maybe(fc.constantFrom("DISTINCT ", "ALL ", "/*+ sort_merge */ "))}${list(fc.oneof(some, sql`${some} AS ${alias}`, fc.constantFrom("*", "t.*")))} FROM ${tie("source")}${maybe(sql` WHERE ${some}`)}${maybe(sql` GROUP BY ${fc.oneof(list(some), sql`ROLLUP (${list(some)})`, sql`GROUPING SETS ((${list(column)}), ())`, sql`CUBE (${list(column)})`, fc.constant("()"))}`)}${maybe(sql` HAVING ${some}`)}`,
    query: fc.oneof(
      { maxDepth: 3, depthIdentifier: "query" },
      sql`${tie("select")}${maybe(sql` ORDER BY ${list(some)} ${fc.constantFrom("", "DESC", "NULLS FIRST")}`)}${maybe(sql` LIMIT ${integer}`)}${maybe(sql` OFFSET ${integer}`)}`,
      sql`WITH ${alias} AS (${tie("query")}) ${tie("query")}`,
      sql`${tie("select")} ${fc.constantFrom("UNION ALL", "UNION", "INTERSECT", "EXCEPT")} ${tie("query")}`,
      sql`VALUES (${list(some)}), (${list(some)})`,
      sql`SELECT ${list(some)}`,
      sql`TABLE foo`,
    ),
  };
});

const ingestionEnd = sql`${maybe(fc.constant("\n"))} PARTITIONED BY ${granularity}${maybe(sql` CLUSTERED BY ${list(sql`${expression}${fc.constantFrom("", " DESC", " ASC")}`)}`)}`;
const overwrite = fc.oneof(fc.constantFrom("ALL", ""), sql`WHERE ${expression}`, fc.constant("WHERE __time >= TIMESTAMP '2000-01-01' AND __time < TIMESTAMP '2000-01-02'"));

/** Statements that Druid's grammar takes, nearly all of which some later check refuses. */
export const statement: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: query },
  { weight: 3, arbitrary: sql`INSERT INTO ${table}${maybe(sql` (${list(column)})`)} ${query}${ingestionEnd}` },
  { weight: 3, arbitrary: sql`REPLACE INTO ${table} OVERWRITE ${overwrite} ${query}${ingestionEnd}` },
  { weight: 1, arbitrary: sql`EXPLAIN PLAN FOR ${query}` },
  { weight: 1, arbitrary: sql`SET ${alias} = ${text}; ${query}${fc.constantFrom("", ";")}` },
  { weight: 1, arbitrary: sql`INSERT INTO EXTERN(S3(bucket => ${text}, prefix => 'p')) AS CSV ${query}` },
  { weight: 1, arbitrary: sql`${query};${query}` },
);

/** Pieces that people and machines leave in the wrong place. */
const strays = [
  "SELECT", "FROM", "WHERE", "BY", "AS", "AND", "ON", "OVER", "PARTITIONED BY", "CLUSTERED BY", "OVERWRITE", "LIMIT", "WITH", "CASE", "END", "IN", "NOT", "SET",
  "(", ")", "[", "]", "{", "}", "{fn", ",", ";", ".", "..", "*", "+", "-", "/", "%", "?", "=", "==", "=>", "->", "::", "||", "|", "<", "!=", "!", "^", "$", "$1", "#", "@", "&&", "~", "\\",
  "'", '"', "`", "``", '""', "“", "”", "‘a’", "`x`", "/*", "*/", "/*+", "--", "--\r", "//", "E'", "E'\\'", "N'", "U&'\\zzzz'", "U&\"", "X'0", "1e", "1.", ".5", "1e+", "a$b", "latin1$en_US",
  "\0", "\ufeff", "\ud83d", "\ude00", "😀", "\u00a0", "\u2028", "\u3000", "\u000b", "\t", "\r", "\r\n", "Ǆ", "ı", "한",
  "-- msqlint-disable-line", "/* msqlint-disable */", "-- msqlint-disable-next-line nope -- why", "/* msqlint-enable */",
];
const stray = fc.constantFrom(...strays);

/** A text of stray pieces: the grammar of nothing. */
export const rubble: Arbitrary<string> = fc.oneof(
  fc.array(fc.oneof(stray, table, text, integer), { maxLength: 12 }).chain((pieces) => fc.constantFrom(pieces.join(" "), pieces.join(""))),
  fc.string({ unit: "binary", maxLength: 40 }),
);

/** Statements one or two edits away from a given one: a token dropped, doubled, swapped or replaced, a stray put in, the text cut. */
export function nearMiss(statements: Arbitrary<string>): Arbitrary<string> {
  const change = fc.record({ kind: fc.constantFrom(...edits), at: fc.nat(1 << 20), piece: stray });
  return fc.tuple(statements, fc.array(change, { minLength: 1, maxLength: 2 })).map(([whole, changes]) => changes.reduce(applyChange, whole));
}

const edits = ["drop", "double", "swap", "replace", "insert", "cut", "drop-character", "insert-character"] as const;

interface Change {
  readonly kind: (typeof edits)[number];
  readonly at: number;
  readonly piece: string;
}

const anyRelease = requireRelease("33");

function applyChange(whole: string, { kind, at, piece }: Change): string {
  const tokens = tokenize(whole, anyRelease);
  const character = at % (whole.length + 1);
  if (kind === "drop-character") return whole.slice(0, character) + whole.slice(character + 1);
  if (kind === "insert-character") return whole.slice(0, character) + piece + whole.slice(character);
  if (tokens.count === 0) return piece;
  const index = at % tokens.count;
  const start = tokens.starts[index] ?? 0;
  const end = tokens.ends[index] ?? 0;
  const token = whole.slice(start, end);
  switch (kind) {
    case "drop":
      return whole.slice(0, start) + whole.slice(end);
    case "double":
      return `${whole.slice(0, end)} ${token}${whole.slice(end)}`;
    case "replace":
      return whole.slice(0, start) + piece + whole.slice(end);
    case "insert":
      return `${whole.slice(0, start)}${piece} ${whole.slice(start)}`;
    case "cut":
      return whole.slice(0, start);
    case "swap": {
      const next = index + 1 < tokens.count ? index + 1 : index;
      const nextStart = tokens.starts[next] ?? 0;
      const nextEnd = tokens.ends[next] ?? 0;
      if (next === index) return whole;
      return whole.slice(0, start) + whole.slice(nextStart, nextEnd) + whole.slice(end, nextStart) + token + whole.slice(nextEnd);
    }
  }
}

/** Every kind of input, given statements of a corpus to stand near. */
export function anyText(corpus: readonly string[]): Arbitrary<string> {
  // `constantFrom` would index the whole corpus for every batch.
  const known = fc.nat(corpus.length - 1).map((index) => corpus[index] ?? "");
  return fc.oneof(
    { weight: 3, arbitrary: statement },
    { weight: 5, arbitrary: nearMiss(known) },
    { weight: 2, arbitrary: nearMiss(statement) },
    { weight: 1, arbitrary: rubble },
  );
}

/** What may stand between two tokens without a meaning. A blank comes first: `*` before a comment would end a hint. */
export type Trivia = string;

export const trivia: Arbitrary<readonly Trivia[]> = fc.array(
  fc.constantFrom(
    " ",
    "\t",
    "\f ",
    " /* it's */",
    " /**/",
    "\n",
    "\r\n",
    "\r",
    " -- it's \"so\n",
    " // so\r\n",
    " /* a\nb */\n",
  ),
  { minLength: 1, maxLength: 7 },
);
