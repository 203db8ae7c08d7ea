import { forEachChild, walk } from "../../syntax/child-keys.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import type { ColumnReference, CommonTable, Expression, FunctionCall, Node, Query, Select, TableFunction, TableReference, Values } from "../../syntax/nodes.ts";
import { attempt } from "./evaluate.ts";
import type { Scope } from "./scope.ts";
import { readRecords, type BadRecord, type InputRecord } from "./rows.ts";
import { DivisionByZero, MultiValue, toDouble, toLong, toText, UNKNOWN, type Unknown, type Value } from "./values.ts";

/** A row by column name. A division by zero is one only for who reads the column. */
export type Row = ReadonlyMap<string, Value | DivisionByZero>;

export interface RowSet {
  readonly rows: readonly Row[];
  /** False when WHERE, HAVING or a join leaves undecided which of the rows come out. */
  readonly exact: boolean;
  /** Records that cannot be read, with the call that reads them. */
  readonly bad: readonly { readonly record: BadRecord; readonly call: FunctionCall }[];
  /** Columns of the signature that no record has: the data may be a stand-in that knows nothing of them. */
  readonly absent: readonly string[];
  /** A column that rows are grouped by and that holds several values in one of them. */
  readonly grouped?: ColumnReference;
  /** True where GROUP BY or DISTINCT has a part in them: a server may be set to make a zero of a null that comes out of it. */
  readonly grouping?: boolean;
}

/** Gives the data that stands in place of an external table's own (a sample file); null to use what the text holds. */
export type DataSource = (call: FunctionCall) => string | null;

export interface DryRunOptions {
  readonly data: DataSource;
  /** Whether a call of that name aggregates. */
  readonly isAggregate: (name: string) => boolean;
  /** Whether times are read in UTC: no other `sqlTimeZone` is set. */
  readonly utc: boolean;
  /** Whether an aggregate without GROUP BY gives a row of nothing. */
  readonly countsNothing: boolean;
}

interface Frame extends DryRunOptions {
  /** True for the query whose rows are stored. */
  readonly outermost: boolean;
  /** True where a query around this one drops rows, and may do so first. */
  readonly filtered: boolean;
  readonly commonTables: ReadonlyMap<string, CommonTable>;
}

/** The rows of a query over inline data, VALUES or nothing, as far as they are certain. Throws DivisionByZero where a condition divides by zero. */
export function runQuery(query: Query, options: DryRunOptions): RowSet | Unknown {
  return runWithin(query, { ...options, outermost: true, filtered: false, commonTables: new Map() });
}

function runWithin(query: Query, outer: Frame): RowSet | Unknown {
  const commonTables = new Map(outer.commonTables);
  for (const table of query.with?.tables ?? []) commonTables.set(table.name.name, table);
  if (query.limit !== null || query.offset !== null || query.fetch !== null) return UNKNOWN;
  const { body } = query;
  const frame: Frame = { ...outer, commonTables };
  switch (body.kind) {
    case "Select":
      return runSelect(body, frame);
    case "ParenthesizedQuery":
      return runWithin(body.query, frame);
    case "Values":
      return runValues(body, frame);
    default:
      return UNKNOWN;
  }
}

/** A division by zero that a row which certainly comes out holds. */
export function divisionOf({ rows }: RowSet): DivisionByZero | null {
  for (const row of rows) for (const value of row.values()) if (value instanceof DivisionByZero) return value;
  return null;
}

function runValues(values: Values, { utc }: Frame): RowSet {
  const none: Scope = { column: () => UNKNOWN, utc };
  const rows = values.rows.map((row) => new Map<string, Value | DivisionByZero>(row.items.map((item, index) => [`EXPR$${String(index)}`, attempt(item, none)])));
  return { rows, exact: true, bad: [], absent: [] };
}

function runSelect(select: Select, frame: Frame): RowSet | Unknown {
  const filtered = frame.filtered || select.where !== null || select.having !== null;
  const input = select.from === null ? { rows: [new Map<string, Value>()], exact: true, bad: [], absent: [] } : runTable(select.from, { ...frame, outermost: false, filtered });
  if (input === UNKNOWN || select.windows.length > 0 || select.qualify !== null || groupsBySets(select)) return UNKNOWN;
  const passed = filterRows(input, select, frame);
  if (passed === UNKNOWN) return UNKNOWN;
  const exact = passed.exact && countsAsIs(select, passed.rows, frame);
  const grouped = groupedList(select, passed.rows);
  const grouping = groups(select) || passed.grouping === true;
  // Which groups HAVING lets through is not worked out.
  const rows = select.having === null ? passed.rows.map((row) => projectRow(select, row, frame)) : [];
  return { ...passed, rows: grouping && !frame.outermost ? rows.map(withoutNulls) : rows, exact, grouping, ...(grouped === undefined ? {} : { grouped }) };
}

