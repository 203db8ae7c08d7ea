import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { factsPlugin } from "./facts/json-plugin.mjs";

const root = join(import.meta.dirname, "..");

/**
 * Bundles TypeScript on the fly, so that a script runs without a build, and gives what `use` makes of the bundle's path; the bundle is
 * gone afterwards. `contents`: a module whose imports are relative to the project.
 */
export async function withBundle(contents, use) {
  // Within the project, so that packages left out of the bundle are found.
  const cache = join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "bundle-"));
  try {
    const outfile = join(folder, "bundle.mjs");
    await build({
      stdin: { contents, resolveDir: root, loader: "ts" },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      plugins: [factsPlugin],
      sourcemap: "inline",
      outfile,
      logLevel: "error",
      // Recordings are found from where the tests that read them lie.
      define: { "import.meta.dirname": JSON.stringify(join(root, "test/conformance")) },
    });
    return await use(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same with the bundle's exports. */
export function importBundled(contents, use) {
  return withBundle(contents, async (file) => use(await import(pathToFileURL(file).href)));
}
