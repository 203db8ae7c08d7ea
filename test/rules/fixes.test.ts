import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { fix, verdict } from "../../src/index.ts";
import { speaksFor } from "../../src/linter/release-range.ts";
import { loadRecording } from "../conformance/recordings.ts";

interface RecordedFix {
  readonly release: string;
  readonly id: string;
  readonly rule: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** What Druid refused, and at which stage. */
  readonly before: string;
  readonly refusedAt: string;
  /** What the fix made of it, and up to which stage Druid took that. */
  readonly after: string;
  readonly takenThrough: string;
}

const file = path.join(import.meta.dirname, "../../fixtures/conformance/fixes.jsonl");
const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
const recorded = lines.map((line) => JSON.parse(line) as RecordedFix);

/** In a file `;` ends a statement, and is refused in a request only. */
const ofRequestsOnly: ReadonlySet<string> = new Set(["trailing-semicolon"]);

/** FROM EXTERN(…) is fine for 33.0.0. */
const notRefused: Readonly<Record<string, readonly string[]>> = { "33.0.0": ["extern-without-table"] };

test.each(["27.0.0", "33.0.0"])("each safe fix of what Druid %s refuses was shown to it", (name) => {
  const release = requireRelease(name);
  const shown = new Set([...recorded.filter((each) => each.release === name).map(({ rule }) => rule), ...(notRefused[name] ?? [])]);
  const safe = builtinRegistry.entries.filter(({ category, fix: safety, druid }) => category === "rejected" && safety === "safe" && speaksFor(druid, release)).map((entry) => entry.name);
  expect(safe.filter((rule) => !shown.has(rule) && !ofRequestsOnly.has(rule))).toEqual([]);
});

describe.each(["27.0.0", "33.0.0"])("what Druid %s refused and then took", (release) => {
  const { schema } = loadRecording(release);
  const settings = { druid: release, schema } as const;

  test.each(recorded.filter((each) => each.release === release))("$rule: $id", ({ rule, before, after, context }) => {
    const request = context === undefined ? {} : { context };
    expect(fix(before, { ...settings, ...request, engine: "msq" }).output).toBe(after);
    expect(verdict({ sql: before, ...request }, settings)).toMatchObject({ verdict: "reject", rule });
    expect(fix(after, { ...settings, ...request, engine: "msq" }).output).toBe(after);
  });
});
