// npm's `prepare`: builds. A package manager that installs from git into a global folder (as pre-commit does) runs this without the
// development dependencies; they are then fetched here.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const local = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|prefix|location)$/iu.test(name)));

function isInstalled(name) {
  try {
    createRequire(path.join(root, "package.json")).resolve(name);
    return true;
  } catch {
    return false;
  }
}

if (!isInstalled("esbuild")) {
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"], { cwd: root, stdio: "inherit", env: local, shell: process.platform === "win32" });
}
execFileSync(process.execPath, ["scripts/build.mjs", "--types"], { cwd: root, stdio: "inherit" });
