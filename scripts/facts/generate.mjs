// Writes the generated files of src/druid/data from dumps of Druid.
//   node scripts/facts/generate.mjs [DUMPS] [--check]
// DUMPS: a folder with one folder a release (keywords.json, operators.json, …) as `npm run conformance:facts` writes them,
// or a packed file of such folders; default fixtures/facts/dumps.json.br. With --check nothing is written; exit 1 when a file differs.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { functions } from "./functions.mjs";
import { keywords } from "./keywords.mjs";
import { openDumps } from "./shared.mjs";

const command = "node scripts/facts/generate.mjs";
const generators = { "functions.json": functions, "keywords.json": keywords };
const root = join(import.meta.dirname, "../..");
const source = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? join(root, "fixtures/facts/dumps.json.br");
if (!existsSync(source)) {
  console.error(`no dumps at ${source}; usage: ${command} [DUMPS] [--check]`);
  process.exit(2);
}
const check = process.argv.includes("--check");
const read = openDumps(source);
for (const [name, generate] of Object.entries(generators)) {
  const text = `${format(generate(read, command))}\n`;
  const file = join(root, "src/druid/data", name);
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (check) {
    console.error(`${name} differs from what the dumps give`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${name} (${text.length} characters)`);
  }
}

/** JSON with one entry of a list, or one key of a map, a line: small, and still fit for a diff. */
function format(value, depth = 0) {
  const isList = Array.isArray(value);
  if (typeof value !== "object" || value === null || depth === 2 || (isList && value.length === 0)) return JSON.stringify(value);
  const indent = "  ".repeat(depth);
  const entries = isList ? value.map((entry) => format(entry, 2)) : Object.entries(value).map(([name, entry]) => `${JSON.stringify(name)}: ${format(entry, depth + 1)}`);
  return `${isList ? "[" : "{"}\n${entries.map((entry) => `${indent}  ${entry}`).join(",\n")}\n${indent}${isList ? "]" : "}"}`;
}
