import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bad, createPlace, fixable, good, launcher } from "./run.ts";

describe("exit code", () => {
  it("0: no finding at error level", () => {
    const place = createPlace();
    place.put({ "a.sql": good, "b.sql": fixable });
    expect(place.run(["a.sql"])).toEqual({ code: 0, out: "✔ no findings in 1 file\n", error: "" });
    expect(place.run(["b.sql"]).code).toBe(0);
  });

  it("1: an error", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const { code, out, error } = place.run(["a.sql"]);
    expect(code).toBe(1);
    expect(out).toContain("6:14  error");
    expect(out).toContain("✖ 1 error in 1 file");
    expect(error).toBe("");
  });

  it("1: more warnings than --max-warnings", () => {
    const place = createPlace();
    place.put({ "a.sql": fixable });
    expect(place.run(["--max-warnings", "1", "a.sql"]).code).toBe(0);
    expect(place.run(["--max-warnings", "0", "a.sql"])).toMatchObject({ code: 1, error: "msqlint: 1 warning, more than --max-warnings 0\n" });
  });

  it.each([
    ["a missing file", ["nope.sql"], "no such file or folder: nope.sql"],
    ["a glob without match", ["*.xyz"], "no file matches: *.xyz"],
    ["a folder without SQL", ["empty"], "no Druid SQL found in empty"],
    ["no file at all", [], "no files given"],
    ["an unknown flag", ["--fux", "a.sql"], "unknown option '--fux' (Did you mean --fix?)"],
    ["an unknown release", ["--druid", "99", "a.sql"], "unknown Druid release `99`; known are imply-2022.06, 24.0.0"],
    ["an unknown rule", ["--rule", "trailing-semicolons:off", "a.sql"], "unknown rule `trailing-semicolons`; did you mean `trailing-semicolon`?"],
    ["an unknown format", ["--format", "xml", "a.sql"], "Known formats are stylish"],
    ["a binary file", ["binary.sql"], "binary.sql: is a binary file"],
    ["UTF-16", ["utf16.sql"], "utf16.sql: is UTF-16 text"],
    ["another encoding", ["latin1.sql"], "latin1.sql: is not valid UTF-8"],
    ["a missing configuration", ["--config", "gone.json", "a.sql"], "gone.json: no such file"],
    ["a broken configuration", ["--config", "broken.json", "a.sql"], "broken.json:1:3: unknown key `rulez`; did you mean `rules`?"],
    ["a missing schema file", ["--schema", "gone.json", "a.sql"], "gone.json: no such file"],
    ["a JSON file without payload", ["broken.json"], "no Druid SQL found in broken.json"],
  ])("2, with one line on standard error: %s", (_, args, words) => {
    const place = createPlace();
    place.put({ "a.sql": good, "empty/note.txt": "", "binary.sql": Buffer.from([83, 0]), "utf16.sql": Buffer.from("\uFEFFSELECT", "utf16le"), "latin1.sql": Buffer.from("\u00e9", "latin1"), "broken.json": '{ "rulez": {} }' });
    const { code, out, error } = place.run(args);
    expect(error).toContain(words);
    expect(error).toMatch(/^msqlint: [^\r\n]*\n$/);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("2 when one of several inputs cannot be read; the others are linted all the same", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const { code, out, error } = place.run(["--format", "compact", "a.sql", "nope.sql"]);
    expect([code, error]).toEqual([2, "msqlint: no such file or folder: nope.sql\n"]);
    expect(out).toMatch(/^a\.sql:6:14: error: /);
  });

  it("0 with --allow-empty where nothing matches", () => {
    const place = createPlace();
    place.put({ "note.txt": "" });
    expect(place.run(["--allow-empty", "."]).code).toBe(0);
  });

  it("0, said on standard error, when the configuration ignores every named file", () => {
    const place = createPlace();
    place.put({ "a.sql": bad, "msqlint.config.json": '{ "ignore": ["a.sql"] }' });
    expect(place.run(["a.sql"])).toEqual({ code: 0, out: "", error: "msqlint: every file given is ignored by the configuration\n" });
  });

  it("1 for a file over the size cap, which is a finding", () => {
    const place = createPlace();
    place.put({ "a.sql": good.repeat(40) });
    const { code, out } = place.run(["--max-size", "1kB", "--format", "compact", "a.sql"]);
    expect([code, out]).toEqual([1, expect.stringMatching(/^a\.sql:1:1: error: file of .* is over the size cap of 1 kB.*\[file-too-large\]\n$/)]);
  });
});

