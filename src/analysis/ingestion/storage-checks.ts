import { limitOf } from "../../druid/faults.ts";
import { atLeast, before, type Release } from "../../druid/releases.ts";
import type { StringLiteral } from "../../syntax/nodes.ts";
import { jsonOfLiteral } from "../extern/json.ts";
import { readSignature, type SignatureColumn } from "../extern/signature.ts";
import { rangeInLiteral } from "../extern/literal-offsets.ts";
import { nativeTypeName } from "../types/index.ts";
import { readStringList } from "../context/values.ts";
import type { StoredColumn } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { outputOf, placeOfColumn } from "./columns.ts";
import { segmentGranularity } from "./granularity.ts";
import { isExport } from "./statement.ts";
import { storageSettings, storedColumns } from "./stored.ts";

/** MSQTaskSqlEngine.validateTypeChanges (29.0.1 on): an array into a multi-value string column or the reverse. */
export function checkTypeChanges(state: AnalysisState): void {
  const target = state.ingest?.target;
  if (before(state.release, 29) || target?.kind !== "TargetTable") return;
  const table = state.options.schema?.tables.get(target.name.parts.at(-1)?.name ?? "");
  if (table === undefined) return;
  const skipped = new Set(readStringList(state.context.get("skipTypeVerification")?.value).value ?? []);
  const { arrays } = storageSettings(state);
  for (const column of outputOf(state)) {
    const existing = table.columns.get(column.name);
    if (state.stopped || existing === undefined || column.nativeType === null || skipped.has(column.name)) continue;
    const old = nativeTypeName(existing);
    const stored = column.nativeType === "ARRAY<STRING>" && arrays !== "array" ? "STRING" : column.nativeType;
    const changes = (stored.startsWith("ARRAY<") && old === "STRING") || (stored === "STRING" && old?.startsWith("ARRAY<") === true);
    if (!changes) continue;
    const { start, end } = placeOfColumn(state, column);
    state.report({ rule: "array-type-change", message: "change", data: { column: column.name, stored, existing: old, mode: arrays }, stage: "plan", start, end, druidStart: null });
  }
}

/** Columns that cannot be stored; at most 2,000 columns with the engine's own; names that the engine keeps for itself. */
export function checkStorage(state: AnalysisState): void {
  if (state.explain) return;
  checkRestrictedNames(state);
  if (state.stopped) return;
  checkColumnCount(state);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a check before it may have stopped the analysis
  if (state.stopped || state.ingest === null || isExport(state.ingest)) return;
  const output = outputOf(state);
  for (const column of storedColumns(state, output, storageSettings(state))) {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a check before it may have stopped the analysis
    if (state.stopped) return;
    checkStoredType(state, column);
  }
}

const RESTRICTED = new Set(["__boost", "__bucket"]);

/**
 * QueryKitUtils.verifyRowSignature looks at the columns that a scan hands on as they were read: grouped, computed or unused ones pass.
 * Recorded on a running Druid 27.0.0.
 */
function checkRestrictedNames(state: AnalysisState): void {
  if (state.query === null || state.shape.grouped) return;
  for (const { call } of state.tableFunctions) {
    if (state.stopped || call.kind !== "FunctionCall" || call.name.parts[0]?.name.toUpperCase() !== "EXTERN") continue;
    const argument = call.arguments.find((each) => each.kind === "NamedArgument" && each.name.name === "signature") ?? call.arguments[2];
    const literal = argument?.kind === "NamedArgument" ? argument.value : argument;
    if (literal?.kind !== "StringLiteral") continue;
    const column = restrictedColumn(literal, state.release);
    if (column === null || !isHandedOn(state, column.name)) continue;
    const { start, end } = rangeInLiteral(state.tree.text, literal, column.node.start, column.node.end);
    state.report({ rule: "signature-restricted-name", message: "restricted", data: { column: column.name }, stage: "controller", start, end, druidStart: null, fault: "ColumnNameRestricted" });
  }
}

function restrictedColumn(literal: StringLiteral, release: Release): SignatureColumn | null {
  // An escape of JSON may hide the name; nearly always there is neither.
  if (!literal.value.includes("__b") && !literal.value.includes("\\")) return null;
  const { node } = jsonOfLiteral(literal);
  return node === null ? null : (readSignature(node, release).columns.find((column) => RESTRICTED.has(column.name)) ?? null);
}

/** True when a column of the result is the input's column itself. */
function isHandedOn(state: AnalysisState, name: string): boolean {
  const output = state.output ?? [];
  return output.some(({ expression, origins }) => (expression === null || expression.kind === "ColumnReference") && origins.some((origin) => origin.column === name));
}

/** The engine adds `__boost`, and `__bucket` where segments are cut by time. */
function checkColumnCount(state: AnalysisState): void {
  const output = state.output ?? [];
  const most = limitOf("maxFrameColumns");
  const granularity = segmentGranularity(state.ingest?.partitionedBy ?? null);
  const added = state.ingest === null ? 0 : granularity === null || granularity.name === "ALL" ? 1 : 2;
  if (output.length + added <= most) {
    checkKeyCount(state, added);
    return;
  }
  const { start, end } = state.ingest?.target ?? state.parsed;
  state.report({ rule: "too-many-columns", message: "too-many", data: { count: output.length + added, most, added }, stage: "controller", start, end, druidStart: null, fault: "TooManyColumns" });
}

function checkKeyCount(state: AnalysisState, added: number): void {
  const clause = state.ingest?.clusteredBy ?? null;
  const most = limitOf("maxClusteredByColumns");
  if (clause === null || before(state.release, 25) || clause.items.length + added <= most) return;
  const data = { count: clause.items.length + added, most, added };
  state.report({ rule: "too-many-columns", message: "keys", data, stage: "controller", start: clause.start, end: clause.end, druidStart: null, fault: "TooManyClusteredByColumns" });
}

function checkStoredType(state: AnalysisState, column: StoredColumn): void {
  if (column.role === "dimension" && column.storedType?.startsWith("COMPLEX<") === true) reportType(state, column, "post-aggregation");
  else if (column.role === "metric") checkMetric(state, column);
  else if (column.role === "dimension" && column.storedType?.startsWith("auto/ARRAY<") === true) checkArray(state, column, column.storedType.slice("auto/".length));
}

/** A COMPLEX without a name has no reader. */
function checkMetric(state: AnalysisState, column: StoredColumn): void {
  if (column.storedType === "COMPLEX") reportType(state, column, "complex");
}

function reportType(state: AnalysisState, column: StoredColumn, message: string): void {
  const { start, end } = placeOfColumn(state, column.output);
  state.report({ rule: "column-type-unsupported", message, data: { column: column.name, type: column.storedType }, stage: "controller", start, end, druidStart: null, fault: "UnknownError" });
}

function checkArray(state: AnalysisState, column: StoredColumn, type: string): void {
  const { arrays } = storageSettings(state);
  if (atLeast(state.release, 28) && arrays === "array") return;
  const { start, end } = placeOfColumn(state, column.output);
  const message = before(state.release, 28) ? "release" : "mode";
  state.report({ rule: "numeric-array-unsupported", message, data: { column: column.name, type, mode: arrays }, stage: "controller", start, end, druidStart: null, fault: "UnknownError" });
}
