// npm run fuzz -- [--inputs N] [--seed S] [--workers N] [--state FILE] [--out FILE]: checks the properties of docs/robustness.md on
// generated inputs, in batches of 1,000 that worker processes take one by one; batch n has the seed S + n. With `--state` every finished
// batch is a line of that file, and a run that was cut short goes on where it ended. Exits 1 when an input fails.
import { fork } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { clearTimeout, setTimeout } from "node:timers";
import { parseArgs } from "node:util";
import { withBundle } from "./bundle.mjs";

const options = { inputs: { type: "string", default: "100000" }, seed: { type: "string", default: "1" }, workers: { type: "string", default: String(availableParallelism()) }, state: { type: "string" }, out: { type: "string" } };
const { values } = parseArgs({ options });
const [inputs, seed, workers] = [values.inputs, values.seed, values.workers].map(Number);
if (![inputs, seed, workers].every((number) => Number.isSafeInteger(number) && number > 0)) {
  process.stderr.write("usage: npm run fuzz -- [--inputs N] [--seed S] [--workers N] [--state FILE] [--out FILE]\n");
  process.exit(2);
}

const batchSize = 1000;
/** A batch that takes longer does not end. */
const longest = 300_000;

const reports = new Map(readState().map((report) => [report.seed, report]));
const pending = batches().filter((batch) => reports.get(batch.seed)?.inputs !== batch.inputs);
const started = performance.now();
await withBundle('import { serve } from "./test/fuzz/run.ts"; serve();', async (bundle) => {
  await Promise.all(Array.from({ length: Math.min(workers, pending.length) }, () => work(bundle)));
});
process.exitCode = say();

function batches() {
  return Array.from({ length: Math.ceil(inputs / batchSize) }, (_, index) => ({ seed: seed + index, inputs: Math.min(batchSize, inputs - index * batchSize) }));
}

function readState() {
  if (values.state === undefined || !existsSync(values.state)) return [];
  // The last line may have been cut short.
  return readFileSync(values.state, "utf8").split("\n").flatMap((line) => (line.endsWith("}") ? [JSON.parse(line)] : []));
}

/** One worker process, and another one after it where a batch ends or outlasts the first. */
async function work(bundle) {
  let child = null;
  for (let batch = pending.shift(); batch !== undefined; batch = pending.shift()) {
    child ??= fork(bundle, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const report = await reportOf(child, batch);
    if (child.exitCode !== null || child.killed) child = null;
    reports.set(report.seed, report);
    if (values.state !== undefined) appendFileSync(values.state, `${JSON.stringify(report)}\n`);
    process.stderr.write(`\r${reports.size * batchSize} inputs`);
  }
  child?.disconnect();
}

async function reportOf(child, batch) {
  const timer = setTimeout(() => child.kill("SIGKILL"), longest);
  const outcome = await new Promise((resolve) => {
    const ended = (code, signal) => resolve({ ended: signal ?? code });
    child.once("exit", ended);
    child.once("message", (report) => {
      child.off("exit", ended);
      resolve(report);
    });
    child.send(batch);
  });
  clearTimeout(timer);
  if (outcome.ended === undefined) return outcome;
  const failure = { property: "always ends", message: `the process ended with ${String(outcome.ended)}`, druid: "", tables: false, text: "", between: [], hosting: null, seed: batch.seed };
  return { ...batch, milliseconds: 0, failures: [failure], slowest: { milliseconds: 0, text: "", druid: "" } };
}

/** Prints every failure with the seed that gives it again, and one line for the run; gives the exit code. */
function say() {
  const all = batches().map((batch) => reports.get(batch.seed)).filter((report) => report !== undefined);
  const failures = all.flatMap((report) => report.failures);
  const lines = failures.map(({ property, message, druid, tables, hosting, text, seed: own }) =>
    [`seed ${own}: ${property}`, `  druid ${druid}${tables ? ", tables known" : ""}${hosting === null ? "" : `, in ${JSON.stringify(hosting)}`}`, `  text  ${JSON.stringify(text)}`, `  ${message.split("\n").slice(0, 4).join("\n  ")}`].join("\n"),
  );
  const sum = (field) => all.reduce((total, report) => total + report[field], 0);
  const slowest = all.map((report) => report.slowest).reduce((most, each) => (each.milliseconds > most.milliseconds ? each : most));
  const seconds = (performance.now() - started) / 1000;
  lines.push(`${sum("inputs")} inputs from seed ${seed} by ${workers} workers: ${failures.length} failures; ${(sum("milliseconds") / 1000).toFixed(0)} s of work, this run ${seconds.toFixed(0)} s; slowest ${slowest.milliseconds.toFixed(0)} ms: ${JSON.stringify(slowest.text.slice(0, 120))}`);
  process.stdout.write(`\n${lines.join("\n")}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(failures, null, 2)}\n`);
  return failures.length === 0 ? 0 : 1;
}
