import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bad, createPlace, fixable, good, launcher } from "./run.ts";

describe("verdict", () => {
  it("answers each row in order, malformed ones too, and exits 0", () => {
    const rows = ['{"id":"a","sql":"SELECT 1"}', "{oops", '{"sql":"SELECT FROM"}', '{"id":7}', "[]", '{"id":"c","sql":"SELECT 1","context":5}', "", '{"id":"z","sql":"SELECT 2","context":null,"other":1}'];
    const { code, out, error } = createPlace().run(["verdict", "--druid", "27"], rows.join("\n"));
    const answers = out.trim().split(/\n/).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect([code, error]).toEqual([0, ""]);
    expect(answers.map((answer) => [answer["id"], answer["verdict"]])).toEqual([["a", "accept"], [2, "error"], [3, "reject"], [7, "error"], [5, "error"], ["c", "error"], ["z", "accept"]]);
    expect(answers[2]).toMatchObject({ stage: "parse", rule: "syntax-error", line: 1 });
    expect(answers[0]).toEqual({ id: "a", verdict: "accept" });
  });

  it("answers a row before the next one comes", async () => {
    const child = spawn(process.execPath, [launcher, "verdict"], { stdio: ["pipe", "pipe", "inherit"] });
    const next = () => new Promise<string>((resolve) => child.stdout.once("data", (chunk: Buffer) => { resolve(chunk.toString()); }));
    child.stdin.write('{"id":1,"sql":"SELECT 1"}\n');
    expect(JSON.parse(await next())).toEqual({ id: 1, verdict: "accept" });
    child.stdin.write('{"id":2,"sql":"SELECT ');
    child.stdin.write('\'é\'"}\n');
    expect(JSON.parse(await next())).toEqual({ id: 2, verdict: "accept" });
    child.stdin.end();
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
  });

  it("reads a byte order mark over, CRLF, a row in thousands of pieces, and a last row without an end", () => {
    const long = JSON.stringify({ id: "long", sql: `SELECT '${"é".repeat(2_000_000)}'` });
    const { out } = createPlace().run(["verdict"], `\u{feff}{"sql":"SELECT 1"}\r\n\r\n${long}\r\n{"sql":"SELECT ?"}\n{"sql":"SELECT city FROM t WHERE city = ?","parameters":[{"type":"VARCHAR","value":"Oslo"}]}`);
    const answers = out.trim().split(/\n/).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers.map((answer) => [answer["id"], answer["verdict"]])).toEqual([[1, "accept"], ["long", "accept"], [4, "reject"], [5, "accept"]]);
  });

  it("tells of a row over the size cap, and of one that is not UTF-8, and goes on", () => {
    const cap = 10 * 1024 * 1024;
    const row = (size: number): string => `{"id":"r","sql":"SELECT '${"x".repeat(size - 28)}'"}`;
    expect(row(cap)).toHaveLength(cap);
    const input = Buffer.concat([Buffer.from(`${row(cap + 1)}\n${row(cap)}\n{"id":"b","sql":"SELECT '`), Buffer.from([0xff]), Buffer.from(`'"}\n{"sql":"SELECT 1"}\n${row(3 * cap)}`)]);
    const { code, out, error } = createPlace().run(["verdict"], input);
    const wrong = (id: number, message: string): unknown => ({ id, verdict: "error", message });
    expect([code, error]).toEqual([0, ""]);
    expect(out.trim().split(/\n/).map((line) => JSON.parse(line) as unknown)).toEqual([
      wrong(1, "the row is over the size cap of 10 MB"),
      { id: "r", verdict: "accept" },
      wrong(3, "the row is not valid UTF-8"),
      { id: 4, verdict: "accept" },
      wrong(5, "the row is over the size cap of 10 MB"),
    ]);
  });

  it("tells of an endless row before its end", async () => {
    const child = spawn(process.execPath, [launcher, "verdict"], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.on("error", () => undefined);
    const answer = new Promise<string>((resolve) => child.stdout.once("data", (chunk: Buffer) => { resolve(chunk.toString()); }));
    const piece = Buffer.alloc(1 << 20);
    const pour = (): void => { while (child.stdin.write(piece)); };
    child.stdin.on("drain", pour);
    pour();
    expect(JSON.parse(await answer)).toMatchObject({ id: 1, verdict: "error" });
    child.kill();
  });

  it("gives an id back as it was written, whatever a number can hold", () => {
    const rows = ['{"id":9007199254740993,"sql":"SELECT 1"}', '{"id":-1e400,"sql":7}', '{"id":1,"id":1.50,"sql":"SELECT"}', '{"id":true,"sql":"SELECT 1"}'];
    const { out } = createPlace().run(["verdict"], rows.join("\n"));
    expect(out.trim().split(/\n/).map((line) => /^\{"id":(.*?),"verdict"/u.exec(line)?.[1])).toEqual(["9007199254740993", "-1e400", "1.50", "4"]);
  });

  it("stops without a word when nobody reads any more", async () => {
    const child = spawn(process.execPath, [launcher, "verdict"], { stdio: ["pipe", "pipe", "pipe"] });
    let error = "";
    child.stderr.on("data", (chunk: Buffer) => { error += chunk.toString(); });
    child.stdin.on("error", () => undefined);
    child.stdout.once("data", () => { child.stdout.destroy(); });
    const more = setInterval(() => child.stdin.write('{"sql":"SELECT 1"}\n'), 5);
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
    clearInterval(more);
    expect(error).toBe("");
  });

  it.each([
    [["--druid", "99"], "unknown Druid release `99`"],
    [["--through", "end"], "Allowed choices are parse"],
    [["--schema", "gone.json"], "no such file"],
  ])("refuses %j", (args, words) => {
    const { code, out, error } = createPlace().run(["verdict", ...args], "{}\n");
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(words);
  });
});

describe("what a configuration declares", () => {
  it("reaches the parser, the analysis and the rules", () => {
    const place = createPlace();
    const sql = good.replace("a\n", "MY_HASH(shard) AS h\n");
    const payload = JSON.stringify({ query: sql.replace("INTO t", "INTO u"), context: { myLimit: "many" } });
    place.put({ "a.sql": sql, "b.json": payload, "msqlint.config.json": "{}" });
    const said = () => (JSON.parse(place.run(["a.sql", "b.json", "--format", "json"]).out) as { messages: { ruleId: string; message: string }[] }[]).map(({ messages }) => messages.map(({ ruleId }) => ruleId));
    expect(said()).toEqual([["unknown-function"], ["unknown-function", "context-unknown-key"]]);
    place.put({ "msqlint.config.json": JSON.stringify({ functions: ["MY_HASH"], contextKeys: ["myLimit"] }) });
    expect(said()).toEqual([[], []]);
    place.put({ "msqlint.config.json": JSON.stringify({ functions: ["MY_HASH"], contextKeys: [{ name: "myLimit", type: "integer" }] }) });
    expect(said()).toEqual([[], ["context-unknown-key"]]);
    place.put({ "msqlint.config.json": JSON.stringify({ functions: ["MY_HASH"], contextKeys: ["myLimit"], keywords: ["SHARD"] }) });
    expect(said()).toEqual([["reserved-word-unquoted"], ["reserved-word-unquoted"]]);
  });
});

describe("explain", () => {
  it.each([
    ["trailing-semicolon", /^\*\*trailing-semicolon\*\*: .*\n[^]*## Bad\n/],
    ["TooManyColumns", /Limit: 2,000 columns/],
    ["maxNumTasks", /^\*\*maxNumTasks\*\*/],
    ["time_floor", /TIME_FLOOR\(<TIMESTAMP>/],
    ["P1D", /^\*\*DAY\*\* \(granularity/],
  ])("%s", (name, words) => {
    const { code, out } = createPlace().run(["explain", name]);
    expect(code).toBe(0);
    expect(out).toMatch(words);
  });

  it("suggests a name for one that nobody knows", () => {
    expect(createPlace().run(["explain", "maxNumTask"])).toEqual({ code: 2, out: "", error: "msqlint: nothing is known of `maxNumTask`; did you mean `maxNumTasks`?\n" });
  });

  it("gives data with --format json", () => {
    expect(JSON.parse(createPlace().run(["explain", "trailing-semicolon", "--format", "json"]).out)).toMatchObject({ kind: "rule", name: "trailing-semicolon", category: "rejected" });
  });
});

describe("rules", () => {
  it("lists every rule once, as text and as data", () => {
    const place = createPlace();
    const names = (JSON.parse(place.run(["rules", "--format", "json"]).out) as { name: string }[]).map((rule) => rule.name);
    expect(names).toContain("trailing-semicolon");
    expect(place.run(["rules"]).out.trim().split(/\n/)).toHaveLength(names.length);
  });
});

describe("init", () => {
  it("writes a configuration that is understood, once", () => {
    const place = createPlace();
    expect(place.run(["init", "--druid", "27"]).code).toBe(0);
    expect(readFileSync(join(place.folder, "msqlint.config.json"), "utf8")).toContain('"druid": "27.0.0"');
    place.put({ "a.sql": good });
    expect(place.run(["a.sql"]).code).toBe(0);
    expect(place.run(["init"])).toMatchObject({ code: 2, out: "" });
  });
});

describe("config", () => {
  it("says what applies, and which file and line says so", () => {
    const place = createPlace();
    place.put({ "msqlint.config.json": '{\n  "druid": 27,\n  "rules": { "trailing-semicolon": "off" }\n}' });
    const { out } = place.run(["config", "jobs/a.sql", "--engine", "msq"]);
    const path = join(place.folder, "msqlint.config.json").replace(/[\\.]/g, "\\$&");
    expect(out).toMatch(new RegExp(`druid +27\\.0\\.0 +.*${path}:2:3\n`));
    expect(out).toMatch(/engine +msq +--engine\n/);
    expect(out).toMatch(new RegExp(`rules\\.trailing-semicolon +off +.*${path}:3:14\n`));
  });

  it("is what lint goes by", () => {
    const place = createPlace();
    place.put({ "a.sql": fixable, "msqlint.config.json": '{ "rules": { "trailing-semicolon": "error" } }' });
    expect(place.run(["a.sql"]).code).toBe(1);
    expect(place.run(["--no-config", "a.sql"]).code).toBe(0);
    expect(place.run(["--rule", "trailing-semicolon:off", "a.sql"]).out).toBe("✔ no findings in 1 file\n");
  });
});

describe("help and version", () => {
  it("are printed on standard output", () => {
    const place = createPlace();
    expect(place.run(["--version"])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
    expect(place.run(["--help"])).toMatchObject({ code: 0, error: "", out: expect.stringContaining("--max-warnings") as string });
    expect(place.run(["verdict", "--help"]).out).toContain("--through");
  });
});

describe("merge", () => {
  it("makes of the reports of shards the report of the whole", () => {
    const place = createPlace();
    place.put({ "a.sql": bad, "b.sql": fixable, "c.sql": bad });
    // A shard does not see what the files of another say.
    const alone = ["--rule", "repeated-overwrite-all:off"];
    for (const format of ["json", "sarif"]) {
      place.run(["--format", format, ...alone, "--output-file", "all", "."]);
      place.run(["--format", format, ...alone, "--output-file", "one", "--shard", "1/2", "."]);
      place.run(["--format", format, ...alone, "--output-file", "two", "--shard", "2/2", "."]);
      expect(place.run(["merge", "one", "two", "--output-file", "merged"]).code).toBe(1);
      expect(inOrder(readFileSync(join(place.folder, "merged"), "utf8"))).toEqual(inOrder(readFileSync(join(place.folder, "all"), "utf8")));
    }
  });

  it("says which part is missing, or there twice", () => {
    const place = createPlace();
    place.put(Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [`${name}.sql`, good])));
    for (const format of ["json", "sarif"]) {
      for (const part of ["1", "2", "3"]) place.run(["--format", format, "--output-file", part, "--shard", `${part}/3`, "."]);
      place.run(["--format", format, "--output-file", "other", "--shard", "1/2", "."]);
      expect(place.run(["merge", "1", "2", "3"])).toMatchObject({ code: 0, error: "" });
      expect(place.run(["merge", "3", "1"])).toMatchObject({ code: 2, error: "msqlint: missing of the run: 2/3\n", out: expect.stringContaining("b.sql") as string });
      expect(place.run(["merge", "1", "2", "3", "2"])).toEqual({ ...place.run(["merge", "1", "2", "3"]), error: "msqlint: part 2/3 is there more than once: 2, 2\n" });
      expect(place.run(["merge", "1", "other"])).toMatchObject({ code: 2, out: "", error: "msqlint: 1 is one of 3 parts and other one of 2: they are not of one run\n" });
    }
  });

  it("counts parts without files as there", () => {
    const place = createPlace();
    place.put({ "a.sql": good });
    for (const format of ["json", "sarif"]) {
      for (const part of ["1", "2", "3"]) place.run(["--format", format, "--output-file", part, "--shard", `${part}/3`, "."]);
      expect(place.run(["merge", "1", "2", "3"])).toMatchObject({ code: 0, error: "" });
      const filled = ["1", "2", "3"].find((part) => readFileSync(join(place.folder, part), "utf8").includes("a.sql")) ?? "";
      expect(place.run(["merge", filled])).toMatchObject({ code: 2 });
      const empty = filled === "1" ? "2" : "1";
      if (format === "json") {
        expect(place.run(["merge", empty, empty, filled])).toMatchObject({ code: 2, error: `msqlint: ${empty} is named more than once, which may hide that a part is missing\n` });
        expect(place.run(["merge", empty]).error).toContain("whether one is missing is not known");
      }
    }
  });

  it("makes one of a file that several reports speak of", () => {
    const place = createPlace();
    place.put({ "a.sql": `${fixable}\n${bad}` });
    place.run(["--format", "json", "--output-file", "errors", "--quiet", "a.sql"]);
    place.run(["--format", "json", "--output-file", "all", "a.sql"]);
    const merged = place.run(["merge", "errors", "all"]);
    expect(merged).toMatchObject({ code: 1, error: "" });
    expect(JSON.parse(merged.out)).toEqual(JSON.parse(readFileSync(join(place.folder, "all"), "utf8")));
  });

  it("refuses what is no report", () => {
    const place = createPlace();
    place.put({ "x.json": "{}" });
    expect(place.run(["merge", "x.json"])).toMatchObject({ code: 2, out: "", error: expect.stringContaining("not all JSON reports or all SARIF reports") as string });
    expect(place.run(["merge", "gone.json"]).code).toBe(2);
  });
});

/** Results by path; SARIF's artifacts and their indices by path as well. */
function inOrder(text: string): unknown {
  const report = JSON.parse(text) as unknown;
  if (Array.isArray(report)) return report;
  const [run] = (report as { runs: [{ artifacts: { location: { uri: string } }[]; results: { locations: [{ physicalLocation: { artifactLocation: { uri: string; index: number } } }] }[] }] }).runs;
  const uris = run.artifacts.map((artifact) => artifact.location.uri);
  const results = run.results.map((result) => {
    const { uri, index } = result.locations[0].physicalLocation.artifactLocation;
    expect(uris[index]).toBe(uri);
    return JSON.stringify(result).replace(/"index":\d+/g, "");
  });
  return { ...run, artifacts: uris.sort(), results: results.sort() };
}

describe("a misspelt command", () => {
  it("is suggested", () => {
    expect(createPlace().run(["verdcit"]).error).toBe("msqlint: no such file or folder: verdcit; did you mean the command `verdict`?\n");
  });
});

describe("configuration code", () => {
  it("is run by the built tool, at the first start and from its code cache", () => {
    const place = createPlace();
    place.put({ "package.json": '{ "type": "module" }', "msqlint.config.js": 'export default { druid: "27" };', "a.sql": good });
    for (let start = 0; start < 2; start++) expect(place.run(["config", "a.sql"])).toMatchObject({ code: 0, error: "", out: expect.stringMatching(/druid +27\.0\.0/) as string });
    expect(place.run(["config", "a.sql", "--no-config-code"]).out).toMatch(/druid +33\.0\.0 +default/);
  });
});

describe("lsp", () => {
  it("answers the protocol", async () => {
    const child = spawn(process.execPath, [launcher, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    child.stdin.write(`Content-Length: ${String(body.length)}\r\n\r\n${body}`);
    let answer = "";
    for await (const chunk of child.stdout) {
      answer += String(chunk);
      if (answer.includes('"capabilities"')) break;
    }
    child.kill();
    expect(answer).toMatch(/^Content-Length: \d+/);
    expect(answer).toContain('"capabilities"');
  });
});
