// Report formats, read by the programs that they are meant for.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { assert, badSql, bin, packageVersion, run, scratch, versionOf, write } from "./harness.mjs";

const here = import.meta.dirname;
const reviewdog = existsSync(path.join(here, ".bin", "reviewdog")) ? path.join(here, ".bin", "reviewdog") : "reviewdog";
const jenkinsJars = path.join(here, "jenkins", "target", "dependency");
const sarifTool = path.join(here, "node_modules", ".bin", "sarif-multitool");

/** Built from source it calls itself "dev": Go knows what it was built from. */
function reviewdogVersion() {
  if (versionOf(reviewdog, ["-version"]) === null) return null;
  return /reviewdog\/reviewdog\s+v([\d.]+)/u.exec(run("go", ["version", "-m", reviewdog]).stdout)?.[1] ?? "of an unknown version";
}

const versions = {
  "sarif-multitool": packageVersion("@microsoft/sarif-multitool"),
  "@actions/core": packageVersion("@actions/core"),
  "azure-pipelines-task-lib": packageVersion("azure-pipelines-task-lib"),
  reviewdog: reviewdogVersion(),
  "Jenkins analysis-model": existsSync(jenkinsJars) && versionOf("java", ["-version"]) !== null ? "13.2.0" : null,
};

export const version = () => (Object.values(versions).includes(null) ? null : Object.entries(versions).map(([name, number]) => `${name} ${number}`).join(", "));
export const how = `${Object.entries(versions).filter(([, number]) => number === null).map(([name]) => name).join(", ")} missing: npm ci --prefix test/clients; GOBIN=$PWD/test/clients/.bin go install github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0; mvn -f test/clients/jenkins dependency:copy-dependencies`;

/** Names and texts that mean something to one format or another. */
const hostileFiles = {
  "a.sql": badSql,
  "50% of ä, b;c=d's.sql": badSql,
  "sub folder/<x>&\"y\".sql": "INSERT INTO t SELECT \"a]]>%0A::error::b;]\" AS \"__time\" FROM x PARTITIONED BY DAYS\n",
  "emoji.sql": badSql.replace('"zone" DESC', '/* 😀 */ "zone" DESC'),
};

function project() {
  const folder = scratch(hostileFiles);
  const report = (format) => {
    const { code, stdout, output } = run(process.execPath, [bin, "--format", format, "."], { cwd: folder });
    assert.equal(code, 1, output);
    return stdout;
  };
  const results = JSON.parse(report("json"));
  const findings = results.flatMap((result) => result.messages.map((message) => ({ ...message, file: path.relative(folder, result.filePath).replaceAll(path.sep, "/") })));
  assert.ok(findings.length >= Object.keys(hostileFiles).length);
  return { folder, report, findings, save: (format) => write(folder, `report.${format}`, report(format)) };
}

const sorted = (rows) => [...rows].sort();

function jenkins(parser, file) {
  const { code, stdout, output } = run("java", ["-cp", path.join(jenkinsJars, "*"), path.join(here, "jenkins", "Reports.java"), parser, file]);
  assert.equal(code, 0, output);
  return stdout.trim().split("\n").map((line) => line.split("\t"));
}

/** The relative path that a reader made of one of ours, which may be absolute. */
const relativeTo = (folder, file) => (path.isAbsolute(file) ? path.relative(folder, file) : file);

function readByReviewdog(folder, format, input) {
  const { code, stdout, output } = run(reviewdog, [`-f=${format}`, "-reporter=local", "-filter-mode=nofilter", "-diff=true"], { cwd: folder, input });
  assert.equal(code, 0, output);
  return stdout.trim().split("\n");
}

