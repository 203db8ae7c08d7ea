import { describe, expect, test } from "vitest";
import { lint } from "../../../src/index.ts";

const statement = "INSERT INTO t SELECT __time, a FROM e PARTITIONED BY DAY";

function said(context: Readonly<Record<string, unknown>>, druid = "imply-2022.06"): readonly string[] {
  return lint(statement, { druid, context }).map(({ ruleId, message }) => `${ruleId}: ${message.replace(/ \(inferred.*/, "")}`);
}

describe("the preview's names of context parameters", () => {
  test("are read there, with their values", () => {
    expect(said({ msqMaxNumTasks: 3, msqMode: "nonStrict", msqFinalizeAggregations: false, msqSegmentSortOrder: "__time,a" })).toEqual([]);
    expect(said({ msqMode: "lenient" })).toEqual([expect.stringContaining("context-mode-unknown")]);
    expect(said({ msqNumTasks: 1 })).toEqual([expect.stringContaining("`msqNumTasks` 1 leaves no worker")]);
    expect(said({ msqTaskAssignment: "min" })).toEqual([expect.stringContaining("`msqTaskAssignment` is one of max, auto")]);
  });

  test("msqMaxNumTasks wins over msqNumTasks, in any order", () => {
    for (const context of [{ msqNumTasks: 1, msqMaxNumTasks: 3 }, { msqMaxNumTasks: 3, msqNumTasks: 1 }]) {
      expect(said(context)).toEqual(["context-preview-name: `msqNumTasks` counts for nothing beside `msqMaxNumTasks`, which wins in the preview: remove it"]);
    }
  });

  test("names of later releases are not read there", () => {
    expect(said({ maxNumTasks: 1 })).toEqual([expect.stringContaining("it is `msqMaxNumTasks` there")]);
  });

  test.each([
    ["maxNumTask", "imply-2022.06", "msqMaxNumTasks"],
    ["msqmode", "imply-2022.06", "msqMode"],
    ["msqNumTask", "27", "maxNumTasks"],
    ["maxNumTask", "27", "maxNumTasks"],
  ])("%s in %s is most likely %s", (key, druid, name) => {
    expect(said({ [key]: "x" }, druid)).toEqual([expect.stringContaining(`\`${name}\``)]);
  });
});
