#!/usr/bin/env node
/**
 * Writes one statement or more for each entry of the facts that no dump of the recorder holds:
 * `node conformance/fact-probes.mjs > statements.jsonl`. Lines are {"id","sql","context"?}; the id names the file of src/druid/data, the
 * entry, and what is asked of it. Recorded with 27.0.0 and 33.0.0 (--datasketches) and packed by scripts/conformance/pack-probes.mjs.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const facts = (name) => JSON.parse(readFileSync(join(import.meta.dirname, "../src/druid/data", `${name}.json`), "utf8"));
const write = (id, sql, context) => process.stdout.write(`${JSON.stringify({ id, sql, ...(context && { context }) })}\n`);
const select = (id, expression) => write(id, `SELECT ${expression} AS x FROM foo`);

// Functions in JDBC's braces, with plain arguments; and names that are none.

const numbers = { ATAN2: "m2, m1", LOG: "m2", MOD: "cnt, 2", PI: "", POWER: "m2, 2", RAND: "", ROUND: "m2, 1", TRUNCATE: "m2, 1" };
const texts = { CHAR: "65", CONCAT: "dim1, dim2", DIFFERENCE: "dim1, dim2", INSERT: "dim1, 1, 1, 'x'", LEFT: "dim1, 2", LOCATE: "'a', dim1", REPEAT: "dim1, 2", REPLACE: "dim1, 'a', 'b'", RIGHT: "dim1, 2", SPACE: "3", SUBSTRING: "dim1, 1, 2", IFNULL: "dim1, 'x'", CONVERT: "dim1, SQL_VARCHAR", DATABASE: "", USER: "" };
const times = { CURDATE: "", CURTIME: "", NOW: "", TIMESTAMPADD: "SQL_TSI_DAY, 1, __time", TIMESTAMPDIFF: "SQL_TSI_DAY, __time, __time" };
const ofText = new Set(["ASCII", "LCASE", "LENGTH", "LTRIM", "REVERSE", "RTRIM", "SOUNDEX", "UCASE"]);
const ofTime = new Set(["DAYNAME", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "HOUR", "MINUTE", "MONTH", "MONTHNAME", "QUARTER", "SECOND", "WEEK", "YEAR"]);
for (const name of [...Object.keys(facts("jdbc-functions").functions), "NOSUCH", "TIME_FLOOR"]) {
  const args = numbers[name] ?? texts[name] ?? times[name] ?? (ofText.has(name) ? "dim1" : ofTime.has(name) ? "__time" : "m2");
  select(`jdbc-functions/${name}`, `{fn ${name}(${args})}`);
}

// Time functions: text where a pattern or zone stands, and an array there and behind it.

const leading = { TIME_PARSE: ["dim1", "'yyyy'"], TIME_FORMAT: ["__time", "'yyyy'"], TIME_FLOOR: ["__time", "'P1D'", "NULL"], TIME_CEIL: ["__time", "'P1D'", "NULL"], TIME_SHIFT: ["__time", "'P1D'", "1"], TIME_EXTRACT: ["__time", "'DAY'"] };
const { functions: timeFunctions, strftimeDirectives } = facts("time-functions");
for (const [name, places] of Object.entries(timeFunctions)) {
  for (const [role, text] of [["pattern", "'MM'"], ["zone", "'Europe/Paris'"]]) {
    if (places[role] === undefined) continue;
    const before = leading[name].slice(0, places[role]);
    select(`time-functions/${name}/${role}/text`, `${name}(${[...before, text].join(", ")})`);
    select(`time-functions/${name}/${role}/array`, `${name}(${[...before, "ARRAY['x']"].join(", ")})`);
    if (role === "zone") select(`time-functions/${name}/${role}/behind`, `${name}(${[...before, text, text].join(", ")})`);
  }
}
for (const letters of new Set(Object.values(strftimeDirectives))) select(`time-functions/directive/${letters}`, `TIME_FORMAT(__time, '${letters}')`);

// Aggregates as they are stored: finalized, intermediate, with rollup.

const { functions: aggregates, sketchOperations } = facts("stored-aggregates");
const arguments_ = { COUNT: "COUNT(*)", "COUNT DISTINCT": "COUNT(DISTINCT dim2)", APPROX_QUANTILE_DS: "APPROX_QUANTILE_DS(m2, 0.5)", DS_QUANTILES_SKETCH: "DS_QUANTILES_SKETCH(m2)", DS_TUPLE_DOUBLES: "DS_TUPLE_DOUBLES(dim2, m2)", STRING_AGG: "STRING_AGG(dim2, ',')", LISTAGG: "LISTAGG(dim2, ',')", AVG: "AVG(m2)", EARLIEST: "EARLIEST(dim2, 128)", LATEST: "LATEST(dim2, 128)", EARLIEST_BY: "EARLIEST_BY(dim2, __time, 128)", LATEST_BY: "LATEST_BY(dim2, __time, 128)", SUM: "SUM(cnt)" };
const operations = { THETA_SKETCH_UNION: "THETA_SKETCH_UNION(DS_THETA(dim2), DS_THETA(dim3))", THETA_SKETCH_INTERSECT: "THETA_SKETCH_INTERSECT(DS_THETA(dim2), DS_THETA(dim3))", THETA_SKETCH_NOT: "THETA_SKETCH_NOT(DS_THETA(dim2), DS_THETA(dim3))", HLL_SKETCH_UNION: "HLL_SKETCH_UNION(DS_HLL(dim2), DS_HLL(dim3))", THETA_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS: "THETA_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS(DS_THETA(dim2), 2)", HLL_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS: "HLL_SKETCH_ESTIMATE_WITH_ERROR_BOUNDS(DS_HLL(dim2), 2)", DS_CDF: "DS_CDF(DS_QUANTILES_SKETCH(m2), 1, 2)", DS_GET_QUANTILES: "DS_GET_QUANTILES(DS_QUANTILES_SKETCH(m2), 0.1, 0.5)", DS_HISTOGRAM: "DS_HISTOGRAM(DS_QUANTILES_SKETCH(m2), 1, 2)" };
const settings = { finalized: { finalizeAggregations: true }, intermediate: { finalizeAggregations: false }, metric: { finalizeAggregations: false, groupByEnableMultiValueUnnesting: false } };
for (const name of [...Object.keys(aggregates), "SUM", ...Object.keys(sketchOperations)]) {
  const call = operations[name] ?? arguments_[name] ?? `${name}(dim2)`;
  for (const [role, context] of Object.entries(settings)) write(`stored-aggregates/${name}/${role}`, `INSERT INTO dst SELECT __time, dim1, ${call} AS x FROM foo GROUP BY 1, 2 PARTITIONED BY DAY`, context);
}

// A `?` without a value: refused by the planner where the function gives it a type, by validation elsewhere.

const unknown = { CONCAT: "?", NULLIF: "dim1, ?", STRING_FORMAT: "'%s', ?", TO_JSON_STRING: "?", IPV4_MATCH: "dim1, ?", MV_APPEND: "dim1, ?", MV_CONCAT: "dim1, ?", MV_CONTAINS: "dim1, ?", MV_FILTER_ONLY: "dim1, ?", MV_OVERLAP: "dim1, ?", MV_TO_STRING: "dim1, ?", ARRAY_APPEND: "ARRAY[dim1], ?", ARRAY_CONCAT: "ARRAY[dim1], ?", ARRAY_CONTAINS: "ARRAY[dim1], ?", ARRAY_OFFSET: "ARRAY[dim1], ?", ARRAY_OVERLAP: "ARRAY[dim1], ?" };
for (const name of facts("parameters").typing) select(`parameters/typing/${name}`, `${name}(${unknown[name]})`);
for (const [name, args] of Object.entries({ UPPER: "?", ABS: "?", TIME_FLOOR: "?, 'P1D'", LOWER: "?", ROUND: "?", CHAR_LENGTH: "?", SQRT: "?" })) select(`parameters/other/${name}`, `${name}(${args})`);

// Over a post-aggregation of sketches, until 27.

const [estimate, printed] = ["HLL_SKETCH_ESTIMATE(DS_HLL(dim1))", "HLL_SKETCH_TO_STRING(DS_HLL(dim1))"];
const over = {
  ATAN2: `${estimate}, 2`, BITWISE_AND: `${estimate}, 2`, BITWISE_OR: `${estimate}, 2`, BITWISE_SHIFT_LEFT: `${estimate}, 2`, BITWISE_SHIFT_RIGHT: `${estimate}, 2`, BITWISE_XOR: `${estimate}, 2`, POWER: `${estimate}, 2`, SAFE_DIVIDE: `${estimate}, 2`, GREATEST: `${estimate}, 2`, LEAST: `${estimate}, 2`, COALESCE: `${estimate}, 2`, NVL: `${estimate}, 2`,
  CONCAT: `${printed}, 'x'`, CONTAINS_STRING: `${printed}, 'x'`, ICONTAINS_STRING: `${printed}, 'x'`, REPLACE: `${printed}, 'a', 'b'`, TEXTCAT: `${printed}, 'x'`, IPV4_STRINGIFY: printed, ARRAY_APPEND: `ARRAY['a'], ${printed}`, ARRAY_CONTAINS: `ARRAY['a'], ${printed}`, ARRAY_OFFSET_OF: `ARRAY['a'], ${printed}`, ARRAY_ORDINAL_OF: `ARRAY['a'], ${printed}`, ARRAY_PREPEND: `${printed}, ARRAY['a']`,
  STRING_TO_ARRAY: `${printed}, ','`, STRING_TO_MV: `${printed}, ','`, MV_APPEND: `${printed}, 'x'`, MV_CONCAT: `${printed}, 'x'`, MV_CONTAINS: `${printed}, 'x'`, MV_OFFSET: `${printed}, 0`, MV_ORDINAL: `${printed}, 1`, MV_PREPEND: `'x', ${printed}`, MV_SLICE: `${printed}, 0, 1`,
};
const overText = new Set(["CHAR_LENGTH", "CHARACTER_LENGTH", "LOWER", "REVERSE", "UPPER", "IPV4_PARSE", "MV_TO_ARRAY"]);
for (const name of facts("post-aggregations").over.split(" ")) select(`post-aggregations/over/${name}`, `${name}(${over[name] ?? (overText.has(name) ? printed : estimate)})`);
for (const [name, args] of Object.entries({ ROUND: estimate, SUBSTRING: `${printed}, 1, 2`, TRIM: printed, FLOOR: estimate })) select(`post-aggregations/other/${name}`, `${name}(${args})`);

// Columns of the system tables, which the engine refuses only after they were found.

const { tables } = facts("system-tables");
for (const [schema, bySchema] of Object.entries(tables)) {
  for (const [table, columns] of Object.entries(bySchema)) for (const column of [...Object.keys(columns), "nosuch"]) write(`system-tables/${schema}.${table}/${column}`, `SELECT "${column}" FROM "${schema}"."${table}"`);
}

// Names of complex types, of types of other databases, of functions that are deprecated.

for (const { name } of [...facts("complex-types").types, { name: "quantilesDoublesSketchMerge" }, { name: "nosuch" }]) select(`complex-types/${name}`, `COMPLEX_DECODE_BASE64('${name}', dim1)`);
for (const [name, instead] of Object.entries(facts("foreign-types").types)) {
  select(`foreign-types/${name}/foreign`, `CAST(dim1 AS ${name})`);
  select(`foreign-types/${name}/instead`, `CAST(dim1 AS ${instead})`);
}
select("deprecated-functions/APPROX_QUANTILE/instead", "APPROX_QUANTILE_DS(m2, 0.5)");
