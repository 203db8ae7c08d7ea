import { exportFormats, inputKind, inputKinds } from "../../druid/inputs.ts";
import { atLeast, before } from "../../druid/releases.ts";
import type { InsertStatement, ReplaceStatement, TargetColumns, TargetTable } from "../../syntax/nodes.ts";
import type { AnalysisState } from "../steps.ts";
import { invalidIdMessage } from "./identifiers.ts";
import { isExport, verbOf } from "./statement.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** What exports (29 on) refuse before the query is validated. */
export function checkExport(state: AnalysisState): void {
  const { ingest } = state;
  if (ingest === null) return;
  if (!isExport(ingest)) {
    if (ingest.exportFormat !== null) report(state, ingest.exportFormat, "export-clause", "format-without-export");
    return;
  }
  if (ingest.kind === "ReplaceStatement") report(state, ingest.target ?? ingest, "export-clause", "replace");
  else if (ingest.partitionedBy !== null) report(state, ingest.partitionedBy, "export-clause", "partitioned-by");
  else if (ingest.clusteredBy !== null && before(state.release, 31)) report(state, ingest.clusteredBy, "export-clause", "clustered-by");
  else if (ingest.exportFormat === null) report(state, ingest.target ?? ingest, "export-clause", "no-format");
  else checkDestination(state, ingest);
}

/** The kind of destination goes by its name in any case, its properties by theirs exactly. */
function checkDestination(state: AnalysisState, ingest: InsertStatement): void {
  const destination = ingest.target?.kind === "TargetExtern" ? ingest.target.destination : null;
  const type = destination?.name.parts.at(-1)?.name;
  if (destination === null || type === undefined) return;
  const kind = inputKind("exportDestinations", type.toLowerCase());
  if (kind === null) {
    const types = inputKinds("exportDestinations", state.release).map((each) => each.type);
    report(state, destination.name, "export-clause", "destination", { type, types: types.join(", ") });
    return;
  }
  const given = new Set(destination.arguments.map((argument) => (argument.kind === "NamedArgument" ? argument.name.name : "")));
  const missing = Object.entries(kind.properties).find(([name, property]) => property.required === true && !given.has(name));
  if (missing !== undefined) report(state, destination, "export-clause", "property", { type: kind.type, property: missing[0] });
}

/** The format is looked up, in any case, once the query is planned. */
export function checkExportFormat(state: AnalysisState): void {
  const { ingest } = state;
  if (ingest === null || !isExport(ingest) || ingest.exportFormat === null) return;
  const { format } = ingest.exportFormat;
  if (exportFormats.some((known) => known.toLowerCase() === format.name.toLowerCase())) return;
  const { start, end } = format;
  state.report({ rule: "export-clause", message: "format", data: { format: format.name, formats: exportFormats.join(", ") }, stage: "plan", start, end, druidStart: null });
}

/** sqlOuterLimit, UPSERT, the column list, schema and name of the target, in Druid's order. */
export function checkTarget(state: AnalysisState): void {
  const { ingest } = state;
  if (ingest === null) return;
  checkUpsert(state, ingest);
  if (state.stopped || isExport(ingest)) return;
  if (ingest.columns !== null) checkColumnList(state, ingest.columns, ingest);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- a check before it may have stopped the analysis
  if (state.stopped || ingest.target?.kind !== "TargetTable") return;
  checkTable(state, ingest.target, ingest);
}

function checkUpsert(state: AnalysisState, ingest: InsertStatement | ReplaceStatement): void {
  if (ingest.kind !== "InsertStatement" || !ingest.upsert) return;
  report(state, { start: ingest.start, end: ingest.start + "UPSERT".length }, "upsert-unsupported", "upsert");
}

/** From 29 on a list whose columns all have types is read as an EXTEND clause and passes. */
function checkColumnList(state: AnalysisState, columns: TargetColumns, ingest: InsertStatement | ReplaceStatement): void {
  if (atLeast(state.release, 29) && columns.columns.every((column) => column.type !== null)) return;
  report(state, columns, "insert-column-list", "list", { statement: verbOf(ingest) });
}

function checkTable(state: AnalysisState, target: TargetTable, ingest: InsertStatement | ReplaceStatement): void {
  const parts = target.name.parts.map((part) => part.name);
  const table = parts.at(-1) ?? "";
  const data = { table: parts.join("."), statement: verbOf(ingest) };
  if (parts.length > 2) report(state, target, "target-not-datasource", "three-parts", data);
  else if (parts.length === 2 && parts[0] !== "druid") {
    report(state, target, "target-not-datasource", parts[0]?.toLowerCase() === "druid" ? "case" : "schema", data);
  } else {
    const fault = invalidIdMessage(table);
    if (fault !== null) report(state, target.name.parts.at(-1) ?? target, "target-name-invalid", fault, { table });
  }
}

function report(state: AnalysisState, place: Place, rule: string, message: string, data: Readonly<Record<string, string>> = {}): void {
  if (state.stopped) return;
  state.report({ rule, message, data, stage: "validate", start: place.start, end: place.end, druidStart: null });
}
