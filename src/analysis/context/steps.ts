import { contextParameter, contextParameters, isForbiddenKey, readsParameter } from "../../druid/context.ts";
import { limitOf } from "../../druid/faults.ts";
import { atLeast, before } from "../../druid/releases.ts";
import type { Step } from "../steps.ts";
import type { AnalysisState } from "../steps.ts";
import { isExport } from "../ingestion/statement.ts";
import { invalidIdMessage } from "../ingestion/identifiers.ts";
import { groupsSomewhere } from "./grouping.ts";
import { datasourcesRead } from "../insight/statements.ts";
import { booleanInForce, checkedValue, textInForce } from "./checks.ts";
import { reportEntry } from "./report.ts";
import { readBoolean, readEnum, readInteger, readLong, shownValue, type readStringList } from "./values.ts";

/** What Druid checks in the context before it looks at the text: comes before the parser's own violations. */
export const contextSteps: readonly Step[] = [
  { name: "context-reserved-keys", stage: "validate", independent: true, looksAt: "context", run: checkReservedKeys },
  { name: "context-planner-values", stage: "validate", independent: true, looksAt: "context", run: checkPlannerValues },
];

/** What planning and then the MSQ engine check in the context (the latter not under EXPLAIN). */
export const contextSubmitSteps: readonly Step[] = [
  { name: "context-null-values", stage: "plan", independent: false, looksAt: "context", run: checkNullValues },
  { name: "context-outer-limit-value", stage: "plan", independent: false, looksAt: "context", run: checkOuterLimit },
  { name: "context-submission", stage: "submit", independent: true, looksAt: "context", run: checkSubmission },
];

/** What the controller checks in the context before the first stage (not under EXPLAIN). */
export const contextControllerSteps: readonly Step[] = [{ name: "context-controller", stage: "controller", independent: true, looksAt: "context", run: checkController }];

/** SqlEngine.validateContext. */
function checkReservedKeys(state: AnalysisState): void {
  for (const entry of state.context.values()) {
    if (!isForbiddenKey(entry.key, state.release)) continue;
    reportEntry(state, entry, { rule: "context-reserved-key", message: "reserved", stage: "validate" });
    if (state.stopped) return;
  }
}

/** PlannerContext and PlannerConfig read their parameters before the text is parsed. */
function checkPlannerValues(state: AnalysisState): void {
  for (const parameter of contextParameters()) {
    if (state.stopped) return;
    if (parameter.checkedAt !== "context" || !readsParameter(parameter, state.release)) continue;
    if (parameter.checkedSince !== undefined && before(state.release, parameter.checkedSince)) continue;
    const value = checkedValue(state, parameter.name, "validate");
    const entry = state.context.get(parameter.name);
    if (parameter.name === "maxNumericInFilters" && value === 0 && entry !== undefined) {
      reportEntry(state, entry, { rule: "context-value-type", message: "positive", data: { value: 0, values: "" }, stage: "validate" });
    }
  }
}

/** A null under any key ends every native groupBy in a NullPointerException: its context is copied into a map without nulls. */
function checkNullValues(state: AnalysisState): void {
  for (const entry of state.context.values()) {
    if (entry.value !== null || !groupsSomewhere(state)) continue;
    reportEntry(state, entry, { rule: "context-null-value", message: "group-by", stage: "plan" });
    if (state.stopped) return;
  }
}

function checkOuterLimit(state: AnalysisState): void {
  const entry = state.context.get("sqlOuterLimit");
  if (entry === undefined || state.ingest !== null) return;
  const reading = readLong(entry.value);
  if (reading.expected !== null) reportEntry(state, entry, { rule: "context-value-type", message: "long", data: { value: shownValue(entry.value), values: "" }, stage: "plan" });
  else if (reading.value !== null && reading.value < 0) reportEntry(state, entry, { rule: "context-value-type", message: "negative", data: { value: reading.value, values: "" }, stage: "plan" });
}

/** MSQTaskQueryMaker.runQuery, in its order. */
function checkSubmission(state: AnalysisState): void {
  if (state.explain) return;
  const checks = [checkQueryId, checkMode, checkTaskCount, checkRows, checkFinalization, checkSortOrder, checkDestination, checkAssignment, checkLock, checkRealtime];
  for (const check of checks) {
    if (state.stopped) return;
    check(state);
  }
}

