import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixed, raceProcesses, table } from "./measure.mjs";

/** What every tool must do at least: list the folders and ask for each file's size and times. */
const lister = `
const { readdirSync, statSync } = require("node:fs");
const waiting = [process.argv[1]];
for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder + "/" + entry.name;
    if (entry.isDirectory()) waiting.push(path);
    else statSync(path);
  }
}`;

/** Many small files that an earlier run has put into the cache, against listing and stat-ing them. */
export function benchCached(launcher, rounds) {
  const count = Number(process.env.BENCH_CACHED_FILES ?? 50_000);
  const folder = mkdtempSync(join(tmpdir(), "msqlint-bench-"));
  try {
    const files = join(folder, "files");
    for (let index = 0; index < count; index++) {
      const inner = join(files, `folder-${Math.floor(index / 100)}`);
      if (index % 100 === 0) mkdirSync(inner, { recursive: true });
      writeFileSync(join(inner, `query-${index}.sql`), `SELECT TIME_FLOOR(__time, 'PT1H') AS h, COUNT(*) AS c\nFROM events_${index % 50}\nWHERE site = 'site ${index}'\nGROUP BY 1\n`);
    }
    const args = [launcher, "--no-config", "--cache-location", join(folder, "cache.json"), files];
    // Files that were written a moment ago are not trusted by their times.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
    const cold = performance.now();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    const filled = performance.now() - cold;
    const times = raceProcesses(
      [
        { name: "listing", command: process.execPath, args: ["-e", lister, files] },
        { name: "msqlint", command: process.execPath, args },
      ],
      rounds,
    );
    const row = [String(count), `${fixed(times.get("msqlint") / times.get("listing"), 2)} ×`, fixed(times.get("msqlint"), 0), fixed(times.get("listing"), 0), fixed(filled, 0)];
    console.log(`## A warm cache\n\nSELECTs of four lines, a hundred in a folder, none changed since the run that filled the cache.\n`);
    console.log(`${table(["files", "to listing and stat-ing", "ms", "listing, ms", "filling, ms"], [row])}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
