// node scripts/conformance/pack-probes.mjs NAME STATEMENTS RELEASE=VERDICTS…: joins statements (JSON Lines) and what the recorder said of them
// in each release to fixtures/conformance/NAME.jsonl.br. Verdicts marked `artifact` say nothing of Druid and are left out.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const messageLength = 200;
const [name, statementsFile, ...recordings] = process.argv.slice(2);
if (recordings.length === 0) {
  console.error("usage: node scripts/conformance/pack-probes.mjs NAME STATEMENTS.jsonl RELEASE=VERDICTS.jsonl…");
  process.exit(2);
}
const rowsOf = (file) => readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const verdicts = new Map();
for (const recording of recordings) {
  const [release, file] = recording.split("=");
  for (const { id, artifact, message, ...rest } of rowsOf(file)) {
    if (artifact) continue;
    if (!verdicts.has(id)) verdicts.set(id, {});
    verdicts.get(id)[release] = { ...rest, ...(message !== undefined && { message: message.slice(0, messageLength) }) };
  }
}
const rows = rowsOf(statementsFile).flatMap((statement) => (verdicts.has(statement.id) ? [{ ...statement, verdicts: verdicts.get(statement.id) }] : []));
writeFileSync(join(import.meta.dirname, `../../fixtures/conformance/${name}.jsonl.br`), brotliCompressSync(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
console.log(`packed ${rows.length} statements`);
