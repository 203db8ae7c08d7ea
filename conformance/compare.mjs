#!/usr/bin/env node
/**
 * Compares two files of verdicts row by row: `node conformance/compare.mjs EXPECTED.jsonl ACTUAL.jsonl [--show N]`.
 * Prints how many rows are equal in each field, and the first N that differ. Exit 1 where verdict, stage or place differ.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const fields = ["verdict", "stage", "place", "message", "columns", "dimensions", "metrics", "rollup", "queryGranularity", "errorCode", "category"];
const settled = ["verdict", "stage", "place"];

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: "string", default: "5" } } });
if (positionals.length !== 2) {
  console.error("usage: node conformance/compare.mjs EXPECTED.jsonl ACTUAL.jsonl [--show N]");
  process.exit(2);
}
const [expected, actual] = positionals.map(read);

const equal = Object.fromEntries(fields.map((field) => [field, 0]));
const differing = [];
let rows = 0;
let whole = 0;
for (const [id, row] of actual) {
  const other = expected.get(id);
  if (!other) continue;
  rows++;
  const unequal = fields.filter((field) => value(row, field) !== value(other, field));
  for (const field of fields) if (!unequal.includes(field)) equal[field]++;
  if (!unequal.some((field) => settled.includes(field))) whole++;
  for (const field of unequal) differing.push({ id, field, expected: value(other, field), actual: value(row, field), artifact: other.artifact });
}
console.log(`${rows} rows in both; ${whole} equal in verdict, stage and place`);
for (const field of fields) console.log(`${String(equal[field]).padStart(8)}  ${field}`);
const shown = {};
for (const difference of differing) {
  shown[difference.field] = (shown[difference.field] ?? 0) + 1;
  if (shown[difference.field] <= Number(options.show)) console.log(JSON.stringify(difference));
}
process.exitCode = whole === rows ? 0 : 1;

function read(file) {
  return new Map(readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)).map((row) => [row.id, row]));
}

/** Numbers that count up over the life of a process are no difference. */
function value(row, field) {
  if (field === "place") return row.line === undefined ? "" : `${row.line}:${row.column}`;
  return JSON.stringify(row[field] ?? null).replace(/#\d+/g, "#N");
}
