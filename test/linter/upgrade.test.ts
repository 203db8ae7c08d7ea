import { describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { readSchema } from "../../src/analysis/schema.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { verdict } from "../../src/index.ts";
import { createLinter } from "../../src/linter/lint-text.ts";
import { createRuleSet } from "../../src/linter/rule-set.ts";
import type { JudgedStatement, ReleaseView, UpgradeChange } from "../../src/linter/upgrade/change.ts";
import { upgradeChanges } from "../../src/linter/upgrade/changes.ts";
import { notesFor } from "../../src/linter/upgrade/notes.ts";
import { rulesForUpgrade } from "../../src/linter/upgrade/rules.ts";
import { contextOfRequest } from "../../src/linter/verdict.ts";
import { applyEdits } from "../../src/text/edits.ts";

interface Cluster {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly nullHandling?: "legacy" | "sql";
}

const tables = { w: { columns: { __time: "TIMESTAMP", city: "VARCHAR", tags: "VARCHAR", fare: "DOUBLE", riders: "BIGINT" } } };

function view(text: string, druid: string, { context, nullHandling }: Cluster): ReleaseView {
  const release = requireRelease(druid);
  const rules = rulesForUpgrade(createRuleSet(builtinRegistry, release, "recommended"));
  const { schema } = readSchema({ tables, ...(nullHandling === undefined ? {} : { nullHandling }) });
  const statements: JudgedStatement[] = [];
  const linter = createLinter({ rules, schema, context: contextOfRequest(context), engine: "any", through: "run", suppressions: false });
  const findings = linter.lint(text, { onStatement: (analysis, index) => statements.push({ analysis, index, place: (range) => range, toHost: (edit) => edit }) });
  return { release, rules, findings, statements };
}

function changes(text: string, from: string, to: string, cluster: Cluster = {}): readonly UpgradeChange[] {
  return upgradeChanges(view(text, from, cluster), view(text, to, cluster));
}

/** The statement with everything rewritten that a change proposes, and the kinds of the changes. */
function rewritten(text: string, from: string, to: string, cluster: Cluster = {}): readonly [kinds: readonly string[], text: string] {
  const found = changes(text, from, to, cluster);
  return [found.map(({ kind }) => kind), applyEdits(text, found.flatMap(({ rewrite }) => rewrite?.edits ?? []))];
}

const insert = (select: string): string => `INSERT INTO t SELECT ${select} PARTITIONED BY DAY`;
const sound = insert("__time, city FROM w");

describe("a statement that only one of the releases takes", () => {
  it("is refused from then on: the rule says why, its remedy is the rewrite", () => {
    expect(rewritten(insert("__time, city FROM w").concat(" CLUSTERED BY city, __time"), "29", "31")).toEqual([["refused"], insert("__time, city FROM w").concat(" CLUSTERED BY city")]);
    expect(rewritten(insert("__time, city AS qualify FROM w"), "27", "28")).toEqual([["refused"], insert('__time, city AS "qualify" FROM w')]);
    expect(rewritten(insert("__time, CAST(riders > 2 AS BIGINT) AS many FROM w"), "27", "33", { nullHandling: "sql" })).toEqual([["refused"], insert("__time, CASE WHEN riders > 2 THEN 1 ELSE 0 END AS many FROM w")]);
  });

  it("names each of several reasons", () => {
    const both = insert("__time, city AS qualify FROM w").concat(" CLUSTERED BY city DESC");
    expect(changes(both, "27", "33")).toEqual([]);
    expect(changes(insert("__time, MAX(DISTINCT riders) AS a, MIN(DISTINCT riders) AS b FROM w GROUP BY 1"), "27", "33", { nullHandling: "sql" }).map(({ rule }) => rule)).toEqual(["distinct-aggregate-unsupported", "distinct-aggregate-unsupported"]);
  });

  it("is taken from then on", () => {
    expect(changes("INSERT INTO t SELECT __time, city FROM w PARTITIONED BY 'P1D'", "27", "33")).toMatchObject([{ kind: "accepted", rule: "partitioned-by-string-literal-version", rewrite: null }]);
  });

  it("may be refused at another stage: that is no change", () => {
    expect(changes(`${sound} CLUSTERED BY city DESC`, "26", "27")).toEqual([]);
  });

  it("is known by the rules even where the configuration turns them off, and a warning about a file's `;` is no refusal", () => {
    const release = requireRelease("33");
    const off = createRuleSet(builtinRegistry, release, "recommended", { "reserved-word-unquoted": "off", "trailing-semicolon": "off", "self-insert": "off" });
    const { byName } = rulesForUpgrade(off);
    expect([byName.get("reserved-word-unquoted")?.severity, byName.has("self-insert")]).toEqual(["error", false]);
    expect(changes(`${sound};`, "27", "33")).toEqual([]);
  });
});

describe("arrays, which 31 stores as arrays", () => {
  const array = insert("__time, STRING_TO_ARRAY(tags, ',') AS tags FROM w");

  it("stay multi-value strings by ARRAY_TO_MV", () => {
    const [kinds, text] = rewritten(array, "28", "31");
    expect([kinds, text]).toEqual([["storage"], insert("__time, ARRAY_TO_MV(STRING_TO_ARRAY(tags, ',')) AS tags FROM w")]);
    expect(changes(text, "29", "31")).toEqual([]);
  });

  it("keep the column's name where it had no alias", () => {
    const bare = "INSERT INTO t SELECT __time, tags FROM (SELECT __time, MV_TO_ARRAY(tags) AS tags FROM w) PARTITIONED BY DAY";
    expect(rewritten(bare, "29", "33")[1]).toContain('SELECT __time, ARRAY_TO_MV(tags) AS "tags" FROM (');
  });

  it("do not change where the context says how they are stored", () => {
    expect(changes(array, "28", "33", { context: { arrayIngestMode: "array" } })).toEqual([]);
    expect(changes(array, "28", "33", { context: { arrayIngestMode: "mvd" } }).map(({ kind, rule }) => [kind, rule])).toEqual([["deprecated", "array-mode-mvd-deprecated"]]);
  });
});

describe("missing values, which 28 stores as null", () => {
  const where = (condition: string): string => insert(`__time, city FROM w WHERE ${condition}`);

  it.each([
    ["city <> 'Oslo'", "(city <> 'Oslo' OR city IS NULL)"],
    ["'Oslo' <> city", "('Oslo' <> city OR city IS NULL)"],
    ["city = ''", "(city = '' OR city IS NULL)"],
    ["riders < 5", "(riders < 5 OR riders IS NULL)"],
    ["riders > -1", "(riders > -1 OR riders IS NULL)"],
    ["city NOT IN ('Oslo', 'Bergen')", "(city NOT IN ('Oslo', 'Bergen') OR city IS NULL)"],
    ["city NOT LIKE 'O%'", "(city NOT LIKE 'O%' OR city IS NULL)"],
    ["riders BETWEEN 0 AND 3", "(riders BETWEEN 0 AND 3 OR riders IS NULL)"],
    ["NOT (city = 'Oslo')", "(NOT (city = 'Oslo') OR city IS NULL)"],
    ["LOWER(city) <> 'oslo'", "(LOWER(city) <> 'oslo' OR LOWER(city) IS NULL)"],
    ["city IS NULL", "(city IS NULL OR city = '')"],
    ["city IS NOT NULL", "(city IS NOT NULL AND city <> '')"],
  ])("met %s as '' or 0 before", (condition, kept) => {
    expect(rewritten(where(condition), "27", "28")).toEqual([["meaning"], where(kept)]);
  });

  it.each(["city = 'Oslo'", "city <> ''", "riders > 5", "riders <> 0", "city IN ('Oslo')", "city LIKE 'O%'", "riders BETWEEN 1 AND 3", "__time IS NOT NULL", "__time >= TIMESTAMP '2024-01-01'", "NOT (city <> 'Oslo')"])(
    "%s never held for a missing value, and does not now",
    (condition) => {
      expect(changes(where(condition), "27", "28")).toEqual([]);
    },
  );

  it.each([
    ["__time, 'in ' || city AS c FROM w", "__time, 'in ' || COALESCE(city, '') AS c FROM w"],
    ["__time, CONCAT(city, '!') AS c FROM w", "__time, CONCAT(COALESCE(city, ''), '!') AS c FROM w"],
    ["__time, COALESCE(city, 'nowhere') AS c FROM w", "__time, COALESCE(NULLIF(city, ''), 'nowhere') AS c FROM w"],
    ["__time, COUNT(city) AS c FROM w GROUP BY 1", "__time, COUNT(NULLIF(city, '')) AS c FROM w GROUP BY 1"],
    ["__time, COUNT(riders) AS c FROM w GROUP BY 1", "__time, COUNT(*) AS c FROM w GROUP BY 1"],
    ["__time, AVG(fare) AS c FROM w GROUP BY 1", "__time, AVG(COALESCE(fare, 0)) AS c FROM w GROUP BY 1"],
  ])("are text and numbers in %s", (select, kept) => {
    expect(rewritten(insert(select), "27", "28")).toEqual([["meaning"], insert(kept)]);
    expect(verdict(insert(kept), { druid: "28", schema: { tables } }).verdict).toBe("accept");
  });

  it("may be so of a table about which nothing is known", () => {
    expect(rewritten("INSERT INTO t SELECT __time, a FROM other WHERE a <> 'x' PARTITIONED BY DAY", "27", "33")[1]).toContain("WHERE (a <> 'x' OR a IS NULL)");
    expect(changes("INSERT INTO t SELECT __time, a FROM other WHERE a IS NULL PARTITIONED BY DAY", "27", "33")).toMatchObject([{ kind: "meaning", rewrite: null }]);
  });

  it("changed before on a cluster with SQL null handling, and later on one that kept the old", () => {
    const text = where("city <> 'Oslo'");
    expect(changes(text, "27", "33", { nullHandling: "sql" })).toEqual([]);
    expect(changes(text, "27", "31", { nullHandling: "legacy" })).toEqual([]);
    expect(changes(text, "31", "32", { nullHandling: "legacy" })).toMatchObject([{ kind: "meaning" }]);
  });

  it("are told of once for each statement, with the places", () => {
    const [change, ...further] = changes(where("city <> 'a' AND riders < 5 AND city NOT IN ('b') AND city = ''"), "27", "28");
    expect(further).toEqual([]);
    expect(change?.reason).toMatch(/`city <> 'a'`, `riders < 5`, `city NOT IN \('b'\)` and 1 more/);
  });
});

describe("the query context", () => {
  it("comes into force where a release begins to read a key", () => {
    const [change] = changes(sound, "27", "33", { context: { failOnEmptyInsert: true } });
    expect(change).toMatchObject({ kind: "meaning", reason: expect.stringMatching(/`failOnEmptyInsert` = true comes into force: 27\.0\.0 does not read it/) as string });
    expect(changes(sound, "29", "33", { context: { failOnEmptyInsert: true } })).toEqual([]);
  });

  it("is said to have another default where the statement feels it", () => {
    expect(changes(sound, "26", "27", { context: { taskAssignment: "auto" } })).toMatchObject([{ kind: "meaning", reason: expect.stringContaining("`maxInputBytesPerWorker` is 536870912 by default, before it was 10737418240") as string }]);
    expect(changes(sound, "26", "27")).toEqual([]);
    expect(changes(sound, "26", "27", { context: { taskAssignment: "auto", maxInputBytesPerWorker: 1e9 } })).toEqual([]);
  });
});

describe("what is true of every statement", () => {
  const topics = (text: string, from: string, to: string, cluster: Cluster = {}) => [...notesFor(view(text, from, cluster), view(text, to, cluster))].map(([{ since }, count]) => [since, count]);

  it("is a note with the number of statements", () => {
    expect(topics(`${sound};${sound}`, "26", "33")).toEqual([[28, 2], [29, 2]]);
    expect(topics(sound, "29", "33")).toEqual([]);
    expect(topics("SELECT city FROM w", "26", "33")).toEqual([]);
  });

  it("is left out where the cluster or the context settles it", () => {
    expect(topics(sound, "26", "33", { nullHandling: "sql", context: { failOnEmptyInsert: true } })).toEqual([]);
  });
});
