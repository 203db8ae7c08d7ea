import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bad, createPlace, fixable, good, launcher } from "./run.ts";
import type { Outcome, Place } from "./run.ts";

/** Runs the tool as a user who owns nothing here; null where this checkout is closed to others. */
function runAsNobody(place: Place, args: readonly string[]): Outcome | null {
  const nobody = 65_534;
  const result = spawnSync(process.execPath, [launcher, ...args], { cwd: place.folder, encoding: "utf8", uid: nobody, gid: nobody });
  if (result.stderr.includes("Cannot find module")) return null;
  return { code: result.status, out: result.stdout, error: result.stderr };
}

/** What every refusal is: one line, nothing on standard output, exit code 2. */
function expectRefusal({ code, out, error }: Outcome, words: string): void {
  expect(error).toContain(words);
  expect(error).toMatch(/^msqlint: [^\r\n]*\n$/);
  expect({ code, out }).toEqual({ code: 2, out: "" });
}

describe("what is no file", () => {
  it.skipIf(process.platform === "win32")("is refused when it is a pipe that nobody writes to", () => {
    const place = createPlace();
    spawnSync("mkfifo", [join(place.folder, "pipe.sql")]);
    expectRefusal(place.run(["pipe.sql"]), "pipe.sql: is a pipe, not a file");
  });

  it.skipIf(process.platform === "win32")("is refused when it is a device", () => {
    expectRefusal(createPlace().run(["/dev/zero"]), "/dev/zero: is a device, not a file");
  });

  it.skipIf(process.platform === "win32")("is read when the shell gives it as a pipe", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const { status, stdout } = spawnSync("bash", ["-c", `"${process.execPath}" "${launcher}" --format compact <(cat a.sql)`], { cwd: place.folder, encoding: "utf8" });
    expect([status, stdout]).toEqual([1, expect.stringContaining("clustered-by-desc")]);
  });

  it("is refused when its links lead in a circle, and a folder with such links is linted", () => {
    const place = createPlace();
    place.put({ "sql/a.sql": good });
    symlinkSync("loop.sql", join(place.folder, "sql/loop.sql"));
    symlinkSync(".", join(place.folder, "sql/again"));
    expect(place.run(["."])).toEqual({ code: 0, out: "✔ no findings in 1 file\n", error: "" });
    const { code, error } = place.run(["sql/loop.sql"]);
    expect([code, error]).toEqual([2, expect.stringMatching(/^msqlint: [^\n]*\n$/)]);
  });
});

describe("a folder that may not be read", () => {
  it.skipIf(process.getuid?.() !== 0)("is said, by itself, within another and under a glob, and the files beside it are linted", () => {
    const place = createPlace();
    place.put({ "sql/a.sql": good, "sql/closed/a.sql": bad });
    chmodSync(place.folder, 0o755);
    chmodSync(join(place.folder, "sql/closed"), 0o700);
    const said = "msqlint: sql/closed: cannot be read: permission denied\n";
    const linted = "✔ no findings in 1 file\n";
    for (const [pattern, out] of [["sql", linted], ["sql/**/*.sql", linted], ["sql/closed", ""]] as const) {
      const outcome = runAsNobody(place, [pattern]);
      if (outcome === null) return;
      expect([pattern, outcome]).toEqual([pattern, { code: 2, out, error: said }]);
    }
  });

  it.skipIf(process.getuid?.() !== 0)("is left in peace where the configuration ignores it", () => {
    const place = createPlace();
    place.put({ "msqlint.config.json": '{ "ignore": ["closed"] }', "a.sql": good, "closed/a.sql": bad });
    chmodSync(place.folder, 0o755);
    chmodSync(join(place.folder, "closed"), 0o700);
    for (const pattern of [".", "**/*.sql"]) {
      const outcome = runAsNobody(place, [pattern]);
      if (outcome === null) return;
      expect([pattern, outcome]).toEqual([pattern, { code: 0, out: "✔ no findings in 1 file\n", error: "" }]);
    }
  });

  it.skipIf(process.getuid?.() !== 0)("but lists its files has each of them said", () => {
    const place = createPlace();
    place.put({ "sql/a.sql": good, ".git/HEAD": "" });
    chmodSync(place.folder, 0o755);
    chmodSync(join(place.folder, "sql"), 0o744);
    const outcome = runAsNobody(place, ["."]);
    if (outcome === null) return;
    expectRefusal(outcome, "sql/a.sql: cannot be read: permission denied");
  });

  it.skipIf(process.getuid?.() !== 0)("is as little guessed about as a .gitignore that may not be read", () => {
    const place = createPlace();
    place.put({ "a.sql": good, ".gitignore": "*.md", ".git/HEAD": "" });
    chmodSync(place.folder, 0o755);
    chmodSync(join(place.folder, ".gitignore"), 0o000);
    const outcome = runAsNobody(place, ["."]);
    if (outcome === null) return;
    expectRefusal(outcome, ".gitignore: cannot be read: permission denied");
  });
});

