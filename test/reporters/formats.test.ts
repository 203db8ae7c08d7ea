import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatNames, loadReporter, type FormatName } from "../../src/reporters/index.ts";
import { forTerminal } from "../../src/reporters/terminal-text.ts";
import { fileOf, findingAt, reportOf, sampleReport } from "./sample.ts";

async function render(format: FormatName): Promise<string> {
  return (await loadReporter(format))(sampleReport, { color: false });
}

async function parsed(format: FormatName): Promise<unknown> {
  return JSON.parse(await render(format)) as unknown;
}

describe("every format", () => {
  it.each(formatNames)("%s takes a report without files", async (format) => {
    expect(typeof (await loadReporter(format))(reportOf(), { color: false })).toBe("string");
  });
});

describe("what a file wants a terminal to do", () => {
  const hostile = "\u001b]0;x\u0007 \u009b31m \u202e \u2028 \r\n::error::\r\n##vso[task.complete] </failure>";
  const text = `SELECT "${hostile}" FROM t`;
  const finding = findingAt(text, "SELECT", {
    message: `no ${hostile}`,
    fix: { title: hostile, edits: [{ start: 0, end: 6, text: hostile }], safety: "safe" },
    related: [{ start: 0, end: 6, message: hostile }],
  });
  const report = reportOf(fileOf(`/project/${hostile}.sql`, text, finding));

  it.each(formatNames)("is neither done nor hidden by %s", async (format) => {
    const output = (await loadReporter(format))(report, { color: false });
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u202a-\u202e]/u);
    expect(output).not.toMatch(/^::error::|^##vso\[task\.complete/mu);
  });

  it.each(["json", "sarif", "gitlab", "rdjson"] as const)("is in %s what it was, once it is read", async (format) => {
    const output = (await loadReporter(format))(report, { color: false });
    expect(JSON.stringify(JSON.parse(output))).toContain(JSON.stringify(`no ${hostile}`).slice(1, -1));
  });

  it("is shown by whatever writes to a terminal; colours, tabs and line breaks pass", () => {
    expect(forTerminal("\u001b[1;31ma\u001b[39m\tb\n\u001b[2J\u009b2J\u202e\r")).toBe("\u001b[1;31ma\u001b[39m\tb\n\u241b[2J<U+009B>2J<U+202E>\u240d");
  });
});

describe("compact", () => {
  it("is one line a finding", async () => {
    expect(await render("compact")).toMatchInlineSnapshot(`
      "jobs/a b.sql:2:1: warning: this is 100% a <test> with "quotes" & a, comma: [x] [self-insert]
      jobs/a b.sql:4:14: error: \`CLUSTERED BY\` cannot sort descending; remove \`DESC\` [clustered-by-desc]
      jobs/a b.sql:3:16: info: a remark [note]
      "
    `);
  });
});

describe("the problem matcher for GitHub", () => {
  it("reads every line of the compact format", async () => {
    const { problemMatcher } = JSON.parse(readFileSync(join(import.meta.dirname, "../../.github/problem-matcher.json"), "utf8")) as { problemMatcher: [{ pattern: [{ regexp: string; file: number; line: number; severity: number; code: number }] }] };
    const [pattern] = problemMatcher[0].pattern;
    const rows = (await render("compact")).trimEnd().split(/\n/u).map((line) => new RegExp(pattern.regexp, "u").exec(line));
    expect(rows.map((row) => row && [row[pattern.file], row[pattern.line], row[pattern.severity], row[pattern.code]])).toEqual([
      ["jobs/a b.sql", "2", "warning", "self-insert"],
      ["jobs/a b.sql", "4", "error", "clustered-by-desc"],
      ["jobs/a b.sql", "3", "info", "note"],
    ]);
  });
});

