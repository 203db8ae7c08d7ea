import { describe, expect, it } from "vitest";
import { contextDefault, contextParameter, contextParameters, enumValues, isForbiddenKey, isOtherKnownKey, parameterOfPreviewName, readsParameter } from "../../src/druid/context.ts";
import { requireRelease, resolveRelease } from "../../src/druid/releases.ts";
import { loadRecording } from "../conformance/recordings.ts";

const release = requireRelease("27");
const { statements, verdicts } = loadRecording("27.0.0");

/** Statements with one context key whose value Druid 27 refused, by the text that names the key. */
const refused = statements.flatMap(({ id, context }) => {
  const [key, ...others] = Object.keys(context ?? {});
  const verdict = verdicts.get(id);
  if (key === undefined || others.length > 0 || verdict?.verdict !== "reject" || verdict.message?.includes(`[${key}]`) !== true) return [];
  return [{ id, key, value: context?.[key], message: verdict.message, stage: verdict.stage }];
});

describe("context parameters", () => {
  it("cover every key whose value Druid refuses, at the stage where it does", () => {
    const unreadable = refused.filter(({ message, key }) => message.startsWith(`Expected key [${key}]`));
    expect(unreadable.length).toBeGreaterThan(80);
    // What the planner's configuration reads is refused before the text is looked at; the recorder calls that validate.
    const misplaced = unreadable.filter(({ key, stage }) => (contextParameter(key)?.checkedAt ?? "never") !== (stage === "validate" ? "context" : stage));
    expect([...new Set(misplaced.map(({ key, stage }) => `${key} ${stage}`))]).toEqual([]);
  });

  it("list the names of an enum as Druid's message does", () => {
    const listed = refused.flatMap(({ key, message }) => {
      const names = /one of the values \[([^\]]*)\]/.exec(message)?.[1];
      return names === undefined ? [] : [{ key, names: names.split(",").map((name) => name.toUpperCase().replaceAll("_", "")) }];
    });
    expect(listed.length).toBeGreaterThan(5);
    for (const { key, names } of listed) expect([key, enumValues(key, release).map((name) => name.toUpperCase()).sort()]).toEqual([key, names.sort()]);
  });

  it("forbid exactly the keys that Druid 27 does not allow", () => {
    const forbidden = new Set(statements.flatMap(({ id }) => /^Query context parameter \[([^\]]+)\] is not allowed/.exec(verdicts.get(id)?.message ?? "")?.[1] ?? []));
    expect(forbidden.size).toBeGreaterThan(2);
    for (const key of forbidden) expect([key, isForbiddenKey(key, release)]).toEqual([key, true]);
    for (const { context, id } of statements) {
      for (const key of Object.keys(context ?? {})) {
        if (isForbiddenKey(key, release)) expect([id, verdicts.get(id)?.verdict]).toEqual([id, "reject"]);
      }
    }
  });

  it("differ by release", () => {
    const selectDestination = contextParameter("selectDestination");
    expect(selectDestination === null ? null : ["26", "27"].map((name) => readsParameter(selectDestination, requireRelease(name)))).toEqual([false, true]);
    expect(enumValues("arrayIngestMode", requireRelease("30"))).toContain("none");
    expect(enumValues("arrayIngestMode", requireRelease("31"))).toEqual(["mvd", "array"]);
    expect(contextDefault("clusterStatisticsMergeMode", requireRelease("26"))).toBe("PARALLEL");
    expect(contextDefault("maxNumTasks", release)).toBe(2);
  });

  it("know the names of the preview, and keys of the native engine", () => {
    expect(parameterOfPreviewName("msqMaxNumTasks")?.name).toBe("maxNumTasks");
    expect(contextParameter("numTasks")).toMatchObject({ never: true, replacedBy: { name: "maxNumTasks" } });
    expect(isOtherKnownKey("useResultLevelCache")).toBe(true);
    expect(isOtherKnownKey("maxNumTask")).toBe(false);
  });

  it("begin and end at releases that exist", () => {
    for (const { name, since, until } of contextParameters()) {
      for (const major of [since, until]) if (major !== undefined && major <= 37) expect([name, resolveRelease(String(major))?.major]).toEqual([name, major]);
    }
  });
});
