import { describe, expect, it } from "vitest";
import { functionNamed, functionRanges, operatorsNamed, takesOperands } from "../../src/druid/functions.ts";
import { releases, requireRelease, type Release } from "../../src/druid/releases.ts";
import { loadRecording, type RecordedVerdict } from "../conformance/recordings.ts";

interface Call {
  readonly sql: string;
  readonly name: string;
  readonly operands: number;
  readonly verdict: RecordedVerdict;
}

/** Statements of the function groups that are one plain call, `SELECT F(a, b) AS x FROM ..`, without keywords between operands. */
function callsOf(release: Release): readonly Call[] {
  const { statements, verdicts } = loadRecording(release.name);
  return statements.flatMap(({ id, group, sql }) => {
    const match = group.startsWith("function.") ? /^SELECT (\w+)\((.*)\) AS x FROM/s.exec(sql) : null;
    const verdict = verdicts.get(id);
    const operands = match === null ? null : countOperands(match[2] ?? "");
    if (match?.[1] === undefined || operands === null || verdict === undefined || verdict.artifact === true || verdict.stage === "parse") return [];
    return [{ sql, name: match[1], operands, verdict }];
  });
}

/** Operands at the top level of a call; null when it closes earlier or has words of its own grammar (FROM, TO, KEY, RETURNING …). */
function countOperands(text: string): number | null {
  if (text.trim() === "") return 0;
  const bare = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "s");
  if (/\b(?:FROM|TO|KEY|VALUE|RETURNING|NULL ON|ABSENT|BOTH|LEADING|TRAILING|IN|FOR|AS|DISTINCT|ORDER|USING|PLACING|ERROR)\b/i.test(bare)) return null;
  let depth = 0;
  let count = 1;
  for (const character of bare) {
    if (character === "(" || character === "[") depth++;
    if (character === ")" || character === "]") depth--;
    if (depth < 0) return null;
    if (character === "," && depth === 0) count++;
  }
  return count;
}

/** Functions whose operands the parser turns into others: the counts of the call are not those of the operator. */
const rewritten = new Set(["TRIM", "JSON_VALUE", "JSON_QUERY", "JSON_OBJECT", "JSON_QUERY_ARRAY", "CONVERT", "TRANSLATE"]);

describe.each(releases.filter((release) => release.recorded).map((release) => [release.name, release] as const))("functions of %s", (_name, release) => {
  const calls = callsOf(release);

  it("include every function that Druid took, with its number of operands", () => {
    const taken = calls.filter(({ name, verdict }) => verdict.verdict === "accept" && !rewritten.has(name.toUpperCase()));
    expect(taken.length).toBeGreaterThan(150);
    const misfits = taken.filter(({ name, operands }) => !operatorsNamed(name, release).some((fact) => takesOperands(fact, operands)));
    expect(misfits.map(({ sql }) => sql)).toEqual([]);
  });

  it("exclude the numbers of operands that Druid calls invalid", () => {
    const wrong = calls.flatMap((call) => {
      const name = /Invalid number of arguments to function '([^']+)'/.exec(call.verdict.message ?? "")?.[1];
      return name !== undefined && name.toUpperCase() === call.name.toUpperCase() && !rewritten.has(name) ? [call] : [];
    });
    expect(wrong.length).toBeGreaterThan(100);
    const misfits = wrong.filter(({ name, operands }) => operatorsNamed(name, release).some((fact) => takesOperands(fact, operands)));
    expect(misfits.map(({ sql, verdict }) => `${sql}  ${verdict.message ?? ""}`)).toEqual([]);
  });

  it("know no core function of a misspelt name", () => {
    const { statements, verdicts } = loadRecording(release.name);
    const misspelt = statements.flatMap(({ id, group, sql }) => {
      const name = group.endsWith(".misspelled") ? /^SELECT (\w+)\(/.exec(sql)?.[1] : undefined;
      return name !== undefined && verdicts.get(id)?.message?.includes("No match found for function signature") === true ? [name] : [];
    });
    expect(misspelt.length).toBeGreaterThan(100);
    expect(misspelt.filter((name) => functionNamed(name, release)?.extension === "core")).toEqual([]);
  });
});

describe("functions", () => {
  it("come and go with releases", () => {
    expect(functionNamed("DIV", requireRelease("27"))).toBeNull();
    expect(functionNamed("div", requireRelease("33"))?.name).toBe("DIV");
    expect(functionRanges("ANY_VALUE")).toEqual([{ until: 27 }, { since: 28, until: 28 }, { since: 29 }]);
  });

  it("say which extension they need", () => {
    expect(functionNamed("DS_HLL", requireRelease("27"))?.extension).toBe("druid-datasketches");
    expect(functionNamed("STDDEV", requireRelease("27"))).toMatchObject({ extension: "druid-stats", inferred: true });
  });

  it("tell operators of one name apart by syntax", () => {
    expect(operatorsNamed("-", requireRelease("33")).map(({ syntax }) => syntax).sort()).toEqual(["BINARY", "PREFIX", "SPECIAL"]);
    expect(functionNamed("-", requireRelease("33"))).toBeNull();
  });
});
