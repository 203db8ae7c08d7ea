import type { AnalysisState, Step } from "../steps.ts";
import { reportEntry } from "../context/report.ts";
import { checkClusteredBy, checkDescendingInController, checkOrderBy, checkOverwriteClause, checkPartitionedBy } from "./clauses.ts";
import { checkDuplicateColumns, checkLimit, checkNamedColumns, checkSystemTables, checkTimePresent, checkTimeType, checkUnplannable } from "./columns.ts";
import { checkTimePosition } from "./sort-keys.ts";
import { checkStorage, checkTypeChanges } from "./storage-checks.ts";
import { verbOf } from "./statement.ts";
import { checkExport, checkExportFormat, checkTarget } from "./target.ts";
import { atLeast } from "../../druid/releases.ts";

/** Checks of INSERT and REPLACE before the query is validated: ORDER BY, CLUSTERED BY, OVERWRITE, PARTITIONED BY … */
export const ingestionBeforeQuerySteps: readonly Step[] = [
  clauseStep("export", checkExport),
  clauseStep("order-by", checkOrderBy),
  clauseStep("clustered-by", checkClusteredBy),
  clauseStep("overwrite", checkOverwriteClause),
  clauseStep("partitioned-by", checkPartitionedBy),
];

/** Checks of INSERT and REPLACE after the query validated: target, column list, `sqlOuterLimit`; from 31 on unnamed columns. */
export const ingestionAfterQuerySteps: readonly Step[] = [
  clauseStep("outer-limit", checkOuterLimit),
  clauseStep("target", checkTarget),
  { name: "named-columns", stage: "validate", independent: false, looksAt: "ingestion", run: (state) => { if (atLeast(state.release, 31)) checkNamedColumns(state); } },
];

/** First checks of planning, before the shape of the query: system tables, output columns, `__time`, LIMIT and OFFSET. */
export const ingestionPlanSteps: readonly Step[] = [
  { name: "system-tables", stage: "plan", independent: false, run: checkSystemTables },
  planStep("unnamed-columns", (state) => { if (!atLeast(state.release, 31)) checkNamedColumns(state); }),
  planStep("duplicate-columns", checkDuplicateColumns),
  planStep("type-changes", checkTypeChanges),
  planStep("time-type", checkTimeType),
  planStep("limit", checkLimit),
  planStep("export-format", checkExportFormat),
  planStep("time-present", checkTimePresent),
  planStep("time-position", checkTimePosition),
  { name: "unplannable-tables", stage: "plan", independent: false, run: checkUnplannable },
];

/** Checks of the controller that need the output columns: their number, their types, restricted names. */
export const ingestionControllerSteps: readonly Step[] = [
  { name: "descending-keys", stage: "controller", independent: true, looksAt: "ingestion", run: checkDescendingInController },
  { name: "storage", stage: "controller", independent: false, run: checkStorage },
];

/** A check that only finds something in an INSERT or REPLACE; those of questions, too, are written out. */
function clauseStep(name: string, check: (state: AnalysisState) => void): Step {
  return { name, stage: "validate", independent: true, looksAt: "ingestion", run: check };
}

/** The same, of planning. */
function planStep(name: string, check: (state: AnalysisState) => void): Step {
  return { name, stage: "plan", independent: false, looksAt: "ingestion", run: check };
}

/** IngestHandler: the limit that the console sets for queries has no place in an ingestion. */
function checkOuterLimit(state: AnalysisState): void {
  const entry = state.context.get("sqlOuterLimit");
  if (state.ingest === null || entry === undefined || entry.value === null) return;
  reportEntry(state, entry, { rule: "context-outer-limit", message: "ingest", data: { statement: verbOf(state.ingest) }, stage: "validate" });
}