describe("a report", () => {
  it.each([["--output-file"], ["--cache-location"], ["--baseline"]])("never replaces a file that is linted: %s", (option) => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const extra = option === "--baseline" ? ["--update-baseline"] : [];
    expectRefusal(place.run([option, "a.sql", ...extra, "a.sql"]), `${option} a.sql: is one of the files that are linted`);
    expect(readFileSync(join(place.folder, "a.sql"), "utf8")).toBe(bad);
  });

  it("is written into a folder that it makes, and refused where a file stands in the way", () => {
    const place = createPlace();
    place.put({ "a.sql": good, file: "" });
    expect(place.run(["--format", "json", "--output-file", "new/folder/out.json", "a.sql"]).code).toBe(0);
    expect(readdirSync(join(place.folder, "new/folder"))).toEqual(["out.json"]);
    expectRefusal(place.run(["--format", "json", "--output-file", "file/out.json", "a.sql"]), "its folder is a file");
    expectRefusal(place.run(["--format", "json", "--output-file", "new", "a.sql"]), "it is a folder");
  });

  it("may not share its file with another", () => {
    const place = createPlace();
    place.put({ "a.sql": good });
    expectRefusal(place.run(["--format", "json", "--output-file", "x", "--format", "sarif", "--output-file", "./x", "a.sql"]), "two formats cannot go to one --output-file");
  });

  it.skipIf(process.platform !== "linux")("that standard output cannot take is one line", () => {
    const place = createPlace();
    place.put({ "a.sql": bad });
    const { status, stderr } = spawnSync("bash", ["-c", `"${process.execPath}" "${launcher}" a.sql > /dev/full`], { cwd: place.folder, encoding: "utf8" });
    expect([status, stderr]).toEqual([2, "msqlint: standard output cannot be written: ENOSPC\n"]);
  });
});

describe("names", () => {
  it.skipIf(process.platform === "win32")("with line breaks, escapes and directions are shown, not sent", () => {
    const place = createPlace();
    const odd = "a\n\u001b[31m\u202eb.sql";
    place.put({ [odd]: bad, "-dash.sql": bad });
    const { out } = place.run(["--format", "compact", "."]);
    expect(out).toContain("a␊␛[31m<U+202E>b.sql:6:14");
    expect(out).toContain("-dash.sql:6:14");
    for (const sent of ["\u001b", "\u202e"]) expect(out).not.toContain(sent);
    expectRefusal(place.run(["gone\n\u001bM.sql"]), "no such file or folder: gone␊␛M.sql");
    expect(place.run(["--", "-dash.sql"]).code).toBe(1);
  });

  it("may be as long as a file system takes, also when fixed", () => {
    const place = createPlace();
    const long = `${"n".repeat(251)}.sql`;
    place.put({ [long]: fixable });
    expect(place.run(["--fix", long]).code).toBe(0);
    expect(readFileSync(join(place.folder, long), "utf8")).toBe(good);
  });
});

