import type { Rollup, RollupCondition } from "../model.ts";

const keys: Readonly<Partial<Record<RollupCondition, string>>> = {
  "finalize-aggregations": "finalizeAggregations",
  "multi-value-unnesting": "groupByEnableMultiValueUnnesting",
};

/** The context parameters that have to be false for rollup to be recorded. */
export const rollupKeys: readonly string[] = Object.values(keys);

/** Those of them that would have to be false and are not. */
export function missingRollupKeys(rollup: Rollup): readonly string[] {
  return rollup.missing.flatMap((condition) => keys[condition] ?? []);
}
