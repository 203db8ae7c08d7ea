import { atLeast } from "../../druid/releases.ts";
import type { Expression } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import type { StatementAnalysis } from "../model.ts";
import { aggregatesBehind, nameOfCall } from "./aggregates.ts";
import { flagInForce } from "./query-context.ts";
import { ingestionOf } from "./statements.ts";

const functions: ReadonlySet<string> = new Set(["EARLIEST", "LATEST", "EARLIEST_BY", "LATEST_BY"]);
const numbers: ReadonlySet<string> = new Set(["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "REAL", "DOUBLE", "DECIMAL"]);

/**
 * EARLIEST and LATEST of numbers, of which MSQ's workers of 24 to 28 cannot carry the intermediate value: a ClassCastException ends the task.
 * Recorded on a running 27.0.0, with and without finalization; 24 to 28 by the known issues of their documentation.
 */
export function numericLatest(analysis: StatementAnalysis): readonly Violation[] {
  const ingest = ingestionOf(analysis.parsed.node);
  if (ingest === null || atLeast(analysis.options.release, 29)) return [];
  const fault = flagInForce(analysis, "finalizeAggregations") ? "UnknownError" : "WorkerRpcFailed";
  const found: Violation[] = [];
  for (const { expression } of analysis.output ?? []) {
    if (expression === null) continue;
    for (const call of aggregatesBehind(expression, ingest.source, analysis.options.release)) {
      const [argument] = call.arguments;
      const type = argument === undefined || argument.kind === "Star" ? null : analysis.typeOf(argument as Expression);
      if (!functions.has(nameOfCall(call)) || type === null || !numbers.has(type.name)) continue;
      found.push({ rule: "earliest-latest-numeric", message: "number", data: { function: nameOfCall(call) }, stage: "run", start: call.start, end: call.end, druidStart: null, fault });
    }
  }
  return found;
}
