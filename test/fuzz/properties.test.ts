import { expect, test } from "vitest";
import { checkText, judgeOf } from "./properties.ts";
import { fuzz } from "./run.ts";

/** A short run; `npm run fuzz` makes long ones (docs/robustness.md). */
test("every property holds for generated statements and near misses", { timeout: 60_000 }, async () => {
  const { failures } = await fuzz({ inputs: 300, seed: 7 });
  expect(failures.map(({ seed, druid, hosting, text, message }) => ({ seed, druid, hosting, text, message }))).toEqual([]);
});

/** Inputs that a long run found to break a property, made small, with the seed of their batch. */
const mended = [
  { seed: 2, druid: "27.0.0", text: "INSERT INTO t-Y" },
  { seed: 1, druid: "24.0.0", text: "REPLACE INTO t PARTITIONED BY " },
  { seed: 501, druid: "31.0.2", text: "INSERT INTO t\nSELECT o OFFSET 2LIMIT " },
  { seed: 100009, druid: "31.0.2", text: "SELECT * FROM o MATCH_RECOGNIZE(PARTITION BY 1 PATTERN(a) DEFINE)" },
  { seed: 100009, druid: "31.0.2", text: "SELECT * FROM o MATCH_RECOGNIZE(PATTERN(a) DEFINE a AS TRUE)" },
  { seed: 100600, druid: "34", text: "SELECT *, * FROM e INTERSECT TABLE o" },
  { seed: 100629, druid: "31.0.2", text: "SELECT * FROM o GROUP BY GROUPING SETS (()) EXCEPT TABLE f" },
  { seed: 2000048, druid: "33.0.0", text: "REPLACE INTO INFORMATION_SCHEMA. OVERWRITE ALL " },
  { seed: 2000129, druid: "33.0.0", text: "SELECT USER FROM(SELECT dim1\"USER\"FROM foo)" },
  { seed: 2000530, druid: "28.0.0", text: "SELECT 1FROM f N TABLESAMPLE" },
  { seed: 100186, druid: "34", text: "INSERT INTO EXTERN(local(x=>''))AS V SELECT d" },
  { seed: 506, druid: "27.0.0", text: "REPLACE INTO d CLUSTERED BY 1SELECT m" },
];

test.each(mended)("seed $seed, druid $druid: $text", ({ druid, text }) => {
  checkText(text, judgeOf(druid, true), [" ", "\n", " -- c\n"]);
});
