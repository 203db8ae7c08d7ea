import { describe, expect, it } from "vitest";
import { granularities, granularityByName, granularityByPeriod, granularityByUnit } from "../../src/druid/granularities.ts";
import { grammarOf, type GrammarFeature } from "../../src/druid/grammar.ts";
import { releases, requireRelease, type Release } from "../../src/druid/releases.ts";
import { loadProbes, loadRecording } from "../conformance/recordings.ts";

/** A recorded statement that parses exactly where the feature is there. */
const witnesses: Readonly<Partial<Record<GrammarFeature, string>>> = {
  extendClause: "extern/2-args-extend",
  extendOnTable: "extern.form/",
  typeString: "cast/TYPE('COMPLEX<json>')",
  externWithoutTable: "extern/no-table",
  export: "export/local-as-CSV",
  targetAs: "insert/alias",
  partitionedByOptional: "partitioned-by/INSERT|(no clause)",
  overwriteOptional: "replace/no-overwrite",
  clusteredByAlone: "clustered/without-partitioned",
  granularityAsIdentifier: "partitioned-by/INSERT|WEEK",
  stringGranularity: "partitioned-by/INSERT|'P1D'",
  escapedStrings: "lex/e-string",
  dollarIdentifiers: "lex/ident-dollar",
  pivot: "pivot/pivot",
  qualify: "qualify",
  groupByDistinct: "group-by-distinct",
  withRecursive: "stmt/with-recursive",
  intervalUnquoted: "op/interval-unquoted",
  intervalPluralUnits: "op/interval-plural",
  intervalWeekQuarter: "op/interval-week",
  jsonObjectCommas: "json/object-comma",
  tryCast: "cast/try",
  ilike: "op/ilike",
  rlike: "op/rlike",
  lambda: "op/lambda",
  castFormat: "cast/format",
  timestampWithTimeZone: "cast/TIMESTAMP WITH TIME ZONE",
  timestampWithLocalTimeZoneLiteral: "ts/tswltz",
  datetimeTypeName: "cast/DATETIME",
  callableTypeNames: "array/paren",
  everyAndSome: "agg/EVERY(b > 1)",
  aggregateOrderBy: "op/agg-order",
  percentile: "agg/PERCENTILE_CONT(0.5)",
};

const recorded = releases.filter((release) => release.recorded);
const parses = (outcome: { readonly verdict: string; readonly stage: string } | undefined) => outcome !== undefined && (outcome.verdict === "accept" || outcome.stage !== "parse");

describe("grammar features", () => {
  const names = Object.entries(witnesses).filter(([name]) => name !== "extendOnTable") as readonly (readonly [GrammarFeature, string])[];

  it.each(names)("%s is there in exactly the releases that parse %s", (feature, probe) => {
    for (const release of recorded) {
      const outcome = loadProbes(release.name).verdicts.get(probe);
      expect(outcome, probe).toBeDefined();
      expect([release.name, grammarOf(release)[feature]]).toEqual([release.name, parses(outcome)]);
    }
  });

  it("datetimeLiteralCheckedAtParse is the reverse of parsing a TIMESTAMP literal of any text", () => {
    for (const release of recorded) expect(grammarOf(release).datetimeLiteralCheckedAtParse).toBe(!parses(loadProbes(release.name).verdicts.get("ts/garbage")));
  });

  it.each([
    ["hints", "/*+ hint */ SELECT 1", false],
    ["limitThenFetch", "INSERT INTO dst\nSELECT __time, dim1, m1 FROM foo LIMIT 5\nFETCH FIRST 5 ROWS ONLY PARTITIONED BY ALL TIME", true],
    ["parenthesizedJoin", "SELECT a.dim1 FROM (foo a JOIN foo2 b ON a.dim1 = b.dim1)", true],
    ["uniqueSubquery", "SELECT dim1 FROM foo WHERE UNIQUE (SELECT dim1 FROM foo2)", true],
    ["extractAnyUnit", "SELECT EXTRACT(NOSUCH FROM __time) AS x FROM foo", true],
    ["typedNumberLiteral", "SELECT DECIMAL '1.5' AS x", true],
    ["extendOnTable", "SELECT * FROM foo EXTEND (t VARCHAR, a BIGINT, s VARCHAR)", true],
    ["dateTruncGrammar", "SELECT DATE_TRUNC('day', __time, 'UTC') AS x FROM foo", false],
  ] as const)("%s follows the recorded verdicts of `%s`", (feature, sql, whenPresent) => {
    for (const release of recorded) {
      const { statements, verdicts } = loadRecording(release.name);
      const statement = statements.find((candidate) => candidate.sql === sql);
      expect(statement, sql).toBeDefined();
      expect([release.name, grammarOf(release)[feature] === whenPresent]).toEqual([release.name, parses(verdicts.get(statement?.id ?? ""))]);
    }
  });

  it("of releases after 33 rest on Druid's source", () => {
    expect(grammarOf(requireRelease("33"))).toMatchObject({ statementList: false, trailingSemicolon: false, setStatement: true });
    expect(grammarOf(requireRelease("34"))).toMatchObject({ statementList: true, trailingSemicolon: true });
    expect(grammarOf(requireRelease("30")).stringGranularity).toBe(true);
  });
});

/** What the facts say of a form of PARTITIONED BY; null for forms they do not speak of. */
function isGranularity(form: string, release: Release): boolean | null {
  const bare = /^([A-Za-z]\w*)$/.exec(form)?.[1];
  if (bare !== undefined) {
    const named = granularityByName(bare);
    if (named?.keyword === true) return true;
    if (named === null && granularityByPeriod(bare) === null) return false;
    return grammarOf(release).granularityAsIdentifier && named?.quotedOnly !== true && !/^(?:SECOND|MINUTE)$/i.test(bare);
  }
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(form);
  if (quoted !== null) {
    const text = quoted[1] ?? quoted[2] ?? "";
    return grammarOf(release).stringGranularity && (granularityByName(text) ?? granularityByPeriod(text)) !== null;
  }
  const period = /^TIME_FLOOR\(__time, '([^']*)'\)$/i.exec(form)?.[1];
  if (period !== undefined) return granularityByPeriod(period) !== null;
  const unit = /^FLOOR\(__time TO (\w+)\)$/i.exec(form)?.[1];
  return unit === undefined ? null : granularityByUnit(unit) !== null;
}

describe("granularities", () => {
  it.each(recorded.map((release) => [release.name, release] as const))("are those that %s takes in each form of PARTITIONED BY", (name, release) => {
    const { statements, verdicts } = loadProbes(name);
    const judged = statements.flatMap(({ id }) => {
      const form = id.startsWith("partitioned-by/INSERT|") ? id.slice("partitioned-by/INSERT|".length) : null;
      const expected = form === null ? null : isGranularity(form, release);
      return form === null || expected === null ? [] : [{ form, expected, taken: verdicts.get(id)?.verdict === "accept" }];
    });
    expect(judged.length).toBeGreaterThan(200);
    expect(judged.filter(({ expected, taken }) => expected !== taken)).toEqual([]);
  });

  it("have their length where it is fixed", () => {
    expect(granularities.filter(({ milliseconds }) => milliseconds === null).map(({ name }) => name)).toEqual(["ALL", "NONE", "MONTH", "QUARTER", "YEAR"]);
  });
});