describe("fixes", () => {
  it.skipIf(process.getuid?.() !== 0)("leave what may not be read or written as it is", () => {
    const place = createPlace();
    place.put({ "readonly.sql": fixable, "secret.sql": bad, "folder/a.sql": fixable });
    chmodSync(place.folder, 0o777);
    chmodSync(join(place.folder, "readonly.sql"), 0o444);
    chmodSync(join(place.folder, "secret.sql"), 0o000);
    chmodSync(join(place.folder, "folder/a.sql"), 0o666);
    const outcome = runAsNobody(place, ["--fix", "readonly.sql", "secret.sql", "folder/a.sql"]);
    if (outcome === null) return;
    expect(outcome.code).toBe(2);
    expect(outcome.error.split("\n").slice(0, 3)).toEqual([
      "msqlint: secret.sql: cannot be read: permission denied",
      "msqlint: readonly.sql: is left as it was: permission denied",
      "msqlint: folder/a.sql: is left as it was: permission denied",
    ]);
    expect(outcome.out).toContain("2 warnings, 1 info in 2 files; 2 fixable with --fix");
    expect(outcome.out).not.toContain(" fixed");
    expect(readFileSync(join(place.folder, "readonly.sql"), "utf8")).toBe(fixable);
    expect(readdirSync(join(place.folder, "folder"))).toEqual(["a.sql"]);
  });

  it.skipIf(process.getuid?.() !== 0)("on a full disk leave every file whole", () => {
    const place = createPlace();
    const disk = join(place.folder, "disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    // A container without the right to mount has no small disk.
    if (mounted.status !== 0) return;
    try {
      const large = fixable.replace("SELECT", `SELECT /* ${"x".repeat(40_000)} */`);
      writeFileSync(join(disk, "a.sql"), large);
      const { code, out, error } = place.run(["--fix", "--format", "compact", "disk/a.sql"]);
      expect(out).toMatch(/^disk\/a\.sql:5:19: warning: .*trailing-semicolon/);
      expect([code, error]).toEqual([2, "msqlint: disk/a.sql: is left as it was: no space is left\n"]);
      expect(readFileSync(join(disk, "a.sql"), "utf8")).toBe(large);
      expect(readdirSync(disk)).toEqual(["a.sql"]);
    } finally {
      spawnSync("umount", [disk]);
    }
  });

  it.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("that %s interrupts leave every file old or new, and nothing beside", async (signal) => {
    const place = createPlace();
    const names = Array.from({ length: 400 }, (_, index) => `f${String(index)}.sql`);
    place.put(Object.fromEntries(names.map((name) => [name, fixable])));
    const child = spawn(process.execPath, [launcher, "--fix", "."], { cwd: place.folder, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("close", resolve));
    setTimeout(() => child.kill(signal), 700);
    await ended;
    expect(readdirSync(place.folder).sort()).toEqual([...names].sort());
    for (const name of names) expect([fixable, good]).toContain(readFileSync(join(place.folder, name), "utf8"));
  });
});

describe("code of the linted tree", () => {
  it("is not run with --no-config-code, also not where a configuration extends it", () => {
    const place = createPlace();
    place.put({ "a.sql": good, "msqlint.config.json": '{ "extends": "./code.mjs" }', "code.mjs": "throw new Error('ran')" });
    expectRefusal(place.run(["--no-config-code", "a.sql"]), "code.mjs: is code, which --no-config-code forbids");
  });
});

describe("a value that an option cannot have", () => {
  it.each([
    [["--threads", "x", "a.sql"], "from 1 to 64"],
    [["--max-warnings", "-1", "a.sql"], "from 0"],
    [["--max-size", "big", "a.sql"], "such as 20MB"],
    [["--shard", "3/2", "a.sql"], "such as 1/4"],
    [["--druid", "99", "a.sql"], "unknown Druid release `99`"],
    [["--schema", "nope.json", "a.sql"], "nope.json: no such file"],
    [["--config", "nope.json", "a.sql"], "nope.json: no such file"],
    [["--output-file", "a.sql/x", "a.sql"], "its folder is a file"],
    [["merge", "nope.json"], "nope.json: no such file"],
    [["report", "nope.json"], "nope.json: no such file"],
    [["check-sample", "nope.sql", "--sample", "a.sql"], "nope.sql: no such file"],
    [["schema"], "needs another word"],
    [[""], "an empty path"],
  ])("%j is refused", (args, words) => {
    const place = createPlace();
    place.put({ "a.sql": good });
    const { code, error } = place.run(args);
    expect(error).toContain(words);
    expect(error).toMatch(/^msqlint: [^\r\n]*\n$/);
    expect(code).toBe(2);
  });

  it("keeps --fix from changing anything when the report cannot be written", () => {
    const place = createPlace();
    place.put({ "a.sql": fixable });
    expectRefusal(place.run(["--fix", "--output-file", "a.sql/x", "a.sql"]), "cannot be written: its folder is a file");
    expect(readFileSync(join(place.folder, "a.sql"), "utf8")).toBe(fixable);
  });
});

describe("a file that a configuration names and that is not there", () => {
  it.each([["extends"], ["schema"]])("%s: the place that names it is said", (key) => {
    const place = createPlace();
    place.put({ "a.sql": good, "msqlint.config.json": `{ "${key}": "nope.json" }` });
    expectRefusal(place.run(["a.sql"]), `msqlint.config.json:1:3: \`${key}\` names`);
  });
});