function checkQueryId(state: AnalysisState): void {
  const entry = state.context.get("sqlQueryId");
  if (entry === undefined || typeof entry.value !== "string") return;
  const message = invalidIdMessage(`query-${entry.value}`);
  if (message !== null) reportEntry(state, entry, { rule: "context-query-id", message, data: { value: entry.value }, stage: "submit" });
}

function checkMode(state: AnalysisState): void {
  const entry = state.context.get("mode");
  if (entry === undefined || entry.value === null) return;
  const known = typeof entry.value === "string" && readEnum(entry.value, ["strict", "nonStrict"]).value !== null;
  if (known) return;
  const rule = typeof entry.value === "string" ? "context-mode-unknown" : "context-value-type";
  reportEntry(state, entry, { rule, message: rule === "context-value-type" ? "string" : "unknown", data: { value: shownValue(entry.value), values: "strict, nonStrict" }, stage: "submit" });
}

function checkTaskCount(state: AnalysisState): void {
  const count = checkedValue(state, "maxNumTasks", "submit");
  const entry = state.context.get("maxNumTasks");
  if (typeof count !== "number" || entry === undefined || count >= 2) return;
  reportEntry(state, entry, { rule: "context-max-num-tasks", message: "too-few", data: { value: count }, stage: "submit" });
}

function checkRows(state: AnalysisState): void {
  for (const key of ["rowsPerSegment", "rowsInMemory", "indexSpec"]) {
    if (key === "indexSpec" && before(state.release, 25)) continue;
    checkedValue(state, key, "submit");
    if (state.stopped) return;
  }
}

function checkFinalization(state: AnalysisState): void {
  checkedValue(state, "finalizeAggregations", "submit");
}

/** validateSegmentSortOrder: only for INSERT and REPLACE, against the names of the output columns. */
function checkSortOrder(state: AnalysisState): void {
  const entry = state.context.get("segmentSortOrder");
  if (entry === undefined || state.ingest === null) return;
  const names = checkedValue(state, "segmentSortOrder", "submit") as ReturnType<typeof readStringList>["value"];
  if (names === null || state.output === null || state.queryFailed) return;
  const columns = new Set(state.output.map((column) => column.name));
  const unknown = names.find((name) => !columns.has(name));
  if (unknown !== undefined) {
    reportEntry(state, entry, { rule: "segment-sort-order-invalid", message: "unknown", data: { column: unknown, columns: [...columns].slice(0, 20).join(", ") }, stage: "submit" });
    return;
  }
  const forced = before(state.release, 31) || booleanInForce(state, "forceSegmentSortByTime", true);
  if (names.length === 0 || names[0] === "__time" || !columns.has("__time") || !forced) return;
  reportEntry(state, entry, { rule: "segment-sort-order-invalid", message: "time-first", data: { first: names[0] ?? "" }, stage: "submit" });
}

/** Read for SELECT only; a task cannot export its rows that way. */
function checkDestination(state: AnalysisState): void {
  if (state.ingest !== null || before(state.release, 27)) return;
  const destination = checkedValue(state, "selectDestination", "submit");
  const entry = state.context.get("selectDestination");
  if (destination !== "export" || entry === undefined) return;
  reportEntry(state, entry, { rule: "select-destination-invalid", message: "export", stage: "submit" });
}

function checkAssignment(state: AnalysisState): void {
  checkedValue(state, "taskAssignment", "submit");
}

const LOCKS = { INSERT: ["SHARED", "APPEND"], REPLACE: ["EXCLUSIVE", "REPLACE"] } as const;

/** MultiStageQueryContext.validateAndGetTaskLockType (29 on); `useConcurrentLocks` overrides it. */
function checkLock(state: AnalysisState): void {
  const entry = state.context.get("taskLockType");
  if (entry === undefined || state.ingest === null || before(state.release, 29) || booleanInForce(state, "useConcurrentLocks", false)) return;
  const verb = state.ingest.kind === "ReplaceStatement" ? "REPLACE" : "INSERT";
  const lock = checkedValue(state, "taskLockType", "submit");
  const allowed: readonly string[] = LOCKS[verb];
  if (typeof lock !== "string" || allowed.includes(lock.toUpperCase())) return;
  reportEntry(state, entry, { rule: "context-lock-type", message: "wrong", data: { value: lock, statement: verb, allowed: allowed.join(" or ") }, stage: "submit" });
}