export async function checks({ check }) {
  const { folder, report, findings, save } = project();

  await check("SARIF: Microsoft's validator (schema and rules) finds no error", () => {
    const validated = run(sarifTool, ["validate", save("sarif")], { cwd: folder });
    assert.equal(validated.code, 0, validated.output);
    assert.doesNotMatch(validated.output, /\berror\b/u);
  });
  await check("SARIF: Jenkins reads every finding at its line", () => {
    const read = jenkins("sarif", save("sarif")).map(([, file, line]) => `${relativeTo(folder, file)}:${line}`);
    assert.deepEqual(sorted(read), sorted(findings.map(({ file, line }) => `${file}:${String(line)}`)));
  });
  await check("rdjson: reviewdog reads every finding", () => {
    assert.equal(readByReviewdog(folder, "rdjson", report("rdjson")).length, findings.length);
  });
  await check("Checkstyle: reviewdog reads every finding at its place", () => {
    const read = readByReviewdog(folder, "checkstyle", report("checkstyle"));
    for (const { file, line, column } of findings) assert.ok(read.some((row) => relativeTo(folder, row).startsWith(`${file}:${String(line)}:${String(column)}:`)), `${file}:${String(line)}:${String(column)}`);
  });
  await check("Checkstyle: Jenkins reads every finding at its place", () => {
    const read = jenkins("checkstyle", save("checkstyle")).map(([, file, line, column]) => `${relativeTo(folder, file)}:${line}:${column}`);
    assert.deepEqual(sorted(read), sorted(findings.map(({ file, line, column }) => `${file}:${String(line)}:${String(column)}`)));
  });
  await check("JUnit: Jenkins reads every failure", () => {
    const failures = findings.filter(({ severity }) => severity > 0);
    assert.equal(jenkins("junit", save("junit")).length, failures.length);
  });
  await check("GitLab: Jenkins reads the same format (Code Climate), every finding at its line", () => {
    const read = jenkins("code-climate", save("gitlab")).map(([, file, line]) => `${file}:${line}`);
    assert.deepEqual(sorted(read), sorted(findings.map(({ file, line }) => `${file}:${String(line)}`)));
  });
  await check("GitLab: what its own schema requires is there, fingerprints differ", () => {
    const issues = JSON.parse(report("gitlab"));
    for (const issue of issues) {
      for (const key of ["description", "fingerprint", "severity"]) assert.equal(typeof issue[key], "string");
      assert.equal(typeof issue.location.path, "string");
      assert.ok(Number.isInteger(issue.location.lines.begin));
    }
    assert.equal(new Set(issues.map((issue) => issue.fingerprint)).size, issues.length);
  });
  await check("GitHub: each annotation is what @actions/core would print", async () => {
    const script = write(folder, "annotate.mjs", `
      import { pathToFileURL } from "node:url";
      const core = await import(pathToFileURL(process.argv[2]).href);
      const say = { 2: core.error, 1: core.warning, 0: core.notice };
      for (const f of JSON.parse(process.argv[3])) say[f.severity](f.message, { title: "msqlint " + f.ruleId, file: f.file, startLine: f.line, endLine: f.endLine, startColumn: f.column, endColumn: f.endColumn });`);
    const core = path.join(here, "node_modules", "@actions", "core", "lib", "core.js");
    const theirs = run(process.execPath, [script, core, JSON.stringify(findings)]);
    assert.equal(theirs.code, 0, theirs.output);
    const normal = (text) => sorted(text.trim().split("\n").map((line) => {
      const [, level, properties, message] = /^::(\w+) (.*?)::(.*)$/u.exec(line);
      return `${level} ${sorted(properties.split(",")).join(",")} ${message}`;
    }));
    // A finding over several lines has no columns: GitHub refuses them there.
    assert.deepEqual(normal(report("github")), normal(theirs.stdout));
  });
  await check("Azure Pipelines: its task library reads each command back", () => {
    const { commandFromString } = createRequire(path.join(here, "package.json"))("azure-pipelines-task-lib/taskcommand.js");
    const read = report("azure").trim().split("\n").map((line) => commandFromString(line));
    const wanted = findings.map(({ file, line, column, ruleId, message }) => [file, String(line), String(column), ruleId, message].join("|"));
    assert.deepEqual(sorted(read.map(({ properties: p, message }) => [p.sourcepath, p.linenumber, p.columnnumber, p.code, message].join("|"))), sorted(wanted));
    assert.ok(read.every(({ command }) => command === "task.logissue"));
  });
}
