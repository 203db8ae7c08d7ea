import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyEdits, type TextEdit } from "../../src/text/edits.ts";
import { createPlace, good } from "./run.ts";

const clustered = good.replace("PARTITIONED BY DAY", "PARTITIONED BY DAY\nCLUSTERED BY a, __time");
const upgrade = ["upgrade", "--from", "26", "--to", "33"];

interface Change {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly rule: string | null;
  readonly rewrite: { readonly edits: readonly TextEdit[] } | null;
}

describe("upgrade", () => {
  it("shows place, reason and the lines as they are and would be", () => {
    const place = createPlace();
    place.put({ "jobs/a.sql": clustered, "b.sql": good });
    const { code, out } = place.run([...upgrade, "."]);
    expect(code).toBe(1);
    expect(out).toMatch(/^jobs\/a\.sql:6:17: refused \(clustered-by-time-position\)\n {2}segments are sorted .*\n {2}rewrite: .*\n {4}- CLUSTERED BY a, __time\n {4}\+ CLUSTERED BY a\n\n/);
    expect(out).toMatch(/\n1 statement of 2 changes from 26\.0\.0 to 33\.0\.0: 1 refused\n$/);
  });

  it("ends with 0 where nothing changes", () => {
    const place = createPlace();
    place.put({ "a.sql": good });
    expect(place.run([...upgrade.slice(0, 3), "--to", "27", "a.sql"])).toEqual({ code: 0, out: "nothing changes from 26.0.0 to 27.0.0\n", error: "" });
  });

  it("looks into payloads and documents, and its edits are those of the file", () => {
    const place = createPlace();
    const files = { "p.json": JSON.stringify({ query: clustered.replaceAll("a", '"a"') }), "d.md": `# Load\n\n\`\`\`sql\n${clustered}\`\`\`\n`, "j.yaml": `sql: |\n${clustered.replaceAll(/^(?=.)/gmu, "  ")}` };
    place.put(files);
    const changes = JSON.parse(place.run([...upgrade, "--format", "json", "."]).out) as readonly Change[];
    expect(changes.map(({ file, line, kind, rule }) => [file, line, kind, rule])).toEqual([
      ["d.md", 9, "refused", "clustered-by-time-position"],
      ["j.yaml", 7, "refused", "clustered-by-time-position"],
      ["p.json", 1, "refused", "clustered-by-time-position"],
    ]);
    for (const { file, rewrite } of changes) {
      const text = readFileSync(join(place.folder, file), "utf8");
      expect(applyEdits(text, rewrite?.edits ?? [])).toBe(text.replace(", __time\\n", "\\n").replace(/(CLUSTERED BY .+), __time\n/u, "$1\n"));
    }
  });

  it("shows of a payload's one long line what is around the edit", () => {
    const place = createPlace();
    place.put({ "p.json": JSON.stringify({ query: clustered.replace("FROM s", `FROM s WHERE b IN ('${"x".repeat(500)}')`) }) });
    const lines = place.run([...upgrade, "."]).out.split("\n").filter((line) => /^ {4}[-+]/.test(line));
    expect(lines.map((line) => line.slice(0, 7))).toEqual(["    - …", "    + …"]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130);
  });

  it("says of SQL with placeholders what does not depend on them", () => {
    const place = createPlace();
    place.put({ "a.sql": clustered.replace("OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '{{ ds }}' AND __time < TIMESTAMP '{{ next_ds }}'") });
    expect(place.run([...upgrade, "."])).toMatchObject({ code: 1, out: expect.stringContaining("refused (clustered-by-time-position)") as string });
  });

  it("says once what is true of every statement, unless the schema file settles it", () => {
    const place = createPlace();
    place.put({ "a.sql": `${good};\n${good}`, "cluster.json": '{ "nullHandling": "sql" }' });
    expect(place.run([...upgrade, "a.sql"]).out).toMatch(/^of 2 statements, whatever the text \(28 on\): missing values are stored as null.*\n {2}helps: .*\n\nof 2 statements, .*\(29 on\): a job whose query gives no rows succeeds/);
    expect(place.run([...upgrade, "--schema", "cluster.json", "a.sql"]).out).not.toContain("missing values");
  });

  it("heeds neither suppression comments nor severities where a release refuses", () => {
    const place = createPlace();
    place.put({ "a.sql": `/* msqlint-disable */\n${clustered}`, "msqlint.config.json": '{ "preset": "none" }' });
    expect(place.run([...upgrade, "a.sql"]).code).toBe(1);
  });

  it.each([
    [["upgrade", "--from", "26", "--to", "26.0.0", "a.sql"], "--from and --to name one release, 26.0.0"],
    [["upgrade", "--from", "26", "--to", "99", "a.sql"], "unknown Druid release `99`"],
    [["upgrade", "--from", "26", "a.sql"], "--to"],
    [[...upgrade], "no files given"],
    [[...upgrade, "gone.sql"], "no such file or folder: gone.sql"],
  ])("refuses %j", (args, words) => {
    const place = createPlace();
    place.put({ "a.sql": good });
    const { code, out, error } = place.run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(words);
  });
});
