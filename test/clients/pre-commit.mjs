// The real pre-commit, in scratch repositories of git.
import { existsSync } from "node:fs";
import path from "node:path";
import { assert, badSql, bin, goodSql, read, root, run, scratch, versionOf, write } from "./harness.mjs";

const inVenv = path.join(import.meta.dirname, ".venv", "bin", "pre-commit");
const command = existsSync(inVenv) ? inVenv : "pre-commit";

export const version = () => versionOf(command);
export const how = "python3 -m venv test/clients/.venv && test/clients/.venv/bin/pip install pre-commit";

/** Hooks of a kind that start this checkout; `args` are passed through as a project would. */
function localHooks(args = []) {
  const hook = (id, extra) => ({
    id,
    name: id,
    entry: `${process.execPath} ${bin} ${extra}`,
    language: "system",
    types_or: ["sql", "json", "markdown"],
    require_serial: true,
    args: ["--allow-empty", ...args],
    stages: id === "msqlint" ? ["pre-commit"] : ["manual"],
  });
  return JSON.stringify({ repos: [{ repo: "local", hooks: [hook("msqlint", ""), hook("msqlint-fix", "--fix")] }] });
}

function repository(files, config = localHooks()) {
  const folder = scratch({ ".pre-commit-config.yaml": config, ...files });
  const home = scratch();
  const env = { ...process.env, PRE_COMMIT_HOME: path.join(home, "cache"), GIT_CONFIG_GLOBAL: "/dev/null", NO_COLOR: "1", PRE_COMMIT_COLOR: "never" };
  const git = (...args) => run("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder, env });
  git("init", "-q");
  const installed = run(command, ["install"], { cwd: folder, env });
  assert.equal(installed.code, 0, installed.output);
  return { folder, git, hook: (...args) => run(command, ["run", ...args], { cwd: folder, env }), install: () => run(command, ["install-hooks"], { cwd: folder, env }) };
}

export async function checks({ check }) {
  await check("a bad file stops the commit and names the finding", () => {
    const { git } = repository({ "bad.sql": badSql });
    git("add", ".");
    const commit = git("commit", "-m", "x");
    assert.notEqual(commit.code, 0);
    assert.match(commit.output, /clustered-by-desc/u);
    assert.notEqual(git("rev-parse", "HEAD").code, 0);
  });
  await check("msqlint-fix mends it and fails once, then both pass and the commit is made", () => {
    const { folder, git, hook } = repository({ "bad.sql": badSql });
    git("add", ".");
    const fixing = hook("msqlint-fix", "--hook-stage", "manual");
    assert.notEqual(fixing.code, 0);
    assert.match(fixing.output, /files were modified by this hook/u);
    assert.equal(read(folder, "bad.sql"), goodSql);
    git("add", ".");
    assert.equal(hook("msqlint-fix", "--hook-stage", "manual").code, 0);
    const commit = git("commit", "-m", "x");
    assert.equal(commit.code, 0, commit.output);
  });
  await check("only staged files are looked at", () => {
    const { git } = repository({ "good.sql": goodSql, "bad.sql": badSql });
    git("add", "good.sql", ".pre-commit-config.yaml");
    const commit = git("commit", "-m", "x");
    assert.equal(commit.code, 0, commit.output);
  });
  await check("arguments of the project's configuration pass through", () => {
    const { git } = repository({ "bad.sql": badSql }, localHooks(["--rule", "clustered-by-desc:off"]));
    git("add", ".");
    const commit = git("commit", "-m", "x");
    assert.equal(commit.code, 0, commit.output);
  });
  await check("what is staged is judged, what is not stays as it was", () => {
    const { folder, git } = repository({ "a.sql": goodSql });
    git("add", ".");
    write(folder, "a.sql", badSql);
    const good = git("commit", "-m", "x");
    assert.equal(good.code, 0, good.output);
    assert.equal(read(folder, "a.sql"), badSql);
    assert.equal(git("show", "HEAD:a.sql").stdout, goodSql);
    git("add", ".");
    write(folder, "a.sql", goodSql);
    assert.notEqual(git("commit", "-m", "y").code, 0);
    assert.equal(read(folder, "a.sql"), goodSql);
    assert.equal(git("show", ":a.sql").stdout, badSql);
  });
  await check("files that hold no statement of Druid pass", () => {
    const { git } = repository({ "package.json": '{ "name": "a" }\n', "README.md": "# a\n" });
    git("add", ".");
    const commit = git("commit", "-m", "x");
    assert.equal(commit.code, 0, commit.output);
  });
  await check("the shipped hook file is valid", () => {
    const validated = run(command, ["validate-manifest", path.join(root, ".pre-commit-hooks.yaml")]);
    assert.equal(validated.code, 0, validated.output);
  });
  await check("the shipped hooks run from a repository of git (entry and args as they are, language system)", () => {
    // The same file as shipped, but for `language: node`, which would ask the registry; `msqlint` is found on the path instead.
    const hooks = scratch({ ".pre-commit-hooks.yaml": read(root, ".pre-commit-hooks.yaml").replaceAll("language: node", "language: system") });
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" };
    const inHooks = (...args) => run("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: hooks, env });
    for (const args of [["init", "-q"], ["add", "."], ["commit", "-qm", "x"]]) assert.equal(inHooks(...args).code, 0);
    const rev = inHooks("rev-parse", "HEAD").stdout.trim();
    const folder = scratch();
    const launcher = write(folder, "msqlint", `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
    run("chmod", ["755", launcher]);
    const before = process.env.PATH;
    process.env.PATH = `${folder}${path.delimiter}${before}`;
    try {
      const config = JSON.stringify({ repos: [{ repo: hooks, rev, hooks: [{ id: "msqlint", args: ["--druid", "33"] }] }] });
      const { git } = repository({ "bad.sql": badSql }, config);
      git("add", ".");
      const commit = git("commit", "-m", "x");
      assert.notEqual(commit.code, 0);
      assert.match(commit.output, /clustered-by-desc/u);
    } finally {
      process.env.PATH = before;
    }
  });
  await check("from its repository of git pre-commit builds and installs msqlint (language node), then runs it", () => {
    const config = JSON.stringify({ repos: [{ repo: root, rev: run("git", ["rev-parse", "HEAD"], { cwd: root }).stdout.trim(), hooks: [{ id: "msqlint" }] }] });
    return installedHookStopsCommit(config);
  });
  await check("from a package, as the registry would give it, pre-commit installs msqlint and runs it", () => {
    const folder = scratch();
    const packed = run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
    const tarball = path.join(folder, JSON.parse(packed.stdout)[0].filename);
    const hook = { id: "msqlint", name: "msqlint", entry: "msqlint --allow-empty", language: "node", types_or: ["sql"], additional_dependencies: [tarball] };
    return installedHookStopsCommit(JSON.stringify({ repos: [{ repo: "local", hooks: [hook] }] }));
  });
}

/** Commits a bad file; says how long the installation took. */
function installedHookStopsCommit(config) {
  const { git, install } = repository({ "bad.sql": badSql }, config);
  git("add", ".");
  const start = performance.now();
  const installed = install();
  assert.equal(installed.code, 0, installed.output);
  const seconds = (performance.now() - start) / 1000;
  const commit = git("commit", "-m", "x");
  assert.notEqual(commit.code, 0);
  assert.match(commit.output, /clustered-by-desc/u);
  return `installed in ${seconds.toFixed(0)} s`;
}
