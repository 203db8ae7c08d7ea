// Packs dumps of Druid into fixtures/facts/dumps.json.br, cut to what the generator and the tests of facts read, so that facts can be checked anywhere.
//   node scripts/facts/pack.mjs DUMPS
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { recorded } from "./shared.mjs";

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error("usage: node scripts/facts/pack.mjs DUMPS");
  process.exit(2);
}
const target = join(import.meta.dirname, "../../fixtures/facts/dumps.json.br");
const packed = {};
for (const name of ["keywords.json", "operators.json", "operators-with-datasketches.json"]) {
  for (const release of recorded) add(`${release}/${name}`);
}
for (const name of ["functions.json", "context-parameters.json", "query-context-keys.json", "faults.json"]) add(`27-msq/${name}`);
const text = JSON.stringify(packed);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }));
console.log(`packed ${Object.keys(packed).length} files`);

function add(path) {
  const file = join(folder, path);
  if (existsSync(file)) packed[path] = JSON.parse(readFileSync(file, "utf8"));
}