describe("standard input", () => {
  it("is linted for - and for --stdin, under the name given", () => {
    const place = createPlace();
    expect(place.run(["--format", "compact", "-"], bad).out).toMatch(/^<stdin>:6:14: error/);
    expect(place.run(["--format", "compact", "--stdin", "--stdin-filename", "x/y.sql"], bad).out).toMatch(/^x\/y\.sql:6:14: error/);
  });

  it("is left alone, and given back by --fix, where its name is ignored or it holds no SQL", () => {
    const place = createPlace();
    place.put({ "msqlint.config.json": JSON.stringify({ ignore: ["generated/**"] }) });
    expect(place.run(["-", "--stdin-filename", "generated/a.sql"], bad)).toEqual({ code: 0, out: "", error: "msqlint: every file given is ignored by the configuration\n" });
    expect(place.run(["--fix", "-", "--stdin-filename", "generated/a.sql"], fixable)).toMatchObject({ code: 0, out: fixable });
    expect(place.run(["--fix", "-", "--stdin-filename", "a.md"], "# Notes\n")).toMatchObject({ code: 2, out: "# Notes\n" });
    expect(place.run(["--fix", "-", "--stdin-filename", "a.sql"], fixable)).toMatchObject({ code: 0, out: good });
  });

  it("is read as the kind of document that its name says", () => {
    const place = createPlace();
    const { out } = place.run(["--format", "compact", "--stdin", "--stdin-filename", "guide.md"], "```sql\n" + bad + "```\n");
    expect(out).toMatch(/^guide\.md:7:14: error/);
  });

  it("goes out fixed with --fix, the report beside it", () => {
    const { code, out, error } = createPlace().run(["--fix", "-"], `\uFEFF${fixable}`);
    expect([code, out]).toEqual([0, `\uFEFF${good}`]);
    expect(error).toContain("1 finding fixed");
  });

  it("is refused when it is not text", () => {
    expect(createPlace().run(["-"], Buffer.from([0xff, 0xfe, 0x41, 0]))).toMatchObject({ code: 2, error: "msqlint: <stdin>: is UTF-16 text; save it as UTF-8\n" });
  });
});

describe("fixes", () => {
  it("are written in place; byte order mark, line ends and mode stay", () => {
    const place = createPlace();
    const text = `\uFEFF${fixable.replaceAll("\n", "\r\n")}`;
    place.put({ "a.sql": text });
    chmodSync(join(place.folder, "a.sql"), 0o640);
    expect(place.run(["--fix", "a.sql"]).code).toBe(0);
    expect(readFileSync(join(place.folder, "a.sql"), "utf8")).toBe(text.replace(";", ""));
    expect(statSync(join(place.folder, "a.sql")).mode & 0o777).toBe(0o640);
    expect(readdirSync(place.folder)).toEqual(["a.sql"]);
  });

  it("do not touch a file in which there is nothing to fix", () => {
    const place = createPlace();
    place.put({ "a.sql": good });
    const before = statSync(join(place.folder, "a.sql")).mtimeMs;
    place.run(["--fix", "a.sql"]);
    expect(statSync(join(place.folder, "a.sql")).mtimeMs).toBe(before);
  });

  it("are shown by --diff, which writes nothing and which git can apply", () => {
    const place = createPlace();
    place.put({ "a.sql": fixable, "b.sql": good });
    const { code, out } = place.run(["--diff", "a.sql", "b.sql"]);
    expect(code).toBe(1);
    expect(readFileSync(join(place.folder, "a.sql"), "utf8")).toBe(fixable);
    expect(spawnSync("git", ["apply", "-"], { cwd: place.folder, input: out }).status).toBe(0);
    expect(readFileSync(join(place.folder, "a.sql"), "utf8")).toBe(good);
    expect(place.run(["--diff", "a.sql", "b.sql"])).toEqual({ code: 0, out: "", error: "" });
  });

  it("go through the escapes of a payload", () => {
    const place = createPlace();
    const payload = `${JSON.stringify({ query: fixable, context: { maxNumTasks: 3 } }, null, 2)}\n`;
    place.put({ "a.json": payload });
    place.run(["--druid", "33", "--fix", "a.json"]);
    expect(readFileSync(join(place.folder, "a.json"), "utf8")).toBe(payload.replace(";", ""));
  });
});