function groups({ groupBy, quantifier }: Select): boolean {
  return groupBy !== null || quantifier === "DISTINCT";
}

/** A null that is grouped by may go on as a zero. */
function withoutNulls(row: Row): Row {
  return new Map([...row].map(([name, value]) => [name, value ?? UNKNOWN]));
}

/** A column as it stands in the SELECT list of groups is one that they are made by. */
function groupedList(select: Select, rows: readonly Row[]): ColumnReference | undefined {
  if (!groups(select)) return undefined;
  const columns = select.items.map((item) => item.expression).filter((expression) => expression.kind === "ColumnReference");
  return columns.find((column) => rows.some((row) => row.get(lastName(column)) instanceof MultiValue));
}

function lastName({ parts }: ColumnReference): string {
  return parts.at(-1)?.name ?? "";
}

/** Columns that are not of the set at hand come out null. */
function groupsBySets({ groupBy }: Select): boolean {
  return groupBy !== null && groupBy.items.some((item) => ["Rollup", "Cube", "GroupingSets", "EmptyGroup"].includes(item.kind));
}

/** Whether as many rows come out as were projected, at least in the question of none or some. */
function countsAsIs(select: Select, rows: readonly Row[], frame: Frame): boolean {
  const keys = select.groupBy !== null && select.groupBy.items.length > 0;
  const nothing = rows.length === 0 && (keys || (!frame.countsNothing && select.from?.kind === "TableFunction"));
  if (select.having !== null) return nothing || asksForMore(select.having, rows);
  if (select.groupBy !== null) return rows.length === 0;
  return nothing || !select.items.some((item) => containsAggregate(item, frame));
}

/** Whether HAVING wants more rows of a group than there are in all. A value that is not known may be several, each in a group of its own. */
function asksForMore(having: Expression, rows: readonly Row[]): boolean {
  if (having.kind === "ParenthesizedExpression") return asksForMore(having.expression, rows);
  if (having.kind !== "BinaryExpression") return false;
  const { operator, left, right } = having;
  if (operator === "AND") return asksForMore(left, rows) || asksForMore(right, rows);
  if (!countsRows(left) || right.kind !== "NumericLiteral" || right.form !== "integer") return false;
  if (rows.some((row) => [...row.values()].includes(UNKNOWN))) return false;
  const least = operator === ">" ? Number(right.text) + 1 : operator === ">=" || operator === "=" ? Number(right.text) : 0;
  return least > rows.length;
}

/** `COUNT(*)` as it stands. */
function countsRows(node: Expression): boolean {
  if (node.kind !== "FunctionCall" || node.over !== null || node.filter !== null) return false;
  return node.name.parts.map((part) => part.name.toUpperCase()).join(".") === "COUNT" && node.arguments.length === 1 && node.arguments[0]?.kind === "Star";
}

function containsAggregate(node: Node, frame: Frame): boolean {
  if (node.kind === "FunctionCall" && frame.isAggregate(node.name.parts.at(-1)?.name ?? "")) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= containsAggregate(child, frame);
  });
  return found;
}

/** Rows that certainly pass; not exact once a row's fate is unknown. Unknown where it is not certain that the data is read. */
function filterRows(input: RowSet, { from, where, having }: Select, frame: Frame): RowSet | Unknown {
  if (input.bad.length > 0 && having !== null) return UNKNOWN;
  if (where === null) return input;
  let { exact } = input;
  const decidable = from?.kind === "TableFunction" && !frame.filtered ? columnsAskedOnce(where) : none;
  const rows = input.rows.filter((row) => {
    const passes = attempt(where, scopeOf(row, frame, decidable));
    if (passes instanceof DivisionByZero && !frame.filtered && having === null) throw passes;
    if (typeof passes !== "boolean") exact = false;
    return passes === true;
  });
  if (input.bad.length > 0 && rows.length === 0 && !mayHold(where, decidable)) return UNKNOWN;
  return { ...input, rows, exact };
}

