#!/usr/bin/env node
/**
 * Asks a Druid release about itself:
 *
 *     npm run conformance:facts -- --druid 33.0.0 --out FOLDER [--probe-functions]
 *
 * Writes FOLDER/33.0.0/ operators.json, keywords.json, tables.json (and operators-with-datasketches.json where that extension is
 * published), adds the release to FOLDER/partitioned_by.json, and for the release whose MSQ extension is published FOLDER/27-msq/
 * functions.json, keywords.json, tables.json, context-parameters.json, query-context-keys.json, faults.json; with --probe-functions
 * also functions-probed.json: what it says to some 19,000 calls (minutes).
 */
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { release, releaseNames } from "./lib/build.mjs";
import { startDruid } from "./lib/druid.mjs";
import { foldProbes, functionProbes } from "./lib/function-probes.mjs";
import { partitionForms } from "./lib/partition-forms.mjs";

const { values: options } = parseArgs({ options: { druid: { type: "string" }, out: { type: "string" }, "probe-functions": { type: "boolean" } } });
const { druid: name, out } = options;
if (!name || !out) {
  console.error(`usage: npm run conformance:facts -- --druid RELEASE --out FOLDER [--probe-functions]\n\nreleases: ${releaseNames.join(", ")}`);
  process.exit(2);
}
await main(release(name));

async function main({ msqEngine, datasketches }) {
  mkdirSync(out, { recursive: true });
  await dump(join(out, name), { engine: "stand-in" });
  if (datasketches) await dump(join(out, name), { engine: "stand-in", sketches: true });
  await addPartitionForms();
  if (!msqEngine) return;
  const folder = join(out, `${Number.parseInt(name, 10)}-msq`);
  await dump(folder, { engine: "msq" });
  if (!options["probe-functions"]) return;
  const probes = functionProbes(JSON.parse(readFileSync(join(folder, "functions.json"), "utf8")));
  writeJson(join(folder, "functions-probed.json"), foldProbes(await ask(probes, "msq")));
}

async function dump(folder, how) {
  const druid = startDruid(name, { ...how, args: ["--facts", folder], stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(druid, "exit");
  if (code !== 0) throw new Error(`the recorder ended with ${code}`);
}

async function addPartitionForms() {
  const file = join(out, "partitioned_by.json");
  const all = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  for (const { id, verdict, stage, message } of await ask(partitionForms, "stand-in")) {
    const accepted = verdict === "accept";
    const byRelease = Object.entries({ ...all[id], [name]: { accepted, stage, message: accepted ? null : plain(message) } });
    all[id] = Object.fromEntries(byRelease.sort(([a], [b]) => a.localeCompare(b)));
  }
  writeJson(file, all);
}

/** Raw verdicts of the statements. */
async function ask(statements, engine) {
  const druid = startDruid(name, { engine, stdio: ["pipe", "pipe", "inherit"] });
  druid.stdin.end(statements.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const rows = [];
  for await (const line of createInterface({ input: druid.stdout })) rows.push(JSON.parse(line));
  return rows;
}

/** Without what differs from run to run. */
function plain(message) {
  const text = (message ?? "").replace(/\s+/g, " ").replace(/org\.apache\.[\w.]*\.(\w+Exception): /g, "").replace(/rel#\d+[^,\]]*/g, "rel#");
  return text.trim() || null;
}

function writeJson(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 1)}\n`);
}
