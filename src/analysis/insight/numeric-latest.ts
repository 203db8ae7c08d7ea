import { atLeast } from "../../druid/releases.ts";
import type { Expression, FunctionCall } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import type { StatementAnalysis } from "../model.ts";
import { aggregatedColumns, nameOfCall } from "./aggregates.ts";
import { externInputs, inlineRecords } from "./inline-data.ts";
import { flagInForce } from "./query-context.ts";
import { ingestionOf } from "./statements.ts";

const functions: ReadonlySet<string> = new Set(["EARLIEST", "LATEST", "EARLIEST_BY", "LATEST_BY"]);
const numbers: ReadonlySet<string> = new Set(["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "REAL", "DOUBLE", "DECIMAL"]);

/** The calls that cannot work, and whether there are rows for them to fail on. */
export interface NumericLatest {
  readonly violations: readonly Violation[];
  /** True when the statement's own data hold rows: the task is bound to fail. */
  readonly certain: boolean;
}

/**
 * EARLIEST and LATEST of numbers, of which MSQ's workers of 24 to 28 cannot carry the intermediate value: a ClassCastException ends the task.
 * Recorded on a running 27.0.0, with and without finalization; 24 to 28 by the known issues of their documentation.
 */
export function numericLatest(analysis: StatementAnalysis): NumericLatest {
  const { release } = analysis.options;
  const { node } = analysis.parsed;
  const ingest = ingestionOf(node);
  if (ingest === null || atLeast(release, 29) || analysis.output === null) return { violations: [], certain: false };
  const violations = aggregatedColumns(ingest.source, analysis).flatMap(({ calls }) => calls.filter((call) => isNumeric(call, analysis)));
  const certain = violations.length > 0 && externInputs(node, release).some((input) => (inlineRecords(input)?.length ?? 0) > 0);
  const fault = flagInForce(analysis, "finalizeAggregations") ? "UnknownError" : "WorkerRpcFailed";
  return { violations: [...new Set(violations)].map((call) => violationOf(call, fault)), certain };
}

function isNumeric(call: FunctionCall, analysis: StatementAnalysis): boolean {
  const [argument] = call.arguments;
  const type = argument === undefined || argument.kind === "Star" ? null : analysis.typeOf(argument as Expression);
  return functions.has(nameOfCall(call)) && type !== null && numbers.has(type.name);
}

function violationOf(call: FunctionCall, fault: string): Violation {
  return { rule: "earliest-latest-numeric", message: "number", data: { function: nameOfCall(call) }, stage: "run", start: call.start, end: call.end, druidStart: null, fault };
}
