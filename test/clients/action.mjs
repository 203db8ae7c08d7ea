// The shell steps of action.yml, run by bash as a runner of GitHub runs them; uploading is the runner's own affair.
import path from "node:path";
import { createRequire } from "node:module";
import { chmodSync, existsSync, symlinkSync } from "node:fs";
import { assert, badSql, goodSql, read, root, run, scratch, versionOf, write } from "./harness.mjs";

export const version = () => {
  const bash = versionOf("bash");
  return bash === null ? null : `bash ${bash}`;
};
export const how = "apt-get install bash";

/** Runs the action in a folder; `${{ inputs.x }}` is what is given, else the input's default. */
function runAction(folder, given) {
  const { parse } = createRequire(path.join(root, "package.json"))("yaml");
  const action = parse(read(root, "action.yml"));
  const inputs = { ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])), ...given };
  // The first step links the launcher under the command's name: in a copy, not in this checkout.
  const actionPath = scratch({ "bin/msqlint.js": read(root, "bin/msqlint.js"), "bin/package.json": read(root, "bin/package.json") });
  chmodSync(path.join(actionPath, "bin", "msqlint.js"), 0o755);
  symlinkSync(path.join(root, "dist"), path.join(actionPath, "dist"));
  const value = (text) => text.replaceAll(/\$\{\{ (?:inputs\.([\w-]+)|github\.action_path) \}\}/gu, (_, name) => (name === undefined ? actionPath : inputs[name]));
  const pathFile = write(scratch(), "path", "");
  let output = "";
  for (const step of action.runs.steps.filter((each) => each.run !== undefined)) {
    const added = read(path.dirname(pathFile), "path").split("\n").filter((line) => line !== "");
    const env = { ...process.env, ...Object.fromEntries(Object.entries(step.env ?? {}).map(([key, text]) => [key, value(text)])), GITHUB_PATH: pathFile, PATH: [...added, process.env.PATH].join(path.delimiter) };
    const result = run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], { cwd: folder, env });
    output += result.output;
    if (result.code !== 0) return { code: result.code, output };
  }
  return { code: 0, output };
}

export async function checks({ check }) {
  await check("a bad file fails the step, with an annotation at its place", () => {
    const { code, output } = runAction(scratch({ "sql/a.sql": badSql }), {});
    assert.equal(code, 1, output);
    assert.match(output, /^::error .*file=sql\/a\.sql,line=5.*clustered-by-desc/mu);
  });
  await check("a good one passes", () => {
    const { code, output } = runAction(scratch({ "a.sql": goodSql }), { druid: "33" });
    assert.equal(code, 0, output);
  });
  await check("paths, globs and arguments are several words; SARIF is written beside the annotations", () => {
    // Targets of their own: writing one whole from two files is a finding too.
    const into = (target) => badSql.replace('"trips"', `"${target}"`);
    const folder = scratch({ "one/a.sql": into("a"), "two/b.sql": into("b"), "three/c.sql": into("c") });
    const { code, output } = runAction(folder, { paths: "one tw*/**/*.sql", args: "--max-warnings 0", sarif: "out.sarif" });
    assert.equal(code, 1, output);
    assert.equal(output.match(/^::error /gmu).length, 2);
    assert.ok(existsSync(path.join(folder, "out.sarif")));
    const { runs } = JSON.parse(read(folder, "out.sarif"));
    assert.equal(runs[0].results.length, 2);
  });
  await check("with --changed --since only what the branch touches is annotated; SARIF is there for nothing too", () => {
    const folder = scratch({ "old.sql": badSql, "b.sql": goodSql });
    const git = (...args) => run("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder });
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "first");
    git("checkout", "-qb", "work");
    const since = { args: "--changed --since main", sarif: "out.sarif" };
    const nothing = runAction(folder, since);
    assert.equal(nothing.code, 0, nothing.output);
    assert.deepEqual(JSON.parse(read(folder, "out.sarif")).runs[0].results, []);
    write(folder, "b.sql", badSql);
    git("commit", "-qam", "second");
    const { code, output } = runAction(folder, since);
    assert.equal(code, 1, output);
    assert.deepEqual(output.match(/file=\w+\.sql/gu), ["file=b.sql"]);
  });
  await check("what is no release ends with exit code 2", () => {
    assert.equal(runAction(scratch({ "a.sql": goodSql }), { druid: "7" }).code, 2);
  });
}
