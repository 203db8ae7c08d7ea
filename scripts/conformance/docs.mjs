// node scripts/conformance/docs.mjs: measures agreement with Druid and writes the tables into README.md and docs/conformance.md.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const output = execFileSync(process.execPath, [join(import.meta.dirname, "report.mjs"), "--json"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 29 });
const summaries = JSON.parse(output).map((entry) => entry.summary);

const percent = ({ hits, of }) => (of === 0 ? "–" : `${((100 * hits) / of).toFixed(2)} %`);

function table() {
  const lines = ["| Druid | through | statements | the same verdict | wrongly refused | wrongly accepted | same stage | same place |", "|---|---|---|---|---|---|---|---|"];
  for (const one of summaries) {
    lines.push(
      `| ${one.release} | ${one.through} | ${one.statements} | ${((100 * one.agree) / one.statements).toFixed(2)} % | ${one.wronglyRejected} | ${one.wronglyAccepted} | ${percent(one.sameStage)} | ${percent(one.samePlace)} |`,
    );
  }
  return lines.join("\n");
}

function typesTable() {
  const { types } = summaries.find((one) => one.release === "27.0.0");
  const names = { columns: "columns and their types", dimensions: "dimensions", metrics: "metrics", rollup: "rollup", queryGranularity: "query granularity" };
  return ["| accepted statements of 27.0.0: the same | share |", "|---|---|", ...Object.entries(names).map(([key, name]) => `| ${name} | ${percent(types[key])} |`)].join("\n");
}

function put(file, name, text) {
  const path = join(root, file);
  const before = readFileSync(path, "utf8");
  const pattern = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`, "u");
  if (!pattern.test(before)) throw new Error(`${file} has no place for ${name}`);
  writeFileSync(path, before.replace(pattern, (_all, start, end) => `${start}${text}\n${end}`));
}

put("README.md", "conformance", table());
put("docs/conformance.md", "verdicts", table());
put("docs/conformance.md", "types", typesTable());
