#!/usr/bin/env node
/**
 * Writes new statements of every kind for recording: `node conformance/generate.mjs [--seed N] [--scale X] [--exclude FILE]… > statements.jsonl`.
 * Lines are {"id","group","sql","context"?}. The same seed gives the same statements; `--scale 0.1` a tenth of each group;
 * statements whose text stands in an excluded JSON Lines file are left out.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { groups as ingestion } from "./generate/ingestion.mjs";
import { groups as queries } from "./generate/queries.mjs";
import { makeRandom } from "./generate/random.mjs";
import { groups as text } from "./generate/text.mjs";

const { values: options } = parseArgs({
  options: { seed: { type: "string", default: "1" }, scale: { type: "string", default: "1" }, exclude: { type: "string", multiple: true, default: [] } },
});

const key = (row) => JSON.stringify([row.sql.replace(/\s+/g, " ").trim(), row.context ?? {}]);
const seen = new Set();
for (const file of options.exclude) {
  for (const line of readFileSync(file, "utf8").split("\n")) if (line.trim()) seen.add(key(JSON.parse(line)));
}

for (const [group, { count, make }] of Object.entries({ ...ingestion, ...queries, ...text })) {
  const random = makeRandom(options.seed, group);
  for (let at = 0; at < Math.ceil(count * Number(options.scale)); at++) {
    const made = make(random, at);
    const row = typeof made === "string" ? { sql: made } : made;
    if (seen.has(key(row))) continue;
    seen.add(key(row));
    process.stdout.write(`${JSON.stringify({ id: `${group}/${String(at + 1).padStart(4, "0")}`, group, ...row })}\n`);
  }
}