describe("json", () => {
  it("is ESLint's result array with Druid's part beside", async () => {
    expect(await parsed("json")).toMatchInlineSnapshot(`
      [
        {
          "errorCount": 1,
          "fatalErrorCount": 0,
          "filePath": "/project/jobs/a b.sql",
          "fixableErrorCount": 1,
          "fixableWarningCount": 0,
          "infoCount": 1,
          "messages": [
            {
              "category": "risk",
              "column": 1,
              "endColumn": 7,
              "endLine": 2,
              "line": 2,
              "message": "this is 100% a <test> with "quotes" & a, comma: [x]",
              "related": [
                {
                  "column": 13,
                  "endColumn": 14,
                  "endLine": 1,
                  "line": 1,
                  "message": "the target",
                },
              ],
              "ruleId": "self-insert",
              "severity": 1,
              "stage": "run",
              "statement": 0,
              "suggestions": [],
            },
            {
              "category": "rejected",
              "column": 14,
              "endColumn": 26,
              "endLine": 4,
              "fault": "SomeFault",
              "fix": {
                "range": [
                  83,
                  88,
                ],
                "text": "",
              },
              "fixTitle": "remove \`DESC\`",
              "line": 4,
              "message": "\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`",
              "ruleId": "clustered-by-desc",
              "severity": 2,
              "stage": "validate",
              "statement": 0,
              "suggestions": [],
            },
            {
              "category": "style",
              "column": 16,
              "endColumn": 19,
              "endLine": 3,
              "line": 3,
              "message": "a remark",
              "ruleId": "note",
              "severity": 0,
              "stage": "validate",
              "statement": 0,
              "suggestions": [],
            },
          ],
          "usedDeprecatedRules": [],
          "warningCount": 1,
        },
        {
          "errorCount": 0,
          "fatalErrorCount": 0,
          "filePath": "/project/jobs/fine.sql",
          "fixableErrorCount": 0,
          "fixableWarningCount": 0,
          "infoCount": 0,
          "messages": [],
          "usedDeprecatedRules": [],
          "warningCount": 0,
        },
      ]
    `);
  });

  it("offers a fix that may change the meaning as a suggestion: tools apply `fix` without asking", async () => {
    const [file] = sampleReport.files;
    const finding = file?.findings[1];
    if (file === undefined || finding?.fix == null) throw new Error("no sample");
    const json = (await loadReporter("json"))(reportOf({ ...file, findings: [{ ...finding, fix: { ...finding.fix, safety: "unsafe" } }] }), { color: false });
    const [{ messages, fixableErrorCount }] = JSON.parse(json) as [{ messages: [Record<string, unknown>]; fixableErrorCount: number }];
    expect(messages[0]).not.toHaveProperty("fix");
    expect(messages[0]["suggestions"]).toEqual([{ desc: "remove `DESC`", fix: { range: [83, 88], text: "" }, unsafe: true }]);
    expect(fixableErrorCount).toBe(0);
  });

  it("merges several edits into ESLint's one replacement", async () => {
    const [file] = sampleReport.files;
    const [finding] = file?.findings ?? [];
    if (file === undefined || finding === undefined) throw new Error("no sample");
    const fix = { title: "x", safety: "safe", edits: [{ start: 0, end: 6, text: "REPLACE" }, { start: 14, end: 20, text: "OVERWRITE ALL SELECT" }] } as const;
    const json = (await loadReporter("json"))(reportOf({ ...file, findings: [{ ...finding, fix }] }), { color: false });
    expect((JSON.parse(json) as [{ messages: [{ fix: unknown }] }])[0].messages[0].fix).toEqual({ range: [0, 20], text: "REPLACE INTO t\nOVERWRITE ALL SELECT" });
  });
});

describe("github", () => {
  it("escapes what the grammar of workflow commands gives a meaning", async () => {
    expect(await render("github")).toMatchInlineSnapshot(`
      "::warning file=jobs/a b.sql,line=2,endLine=2,col=1,endColumn=7,title=msqlint self-insert::this is 100%25 a <test> with "quotes" & a, comma: [x]
      ::error file=jobs/a b.sql,line=4,endLine=4,col=14,endColumn=26,title=msqlint clustered-by-desc::\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`
      ::notice file=jobs/a b.sql,line=3,endLine=3,col=16,endColumn=19,title=msqlint note::a remark
      "
    `);
  });
});

