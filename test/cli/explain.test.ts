import { describe, expect, it } from "vitest";
import { createPlace, good } from "./run.ts";

describe("explain FILE", () => {
  it("speaks of each statement, with its line in the file", () => {
    const place = createPlace();
    place.put({ "a.sql": `-- first\n${good};\n\nREPLACE INTO u OVERWRITE ALL SELECT __time, a FORM s PARTITIONED BY DAY;\n` });
    const { code, out } = place.run(["explain", "a.sql"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^a\.sql:2\nReplaces all of t\n\n {2}reads {11}datasource s\n {2}deletes {9}every existing row/);
    expect(out).toMatch(/\n\n\na\.sql:9\nA statement that cannot be read\n\nDruid 33\.0\.0 refuses it as it stands: line 9: .* \([a-z-]+\)\.\n$/);
  });

  it("finds the statements of documents and the context of payloads", () => {
    const place = createPlace();
    place.put({ "a.md": `# Load\n\n\`\`\`sql\n${good}\`\`\`\n`, "p.json": JSON.stringify({ query: good, context: { maxNumTasks: 5, maxNumTask: 8 } }, null, 1) });
    expect(place.run(["explain", "a.md"]).out).toMatch(/^a\.md:4\nReplaces all of t\n/);
    const [explanation] = JSON.parse(place.run(["explain", "--format", "json", "p.json"]).out) as [Record<string, unknown>];
    expect(explanation).toMatchObject({ file: "p.json", line: 2, datasource: "t", tasks: { most: 5, workers: 4 }, refusals: [], faults: [] });
    expect(place.run(["explain", "p.json"]).out).toContain("context set: maxNumTasks = 5, maxNumTask = 8 (which this release does not read)\n");
  });

  it("is Markdown for a pull request", () => {
    const place = createPlace();
    place.put({ "a.sql": good });
    expect(place.run(["explain", "--format", "markdown", "a.sql"]).out).toMatch(/^### a\.sql:1\n\n\*\*Replaces all of `t`\*\*\n\n- reads: datasource s\n/);
  });

  it("promises nothing of a template, but for one whose placeholders are values in texts", () => {
    const place = createPlace();
    place.put({ "open.sql": good.replace("FROM s", "FROM {{ source }}"), "closed.sql": good.replace("OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '{{ ds }}' AND __time < TIMESTAMP '{{ end }}'") });
    expect(place.run(["explain", "open.sql"]).out).toBe("open.sql:1\na template: what it does depends on {{ source }}; explain the SQL that is made of it\n");
    expect(place.run(["explain", "closed.sql"]).out).toMatch(/^closed\.sql:1\nReplaces a part of t\n\n {2}reads .*\n {2}deletes and rewrites {2}unknown\n/);
  });

  it("refuses a file without a statement", () => {
    const place = createPlace();
    place.put({ "empty.sql": "-- nothing\n", "a.md": "# no SQL\n", "p.json": '{"query": "SELECT 1" "context": {}}' });
    expect(place.run(["explain", "empty.sql"])).toEqual({ code: 2, out: "", error: "msqlint: empty.sql holds no statement for Druid\n" });
    expect(place.run(["explain", "a.md"]).code).toBe(2);
    expect(place.run(["explain", "p.json"]).error).toMatch(/p\.json: the payload is /);
  });
});

describe("explain NAME", () => {
  it("takes a name in any case, and a function of another release with a word about it", () => {
    const place = createPlace();
    expect(place.run(["explain", "MAXNUMTASKS"]).out).toMatch(/^\*\*maxNumTasks\*\*/);
    expect(place.run(["explain", "JSON_MERGE", "--druid", "27"]).out).toMatch(/^\*\*json_merge\*\*[^]*\nDruid 27\.0\.0 does not have it\.\n$/);
    expect(place.run(["explain", "JSON_MERGE", "--druid", "33"]).out).not.toContain("does not have it");
  });

  it("suggests names that hold what was written", () => {
    expect(createPlace().run(["explain", "finalizeagg"]).error).toBe("msqlint: nothing is known of `finalizeagg`; names with it: `finalizeAggregations`\n");
  });

  it("says of a documented parameter that no release reads it", () => {
    expect(createPlace().run(["explain", "numTasks"]).out).toContain("- replaced by `maxNumTasks`\n- releases: none reads it\n");
  });
});
