// npm run fuzz -- [--inputs N] [--seed S] [--out FILE]: checks the properties of docs/robustness.md on generated inputs.
// Bundles the tests' generators and the linter on the fly, so that it runs without a build. Exits 1 when an input fails.
import { build } from "esbuild";
import { factsPlugin } from "./facts/json-plugin.mjs";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { inputs: { type: "string", default: "100000" }, seed: { type: "string", default: "1" }, out: { type: "string" } } });
const inputs = Number(values.inputs);
const seed = Number(values.seed);
if (!Number.isSafeInteger(inputs) || inputs < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("usage: npm run fuzz -- [--inputs N] [--seed S] [--out FILE]\n");
  process.exit(2);
}

const root = join(import.meta.dirname, "..");
// Within the project, so that packages left out of the bundle are found.
const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "fuzz-"));
try {
  const outfile = join(folder, "fuzz.mjs");
  await build({
    entryPoints: [join(root, "test/fuzz/run.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    plugins: [factsPlugin],
    sourcemap: "inline",
    outfile,
    logLevel: "error",
    define: { "import.meta.dirname": JSON.stringify(join(root, "test/conformance")) },
  });
  const { fuzz } = await import(pathToFileURL(outfile).href);
  process.exitCode = say(fuzz({ inputs, seed, progress: (done) => process.stderr.write(`\r${done} inputs`) }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Prints the outcome; every failure with the seed that gives it again. */
function say({ inputs: done, seconds, failures, slowest }) {
  const lines = failures.map(({ property, message, druid, tables, text, seed: own }) =>
    [`seed ${own}: ${property}`, `  druid ${druid}${tables ? ", tables known" : ""}`, `  text  ${JSON.stringify(text)}`, `  ${message.split("\n").slice(0, 4).join("\n  ")}`].join("\n"),
  );
  lines.push(`${done} inputs in ${seconds.toFixed(1)} s (${Math.round(done / seconds)}/s) from seed ${seed}, ${failures.length} failures; slowest ${slowest.milliseconds.toFixed(0)} ms: ${JSON.stringify(slowest.text.slice(0, 200))}`);
  process.stdout.write(`\n${lines.join("\n")}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(failures, null, 2)}\n`);
  return failures.length === 0 ? 0 : 1;
}
