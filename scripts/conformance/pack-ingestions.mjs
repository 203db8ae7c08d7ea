// node scripts/conformance/pack-ingestions.mjs STATEMENTS RAW: joins statements (JSON Lines) and what the recorder says of them with --raw
// (27.0.0) to fixtures/conformance/ingestions.jsonl.br. The statements of the fixture itself: its rows' id, sql and context.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [statementsFile, rawFile] = process.argv.slice(2);
if (rawFile === undefined) {
  console.error("usage: node scripts/conformance/pack-ingestions.mjs STATEMENTS.jsonl RAW.jsonl");
  process.exit(2);
}
const rowsOf = (file) => readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const raw = new Map(rowsOf(rawFile).map((row) => [row.id, row]));
const rows = rowsOf(statementsFile).map((statement) => ({ ...statement, ...told(raw.get(statement.id)) }));
writeFileSync(join(import.meta.dirname, "../../fixtures/conformance/ingestions.jsonl.br"), brotliCompressSync(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
console.log(`packed ${rows.length} ingestions`);

function told(row) {
  if (row?.segments === undefined) throw new Error(`${row?.id} is no ingestion that Druid takes: ${row?.message ?? ""}`);
  const { resultType, dimensions, metrics, rollup, queryGranularity, segments } = row;
  return {
    columns: resultType.map(({ name, sqlType, nativeType }) => [name, sqlType, nativeType ?? null]),
    dimensions: Object.entries(dimensions),
    metrics: Object.entries(metrics),
    rollup,
    queryGranularity,
    granularity: periodOf(segments.granularity),
    replaces: segments.replaces,
    clusterBy: segments.clusterBy.filter((name) => name !== "__bucket" && name !== "__boost"),
  };
}

/** `P1D` of Druid's `{type=period, period=P1D, …}`, `ALL`, `NONE`. */
function periodOf(granularity) {
  return /period=(\w+)/.exec(granularity)?.[1] ?? granularity.replace("Granularity", "").toUpperCase();
}
