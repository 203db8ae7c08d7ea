import type { Rollup, RollupCondition, StatementAnalysis } from "../model.ts";
import { isSet } from "./query-context.ts";

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

/** Whoever sets one of the parameters wants rollup, or says by setting it the other way that they do not. */
export function rollupIntention(analysis: StatementAnalysis, rollup: Rollup): "asked" | "declined" | "unsaid" {
  if (missingRollupKeys(rollup).some((key) => isSet(analysis, key))) return "declined";
  return rollupKeys.some((key) => isSet(analysis, key)) ? "asked" : "unsaid";
}
