import { describe, expect, test } from "vitest";
import { atLeast, releaseNames, requireRelease } from "../../../src/druid/releases.ts";
import { lint } from "../../../src/index.ts";
import { mistakes, type Mistake } from "./mistakes.ts";
import { schema, statements, type StatementName } from "./statements.ts";

/** What is said, as `rule @ marked text`. */
function said(sql: string, druid: string, context: Readonly<Record<string, unknown>>): readonly string[] {
  return lint(sql, { druid, schema, context, engine: "msq" }).map(({ ruleId, start, end }) => `${ruleId} @ ${sql.slice(start, end)}`);
}

function plant({ in: name, was, is }: Mistake): string {
  const parts = statements[name].sql.split(was);
  if (parts.length !== 2) throw new Error(`\`${was}\` does not stand once in ${name}`);
  return parts.join(is);
}

function contextOf({ in: name, context, without = [] }: Mistake): Readonly<Record<string, unknown>> {
  const own = Object.entries(statements[name].context ?? {}).filter(([key]) => !without.includes(key));
  return { ...Object.fromEntries(own), ...context };
}

describe("a statement without a mistake", () => {
  const cases = (Object.keys(statements) as StatementName[]).flatMap((name) => {
    const { major } = requireRelease(statements[name].from);
    return releaseNames()
      .filter((druid) => atLeast(requireRelease(druid), major))
      .map((druid) => [name, druid] as const);
  });

  test.each(cases)("%s is left alone by %s", (name, druid) => {
    const { sql, context = {} } = statements[name];
    expect(said(sql, druid, context)).toEqual([]);
  });
});

describe.each(Object.entries(mistakes))("a mistake about %s", (_, planted) => {
  test.each(planted.map((mistake) => [mistake.rule, mistake.is.replace(/\s+/g, " ").slice(0, 80), mistake] as const))("%s: %s", (rule, _text, mistake) => {
    expect(said(plant(mistake), mistake.druid ?? "33.0.0", contextOf(mistake))).toEqual([`${rule} @ ${mistake.at ?? mistake.is}`]);
  });
});
