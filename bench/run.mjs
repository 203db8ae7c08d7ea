import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { fixed, isInstalled, peakMemory, raceProcesses, table, timeWarm } from "./measure.mjs";
import { benchCached } from "./cached.mjs";
import { shapes, statementOf40Lines, writeFiles } from "./inputs.mjs";

/** `npm run bench [-- parse|process|cached|memory|growth …]`: prints Markdown tables, ratios first. Build first. */

const root = new URL("..", import.meta.url).pathname;
const launcher = join(root, "bin/msqlint.js");
const require = createRequire(import.meta.url);
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const sections = { parse: benchParse, process: benchProcess, cached: () => benchCached(launcher, rounds), memory: benchMemory, growth: benchGrowth };

const wanted = process.argv.slice(2);
console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, medians of ${rounds}\n`);
for (const [name, run] of Object.entries(sections)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}

function corpusTexts() {
  const folder = join(root, "fixtures/conformance");
  const rows = (file) => brotliDecompressSync(readFileSync(join(folder, file))).toString("utf8").trim().split("\n").map((line) => JSON.parse(line));
  const accepted = new Set(rows("verdicts/27.0.0.jsonl.br").filter((row) => row.verdict === "accept").map((row) => row.id));
  return rows("statements.jsonl.br").filter((row) => accepted.has(row.id)).map((row) => row.sql);
}

function megabytes(texts) {
  return texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
}

async function benchParse() {
  const msqlint = await import("../dist/index.js");
  const { SqlQuery } = require("druid-query-toolkit");
  const { Parser } = require("node-sql-parser");
  const standard = new Parser();
  const parsers = {
    msqlint: (text) => msqlint.parse(text),
    "druid-query-toolkit": (text) => SqlQuery.parse(text),
    "node-sql-parser (postgresql)": (text) => standard.astify(text, { database: "postgresql" }),
  };
  const corpus = corpusTexts();
  const rows = [];
  for (const [name, parse] of Object.entries(parsers)) {
    const taken = corpus.filter((text) => takes(parse, text));
    const sample = name === "msqlint" ? taken : taken.filter((_, index) => index % 10 === 0);
    const size = megabytes(sample);
    const warm = size / (timeWarm(() => sample.forEach(parse), rounds, 1500) / 1000);
    const own = size / (timeWarm(() => sample.forEach(parsers.msqlint), rounds, 1500) / 1000);
    rows.push([name, `${taken.length} of ${corpus.length}`, `${fixed(own / warm)} ×`, fixed(warm, 2), fixed(own, 2)]);
  }
  rows.push(["msqlint, lint with every rule", "", "", fixed(lintSpeed(msqlint, corpus), 2), ""]);
  rows.push(["a plain lexer loop", "", "", fixed(lexerSpeed(corpus), 2), ""]);
  console.log("## Parsing, warm, in one process\n");
  console.log("Each parser on those statements of the corpus that it takes; the ratio is msqlint's speed on the same statements.\n");
  console.log(`${table(["parser", "statements taken", "msqlint is faster by", "MB/s", "msqlint on the same, MB/s"], rows)}\n`);
}

function takes(parse, text) {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

function lintSpeed(msqlint, corpus) {
  return megabytes(corpus) / (timeWarm(() => corpus.forEach((text) => msqlint.lint(text, { preset: "all" })), rounds, 1500) / 1000);
}

/** The practical limit: one pass of charCodeAt that only tells words, numbers, strings and the rest apart. */
function lexerSpeed(corpus) {
  const count = (text) => {
    let tokens = 0;
    let previous = 0;
    for (let offset = 0; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      const kind = code <= 32 ? 0 : code === 39 ? 1 : code >= 48 && code <= 57 ? 2 : code >= 65 ? 3 : 4;
      if (kind !== previous) tokens++;
      previous = kind;
    }
    return tokens;
  };
  return megabytes(corpus) / (timeWarm(() => corpus.forEach(count), rounds, 500) / 1000);
}

async function benchProcess() {
  const folder = mkdtempSync(join(tmpdir(), "msqlint-bench-"));
  try {
    const rows = [];
    for (const count of [1, 200, 2000]) {
      const files = join(folder, String(count));
      const paths = writeFiles(files, count);
      const bare = { name: "node -e 0", command: process.execPath, args: ["-e", "0"] };
      const ours = { name: "msqlint", command: process.execPath, args: [launcher, "--no-config", count === 1 ? paths[0] : files] };
      const others = otherLinters(count === 1 ? [paths[0]] : paths, files).filter(({ most, command }) => count <= most && isInstalled(command));
      const times = raceProcesses([bare, ours, ...others], rounds);
      const base = times.get("node -e 0");
      for (const [name, milliseconds] of times) {
        rows.push([String(count), name, `${fixed(milliseconds / base, 2)} ×`, `${fixed(milliseconds / times.get("msqlint"), 2)} ×`, fixed(milliseconds, 0)]);
      }
    }
    console.log("## Whole process\n\nFiles of 40 lines with one REPLACE each.\n");
    console.log(`${table(["files", "command", "to `node -e 0`", "to msqlint", "ms"], rows)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** squawk reads Postgres' SQL and gives up on Druid's clauses; sqruff and sqlfluff lint layout. Not like for like, but what people have. */
function otherLinters(paths, folder) {
  return [
    { name: "squawk", command: "squawk", args: paths, most: 2000 },
    { name: "sqruff", command: "sqruff", args: ["lint", folder], most: 200 },
    { name: "sqlfluff", command: "sqlfluff", args: ["lint", "--dialect", "ansi", folder], most: 1 },
  ];
}

function benchMemory() {
  const folder = mkdtempSync(join(tmpdir(), "msqlint-bench-"));
  try {
    const bare = peakMemory(["-e", "0"]);
    const rows = [1, 200, 2000].map((count) => {
      const files = join(folder, String(count));
      const [first] = writeFiles(files, count);
      const peak = peakMemory([launcher, "--no-config", count === 1 ? first : files]);
      return [String(count), fixed(peak / bare, 2) + " ×", fixed(peak, 0), fixed((count * statementOf40Lines(0).length) / 1e6, 2)];
    });
    console.log(`## Peak memory\n\n${table(["files", "to `node -e 0`", "MB", "text, MB"], rows)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchGrowth() {
  const msqlint = await import("../dist/index.js");
  const sizes = [1, 2, 4, 8, 16, 32, 64];
  const rows = Object.entries(shapes).map(([name, shape]) => {
    const unit = Math.ceil(100_000 / (shape(100).length / 100));
    const costs = sizes.map((factor) => {
      const text = shape(unit * factor);
      const quick = factor > 8 ? 3 : rounds;
      return timeWarm(() => msqlint.lint(text, { preset: "all" }), quick, 200) / text.length;
    });
    return [name, ...costs.map((cost) => fixed(cost * 1e6, 0)), `${fixed(costs.at(-1) / costs[1], 2)} ×`];
  });
  console.log("## Growth\n\nNanoseconds a character to lint one statement of 100 kB, 200 kB … 6.4 MB with every rule; last: 6.4 MB against 200 kB.\n");
  console.log(`${table(["shape", ...sizes.map((factor) => `${fixed(factor / 10)} MB`), "growth"], rows)}\n`);
}
