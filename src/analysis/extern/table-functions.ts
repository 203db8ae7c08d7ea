import { formatArguments, tableFunction, tableFunctions, type TableFunction as KnownFunction } from "../../druid/inputs.ts";
import { atLeast, within, type Release } from "../../druid/releases.ts";
import type { Argument, ExtendClause, FunctionCall, TableFunction } from "../../syntax/nodes.ts";
import { leastRestrictive } from "../types/index.ts";
import type { AnalysisState, TableColumn } from "../steps.ts";
import { bindArguments, listArgument, textArgument, type BoundArguments } from "./arguments.ts";
import { extendColumns } from "./extend.ts";
import { parseJavaUri } from "./java-uri.ts";

type Data = Readonly<Record<string, string | number>>;

/** Columns of TABLE(f(…)) for every function but EXTERN; reports what Druid refuses. Null: refused or not known. */
export function tableFunctionColumns(state: AnalysisState, table: TableFunction, call: FunctionCall): readonly TableColumn[] | null {
  const written = call.name.parts.map((part) => part.name).join(".");
  const known = call.name.parts.length === 1 ? tableFunction(written) : null;
  // Of what the user declares nothing is known but that it is there.
  if (known === null && call.name.parts.length === 1 && state.release.declared?.functions.get(written.toUpperCase())?.kind === "table") return null;
  if (known === null || !isBound(known, state)) {
    reportUnknown(state, call, known, written);
    return null;
  }
  if (known.name === "APPEND") return appendedColumns(state, table, call);
  if (table.extend === null) {
    report(state, call, "table-function-parameters", "no-extend", { function: known.name });
    return null;
  }
  return checkArguments(state, call, known) ? declaredColumns(state, table.extend) : null;
}

/** Recorded: 26.0.0 and 28 on bind HTTP, INLINE and LOCALFILES, 27.0.0 binds none. An extension's needs the extension. */
function isBound(known: KnownFunction, state: AnalysisState): boolean {
  const { release, options } = state;
  const there = within(release, known) || (release.major === 26 && known.source !== undefined);
  const extensions = options.schema?.extensions ?? null;
  return there && (known.extension === undefined || extensions === null || extensions.has(known.extension));
}

function reportUnknown(state: AnalysisState, call: FunctionCall, known: KnownFunction | null, written: string): void {
  const names = tableFunctions().filter((entry) => within(state.release, entry)).map((entry) => entry.name);
  const data = { function: written, since: known?.since ?? "", extension: known?.extension ?? "", functions: names.join(", ") };
  const message = known === null ? "unknown" : within(state.release, known) ? "extension" : "release";
  report(state, call.name, "table-function-unavailable", message, data);
}

function checkArguments(state: AnalysisState, call: FunctionCall, known: KnownFunction): boolean {
  const own = Object.keys(known.arguments).filter((name) => within(state.release, known.arguments[name] ?? {}));
  const all = [...own, "listDelimiter", "delimiter", "skipHeaderRows"];
  const bound = bindArguments(call, all);
  const fault = bound.fault === null ? argumentFault(bound, known, own, state.release) : { node: bound.fault.node, message: bound.fault.message, data: bound.fault.data };
  if (fault === null) return true;
  report(state, fault.node ?? call, "table-function-parameters", fault.message, { function: known.name, ...fault.data });
  return false;
}

interface Fault {
  readonly node: { readonly start: number; readonly end: number } | null;
  readonly message: string;
  readonly data: Data;
}

function argumentFault(bound: BoundArguments, known: KnownFunction, own: readonly string[], release: Release): Fault | null {
  for (const [name, argument] of bound.values) {
    const type = own.includes(name) ? known.arguments[name]?.type : "VARCHAR";
    const fault = typeFault(name, argument, type ?? "VARCHAR", release);
    if (fault !== null) return fault;
  }
  return formatFault(bound, release, own) ?? requiredFault(bound, known) ?? valueFault(bound, known);
}

/** From 28 on a text may be written as a literal of any other type. */
function isValue(argument: Argument, release: Release): boolean {
  if (argument.kind === "UnaryExpression") return argument.operator === "-" && isValue(argument.operand, release);
  return argument.kind === "BooleanLiteral" || (atLeast(release, 28) && argument.kind !== "NullLiteral" && argument.kind.endsWith("Literal"));
}

