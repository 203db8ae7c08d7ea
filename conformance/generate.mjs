#!/usr/bin/env node
/**
 * Writes new statements of every kind for recording: `node conformance/generate.mjs [--seed N] [--scale X] [--exclude FILE]… [--only REGEX] > statements.jsonl`.
 * Lines are {"id","group","sql","context"?}. The same seed gives the same statements; `--scale 0.1` a tenth of each group;
 * statements whose text stands in an excluded JSON Lines file are left out; `--only '^sources'` makes the groups of matching name.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { groups as contexts } from "./generate/contexts.mjs";
import { groups as ingestion } from "./generate/ingestion.mjs";
import { groups as mutations } from "./generate/mutations.mjs";
import { groups as nested } from "./generate/nested.mjs";
import { groups as news } from "./generate/news.mjs";
import { groups as queries } from "./generate/queries.mjs";
import { makeRandom } from "./generate/random.mjs";
import { groups as sources } from "./generate/sources.mjs";
import { groups as targets } from "./generate/targets.mjs";
import { groups as text } from "./generate/text.mjs";
import { groups as timeChunks } from "./generate/time-chunks.mjs";

const { values: options } = parseArgs({
  options: { seed: { type: "string", default: "1" }, scale: { type: "string", default: "1" }, exclude: { type: "string", multiple: true, default: [] }, only: { type: "string", default: "" } },
});

const key = (row) => JSON.stringify([row.sql.replace(/\s+/g, " ").trim(), row.context ?? {}]);
const only = new RegExp(options.only);
const seen = new Set();
for (const file of options.exclude) {
  for (const line of readFileSync(file, "utf8").split("\n")) if (line.trim()) seen.add(key(JSON.parse(line)));
}

for (const [group, { count, make }] of Object.entries({ ...ingestion, ...queries, ...text, ...timeChunks, ...targets, ...sources, ...contexts, ...mutations, ...nested, ...news })) {
  if (!only.test(group)) continue;
  const random = makeRandom(options.seed, group);
  for (let at = 0; at < Math.ceil(count * Number(options.scale)); at++) {
    const made = make(random, at);
    const row = typeof made === "string" ? { sql: made } : made;
    if (seen.has(key(row))) continue;
    seen.add(key(row));
    process.stdout.write(`${JSON.stringify({ id: `${group}/${String(at + 1).padStart(4, "0")}`, group, ...row })}\n`);
  }
}
