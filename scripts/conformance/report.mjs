// npm run conformance -- [options]: compares msqlint's verdicts with Druid's, see --help.
// Bundles the report and the linter on the fly, so that it runs without a build.
import { build } from "esbuild";
import { factsPlugin } from "../facts/json-plugin.mjs";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "../..");
// Within the project, so that packages left out of the bundle are found.
const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "conformance-"));
try {
  const outfile = join(folder, "report.mjs");
  await build({
    stdin: {
      contents: 'export { report } from "./scripts/conformance/report.ts"; export { verdict } from "./test/conformance/subject.ts";',
      resolveDir: root,
      loader: "ts",
    },
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
  const { report, verdict } = await import(pathToFileURL(outfile).href);
  process.exitCode = report(process.argv.slice(2), verdict);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