/** Where the planner sees that no row can pass, it reads nothing: parts without a column, or several that speak of the same one. */
function mayHold(where: Expression, askedOnce: ReadonlySet<string>): boolean {
  if (where.kind === "ParenthesizedExpression") return mayHold(where.expression, askedOnce);
  if (where.kind === "BinaryExpression" && where.operator === "AND") return mayHold(where.left, askedOnce) && mayHold(where.right, askedOnce);
  const columns = nodesOfKind(where, "ColumnReference");
  return columns.length > 0 && columns.every((column) => askedOnce.has(lastName(column))) && nodesOfKind(where, "NullLiteral").length === 0;
}

const none: ReadonlySet<string> = new Set();

/** Conditions on the same column may be planned into one, which of several values asks something else. */
function columnsAskedOnce(where: Expression): ReadonlySet<string> {
  if (nodesOfKind(where, "CaseExpression").length > 0) return none;
  const names = nodesOfKind(where, "ColumnReference").map(lastName);
  return new Set(names.filter((name) => names.indexOf(name) === names.lastIndexOf(name)));
}

function projectRow(select: Select, row: Row, frame: Frame): Row {
  const output = new Map<string, Value | DivisionByZero>();
  // GROUP BY takes a list apart.
  const grouped = groups(select);
  for (const [index, item] of select.items.entries()) {
    const { expression } = item;
    if (expression.kind === "Star") {
      for (const [name, value] of row) output.set(name, value);
      continue;
    }
    const name = item.alias?.name ?? nameOf(expression) ?? `EXPR$${String(index)}`;
    const stored = name === "__time" && frame.outermost && !grouped;
    output.set(name, stored && isTimeOfList(expression, row) ? null : (valueIn(row, expression) ?? valueOf(expression, row, frame)));
  }
  return output;
}

/** A null that no column has a part in is a constant, of which a server may be set to make a zero or an empty text. */
function valueOf(expression: Expression, row: Row, frame: Frame): Value | DivisionByZero {
  const value = attempt(expression, scopeOf(row, frame));
  return value === null && attempt(expression, { column: () => UNKNOWN, utc: frame.utc }) === null ? UNKNOWN : value;
}

/** Several values are passed on as they are. */
function valueIn(row: Row, expression: Expression): MultiValue | null {
  const value = expression.kind === "ColumnReference" ? row.get(lastName(expression)) : null;
  return value instanceof MultiValue ? value : null;
}

const timeFunctions: ReadonlySet<string> = new Set(["TIME_PARSE", "TIME_FLOOR", "FLOOR", "NVL", "COALESCE"]);

/** Of several values an expression makes several, and a list is no time, whatever stands in for null. */
function isTimeOfList(expression: Expression, row: Row): boolean {
  if (!nodesOfKind(expression, "ColumnReference").some((column) => valueIn(row, column) !== null)) return false;
  let plain = true;
  walk(expression, (node) => {
    plain &&= node.kind === "FunctionCall" ? timeFunctions.has(node.name.parts.map((part) => part.name.toUpperCase()).join(".")) : !node.kind.startsWith("Case");
    return plain;
  });
  return plain;
}

function nameOf(expression: Expression): string | null {
  return expression.kind === "ColumnReference" ? (expression.parts.at(-1)?.name ?? null) : null;
}

/** Of several values in a row only those of the columns named are told. */
function scopeOf(row: Row, { utc }: Frame, lists = none): Scope {
  const column: Scope["column"] = (names) => {
    const name = names.at(-1) ?? "";
    const value = row.get(name);
    if (value instanceof DivisionByZero) throw value;
    return value === undefined || (value instanceof MultiValue && !lists.has(name)) ? UNKNOWN : value;
  };
  return { column, utc, folded: true };
}

function runTable(table: TableReference, frame: Frame): RowSet | Unknown {
  switch (table.kind) {
    case "ParenthesizedTable":
      return runTable(table.table, frame);
    case "DerivedTable":
      return renamed(runWithin(table.query, frame), table.alias?.columns.map((column) => column.name) ?? []);
    case "NamedTable": {
      const [name, ...more] = table.name.parts;
      const common = name === undefined || more.length > 0 ? undefined : frame.commonTables.get(name.name);
      if (common === undefined) return UNKNOWN;
      const without = new Map(frame.commonTables);
      without.delete(common.name.name);
      return renamed(runWithin(common.query, { ...frame, commonTables: without }), common.columns.map((column) => column.name));
    }
    case "TableFunction":
      return runExternal(table, frame.data);
    default:
      return UNKNOWN;
  }
}

