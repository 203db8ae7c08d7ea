// node scripts/conformance/quirks.mjs [--check]: writes the list of Druid's accidents (src/druid/data/quirks.json) into docs/conformance.md.
// With --check nothing is written; exit 1 when the page says something else.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const page = join(root, "docs/conformance.md");
const { quirks } = JSON.parse(readFileSync(join(root, "src/druid/data/quirks.json"), "utf8"));
const before = readFileSync(page, "utf8");
const after = before.replace(/(<!-- quirks -->\n)[^]*?(<!-- \/quirks -->)/u, (_all, start, end) => `${start}${table()}\n${end}`);
if (before !== after) {
  if (process.argv.includes("--check")) {
    console.error("docs/conformance.md differs from src/druid/data/quirks.json: node scripts/conformance/quirks.mjs");
    process.exitCode = 1;
  } else {
    writeFileSync(page, after);
  }
}

function table() {
  return ["| rule | Druid | of | what Druid says |", "|---|---|---|---|", ...quirks.map(row)].join("\n");
}

function row({ rule, data, since, until, exception, text }) {
  const releases = since === until ? String(since) : `${since} to ${until}`;
  const of = Object.values(data ?? {}).flat().map(code).join(", ");
  const said = text.length > 110 ? `${text.slice(0, 110)}…` : text;
  return `| [${rule}](../rules/${rule}.md) | ${releases} | ${of} | ${exception}: ${code(said)} |`;
}

function code(text) {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
