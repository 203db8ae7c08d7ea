// Writes dist/licenses.txt: the licence of every package of which something is bundled. Throws where one is not among those that a
// bundle under the Apache licence may hold.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const compatible = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BlueOak-1.0.0", "0BSD"]);

/** `inputs`: files of the bundles, as esbuild's metafile names them. */
export function writeLicenses(file, inputs, root) {
  const folders = new Set(inputs.flatMap((input) => folderOfPackage(input) ?? []));
  const packages = [...folders].map((folder) => describe(path.join(root, folder))).sort((a, b) => (a.title < b.title ? -1 : 1));
  writeFileSync(file, packages.map(({ title, text }) => `${title}\n\n${text.trim()}\n`).join(`\n${"-".repeat(80)}\n\n`));
}

/** `node_modules/name` or `node_modules/@scope/name`, the innermost one; null for a file of our own. */
function folderOfPackage(input) {
  const parts = input.split("/");
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  return parts.slice(0, at + (parts[at + 1]?.startsWith("@") === true ? 3 : 2)).join("/");
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  if (!compatible.has(license)) throw new Error(`${name} is under ${String(license)}, which msqlint does not bundle`);
  const own = readdirSync(folder).find((entry) => /^licen[cs]e/iu.test(entry));
  const text = own !== undefined && existsSync(path.join(folder, own)) ? readFileSync(path.join(folder, own), "utf8") : `License: ${license}`;
  return { title: `${name} ${version} (${license})`, text };
}