function typeFault(name: string, argument: Argument, type: string, release: Release): Fault | null {
  if (type !== "VARCHAR ARRAY") {
    const text = textArgument(argument, release);
    const isText = text.kind === "text" || text.kind === "null" || (name !== "format" && isValue(argument, release));
    return isText ? null : { node: argument, message: "text", data: { parameter: name } };
  }
  const items = listArgument(argument);
  if (items === null) return { node: argument, message: "list", data: { parameter: name } };
  if (items.length === 0) return { node: argument, message: "empty-list", data: { parameter: name } };
  const odd = items.find((item) => item.kind !== "StringLiteral" && !isValue(item, release));
  return odd === undefined ? null : { node: odd, message: "list", data: { parameter: name } };
}

function formatFault(bound: BoundArguments, release: Release, own: readonly string[]): Fault | null {
  const argument = bound.values.get("format");
  const text = argument === undefined ? null : textArgument(argument, release);
  if (argument === undefined || text?.kind !== "text") return { node: argument ?? null, message: "required", data: { parameter: "format" } };
  const allowed = formatArguments(text.literal.value);
  if (allowed === null) return { node: argument, message: "format", data: { format: text.literal.value } };
  const odd = [...bound.values].find(([name]) => !own.includes(name) && allowed[name] === undefined);
  return odd === undefined ? null : { node: odd[1], message: "unknown-name", data: { name: odd[0], parameters: [...own, ...Object.keys(allowed)].join(", ") } };
}

function requiredFault(bound: BoundArguments, known: KnownFunction): Fault | null {
  for (const [name, argument] of Object.entries(known.arguments)) {
    if (argument.required === true && !bound.values.has(name)) return { node: null, message: "required", data: { parameter: name } };
  }
  for (const group of known.anyOf ?? []) {
    if (!group.some((name) => bound.values.has(name))) return { node: null, message: "any-of", data: { parameters: group.join(", ") } };
  }
  for (const group of known.exclusive ?? []) {
    const given = group.filter((name) => bound.values.has(name));
    if (given.length > 1) return { node: bound.values.get(given[1] ?? "") ?? null, message: "exclusive", data: { parameters: given.join(", ") } };
  }
  return null;
}

const HTTP_SCHEMES = new Set(["http", "https"]);

function valueFault(bound: BoundArguments, known: KnownFunction): Fault | null {
  if (known.source !== "http") return null;
  const headers = bound.values.get("headers");
  if (headers !== undefined) return { node: headers, message: "headers", data: {} };
  const uris = bound.values.get("uris");
  for (const item of uris === undefined ? [] : (listArgument(uris) ?? [])) {
    const scheme = item.kind === "StringLiteral" ? parseJavaUri(item.value)?.scheme?.toLowerCase() : undefined;
    if (scheme === undefined || !HTTP_SCHEMES.has(scheme)) return { node: item, message: "uri", data: { value: item.kind === "StringLiteral" ? item.value : "" } };
  }
  return null;
}

function declaredColumns(state: AnalysisState, extend: ExtendClause): readonly TableColumn[] | null {
  const { columns, faults } = extendColumns(extend, state.release);
  for (const fault of faults) report(state, fault.node, fault.rule, fault.message, fault.data);
  return faults.length === 0 ? columns : null;
}

/** TABLE(APPEND('t1', 't2')): the tables' rows, columns matched by name. */
function appendedColumns(state: AnalysisState, table: TableFunction, call: FunctionCall): readonly TableColumn[] | null {
  const fault = call.arguments.length === 0 ? "no-table" : table.extend === null ? null : "extend";
  if (fault !== null) {
    report(state, call, "table-function-parameters", fault, { function: "APPEND" });
    return null;
  }
  const columns = new Map<string, TableColumn>();
  let known = true;
  for (const argument of call.arguments) {
    const text = textArgument(argument, state.release);
    if (text.kind !== "text") {
      report(state, argument, "table-function-parameters", "text", { function: "APPEND", parameter: "table" });
      return null;
    }
    known = addTable(state, text.literal.value, argument, columns) && known;
  }
  return known && columns.size > 0 ? [...columns.values()] : null;
}

function addTable(state: AnalysisState, name: string, argument: Argument, columns: Map<string, TableColumn>): boolean {
  const { schema } = state.options;
  const table = schema?.tables.get(name);
  if (table === undefined) {
    if (schema?.complete === true) report(state, argument, "table-not-found", "notFound", { table: name, schema: "druid", suggestions: "" });
    return false;
  }
  for (const [column, type] of table.columns) {
    const earlier = columns.get(column);
    columns.set(column, { name: column, type: earlier === undefined ? type : (leastRestrictive([earlier.type, type]) ?? type) });
  }
  return true;
}

function report(state: AnalysisState, place: { readonly start: number; readonly end: number }, rule: string, message: string, data: Data): void {
  state.report({ rule, message, data, stage: "validate", start: place.start, end: place.end, druidStart: null });
}
