import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the client and lays the built command line beside it, so that the extension works where the project has no msqlint. */
const root = new URL("../../", import.meta.url);
const out = new URL("dist/", import.meta.url);

await rm(out, { recursive: true, force: true });
await mkdir(new URL("msqlint/", out), { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL("src/extension.ts", import.meta.url))],
  outfile: fileURLToPath(new URL("extension.cjs", out)),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: true,
});
// The command line and the language server; what is for programs, and code compiled for this machine, stays here.
const wanted = (file) => !/[\\/]dist[\\/](?:code-cache|chunks|types|index\.js|eslint\.js)/u.test(file);
for (const part of ["bin", "dist", "package.json"]) {
  await cp(new URL(part, root), new URL(`msqlint/${part}`, out), { recursive: true, filter: wanted });
}
