// The recipes of docs/ci.md for hooks of git without pre-commit: a plain one, Husky, lint-staged.
import path from "node:path";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { assert, badSql, bin, goodSql, npmHow, packageVersion, read, run, scratch, versionOf, write } from "./harness.mjs";

export const version = () => (packageVersion("husky") === null ? null : `git ${versionOf("git")}, husky ${packageVersion("husky")}, lint-staged ${packageVersion("lint-staged")}`);
export const how = npmHow;

const tools = path.join(import.meta.dirname, "node_modules", ".bin");
const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", NO_COLOR: "1" };

/** A repository in which msqlint is a dependency of the project: `npx --no-install msqlint` starts this checkout. */
function repository(files) {
  const folder = scratch({ ".gitignore": "node_modules\n", "package.json": "{}", ...files });
  mkdirSync(path.join(folder, "node_modules", ".bin"), { recursive: true });
  for (const name of ["husky", "lint-staged"]) symlinkSync(path.join(tools, name), path.join(folder, "node_modules", ".bin", name));
  symlinkSync(bin, path.join(folder, "node_modules", ".bin", "msqlint"));
  const git = (...args) => run("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder, env });
  git("init", "-q");
  return { folder, git };
}

function commitsOnlyGoodOnes({ folder, git }) {
  write(folder, "bad.sql", badSql);
  git("add", ".");
  const refused = git("commit", "-m", "bad");
  assert.notEqual(refused.code, 0, refused.output);
  assert.match(refused.output, /clustered-by-desc/u);
  write(folder, "bad.sql", goodSql);
  git("add", ".");
  const taken = git("commit", "-m", "good");
  assert.equal(taken.code, 0, taken.output);
}

export async function checks({ check }) {
  await check("a plain hook stops a bad commit and lets a good one pass", () => {
    const place = repository({});
    chmodSync(write(place.folder, ".git/hooks/pre-commit", "#!/bin/sh\nexec npx --no-install msqlint --staged --allow-empty\n"), 0o755);
    commitsOnlyGoodOnes(place);
  });
  await check("with --fix the plain hook mends, stops once, and leaves what is staged in part alone", () => {
    const { folder, git } = repository({ "bad.sql": badSql, "part.sql": goodSql });
    chmodSync(write(folder, ".git/hooks/pre-commit", "#!/bin/sh\nexec npx --no-install msqlint --staged --fix --allow-empty\n"), 0o755);
    git("add", ".");
    write(folder, "part.sql", badSql);
    const first = git("commit", "-m", "x");
    assert.notEqual(first.code, 0, first.output);
    assert.match(first.output, /mended, but not staged yet: bad\.sql/u);
    assert.equal(read(folder, "bad.sql"), goodSql);
    git("add", "bad.sql");
    const second = git("commit", "-m", "x");
    assert.equal(second.code, 0, second.output);
    assert.equal(git("show", "HEAD:part.sql").stdout, goodSql);
    assert.equal(read(folder, "part.sql"), badSql);
  });
  await check("the plain line under Husky", () => {
    const place = repository({ ".husky/pre-commit": "npx --no-install msqlint --staged --allow-empty\n" });
    const set = run("npx", ["--no-install", "husky"], { cwd: place.folder, env });
    assert.equal(set.code, 0, set.output);
    commitsOnlyGoodOnes(place);
  });
  await check("lint-staged commits what --fix mended", () => {
    const { folder, git } = repository({ "package.json": JSON.stringify({ "lint-staged": { "*.sql": "msqlint --fix" } }), "bad.sql": badSql });
    chmodSync(write(folder, ".git/hooks/pre-commit", "#!/bin/sh\nexec npx --no-install lint-staged\n"), 0o755);
    git("add", ".");
    const commit = git("commit", "-m", "x");
    assert.equal(commit.code, 0, commit.output);
    assert.equal(git("show", "HEAD:bad.sql").stdout, goodSql);
    assert.equal(read(folder, "bad.sql"), goodSql);
  });
}
