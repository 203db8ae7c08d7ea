import type { NamedTable, TableFunction } from "../../syntax/nodes.ts";
import type { AnalysisState, TableColumn } from "../steps.ts";
import { externCallColumns } from "./extern-call.ts";
import { extendColumns } from "./extend.ts";
import { tableFunctionColumns } from "./table-functions.ts";

/** Columns of EXTERN, of the table functions HTTP, INLINE, LOCALFILES, S3, and of `t EXTEND (…)`; reports what Druid refuses in them. */
export function externColumns(state: AnalysisState, table: TableFunction | NamedTable): readonly TableColumn[] | null {
  if (table.kind === "NamedTable") return extendedTable(state, table);
  const { call } = table;
  if (call.kind !== "FunctionCall") return null;
  const isExtern = call.name.parts.length === 1 && call.name.parts[0]?.name.toUpperCase() === "EXTERN";
  return isExtern ? externCallColumns(state, call, table.extend) : tableFunctionColumns(state, table, call);
}

/** `t EXTEND (…)`: the release that parses it (24) cannot plan it. */
function extendedTable(state: AnalysisState, table: NamedTable): readonly TableColumn[] | null {
  if (table.extend === null) return null;
  state.shape.unplannable.push({ rule: "extend-on-table", message: "plan", data: {}, stage: "plan", start: table.extend.start, end: table.extend.end, druidStart: null });
  return extendColumns(table.extend, state.release).columns;
}