describe("reports", () => {
  it("go each to the file behind its format, the last one to standard output", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const { code, out } = place.run(["--format", "json", "--output-file", "out/a.json", "--format", "sarif", "--output-file", "a.sarif", "--format", "compact", "a.sql"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^a\.sql:6:14: error/);
    expect(JSON.parse(readFileSync(join(place.folder, "out/a.json"), "utf8"))).toMatchObject([{ errorCount: 1, messages: [{ ruleId: "clustered-by-desc", line: 6, stage: "validate", statement: 0 }] }]);
    expect(JSON.parse(readFileSync(join(place.folder, "a.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  it("may not both go to standard output", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    expect(place.run(["--format", "json", "--format", "compact", "a.sql"])).toMatchObject({ code: 2, out: "" });
    expect(place.run(["--format", "json", "--output-file", "a", "--output-file", "b", "a.sql"])).toMatchObject({ code: 2, out: "" });
  });

  it("leave out warnings with --quiet", () => {
    const place = createPlace();
    place.put({ "a.sql": fixable });
    expect(place.run(["--quiet", "a.sql"]).out).toBe("✔ no findings in 1 file\n");
  });

  it("are coloured when asked, by flag or by FORCE_COLOR, not against NO_COLOR", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    expect(place.run(["a.sql"]).out).not.toContain("\u001b");
    expect(place.run(["--color", "a.sql"]).out).toContain("\u001b[");
    expect(place.run(["a.sql"], "", { FORCE_COLOR: "1" }).out).toContain("\u001b[");
    expect(place.run(["a.sql"], "", { FORCE_COLOR: "1", NO_COLOR: "1" }).out).not.toContain("\u001b");
    expect(place.run(["--no-color", "a.sql"], "", { FORCE_COLOR: "1" }).out).not.toContain("\u001b");
  });

  it("count findings by rule with --statistics", () => {
    const place = createPlace();
    place.put({ "a.sql": fixable, "b.sql": fixable });
    expect(place.run(["--statistics", "--rule", "repeated-overwrite-all:off", "--format", "compact", "."]).out).toMatch(/\n {5}2 {2}trailing-semicolon {2}\(2 fixable\)\n$/);
  });
});

describe("a share of the files", () => {
  /** What one file says of another depends on the share. */
  const alone = ["--rule", "repeated-overwrite-all:off"];

  it("is linted with --shard: shares are disjoint and together all", () => {
    const place = createPlace();
    place.put({ "a.sql": bad, "b.sql": bad, "c.sql": bad, "sub/d.sql": bad });
    const files = (shard: string, folder = ".") => [...place.run(["--format", "compact", ...alone, "--shard", shard, folder]).out.matchAll(/^([\w/]+)\.sql/gm)].map((match) => match[1]);
    expect([...files("1/2"), ...files("2/2")].sort()).toEqual(["a", "b", "c", "sub/d"]);
    expect([...files("1/2", "sub"), ...files("2/2", "sub")]).toEqual(["sub/d"]);
    expect(place.run(["--shard", "3/2", "."]).code).toBe(2);
  });

  it("is reported to programs when it is nothing", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const outs = ["1/2", "2/2"].map((shard) => place.run(["--format", "json", "--shard", shard, "a.sql"]).out);
    expect(outs.filter((out) => out === "[]\n")).toHaveLength(1);
    expect(outs.map((out) => (JSON.parse(out) as unknown[]).length).sort()).toEqual([0, 1]);
    place.run(["--format", "sarif", "--output-file", "report", "--allow-empty", "."]);
    expect(readFileSync(join(place.folder, "report"), "utf8")).toContain('"artifacts"');
  });

  it("is what git sees changed, with --changed, --since and --staged", () => {
    const place = createPlace();
    const git = (...args: string[]) => spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main", ...args], { cwd: place.folder });
    place.put({ "old.sql": bad, "edited.sql": good });
    git("init");
    git("add", ".");
    git("commit", "-m", "first");
    git("checkout", "-b", "work");
    place.put({ "edited.sql": bad, "untracked.sql": bad, "staged.sql": bad });
    git("add", "staged.sql");
    const files = (...args: string[]) => [...place.run(["--format", "compact", ...alone, ...args]).out.matchAll(/^(\w+)\.sql/gm)].map((match) => match[1]);
    expect(files("--staged")).toEqual(["staged"]);
    expect(files("--changed")).toEqual(["edited", "staged", "untracked"]);
    git("commit", "-am", "second");
    expect(files("--since", "main")).toEqual(["edited", "staged", "untracked"]);
    expect(place.run(["--since", "gone"])).toMatchObject({ code: 2, out: "" });
  });

  it("judges what is staged, not what lies in the folder, with --staged", () => {
    const place = createPlace();
    const git = (...args: string[]) => spawnSync("git", args, { cwd: place.folder });
    git("init");
    place.put({ "a.sql": bad });
    git("add", "a.sql");
    place.put({ "a.sql": good });
    expect(place.run(["--staged"]).code).toBe(1);
    expect(place.run(["--staged", "--fix"]).code).toBe(1);
  });

  it("is of what is staged the files alone: no links, no submodules", () => {
    const place = createPlace();
    const git = (...args: string[]) => spawnSync("git", args, { cwd: place.folder });
    git("init");
    place.put({ "a.sql": good });
    symlinkSync("a.sql", join(place.folder, "link.sql"));
    git("add", ".");
    expect(place.run(["--staged"])).toEqual({ code: 0, out: "✔ no findings in 1 file\n", error: "" });
  });

  it("is mended by --staged --fix where all of it is staged, and the commit waits to be looked at", () => {
    const place = createPlace();
    const git = (...args: string[]) => spawnSync("git", args, { cwd: place.folder, encoding: "utf8" }).stdout;
    git("init");
    place.put({ "all.sql": fixable, "part.sql": fixable, "mended.sql": fixable, "good.sql": good });
    git("add", ".");
    place.put({ "part.sql": `${fixable}-- more\n`, "mended.sql": good });
    const first = place.run(["--staged", "--fix", "--format", "compact", ...alone]);
    expect(first.code).toBe(1);
    expect(first.error).toBe("msqlint: mended, but not staged yet: all.sql\nmsqlint: judged as staged and not mended, for the folder holds another text: mended.sql, part.sql\n");
    expect([...first.out.matchAll(/^(\w+)\.sql/gm)].map((match) => match[1])).toEqual(["mended", "part"]);
    expect(readFileSync(join(place.folder, "all.sql"), "utf8")).toBe(good);
    expect(readFileSync(join(place.folder, "part.sql"), "utf8")).toBe(`${fixable}-- more\n`);
    expect(git("show", ":all.sql")).toBe(fixable);
    git("add", ".");
    expect(place.run(["--staged", "--fix", ...alone, "all.sql", "mended.sql", "good.sql"])).toEqual({ code: 0, out: "✔ no findings in 3 files\n", error: "" });
  });

  it("may be nothing", () => {
    const place = createPlace();
    spawnSync("git", ["init"], { cwd: place.folder });
    expect(place.run(["--staged"])).toEqual({ code: 0, out: "", error: "" });
  });
});

describe("the process", () => {
  it("ends without a word when nobody reads any more", async () => {
    const place = createPlace();
    place.put(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${String(index)}.sql`, bad])));
    const child = spawn(process.execPath, [launcher, "--format", "json", "."], { cwd: place.folder });
    child.stdout.destroy();
    let error = "";
    child.stderr.on("data", (chunk: Buffer) => (error += chunk.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, error]).toEqual([1, ""]);
  });

  it("keeps findings in a cache that gives the same report", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const first = place.run(["--cache-location", "c/cache.json", "a.sql"]);
    expect(existsSync(join(place.folder, "c/cache.json"))).toBe(true);
    expect(place.run(["--cache-location", "c/cache.json", "a.sql"])).toEqual(first);
  });
});

describe("an interrupt", () => {
  it.each([[[] as string[]], [["--fix"]]])("ends a long run with %j and leaves no half-written file", async (options) => {
    const place = createPlace();
    place.put(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`f${String(index)}.sql`, fixable.repeat(5)])));
    const child = spawn(process.execPath, [launcher, ...options, "."], { cwd: place.folder, stdio: "ignore" });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill("SIGINT");
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => child.on("close", (...ends) => { resolve(ends); }));
    expect(code === 130 || signal === "SIGINT").toBe(true);
    expect(readdirSync(place.folder).filter((name) => !/^f\d+\.sql$/.test(name))).toEqual([]);
  });
});

describe("a baseline", () => {
  it("keeps what it holds from counting, says what no longer occurs and drops it", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    expect(place.run(["--baseline", "b.json", "a.sql"])).toMatchObject({ code: 2, out: "" });
    expect(place.run(["--update-baseline", "a.sql"]).error).toContain("--update-baseline needs --baseline");
    expect(place.run(["--baseline", "b.json", "--update-baseline", "a.sql"])).toMatchObject({ code: 0, error: "msqlint: the baseline b.json holds 1 findings of this run\n" });
    expect(place.run(["--baseline", "b.json", "a.sql"])).toMatchObject({ code: 0, error: "" });
    place.put({ "a.sql": good });
    expect(place.run(["--baseline", "b.json", "a.sql"]).error).toContain("that no longer occur: 1; --update-baseline removes them");
    place.run(["--baseline", "b.json", "--update-baseline", "a.sql"]);
    expect(place.run(["--baseline", "b.json", "a.sql"])).toMatchObject({ code: 0, error: "" });
  });
});
