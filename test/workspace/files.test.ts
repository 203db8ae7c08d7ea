import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { openCache, stampOf } from "../../src/workspace/cache.ts";
import { createConfiguration, type Configuration, type ConfigurationOptions } from "../../src/workspace/configuration/resolve.ts";
import { discover } from "../../src/workspace/discover.ts";
import { decode, parseSize, readText } from "../../src/workspace/read.ts";
import { createRunner } from "../../src/workspace/run.ts";
import { writeText } from "../../src/workspace/write.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "msqlint-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes files by their paths in the folder. */
function put(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function configuration(options: Partial<ConfigurationOptions> = {}): Configuration {
  return createConfiguration({ cwd: folder, registry: builtinRegistry, file: null, enabled: true, allowCode: true, commandLine: null, ...options });
}

async function found(...patterns: string[]): Promise<readonly string[]> {
  const settings = configuration();
  const { files } = await discover({ patterns, cwd: folder, ignoredIn: (each) => settings.ignoredIn(each), gitignore: await settings.heedsGitignore(folder) });
  return files.map((file) => relative(folder, file.path));
}

describe("discovery", () => {
  beforeEach(() => {
    put({ "a.sql": "", "b/c.sql": "", "b/d.md": "", "b/e.txt": "", "node_modules/x/y.sql": "", ".hidden/z.sql": "", "b/f.sql.j2": "" });
  });

  it("takes from a folder what may hold SQL, sorted, without hidden and installed things", async () => {
    expect(await found(".")).toEqual(["a.sql", "b/c.sql", "b/d.md", "b/f.sql.j2"]);
  });

  it("takes a named file whatever its ending", async () => {
    expect(await found("b/e.txt", "a.sql", "a.sql")).toEqual(["b/e.txt", "a.sql"]);
  });

  it("takes what a glob matches", async () => {
    expect(await found("**/*.sql")).toEqual(["a.sql", "b/c.sql"]);
    expect(await found("b/*.{txt,md}")).toEqual(["b/d.md", "b/e.txt"]);
  });

  it("says which argument names nothing", async () => {
    const { problems } = await discover({ patterns: ["nope.sql", "*.xyz"], cwd: folder, ignoredIn: () => Promise.resolve(() => false), gitignore: true });
    expect(problems).toEqual(["no such file or folder: nope.sql", "no file matches: *.xyz"]);
  });

  it("heeds .gitignore files, the nearest first, up to the repository's root", async () => {
    put({ ".gitignore": "b/\n*.md\n", "b/.gitignore": "", "q/k.md": "", "q/.gitignore": "!k.md\n", ".git/HEAD": "" });
    expect(await found(".")).toEqual(["a.sql", "q/k.md"]);
  });

  it("lints a folder that is named although git ignores it", async () => {
    put({ ".gitignore": "b/\n", ".git/HEAD": "" });
    expect(await found("b")).toEqual(["b/c.sql", "b/d.md", "b/f.sql.j2"]);
  });

  it("leaves out what the configuration ignores", async () => {
    put({ "msqlint.config.json": '{ "ignore": ["b/*", "!b/c.sql"] }' });
    expect(await found(".")).toEqual(["a.sql", "b/c.sql"]);
  });

  it("follows links to files, not to folders", async () => {
    symlinkSync(join(folder, "a.sql"), join(folder, "b", "link.sql"));
    symlinkSync(folder, join(folder, "b", "loop"));
    expect(await found("b")).toEqual(["b/c.sql", "b/d.md", "b/f.sql.j2", "b/link.sql"]);
  });
});

describe("reading", () => {
  it("takes a byte order mark off and remembers it", () => {
    expect(decode(Buffer.from("\uFEFFSELECT 1"))).toEqual({ kind: "text", text: "SELECT 1", byteOrderMark: true });
  });

  it.each([
    ["UTF-16", Buffer.from("\uFEFFSELECT", "utf16le"), "UTF-16"],
    ["a binary file", Buffer.from([65, 0, 66]), "binary"],
    ["other encodings", Buffer.from("caf\u00e9", "latin1"), "not valid UTF-8"],
  ])("refuses %s in one line", (_, bytes, words) => {
    const read = decode(bytes);
    expect(read.kind).toBe("refused");
    expect(read.kind === "refused" && read.message).toContain(words);
    expect(read.kind === "refused" && read.message).not.toMatch(/[\r\n]/);
  });

  it("does not read a file over the cap", () => {
    put({ "a.sql": "x".repeat(2000) });
    expect(readText(join(folder, "a.sql"), 1024)).toMatchObject({ kind: "too-large" });
  });

  it("says by how much where sizes are the same when rounded", () => {
    put({ "a.sql": "x".repeat(2000) });
    expect(readText(join(folder, "a.sql"), 1999)).toHaveProperty("message", expect.stringContaining("file of 2,000 bytes is over the size cap of 1,999 bytes"));
    expect(readText(join(folder, "a.sql"), 1024)).toHaveProperty("message", expect.stringContaining("file of 2 kB is over the size cap of 1 kB"));
  });

  it.each([["10MB", 10_485_760], ["1.5k", 1536], ["77", 77], ["many", null], ["-1", null]])("reads the size %s", (text, size) => {
    expect(parseSize(text)).toBe(size);
  });
});

describe("a file that vanishes between being found and being read", () => {
  it("is refused, and the others are linted", async () => {
    put({ "a.sql": "SELECT 1 AS x" });
    const runner = createRunner({ configuration: configuration(), maxSize: 1000, fix: null, cache: null });
    const outcomes = [await runner.lintFile({ path: join(folder, "gone.sql"), named: false }), await runner.lintFile({ path: join(folder, "a.sql"), named: false })];
    expect(outcomes).toMatchObject([{ kind: "refused", message: "no such file or folder" }, { kind: "linted" }]);
  });
});

describe("writing", () => {
  it("keeps mode, links and byte order mark, and leaves nothing beside", () => {
    put({ "a.sql": "old" });
    chmodSync(join(folder, "a.sql"), 0o751);
    symlinkSync("a.sql", join(folder, "link.sql"));
    writeText(join(folder, "link.sql"), "new", true);
    expect(readFileSync(join(folder, "a.sql"), "utf8")).toBe("\uFEFFnew");
    expect(statSync(join(folder, "a.sql")).mode & 0o777).toBe(0o751);
    expect(readdirSync(folder).sort()).toEqual(["a.sql", "link.sql"]);
  });

  it("leaves what was changed, or is gone, since it was read", () => {
    put({ "a.sql": "of somebody else" });
    const before = { text: "as it was read", byteOrderMark: false };
    expect(() => { writeText(join(folder, "a.sql"), "fixed", false, before); }).toThrow("it changed while it was linted");
    expect(() => { writeText(join(folder, "gone.sql"), "fixed", false, before); }).toThrow(/ENOENT/);
    expect(readFileSync(join(folder, "a.sql"), "utf8")).toBe("of somebody else");
    expect(readdirSync(folder)).toEqual(["a.sql"]);
  });

  it("leaves the file as it was when it cannot be written", () => {
    put({ "a.sql": "old" });
    expect(() => {
      writeText(join(folder, "missing.sql"), "new");
    }).toThrow(/ENOENT/);
    expect(readdirSync(folder)).toEqual(["a.sql"]);
  });
});

describe("configuration", () => {
  it("is 33 and recommended when there is none", async () => {
    const settings = await configuration().settingsFor(join(folder, "a.sql"));
    expect([settings.release.name, settings.engine, settings.preset, settings.schema]).toEqual(["33.0.0", "any", "recommended", null]);
  });

  it("cascades: the nearest file wins, what it does not say comes from above", async () => {
    put({
      "msqlint.config.json": '{ "druid": 27, "rules": { "trailing-semicolon": "off", "unused-suppression": "off" } }',
      "jobs/msqlint.config.json": '{ "engine": "msq", "rules": { "trailing-semicolon": "error" } }',
    });
    const settings = await configuration().settingsFor(join(folder, "jobs/a.sql"));
    expect([settings.release.name, settings.engine]).toEqual(["27.0.0", "msq"]);
    expect(settings.rules.byName.get("trailing-semicolon")?.severity).toBe("error");
    expect(settings.rules.byName.has("unused-suppression")).toBe(false);
  });

  it("stops above a root", async () => {
    put({ "msqlint.config.json": '{ "druid": 27 }', "jobs/msqlint.config.json": '{ "root": true }' });
    expect((await configuration().settingsFor(join(folder, "jobs/a.sql"))).release.name).toBe("33.0.0");
  });

  it("begins with the files that it extends", async () => {
    put({ "base.json": '{ "druid": 26, "engine": "msq", "overrides": [{ "files": "old/**", "druid": 24 }] }', "msqlint.config.json": '{ "extends": "./base.json", "druid": 28 }' });
    expect((await configuration().settingsFor(join(folder, "a.sql"))).release.name).toBe("28.0.0");
    expect((await configuration().settingsFor(join(folder, "a.sql"))).engine).toBe("msq");
  });

  it("overrides by pattern, relative to its own folder", async () => {
    put({ "jobs/msqlint.config.json": '{ "druid": 28, "overrides": [{ "files": ["old/**", "!old/new.sql"], "druid": 24 }] }' });
    expect((await configuration().settingsFor(join(folder, "jobs/old/a.sql"))).release.name).toBe("24.0.0");
    expect((await configuration().settingsFor(join(folder, "jobs/old/new.sql"))).release.major).toBe(28);
    expect((await configuration().settingsFor(join(folder, "jobs/a.sql"))).release.major).toBe(28);
  });

  it("takes comments and trailing commas", async () => {
    put({ "msqlint.config.json": '{ // the cluster\n "druid": "27.0", /* old */ }' });
    expect((await configuration().settingsFor(join(folder, "a.sql"))).release.name).toBe("27.0.0");
  });

  it("takes the schema file's release when nobody names one", async () => {
    put({ "schema.json": '{ "druid": "26.0.0", "tables": { "t": { "columns": { "__time": "TIMESTAMP", "n": "LONG", "j": "COMPLEX<json>", "odd": "WHATEVER" } } } }', "msqlint.config.json": '{ "schema": "./schema.json" }' });
    const settings = await configuration().settingsFor(join(folder, "a.sql"));
    expect(settings.release.name).toBe("26.0.0");
    const columns = settings.schema?.tables.get("t")?.columns;
    expect([...(columns ?? [])].map(([name, type]) => [name, type.name])).toEqual([["__time", "TIMESTAMP"], ["n", "BIGINT"], ["j", "OTHER"], ["odd", "UNKNOWN"]]);
  });

  it("says which file and line says so", async () => {
    put({ "msqlint.config.json": '{\n  "druid": 27,\n  "rules": {\n    "trailing-semicolon": "off"\n  }\n}' });
    const { origins } = await configuration().settingsFor(join(folder, "a.sql"));
    expect(origins.get("druid")).toBe(`${join(folder, "msqlint.config.json")}:2:3`);
    expect(origins.get("rules.trailing-semicolon")).toBe(`${join(folder, "msqlint.config.json")}:4:5`);
  });

  it("loads rules of one's own from code, which JSON beside may set", async () => {
    put({
      "msqlint.config.js": `export default { customRules: [{ meta: { name: "no-select", category: "style", stage: "parse", severity: "error", since: "1", druid: ">=23", evidence: "source", fix: "none", docs: { description: "x" }, sources: [], messages: { no: "no" }, schema: null, languages: ["msqlint/sql"] }, create: (context) => ({ Statement: (node) => context.report({ at: node, messageId: "no" }) }) }] };`,
      "package.json": '{ "type": "module" }',
      "msqlint.config.json": '{ "rules": { "no-select": "warn" } }',
      "a.sql": "SELECT 1",
    });
    const runner = createRunner({ configuration: configuration(), maxSize: 1000, fix: null, cache: null });
    const outcome = await runner.lintFile({ path: join(folder, "a.sql"), named: true });
    expect(outcome.kind === "linted" && outcome.result.findings.map((finding) => [finding.ruleId, finding.severity])).toEqual([["no-select", "warn"]]);
  });

  it("does not run code that is forbidden", async () => {
    put({ "msqlint.config.js": "throw new Error('ran')" });
    expect((await configuration({ allowCode: false }).settingsFor(join(folder, "a.sql"))).files).toEqual([]);
    await expect(configuration().settingsFor(join(folder, "a.sql"))).rejects.toThrow("cannot be loaded: ran");
  });

  it.each([
    ['{ "druid": 27', /:1:14: not valid JSON/],
    ['{\n "drui": 27 }', /:2:2: unknown key `drui`; did you mean `druid`\?/],
    ['{ "rules": { "trailing-semicolon": ["error", { "x": 1 }] } }', /trailing-semicolon/],
    ['{ "extends": "./gone.json" }', /gone\.json: no such file/],
    ['{ "extends": "./msqlint.config.json" }', /extends itself/],
    ["[]", /expected a JSON object/],
    ["", /is empty/],
  ])("refuses %s with its place", async (text, message) => {
    put({ "msqlint.config.json": text });
    await expect(configuration().settingsFor(join(folder, "a.sql"))).rejects.toThrow(message);
  });
});

describe("the cache", () => {
  const sql = "INSERT INTO t SELECT a FROM s PARTITIONED BY ALL;";

  async function lint(cacheFile: string, override: string | null = null) {
    const cache = openCache(cacheFile, "1");
    const commandLine = override === null ? null : { settings: { druid: override }, optionOf: () => "--druid" };
    const runner = createRunner({ configuration: configuration({ commandLine }), maxSize: 10_000, fix: null, cache });
    const outcome = await runner.lintFile({ path: join(folder, "a.sql"), named: true });
    cache.save();
    return outcome.kind === "linted" ? outcome.result.findings : null;
  }

  beforeEach(() => {
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "home"));
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** Without its findings, under a plain hash. */
  function sealedAnew(bytes: Buffer): Buffer {
    const contents = bytes.subarray(bytes.indexOf(10) + 1).toString().replace(/"findings":.*?,"summaries"/u, '"findings":[],"summaries"');
    return Buffer.from(`${createHash("sha256").update(contents).digest("base64url")}\n${contents}`);
  }

  it("gives what a lint would give", async () => {
    put({ "a.sql": sql });
    const file = join(folder, "cache/cache.json");
    const first = await lint(file);
    expect(first?.length).toBeGreaterThan(0);
    expect(await lint(file)).toEqual(first);
    expect(await lint(file, "37")).not.toEqual(first);
  });

  it("sees another text of the same length, whatever its time says", async () => {
    const path = join(folder, "a.sql");
    const time = new Date("2024-01-01");
    const write = (text: string) => {
      put({ "a.sql": text });
      utimesSync(path, time, time);
    };
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    try {
      write("SELECT aa FROM t WHERE b = 1");
      const file = join(folder, "cache.json");
      expect(await lint(file)).toEqual([]);
      expect(await lint(file)).toEqual([]);
      write("SELECT aa FROM t WHERE b = =");
      expect((await lint(file))?.map((finding) => finding.ruleId)).toEqual(["syntax-error"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("trusts the stamp of no file that was written a moment ago, or is too large", () => {
    put({ "a.sql": sql });
    const path = join(folder, "a.sql");
    expect(stampOf(path, 1000)).toBeNull();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect(stampOf(path, 1000)).not.toBeNull();
    expect(stampOf(path, 10)).toBeNull();
    vi.useRealTimers();
    expect(stampOf(join(folder, "none.sql"), 1000)).toBeNull();
  });

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["tampered with", (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll('"severity":"warn"', '"severity":"info"'))],
    ["sealed with a checksum that anybody can make", (bytes: Buffer) => sealedAnew(bytes)],
    ["of another form", () => Buffer.from('{"version":"1","entries":{"x":5}}')],
    ["empty", () => Buffer.alloc(0)],
  ])("that is %s only costs another lint", async (_, spoil) => {
    put({ "a.sql": sql });
    const file = join(folder, "cache.json");
    const first = await lint(file);
    const bytes = readFileSync(file);
    const spoilt = spoil(bytes);
    expect(spoilt.equals(bytes)).toBe(false);
    writeFileSync(file, spoilt);
    expect(await lint(file)).toEqual(first);
  });

  it("is taken from nobody who has another key, and by nobody who can keep none", async () => {
    put({ "a.sql": sql });
    const file = join(folder, "cache.json");
    const first = await lint(file);
    const poisoned = Buffer.from(readFileSync(file).toString().replace(/"findings":.*?,"summaries"/u, '"findings":[],"summaries"'));
    writeFileSync(file, poisoned);
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "another-home"));
    expect(await lint(file)).toEqual(first);
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "a.sql"));
    const left = readFileSync(file);
    expect(await lint(file)).toEqual(first);
    expect(readFileSync(file).equals(left)).toBe(true);
  });
});
