import { isForQueriesOnly } from "../../druid/stored-aggregates.ts";
import type { FunctionCall } from "../../syntax/nodes.ts";
import type { StatementAnalysis } from "../model.ts";
import { aggregatesBehind, nameOfCall } from "./aggregates.ts";
import { ingestionOf } from "./statements.ts";

/** An aggregate that rollup makes a metric, and that no segment can hold as one. */
export interface UnstorableMetric {
  readonly call: FunctionCall;
  readonly column: string;
}

/**
 * Segments hold metrics that are numbers or complex: IncrementalIndex takes no text and no list, and some aggregators cannot be
 * used to ingest at all. Recorded on a running 27.0.0, where the first row of such a metric ends the task.
 */
export function unstorableMetrics(analysis: StatementAnalysis): readonly UnstorableMetric[] {
  const ingest = ingestionOf(analysis.parsed.node);
  const { stored } = analysis.ingestion ?? {};
  if (ingest === null || stored === null || stored === undefined) return [];
  return stored.flatMap(({ name, role, storedType, output: { expression } }) => {
    if (role !== "metric" || expression === null) return [];
    const [call] = aggregatesBehind(expression, ingest.source, analysis.options.release);
    if (call === undefined) return [];
    return isTextOrList(storedType) || isForQueriesOnly(nameOfCall(call)) ? [{ call, column: name }] : [];
  });
}

function isTextOrList(type: string | null): boolean {
  return type !== null && (type === "STRING" || type.startsWith("ARRAY"));
}
