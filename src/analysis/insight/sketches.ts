import { storedAggregate } from "../../druid/stored-aggregates.ts";
import type { Expression, FunctionCall, InsertStatement, ReplaceStatement } from "../../syntax/nodes.ts";
import type { StatementAnalysis } from "../model.ts";
import { withoutParentheses } from "../query/expressions.ts";
import { aggregatedColumns, nameOfCall } from "./aggregates.ts";
import { flagInForce, isSet } from "./query-context.ts";

/** An aggregate whose sketch is finalized before it is stored. */
export interface LostSketch {
  readonly call: FunctionCall;
  /** The function makes nothing but a sketch: DS_HLL, not APPROX_COUNT_DISTINCT_DS_HLL. */
  readonly asked: boolean;
}

/** The sketches that an ingestion computes and does not keep. Estimates that are meant, as `finalizeAggregations` true says, are left out. */
export function lostSketches(ingest: InsertStatement | ReplaceStatement, analysis: StatementAnalysis): readonly LostSketch[] {
  if (!flagInForce(analysis, "finalizeAggregations") || analysis.ingestion?.target?.export === true) return [];
  return aggregatedColumns(ingest.source, analysis).flatMap(({ expression, calls }): LostSketch[] => {
    const [call, ...others] = calls;
    // An estimate that goes into a computation was not meant to be kept as a sketch.
    if (call === undefined || others.length > 0 || !losesSketch(call) || isComputed(expression, call)) return [];
    const asked = nameOfCall(call).startsWith("DS_");
    return !asked && isSet(analysis, "finalizeAggregations") ? [] : [{ call, asked }];
  });
}

/** True for functions whose very name says that a sketch is wanted, and whose sketch is lost when it is finalized. */
function losesSketch(call: FunctionCall): boolean {
  const { finalized, intermediate } = storedAggregate(nameOfCall(call), false);
  return intermediate.startsWith("COMPLEX") && !finalized.startsWith("COMPLEX");
}

function isComputed(expression: Expression, call: FunctionCall): boolean {
  const whole = withoutParentheses(expression);
  return whole !== call && whole.kind !== "ColumnReference";
}
