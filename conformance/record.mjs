#!/usr/bin/env node
/**
 * Asks a Druid release about statements:
 *
 *     npm run conformance:record -- --druid 33.0.0 statements.jsonl --out verdicts.jsonl
 *
 * Reads JSON Lines {"id","sql","context"?} from the file or standard input, writes a verdict a line in the same order.
 * The first use of a release fetches its jars with Maven and compiles the recorder (a minute or two).
 */
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { releaseNames } from "./lib/build.mjs";
import { defaultEngine, startDruid } from "./lib/druid.mjs";
import { toVerdict } from "./lib/verdict.mjs";

const usage = `usage: npm run conformance:record -- --druid RELEASE [options] [STATEMENTS.jsonl | -]

  --druid RELEASE      ${releaseNames.join(", ")}
  --out FILE           instead of standard output
  --raw                everything the recorder knows (exception classes, end of the place, root cause)
  --stand-in           the stand-in for the MSQ engine also where the real one is published (27.0.0)
  --parse-only         only the parser: starts in two seconds
  --datasketches       with that extension (25, 26, 28, 29 and 33; the real engine always has it)
  --table-functions    bind HTTP, INLINE and LOCALFILES up to 27, as Druid's tests do and its MSQ extension does not
  --tables FILE        other tables than tables.json: {"table": {"column": "NATIVE TYPE"}}
  --nulls legacy|sql   other null handling than the release's default
  --feature +X|-X      switch a feature of the stand-in engine (may be repeated)
  --heap SIZE          of the Java process (1g)
  --timeout SECONDS    for one statement (60)
  --trace              stack traces of refusals`;

try {
  await main();
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

async function main() {
  const flag = { type: "boolean" };
  const text = { type: "string" };
  const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: { druid: text, out: text, raw: flag, "stand-in": flag, "parse-only": flag, datasketches: flag, "table-functions": flag, tables: text, nulls: text, feature: { type: "string", multiple: true, default: [] }, heap: text, timeout: text, trace: flag },
  });
  if (!options.druid || positionals.length > 1) throw new Error("a release and at most one file of statements are needed");
  const engine = options["stand-in"] || options["parse-only"] ? "stand-in" : defaultEngine(options.druid);
  const druid = startDruid(options.druid, {
    engine,
    sketches: options.datasketches,
    nulls: options.nulls,
    heap: options.heap,
    tables: options.tables,
    args: [
      ...["parse-only", "table-functions", "trace"].filter((name) => options[name]).map((name) => `--${name}`),
      ...options.feature.flatMap((name) => ["--feature", name]),
      ...(options.timeout ? ["--timeout", String(1000 * Number(options.timeout))] : []),
    ],
    stdio: ["pipe", "pipe", "inherit"],
  });
  const file = positionals[0] && positionals[0] !== "-" ? createReadStream(positionals[0]) : process.stdin;
  const out = options.out ? createWriteStream(options.out) : process.stdout;
  const texts = [];
  const feeding = feed(file, druid.stdin, texts);
  const exit = once(druid, "exit");
  for await (const line of createInterface({ input: druid.stdout })) {
    const sql = texts.shift();
    const kept = options.raw ? line : JSON.stringify(toVerdict(JSON.parse(line), sql, engine));
    if (!out.write(`${kept}\n`)) await once(out, "drain");
  }
  await feeding;
  if (options.out) out.end();
  const [code] = await exit;
  if (code !== 0) throw new Error(`the recorder ended with ${code}`);
}

/** Hands the statements on, keeping their texts for the rows that come back in the same order. */
async function feed(input, druid, texts) {
  druid.on("error", () => {}); // it ended; its exit code tells
  for await (const line of createInterface({ input })) {
    if (!line.trim()) continue;
    texts.push(sqlOf(line));
    if (!druid.write(`${line}\n`)) await once(druid, "drain");
  }
  druid.end();
}

function sqlOf(line) {
  try {
    return String(JSON.parse(line).sql ?? "");
  } catch {
    return "";
  }
}
