import { limitOf } from "../../druid/faults.ts";
import { atLeast } from "../../druid/releases.ts";
import type { OutputColumn } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { printType } from "../types/index.ts";
import { segmentGranularity } from "./granularity.ts";
import { isExport, verbOf } from "./statement.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

const UNNAMED = /^EXPR\$\d+$/i;

/** Where an output column is written: its alias, else its item, else the query. */
export function placeOfColumn(state: AnalysisState, column: OutputColumn): Place {
  return column.item?.alias ?? column.item ?? state.ingest?.source ?? state.parsed;
}

/**
 * Every column must have a name of its own; a name of Calcite's making does not count, even written as alias. No more are told than a job
 * takes columns; the last says how many follow.
 */
export function checkNamedColumns(state: AnalysisState): void {
  const stage = atLeast(state.release, 31) ? "validate" : "plan";
  const unnamed = outputOf(state).filter((column) => UNNAMED.test(column.name));
  const told = unnamed.slice(0, limitOf("maxFrameColumns"));
  for (const column of told) {
    if (state.stopped) return;
    const place = column.item ?? placeOfColumn(state, column);
    const text = column.expression === null ? column.name : state.tree.text.slice(column.expression.start, column.expression.end).replace(/\s+/g, " ");
    const more = column === told.at(-1) ? unnamed.length - told.length : 0;
    const data = { expression: text.length > 60 ? `${text.slice(0, 57)}...` : text, name: column.name, more };
    const message = more > 0 ? "more" : column.named ? "alias" : "unnamed";
    state.report({ rule: "unnamed-output-column", message, data, stage, start: place.start, end: place.end, druidStart: null });
  }
}

export function checkDuplicateColumns(state: AnalysisState): void {
  const seen = new Set<string>();
  for (const column of outputOf(state)) {
    if (state.stopped) return;
    if (seen.has(column.name)) {
      const { start, end } = placeOfColumn(state, column);
      state.report({ rule: "duplicate-output-column", message: column.expression === null ? "star" : "duplicate", data: { column: column.name }, stage: "plan", start, end, druidStart: null });
    }
    seen.add(column.name);
  }
}

/** `__time` must be a TIMESTAMP, whatever the granularity. */
export function checkTimeType(state: AnalysisState): void {
  const column = outputOf(state).find((candidate) => candidate.name === "__time");
  if (column === undefined || column.type.name === "TIMESTAMP" || column.type.name === "UNKNOWN" || column.type.name === "ANY") return;
  const { start, end } = column.item ?? placeOfColumn(state, column);
  const message = MESSAGES[column.type.name] ?? "other";
  state.report({ rule: "time-column-type", message, data: { type: printType(column.type) }, stage: "plan", start, end, druidStart: null });
}

const MESSAGES: Readonly<Record<string, string>> = { VARCHAR: "text", CHAR: "text", BIGINT: "number", INTEGER: "number", DATE: "date", NULL: "null" };

/** A granularity other than ALL needs `__time` in exactly that spelling. */
export function checkTimePresent(state: AnalysisState): void {
  const { ingest, output } = state;
  if (ingest === null || output === null || isExport(ingest)) return;
  const granularity = segmentGranularity(ingest.partitionedBy);
  if (granularity === null || granularity.name === "ALL" || output.some((column) => column.name === "__time")) return;
  const near = output.find((column) => column.name.toLowerCase() === "__time");
  // That a column has no name is said already.
  if (near === undefined && output.some(({ named, type }) => !named && type.name === "TIMESTAMP")) return;
  const { start, end } = near === undefined ? (ingest.partitionedBy ?? ingest) : placeOfColumn(state, near);
  const data = { column: near?.name ?? "", granularity: granularity.period ?? granularity.name, statement: verbOf(ingest) };
  state.report({ rule: near === undefined ? "time-column-missing" : "time-column-case", message: near === undefined ? "missing" : "case", data, stage: "plan", start, end, druidStart: null });
}

/** An outermost LIMIT needs PARTITIONED BY ALL; an outermost OFFSET is never taken. */
export function checkLimit(state: AnalysisState): void {
  const { ingest, shape } = state;
  if (ingest === null) return;
  const granularity = isExport(ingest) ? null : segmentGranularity(ingest.partitionedBy);
  if (shape.outermostLimit !== null && granularity !== null && granularity.name !== "ALL") {
    const { start, end } = shape.outermostLimit;
    const inner = start < ingest.source.start || isInner(state, start);
    state.report({ rule: "limit-with-partitioning", message: inner ? "passed-through" : "outer", data: { granularity: granularity.name }, stage: "plan", start, end, druidStart: null });
  }
  if (state.stopped || shape.outermostOffset === null) return;
  const { start, end } = shape.outermostOffset;
  state.report({ rule: "offset-in-ingest", message: isInner(state, start) ? "passed-through" : "outer", data: {}, stage: "plan", start, end, druidStart: null });
}

/** True when the clause stands in a subquery. */
function isInner(state: AnalysisState, offset: number): boolean {
  const query = state.ingest?.source;
  return query !== undefined && [query.limit, query.offset, query.fetch].every((clause) => clause?.start !== offset);
}

/** sys and INFORMATION_SCHEMA are the Broker's. */
export function checkSystemTables(state: AnalysisState): void {
  if (state.ingest === null && state.options.engine !== "msq") return;
  for (const table of state.shape.systemTables) {
    if (state.stopped) return;
    state.report({ rule: "system-table-in-msq", message: table.recursive ? "recursive" : "system", data: { table: table.name }, stage: "plan", start: table.node.start, end: table.node.end, druidStart: null });
  }
}

/** Tables of which validation already saw that the planner has nothing to do with them. */
export function checkUnplannable(state: AnalysisState): void {
  for (const violation of state.shape.unplannable) {
    if (!state.stopped) state.report(violation);
  }
}

/** The columns written, to a table or to files, where they are known. */
export function outputOf(state: AnalysisState): readonly OutputColumn[] {
  return state.ingest === null || state.output === null ? [] : state.output;
}