describe("azure", () => {
  it("escapes what the grammar of logging commands gives a meaning", async () => {
    expect(await render("azure")).toMatchInlineSnapshot(`
      "##vso[task.logissue type=warning;sourcepath=jobs/a b.sql;linenumber=2;columnnumber=1;code=self-insert;]this is 100%AZP25 a <test> with "quotes" & a, comma: [x]
      ##vso[task.logissue type=error;sourcepath=jobs/a b.sql;linenumber=4;columnnumber=14;code=clustered-by-desc;]\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`
      ##vso[task.logissue type=warning;sourcepath=jobs/a b.sql;linenumber=3;columnnumber=16;code=note;]a remark
      "
    `);
  });
});

describe("gitlab", () => {
  it("has every property that GitLab asks for, and a fingerprint of its own for each issue", async () => {
    const issues = (await parsed("gitlab")) as readonly Record<string, unknown>[];
    for (const issue of issues) {
      expect(issue).toEqual({
        type: "issue",
        description: expect.any(String) as string,
        categories: [expect.stringMatching(/^(Bug Risk|Compatibility|Style)$/) as string],
        check_name: expect.any(String) as string,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/) as string,
        location: { path: "jobs/a b.sql", lines: { begin: expect.any(Number) as number, end: expect.any(Number) as number } },
      });
    }
    expect(new Set(issues.map((issue) => issue["fingerprint"])).size).toBe(issues.length);
  });

  it("keeps a fingerprint when lines are put in elsewhere", async () => {
    const [file] = sampleReport.files;
    if (file === undefined) throw new Error("no sample");
    const moved = { ...file, text: `-- new\n${file.text}`, findings: file.findings.map((finding) => ({ ...finding, start: finding.start + 7, end: finding.end + 7 })) };
    const issues = JSON.parse((await loadReporter("gitlab"))(reportOf(moved), { color: false })) as readonly Record<string, unknown>[];
    const before = (await parsed("gitlab")) as readonly Record<string, unknown>[];
    expect(issues.map((issue) => issue["fingerprint"])).toEqual(before.map((issue) => issue["fingerprint"]));
  });
});

describe("junit", () => {
  it("has a suite for each file and a failed case for each finding", async () => {
    expect(await render("junit")).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="utf-8"?>
      <testsuites name="msqlint" tests="3" failures="2" errors="0">
        <testsuite name="jobs/a b.sql" tests="2" failures="2" errors="0">
          <testcase name="self-insert 2:1" classname="jobs/a b.sql">
            <failure type="warning" message="this is 100% a &lt;test&gt; with &quot;quotes&quot; &amp; a, comma: [x]">jobs/a b.sql:2:1: this is 100% a &lt;test&gt; with &quot;quotes&quot; &amp; a, comma: [x] (self-insert)</failure>
          </testcase>
          <testcase name="clustered-by-desc 4:14" classname="jobs/a b.sql">
            <failure type="error" message="\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`">jobs/a b.sql:4:14: \`CLUSTERED BY\` cannot sort descending; remove \`DESC\` (clustered-by-desc)</failure>
          </testcase>
        </testsuite>
        <testsuite name="jobs/fine.sql" tests="1" failures="0" errors="0">
          <testcase name="jobs/fine.sql" classname="msqlint"/>
        </testsuite>
      </testsuites>
      "
    `);
  });
});

describe("checkstyle", () => {
  it("has an error for each finding", async () => {
    expect(await render("checkstyle")).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="utf-8"?>
      <checkstyle version="4.3">
        <file name="/project/jobs/a b.sql">
          <error line="2" column="1" severity="warning" message="this is 100% a &lt;test&gt; with &quot;quotes&quot; &amp; a, comma: [x]" source="msqlint.self-insert"/>
          <error line="4" column="14" severity="error" message="\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`" source="msqlint.clustered-by-desc"/>
          <error line="3" column="16" severity="info" message="a remark" source="msqlint.note"/>
        </file>
        <file name="/project/jobs/fine.sql">
        </file>
      </checkstyle>
      "
    `);
  });
});

describe("rdjson", () => {
  it("counts columns in bytes", async () => {
    expect(await parsed("rdjson")).toMatchInlineSnapshot(`
      {
        "diagnostics": [
          {
            "code": {
              "value": "self-insert",
            },
            "location": {
              "path": "jobs/a b.sql",
              "range": {
                "end": {
                  "column": 7,
                  "line": 2,
                },
                "start": {
                  "column": 1,
                  "line": 2,
                },
              },
            },
            "message": "this is 100% a <test> with "quotes" & a, comma: [x]",
            "severity": "WARNING",
          },
          {
            "code": {
              "value": "clustered-by-desc",
            },
            "location": {
              "path": "jobs/a b.sql",
              "range": {
                "end": {
                  "column": 28,
                  "line": 4,
                },
                "start": {
                  "column": 14,
                  "line": 4,
                },
              },
            },
            "message": "\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`",
            "severity": "ERROR",
            "suggestions": [
              {
                "range": {
                  "end": {
                    "column": 28,
                    "line": 4,
                  },
                  "start": {
                    "column": 23,
                    "line": 4,
                  },
                },
                "text": "",
              },
            ],
          },
          {
            "code": {
              "value": "note",
            },
            "location": {
              "path": "jobs/a b.sql",
              "range": {
                "end": {
                  "column": 19,
                  "line": 3,
                },
                "start": {
                  "column": 16,
                  "line": 3,
                },
              },
            },
            "message": "a remark",
            "severity": "INFO",
          },
        ],
        "source": {
          "name": "msqlint",
        },
      }
    `);
  });
});

describe("sarif", () => {
  it("names rules, places, fixes and related places as SARIF 2.1.0 asks", async () => {
    expect(await parsed("sarif")).toMatchInlineSnapshot(`
      {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
          {
            "artifacts": [
              {
                "location": {
                  "uri": "jobs/a%20b.sql",
                  "uriBaseId": "SRCROOT",
                },
              },
              {
                "location": {
                  "uri": "jobs/fine.sql",
                  "uriBaseId": "SRCROOT",
                },
              },
            ],
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {
              "SRCROOT": {
                "uri": "file:///project/",
              },
            },
            "results": [
              {
                "level": "warning",
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "index": 0,
                        "uri": "jobs/a%20b.sql",
                        "uriBaseId": "SRCROOT",
                      },
                      "region": {
                        "endColumn": 7,
                        "endLine": 2,
                        "startColumn": 1,
                        "startLine": 2,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "this is 100% a <test> with "quotes" & a, comma: [x]",
                },
                "partialFingerprints": {
                  "msqlint/v1": "60e3a289d0a0c08881145de0c1d3e9e1",
                },
                "properties": {
                  "category": "risk",
                  "druid": "33.0.0",
                  "stage": "run",
                  "statement": 0,
                },
                "relatedLocations": [
                  {
                    "id": 0,
                    "message": {
                      "text": "the target",
                    },
                    "physicalLocation": {
                      "artifactLocation": {
                        "index": 0,
                        "uri": "jobs/a%20b.sql",
                        "uriBaseId": "SRCROOT",
                      },
                      "region": {
                        "endColumn": 14,
                        "endLine": 1,
                        "startColumn": 13,
                        "startLine": 1,
                      },
                    },
                  },
                ],
                "ruleId": "self-insert",
                "ruleIndex": 2,
              },
              {
                "fixes": [
                  {
                    "artifactChanges": [
                      {
                        "artifactLocation": {
                          "index": 0,
                          "uri": "jobs/a%20b.sql",
                          "uriBaseId": "SRCROOT",
                        },
                        "replacements": [
                          {
                            "deletedRegion": {
                              "endColumn": 26,
                              "endLine": 4,
                              "startColumn": 21,
                              "startLine": 4,
                            },
                            "insertedContent": {
                              "text": "",
                            },
                          },
                        ],
                      },
                    ],
                    "description": {
                      "text": "remove \`DESC\`",
                    },
                  },
                ],
                "level": "error",
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "index": 0,
                        "uri": "jobs/a%20b.sql",
                        "uriBaseId": "SRCROOT",
                      },
                      "region": {
                        "endColumn": 26,
                        "endLine": 4,
                        "startColumn": 14,
                        "startLine": 4,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "\`CLUSTERED BY\` cannot sort descending; remove \`DESC\`",
                },
                "partialFingerprints": {
                  "msqlint/v1": "6f421704aa36d5bd00a7e55d8f48b749",
                },
                "properties": {
                  "category": "rejected",
                  "druid": "33.0.0",
                  "fault": "SomeFault",
                  "stage": "validate",
                  "statement": 0,
                },
                "ruleId": "clustered-by-desc",
                "ruleIndex": 0,
              },
              {
                "level": "note",
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "index": 0,
                        "uri": "jobs/a%20b.sql",
                        "uriBaseId": "SRCROOT",
                      },
                      "region": {
                        "endColumn": 19,
                        "endLine": 3,
                        "startColumn": 16,
                        "startLine": 3,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "a remark",
                },
                "partialFingerprints": {
                  "msqlint/v1": "47a4641f6b9a42fc652f0dc6ba5d56a3",
                },
                "properties": {
                  "category": "style",
                  "druid": "33.0.0",
                  "stage": "validate",
                  "statement": 0,
                },
                "ruleId": "note",
                "ruleIndex": 1,
              },
            ],
            "tool": {
              "driver": {
                "informationUri": "https://github.com/msqlint/msqlint",
                "name": "msqlint",
                "rules": [
                  {
                    "defaultConfiguration": {
                      "enabled": true,
                      "level": "error",
                    },
                    "helpUri": "https://github.com/msqlint/msqlint/blob/main/rules/clustered-by-desc.md",
                    "id": "clustered-by-desc",
                    "properties": {
                      "category": "rejected",
                      "druid": ">=27",
                      "stage": "validate",
                      "tags": [
                        "rejected",
                        "validate",
                      ],
                    },
                    "shortDescription": {
                      "text": "a cluster key is descending",
                    },
                  },
                  {
                    "id": "note",
                  },
                  {
                    "id": "self-insert",
                  },
                ],
                "version": "1.2.3",
              },
            },
          },
        ],
        "version": "2.1.0",
      }
    `);
  });

  it("points from each result to its rule", async () => {
    const log = (await parsed("sarif")) as { runs: [{ tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }] };
    const [{ tool, results }] = log.runs;
    for (const result of results) expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  });
});