function renamed(set: RowSet | Unknown, names: readonly string[]): RowSet | Unknown {
  if (set === UNKNOWN || names.length === 0) return set;
  const rows = set.rows.map((row) => new Map<string, Value | DivisionByZero>([...row.values()].map((value, index) => [names[index] ?? `EXPR$${String(index)}`, value])));
  return { ...set, rows };
}

function runExternal(table: TableFunction, data: DataSource): RowSet | Unknown {
  const external = externalTable(table, data);
  if (external === null) return UNKNOWN;
  const read = readRecords(external.format, external.data);
  if (read === UNKNOWN) return UNKNOWN;
  const rows = read.records.map((record) => new Map<string, Value>(external.columns.map(({ name, type }) => [name, valueAs(type, record, name)])));
  const absent = external.columns.map((column) => column.name).filter((name) => !read.records.some((record) => record.has(name)));
  return { rows, exact: true, bad: read.bad.map((record) => ({ record, call: external.call })), absent };
}

/** A field as the signature's type; a number that is missing becomes null or 0 by the server's null handling: unknown. */
function valueAs(type: string, record: InputRecord, name: string): Value {
  const value = record.get(name) ?? null;
  if (Array.isArray(value)) return type === "STRING" ? listOf(value as readonly Value[]) : UNKNOWN;
  const scalar = value as Value;
  if (type === "STRING") return textOf(scalar);
  if (typeof scalar === "boolean") return UNKNOWN;
  switch (type) {
    case "LONG":
      return toLong(scalar);
    case "DOUBLE":
    case "FLOAT":
      return toDouble(scalar);
    default:
      return UNKNOWN;
  }
}

function textOf(value: Value): string | null | Unknown {
  return typeof value === "bigint" || typeof value === "boolean" ? String(value) : toText(value);
}

/** A list of one is no list. */
function listOf(values: readonly Value[]): Value {
  const texts = values.map(textOf).filter((text) => typeof text === "string");
  const [first] = texts;
  if (first === undefined || texts.length < values.length) return UNKNOWN;
  return texts.length === 1 ? first : new MultiValue(texts);
}

export interface ExternalTable {
  readonly call: FunctionCall;
  readonly data: string;
  readonly format: Readonly<Record<string, unknown>>;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const argumentNames = ["inputSource", "inputFormat", "signature"];

/** EXTERN's inline data (or what stands for it), format and columns; null when any of them is not in the text. */
export function externalTable(table: TableFunction, data: DataSource): ExternalTable | null {
  const { call } = table;
  if (call.kind !== "FunctionCall" || call.name.parts.at(-1)?.name.toUpperCase() !== "EXTERN") return null;
  const text = data(call) ?? inlineData(jsonArgument(call, 0));
  if (text === null) return null;
  const format = jsonArgument(call, 1);
  const columns = table.extend === null ? columnsOfSignature(jsonArgument(call, 2)) : columnsOfExtend(table);
  if (!isRecord(format) || columns === null) return null;
  return { call, data: text, format, columns };
}

function inlineData(source: unknown): string | null {
  return isRecord(source) && source["type"] === "inline" && typeof source["data"] === "string" ? source["data"] : null;
}

function jsonArgument(call: FunctionCall, index: number): unknown {
  const name = argumentNames[index];
  const named = call.arguments.find((argument) => argument.kind === "NamedArgument" && argument.name.name === name);
  const positional = call.arguments[index];
  const value = named?.kind === "NamedArgument" ? named.value : positional;
  if (value?.kind !== "StringLiteral") return null;
  try {
    return JSON.parse(value.value) as unknown;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function columnsOfSignature(signature: unknown): ExternalTable["columns"] | null {
  if (!Array.isArray(signature)) return null;
  return (signature as readonly unknown[]).filter(isRecord).map((column) => ({ name: String(column["name"]), type: String(column["type"]).toUpperCase() }));
}

const nativeTypes: Readonly<Record<string, string>> = { VARCHAR: "STRING", CHAR: "STRING", BIGINT: "LONG", INTEGER: "LONG", DOUBLE: "DOUBLE", FLOAT: "FLOAT", REAL: "FLOAT" };

function columnsOfExtend(table: TableFunction): ExternalTable["columns"] | null {
  return (table.extend?.columns ?? []).map((column) => ({ name: column.name.name, type: nativeTypes[column.type?.name ?? ""] ?? "OTHER" }));
}
