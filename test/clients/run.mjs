// npm run test:clients [-- name…]: drives every real client that is installed, and says how the others are had.
import { existsSync } from "node:fs";
import path from "node:path";
import { createTally, root } from "./harness.mjs";

const names = ["jsonrpc", "pre-commit", "git-hooks", "action", "package", "reports", "eslint", "grammar", "neovim", "emacs", "lsp-mode", "browser", "vscode"];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no such client: ${unknown.join(", ")}; there are ${names.join(", ")}`);
  process.exit(2);
}
if (!existsSync(path.join(root, "dist", "cli.cjs"))) {
  console.error("msqlint is not built yet: npm run build");
  process.exit(2);
}

const rows = [];
for (const name of chosen.length > 0 ? chosen : names) {
  const client = await import(`./${name}.mjs`);
  const version = client.version();
  if (version === null) {
    console.log(`${name}: skipped, not installed; ${client.how}`);
    rows.push({ name, version: "not installed", passed: 0, failed: 0, skipped: 1 });
    continue;
  }
  console.log(`${name} (${version})`);
  const tally = createTally();
  try {
    await client.checks(tally);
  } catch (error) {
    await tally.check("runs to its end", () => Promise.reject(error));
  }
  const failed = tally.results.filter((result) => !result.passed).length;
  rows.push({ name, version, passed: tally.results.length - failed, failed, skipped: 0 });
}

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log("\n| client | version | checks passed | failed |\n|---|---|---|---|");
for (const row of rows) console.log(row.skipped === 1 ? `| ${row.name} | not installed | skipped | |` : `| ${row.name} | ${row.version} | ${String(row.passed)} | ${String(row.failed)} |`);
console.log(`\n${String(sum("passed"))} passed, ${String(sum("failed"))} failed, ${String(sum("skipped"))} skipped`);
process.exit(sum("failed") > 0 ? 1 : 0);
