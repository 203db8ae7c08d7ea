import { describe, expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import { loadRecording } from "../conformance/recordings.ts";

/**
 * Statements that 27.0.0 takes through the controller. Other releases were recorded through planning: what a later stage of theirs
 * refuses is no disagreement.
 */
describe.each(["27.0.0", "33.0.0"])("on what Druid %s takes", (release) => {
  const { statements, verdicts, schema } = loadRecording(release);
  const whole = loadRecording("27.0.0").verdicts;
  const laterStages = new Set<string>(release === "27.0.0" ? [] : ["submit", "controller"]);

  test("no rule speaks of a rejection or a failure", () => {
    const alarms: string[] = [];
    for (const { id, sql, context } of statements) {
      const verdict = verdicts.get(id);
      if (verdict?.verdict !== "accept" || verdict.artifact === true || whole.get(id)?.verdict !== "accept") continue;
      const findings = lint(sql, { druid: release, schema, engine: "msq", preset: "all", ...(context === undefined ? {} : { context }) });
      for (const { category, stage, ruleId } of findings) {
        if ((category === "rejected" || category === "fails") && !laterStages.has(stage)) alarms.push(`${id}: ${ruleId}`);
      }
    }
    expect(alarms).toEqual([]);
  }, 120_000);
});