/** MSQTaskQueryMakerUtils.validateRealtimeReindex (31 on): rows that only streaming tasks hold yet cannot be written into their own table. */
function checkRealtime(state: AnalysisState): void {
  const { ingest } = state;
  const target = ingest?.target?.kind === "TargetTable" ? ingest.target.name.parts.at(-1)?.name : undefined;
  if (ingest === null || target === undefined || before(state.release, 31) || textInForce(state, "includeSegmentSource", "none") !== "realtime") return;
  const read = datasourcesRead(ingest.source).find(({ datasource }) => datasource === target);
  if (read === undefined) return;
  state.report({ rule: "realtime-self-read", message: "realtime", data: { table: target }, stage: "submit", start: read.node.start, end: read.node.end, druidStart: null });
}

/** ControllerImpl's preparation. */
function checkController(state: AnalysisState): void {
  if (state.explain) return;
  const checks = [checkFaultTolerance, checkPipeline, checkColumnSchemas, checkLimits, checkWorkers, checkParseExceptions, checkMergeMode];
  for (const check of checks) {
    if (state.stopped) return;
    check(state);
  }
}

function checkFaultTolerance(state: AnalysisState): void {
  if (before(state.release, 26)) {
    checkedValue(state, "durableShuffleStorage", "controller", "QueryRuntimeError");
    return;
  }
  const tolerant = checkedValue(state, "faultTolerance", "controller", "QueryRuntimeError") === true;
  const durable = checkedValue(state, "durableShuffleStorage", "controller", "QueryRuntimeError");
  const entry = state.context.get("durableShuffleStorage");
  if (!tolerant || entry === undefined || state.stopped || readBoolean(entry.value).expected !== null || durable === true) return;
  reportEntry(state, entry, { rule: "context-fault-tolerance-conflict", message: "conflict", stage: "controller", fault: "UnknownError" });
}

/** ControllerQueryKernelConfig (31 on): stages cannot be pipelined through durable storage. */
function checkPipeline(state: AnalysisState): void {
  const entry = state.context.get("maxConcurrentStages");
  if (entry === undefined || before(state.release, 31) || (readInteger(entry.value).value ?? 1) <= 1) return;
  const other = ["faultTolerance", "durableShuffleStorage"].find((key) => booleanInForce(state, key, false));
  if (other === undefined) return;
  reportEntry(state, entry, { rule: "context-pipeline-conflict", message: "conflict", data: { other }, stage: "controller", fault: "UnknownError" });
}

/** How columns are stored is read for each of them (SegmentGenerationUtils.makeDimensionSchemas). */
function checkColumnSchemas(state: AnalysisState): void {
  if (state.ingest === null) return;
  if (atLeast(state.release, 27)) checkedValue(state, "useAutoColumnSchemas", "controller", "UnknownError");
  if (atLeast(state.release, 28) && !isExport(state.ingest)) checkedValue(state, "arrayIngestMode", "controller", "UnknownError");
}

/** MultiStageQueryContext (36 and 37 on) wants these above 0. */
const limits = ["maxInputFilesPerWorker", "maxPartitions", "maxClusteredByColumns"] as const;

function checkLimits(state: AnalysisState): void {
  for (const key of limits) {
    const entry = state.context.get(key);
    const parameter = contextParameter(key);
    if (entry === undefined || parameter === null || !readsParameter(parameter, state.release)) continue;
    const value = checkedValue(state, key, "controller", "UnknownError");
    if (typeof value === "number" && value <= 0) reportEntry(state, entry, { rule: "context-value-type", message: "limit", data: { value, values: "" }, stage: "controller", fault: "UnknownError" });
    if (state.stopped) return;
  }
}

function checkWorkers(state: AnalysisState): void {
  const entry = state.context.get("maxNumTasks");
  const count = entry === undefined ? null : readInteger(entry.value).value;
  const most = limitOf("maxWorkers");
  if (entry === undefined || count === null || count - 1 <= most) return;
  reportEntry(state, entry, { rule: "max-num-tasks-excess", message: "too-many", data: { value: count, most: most + 1 }, stage: "controller", fault: "TooManyWorkers" });
}

function checkParseExceptions(state: AnalysisState): void {
  const limit = checkedValue(state, "maxParseExceptions", "controller", "QueryRuntimeError");
  const entry = state.context.get("maxParseExceptions");
  if (typeof limit !== "number" || limit >= -1 || entry === undefined) return;
  reportEntry(state, entry, { rule: "context-value-type", message: "parse-exceptions", data: { value: limit, values: "" }, stage: "controller", fault: "UnknownError" });
}

function checkMergeMode(state: AnalysisState): void {
  if (atLeast(state.release, 25)) checkedValue(state, "clusterStatisticsMergeMode", "controller", "QueryRuntimeError");
}
