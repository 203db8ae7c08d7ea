import { describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import type { Finding } from "../../src/linter/finding.ts";
import { createConfiguration } from "../../src/workspace/configuration/resolve.ts";
import type { SettingsContents } from "../../src/workspace/configuration/file.ts";
import type { DocumentKind } from "../../src/workspace/documents/kind.ts";
import { createDocumentLinter } from "../../src/workspace/lint-document.ts";

async function lint(kind: DocumentKind, text: string, settings: SettingsContents = {}): Promise<readonly Finding[]> {
  const configuration = createConfiguration({ cwd: "/", registry: builtinRegistry, file: null, enabled: false, allowCode: false, commandLine: { settings, optionOf: String } });
  return (await createDocumentLinter(kind, await configuration.settingsFor("/a"))).lint(text);
}

/** Rule and the words of the document that it speaks of. */
async function said(kind: DocumentKind, text: string, settings: SettingsContents = {}): Promise<readonly (readonly [string, string])[]> {
  return (await lint(kind, text, settings)).map((finding) => [finding.ruleId, text.slice(finding.start, finding.end)]);
}

const errors = async (text: string): Promise<readonly string[]> => (await lint("sql", text)).filter((finding) => finding.severity === "error").map((finding) => `${finding.ruleId}: ${finding.message}`);

describe("a payload", () => {
  const clustered = 'REPLACE INTO t OVERWRITE ALL SELECT __time, "a" FROM s PARTITIONED BY DAY CLUSTERED BY "a" DESC';

  it("has its findings at the words of the document, escapes and all", async () => {
    expect(await said("json", JSON.stringify({ query: clustered }))).toEqual([["clustered-by-desc", '\\"a\\" DESC']]);
  });

  it("counts statements through all of the payloads", async () => {
    const findings = await lint("json", JSON.stringify([{ query: clustered }, { query: clustered }]));
    expect(findings.map((finding) => finding.statement)).toEqual([0, 1]);
  });

  it("must bind each `?`, and is told of values too many", async () => {
    const query = "REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s WHERE a = ? AND b <> '?' PARTITIONED BY DAY";
    expect(await said("json", JSON.stringify({ query }))).toEqual([["payload-parameters", "?"]]);
    expect(await said("json", JSON.stringify({ query, parameters: [{ type: "VARCHAR", value: "x" }] }))).toEqual([]);
    expect((await lint("json", JSON.stringify({ query, parameters: [null, null] }))).map((finding) => [finding.ruleId, finding.severity])).toEqual([["payload-parameters", "warn"]]);
  });

  it.each([
    [[{ type: "STRING", value: "x" }], "write `VARCHAR`"],
    [[{ type: "varchar", value: "x" }], "write `VARCHAR`"],
    [[{ type: "VARCHR", value: "x" }], "did you mean `VARCHAR`"],
    [[{ value: "x" }], "says no type"],
    [["x"], "says no type"],
    ["x", "is a list"],
    [{ type: "VARCHAR", value: "x" }, "is a list"],
  ])("is refused for parameters %j", async (parameters, said) => {
    const query = "REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s WHERE a = ? PARTITIONED BY DAY";
    const [finding, ...others] = await lint("json", JSON.stringify({ query, parameters }));
    expect([finding?.ruleId, finding?.severity, others]).toEqual(["payload-parameters", "error", []]);
    expect(finding?.message).toContain(said);
  });

  it.each([[[1]], [3], ["maxNumTasks"], [true]])("is refused for a context that is no object: %j", async (context) => {
    const query = "SELECT __time FROM t";
    expect(await said("json", JSON.stringify({ query, context }))).toEqual([["context-value-type", JSON.stringify(context)]]);
    expect(await said("json", JSON.stringify({ query, context: null }))).toEqual([]);
  });

  it("is told of a field that was meant to be another, not of what others keep beside it", async () => {
    const query = "SELECT __time FROM t";
    expect(await said("json", JSON.stringify({ query, contxt: { maxNumTasks: 1 } }))).toEqual([["payload-field-ignored", '"contxt"']]);
    expect(await said("json", JSON.stringify({ query, contxt: {}, context: {}, headers: {}, owner: "a" }))).toEqual([]);
  });

  it("of the preview is told of the fields that are read over", async () => {
    const text = JSON.stringify({ query: "SELECT __time FROM t", resultFormat: "csv" });
    expect(await said("json", text, { druid: "imply-2022.06" })).toEqual([["payload-field-ignored", '"resultFormat":"csv"']]);
    expect(await said("json", text)).toEqual([]);
  });

  it("that is broken is one finding at its place", async () => {
    expect(await said("json", '{"query": "SELECT __time FROM t",, }')).toEqual([["syntax-error", ","]]);
  });
});

describe("a Markdown file", () => {
  it("has findings at the words of its fences", async () => {
    const text = "# Guide\n\n  ```sql\n  REPLACE INTO t OVERWRITE ALL\n  SELECT __time, a FROM s\n  PARTITIONED BY DAY\n  CLUSTERED BY a DESC\n  ```\n";
    expect(await said("markdown", text)).toEqual([["clustered-by-desc", "a DESC"]]);
  });

  it("is not judged by what shows a form or another database", async () => {
    expect(await said("markdown", "```sql\nINSERT INTO t\n...\nPARTITIONED BY DAY\n```\n\n```sql\nSELECT a::int FROM `t` LIMIT 1, 2\n```\n")).toEqual([]);
  });
});

describe("a `?` in a file", () => {
  it("is bound by who sends it", async () => {
    expect(await errors("REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s WHERE a = ? PARTITIONED BY DAY")).toEqual([]);
  });
});

describe("a template", () => {
  const sound = "REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s WHERE a = 'x' PARTITIONED BY DAY";

  it.each([
    ["a Jinja value in a text", sound.replace("'x'", "'{{ ds }}'")],
    ["a Jinja value", sound.replace("'x'", "{{ value }}")],
    ["a Jinja table", sound.replace("FROM s", "FROM {{ ref('s') }}")],
    ["a Jinja table in quotes", sound.replace("FROM s", 'FROM "{{ table }}"')],
    ["a Jinja clause", sound.replace("WHERE a = 'x'", "{{ filter }}")],
    ["a Jinja granularity", sound.replace("BY DAY", "BY {{ grain }}")],
    ["a Jinja block", sound.replace("WHERE a = 'x'", "{% if incremental %}WHERE a = 'x'{% endif %}")],
    ["dbt's configuration before the statement", `{{ config(materialized='table') }}\n${sound}`],
    ["Jinja over several lines", sound.replace("'x'", "{{\n  value\n}}")],
    ["a variable", sound.replace("INTO t", "INTO ${TARGET}")],
    ["a variable of the shell", sound.replace("INTO t", "INTO $TARGET").replace("OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '$START' AND __time < TIMESTAMP '$END'")],
    ["a placeholder", sound.replace("INTO t", "INTO <your-datasource>")],
    ["a named parameter", sound.replace("'x'", ":value")],
    ["Python's parameters", sound.replace("'x'", "%s AND b IN (%(one)s, %s)").replace("OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '%s' AND __time < TIMESTAMP %(end)s")],
    ["a name of str.format", sound.replace("FROM s", "FROM events_{environment}").replace("'x'", "'{value}'").replace("INTO t", "INTO {target}")],
    ["a Jinja value in a time", sound.replace("OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP '{{ ds }} 00:00:00' AND __time < TIMESTAMP '${END}'")],
    ["a time", sound.replace("OVERWRITE ALL", "OVERWRITE WHERE __time >= TIMESTAMP {{ start }} AND __time < {{ end }}")],
    ["a period in a text", sound.replace("BY DAY", "BY TIME_FLOOR(__time, '{{ period }}')")],
    ["a pattern", sound.replace("__time, a", "TIME_PARSE(a, '{{ format }}') AS __time, JSON_VALUE(PARSE_JSON(b), '{{ path }}') AS c")],
    ["JSON in EXTERN", sound.replace("FROM s", "FROM TABLE(EXTERN('{{ source | tojson }}', '{\"type\":\"{{ type }}\"}', '{{ signature }}'))")],
    ["one of two clauses", sound.replace("PARTITIONED BY DAY", "{% if hourly %}PARTITIONED BY HOUR{% else %}PARTITIONED BY DAY{% endif %}")],
    ["a clause that may be the missing one", sound.replace("PARTITIONED BY DAY", "{{ partitioning }}")],
    ["columns that may be the missing ones", sound.replace("__time, a", "{{ columns | join(', ') }}")],
    ["columns in a loop", sound.replace("__time, a", "__time, {% for c in columns %}{{ c }}{% if not loop.last %}, {% endif %}{% endfor %}")],
    ["keys of groups", sound.replace("__time, a", "__time, a, COUNT(*) AS n").replace("PARTITIONED", "GROUP BY {{ keys }} PARTITIONED")],
    ["conditions that may leave rows out", "INSERT INTO t SELECT TIME_PARSE(a) AS __time FROM TABLE(EXTERN('{\"type\":\"inline\",\"data\":\"x\"}', '{\"type\":\"csv\",\"columns\":[\"a\"]}', '[{\"name\":\"a\",\"type\":\"string\"}]')) WHERE a <> '' {{ further }} PARTITIONED BY DAY"],
    ["statements in a loop", `{% for t in tables %}\n${sound};\n{% endfor %}`],
  ])("is not blamed for %s", async (_, sql) => {
    expect(await errors(sql)).toEqual([]);
  });

  it("is judged where it is plain", async () => {
    const sql = "REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s WHERE d = '{{ ds }}' PARTITIONED BY DAY CLUSTERED BY a DESC";
    expect(await said("sql", sql)).toEqual([["clustered-by-desc", "a DESC"]]);
    expect(await said("sql", sql.replace("'{{ ds }}'", "{{ ds }}"))).toEqual([["clustered-by-desc", "a DESC"]]);
  });

  const descending = `${sound} CLUSTERED BY a DESC`;
  const loop = '"{{ c }}"{% if not loop.last %}, {% endif %}';

  it.each([
    ["columns in a loop", descending.replace(", a FROM", `, {% for c in columns %}${loop}{% endfor %} FROM`)],
    ["nothing but columns in a loop", descending.replace("__time, a FROM", `{%- for c in columns -%}\n${loop}\n{%- endfor -%} FROM`)],
    ["commas before the columns of a loop", descending.replace(", a FROM", `{% for c in columns %}, MAX("{{ c }}") AS "{{ c }}_max"{% endfor %} FROM`)],
    ["a comma that an expression writes", descending.replace(", a FROM", ', {% for c in columns %}"{{ c }}" AS {{ c }}{{ "," if not loop.last }}{% endfor %} FROM')],
    ["one of two conditions", descending.replace("WHERE a = 'x'", "{% if full %} WHERE a = 1 {% else %} WHERE a = 2 {% endif %}")],
    ["one of three conditions", descending.replace("WHERE a = 'x'", "{% if full %} WHERE a = 1 {% elif half %} WHERE a = 2 {% elif less %} WHERE a = 3 {% endif %}")],
    ["a condition within a condition", descending.replace("WHERE a = 'x'", "{% if full %} WHERE a = 1 {% if half %} AND b = 1 {% else %} OR b = 2 {% endif %}{% else %} WHERE a = 2 {% endif %}")],
    ["something behind a complete condition", descending.replace("'x'", "'x' {{ extra }}")],
    ["two things behind a complete condition", descending.replace("'x'", "'x' {{ extra }}\n{{ further }}")],
    ["a number of rows", descending.replace("'x'", "'x' LIMIT {{ most }}")],
    ["a granularity", descending.replace("BY DAY CL", "BY {{ grain }} CL")],
    ["the text of a macro", `{% macro q(x) %}SELECT a FROM q WHERE {{ x }}{% endmacro %}\n${descending}`],
    ["nothing but a macro's text", `{% macro q(x) %}\n${descending}\n{% endmacro %}`],
    ["a macro and its call", `{% macro q(x) %}\n${descending}\n{% endmacro %}\n{{ q("a") }}`],
    ["a macro and calls on both sides of it", `{{ config(a=1) }}{{ setup() }}\n{% macro q(x) %}\n${descending.replace("'x'", "{{ x }}")}\n{% endmacro %}\n{{ q("a") }}\n{{ q("b") }}`],
    ["calls before the statement", `{{ prelude() }}\n${descending}`],
    ["a text that is kept for later", `{% set keys %}a, b, {{ c }}{% endset %}{% set other = 1 %}\n${descending}`],
  ])("is judged around %s", async (_, sql) => {
    expect(await said("sql", sql)).toEqual([["clustered-by-desc", "a DESC"]]);
    expect(await said("sql", sql.replace(" DESC", ""))).toEqual([]);
    if (sql.includes("BY DAY")) expect((await said("sql", sql.replace("BY DAY", "BY DAYS"))).map(([, words]) => words)).toContain("DAYS");
  });

  it("is judged in a branch for what the branch says by itself", async () => {
    const sql = sound.replace("WHERE a = 'x'", "{% if full %} WHERE UPER(a) = 'X' {% else %} WHERE LOWR(a) = 'x' {% endif %}");
    expect(await said("sql", sql)).toEqual([["unknown-function", "UPER(a)"], ["unknown-function", "LOWR(a)"]]);
  });

  it("is not blamed for what only one of its branches brings about", async () => {
    const branches = "{% if full %}PARTITIONED BY DAY CLUSTERED BY a DESC{% else %}PARTITIONED BY DAY{% endif %}";
    expect(await said("sql", sound.replace("PARTITIONED BY DAY", branches))).toEqual([["clustered-by-desc", "a DESC"]]);
    expect(await said("sql", sound.replace("__time, a", "{% if full %}__time, a{% else %}a, COUNT(*) AS n{% endif %}"))).toEqual([]);
    expect(await said("sql", sound.replace("a = 'x'", "{% if full %} a = 'x' AND {% endif %} {{ rest }}"))).toEqual([]);
    expect(await said("sql", sound.replace("__time, a", "{% if full %}__time, a,{% endif %} {{ columns }}"))).toEqual([]);
  });

  it("holds only the place of a value behind an operator: the form of the statement is plain", async () => {
    expect(await said("sql", "INSERT INTO t SELECT __time, a FROM s WHERE a = {{ value }} AND b > {{ least }}")).toEqual([["partitioned-by-missing", "t"]]);
  });

  it("may stand where JSON has a value: of the rest of a payload nothing is said", async () => {
    const payload = JSON.stringify({ query: `${sound} CLUSTERED BY a DESC` }).slice(0, -1);
    expect(await said("json", `${payload}, "context": \${CONTEXT}}`)).toEqual([["clustered-by-desc", "a DESC"]]);
    expect(await said("json", `${payload}, "context": {"maxNumTasks": {{ tasks }}, {% if x %}"a": 1{% endif %}}}`)).toEqual([["clustered-by-desc", "a DESC"]]);
    expect(await said("json", `${payload}, "context": {]}`)).toEqual([["syntax-error", "]"]]);
  });

  it("is none where a JSON path or a pattern has its `$`", async () => {
    const path = "SELECT __time, JSON_VALUE(a, '$.b') AS b, REGEXP_LIKE(a, 'x$') AS c FROM s PARTITIONED BY DAY CLUSTERED BY b DESC";
    expect(await said("sql", `REPLACE INTO t OVERWRITE ALL ${path}`)).toEqual([["clustered-by-desc", "b DESC"]]);
  });

  it("in a comment is no placeholder", async () => {
    expect(await said("sql", "INSERT INTO t SELECT __time, a FROM s -- {{ note }}")).toEqual([["partitioned-by-missing", "t"]]);
  });

  it("is not spoken of by the words that stand for its placeholders while it is read", async () => {
    const [finding] = await lint("sql", sound.replace("a = 'x'", "{{ value }} % a = 1"), { druid: "27" });
    expect(finding?.ruleId).toBe("foreign-operator");
    expect(finding?.message).toContain("MOD(…, a)");
    expect([finding?.fix ?? null, finding?.suggestions]).toEqual([null, []]);
  });

  it("keeps its placeholders when it is fixed", async () => {
    const [finding] = await lint("sql", `${sound.replace("'x'", "{{ value }}")} CLUSTERED BY {{ key }} DESC`);
    expect(finding?.fix ?? null).toBeNull();
  });
});
