import type { CommonTable, OrderItem, Query, QueryBody, RowConstructor, SetOperation, Values } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import { leastRestrictive, mergeSetOperationRows, nativeTypeName, printType, typeExpression, unknownType } from "../types/index.ts";
import type { OutputColumn, SqlType } from "../model.ts";
import { findCatalogTable } from "./catalog.ts";
import { expressionScope, typeNames } from "./expression-scope.ts";
import { ordinalOf, withoutParentheses } from "./expressions.ts";
import { firstDuplicate } from "./from.ts";
import { operatorPlace, renamed, tableColumn, violationAt, type CommonTableScope, type NameScope, type QuerySession, type Recursion } from "./query-state.ts";
import { checkNulls } from "./nulls-order.ts";
import { validateSelect } from "./select.ts";

/** What stands around a query body: its ORDER BY (in an ingestion the CLUSTERED BY), the enclosing names, the CTEs in force. */
export interface BodyContext {
  readonly query: Query;
  readonly order: readonly OrderItem[];
  readonly parent: NameScope | null;
  readonly commonTables: CommonTableScope | null;
  readonly session: QuerySession;
  /** The query stands in an expression, not in FROM or WITH. */
  readonly inExpression: boolean;
}

/**
 * Validates a query as Calcite does: its CTEs, then its body, then ORDER BY. Gives its columns; null when they are not known or the
 * query was refused. `order` replaces the query's own ORDER BY (CLUSTERED BY).
 */
export function validateQuery(query: Query, parent: NameScope | null, commonTables: CommonTableScope | null, session: QuerySession, order: readonly OrderItem[] | null = null, inExpression = false): readonly OutputColumn[] | null {
  const known = session.rows.get(query);
  if (known !== undefined) return known;
  let scope = commonTables;
  for (const table of query.with?.tables ?? []) scope = validateCommonTable(table, parent, scope, session, query.with?.recursive === true);
  const orderItems = order ?? query.orderBy?.items ?? [];
  const rows = session.stopped() ? null : validateBody(query.body, { query, order: orderItems, parent, commonTables: scope, session, inExpression });
  session.rows.set(query, rows);
  return rows;
}

function validateCommonTable(table: CommonTable, parent: NameScope | null, commonTables: CommonTableScope | null, session: QuerySession, recursive: boolean): CommonTableScope {
  let columns: readonly OutputColumn[] | null = null;
  const recursion: Recursion | null = recursive ? { open: true, readsItself: false } : null;
  session.commonNames.add(table.name.name);
  const base = { name: table.name.name, query: table.query, parent: commonTables, recursion };
  session.attempt(() => {
    const rows = validateQuery(table.query, parent, recursive ? { ...base, columns: null } : commonTables, session);
    columns = commonTableColumns(table, rows, session);
  });
  if (recursion !== null) recursion.open = false;
  return { ...base, columns };
}

function commonTableColumns(table: CommonTable, rows: readonly OutputColumn[] | null, session: QuerySession): readonly OutputColumn[] | null {
  const [first] = table.columns;
  if (first === undefined) return withoutDuplicates(table, rows, session);
  const list = { start: first.start, end: table.columns.at(-1)?.end ?? first.end };
  if (rows !== null && rows.length !== table.columns.length) {
    session.report(violationAt("cte-column-list", "count", list, { table: table.name.name, columns: rows.length, names: table.columns.length }, "validate", session.text.indexOf("(", table.name.end)));
    return null;
  }
  const duplicate = firstDuplicate(table.columns);
  if (duplicate !== null) {
    session.report(violationAt("cte-column-list", "duplicate", duplicate, { column: duplicate.name }));
    return null;
  }
  if (rows === null) return table.columns.map((name) => tableColumn(name.name, unknownType, null, []));
  return rows.map((column, index) => renamed(column, table.columns[index]?.name ?? column.name));
}

/** A CTE without a list of columns must not have two of one name. */
function withoutDuplicates(table: CommonTable, rows: readonly OutputColumn[] | null, session: QuerySession): readonly OutputColumn[] | null {
  const seen = new Set<string>();
  for (const column of rows ?? []) {
    if (seen.has(column.name)) {
      const at = column.item ?? table.query;
      session.report(violationAt("cte-duplicate-column", "duplicate", at, { column: column.name, table: table.name.name }, "validate", table.query.start));
      return null;
    }
    seen.add(column.name);
  }
  return rows;
}

// Bodies

function validateBody(body: QueryBody, context: BodyContext): readonly OutputColumn[] | null {
  switch (body.kind) {
    case "Select":
      return validateSelect(body, context);
    case "ParenthesizedQuery":
      return validateParenthesized(body.query, context);
    case "SetOperation":
      return ordered(validateSetOperation(body, context), context);
    case "Values":
      return ordered(validateValues(body, context), context);
    case "ExplicitTable": {
      const table = findCatalogTable(body.name, body, context.session);
      return ordered(table?.columns ?? null, context);
    }
    case "ErrorQuery":
      return null;
  }
}

/** The query in parentheses is the outer one itself when it has no clauses of its own: then ORDER BY is pushed into it. */
function validateParenthesized(query: Query, context: BodyContext): readonly OutputColumn[] | null {
  if (isBare(query) && query.with === null) return validateBody(query.body, context);
  const { parent, commonTables, session } = context;
  if (!isBare(query) && !isBare(context.query) && bodyWithin(context.query) === query) {
    const clause = context.query.orderBy ?? context.query.limit ?? context.query.offset ?? context.query.fetch ?? context.query;
    session.report(violationAt("operator-unsupported", "clauses", clause, {}));
    return null;
  }
  if (isBare(query) && query.body.kind === "Select") return validateQuery(query, parent, commonTables, session, context.order);
  return ordered(validateQuery(query, parent, commonTables, session), context);
}

/** The query in the parentheses that are all of a query's body; null when its body is something else. */
function bodyWithin({ body }: Query): Query | null {
  if (body.kind !== "ParenthesizedQuery") return null;
  return isBare(body.query) && body.query.body.kind === "ParenthesizedQuery" ? bodyWithin(body.query) : body.query;
}

function isBare(query: Query): boolean {
  return query.orderBy === null && query.limit === null && query.offset === null && query.fetch === null;
}

/** ORDER BY around something that is no SELECT: Calcite reads `SELECT * FROM (…) ORDER BY`. */
function ordered(rows: readonly OutputColumn[] | null, context: BodyContext): readonly OutputColumn[] | null {
  const { session } = context;
  if (session.stopped() || context.order.length === 0) return rows;
  const scope: NameScope = { tables: [{ node: null, name: null, query: null, path: null, columns: rows }], parent: context.parent };
  const names = expressionScope(scope, context.commonTables, session);
  for (const item of context.order) {
    session.attempt(() => {
      const ordinal = ordinalOf(item.expression);
      if (!checkNulls(item, session)) return;
      if (ordinal !== null) checkOrdinal(item, ordinal, rows, session);
      else if (typeNames(item.expression, scope, session)) typeExpression(item.expression, names, session.environment);
    });
    if (session.stopped()) return rows;
  }
  return rows;
}

/** False where the number is no position. */
export function checkOrdinal(item: OrderItem, ordinal: number, rows: readonly unknown[] | null, session: QuerySession): boolean {
  if (rows === null || (ordinal >= 1 && ordinal <= rows.length)) return rows !== null;
  session.report(violationAt("ordinal-out-of-range", "order", withoutParentheses(item.expression), { ordinal, columns: rows.length }));
  return false;
}

// Set operations

function validateSetOperation(body: SetOperation, context: BodyContext): readonly OutputColumn[] | null {
  const { session } = context;
  const inner: BodyContext = { ...context, order: [] };
  const left = validateBranch(body.left, inner);
  const right = session.stopped() ? null : validateBranch(body.right, inner);
  return left === null || right === null || session.stopped() ? null : mergedRows(body, left, right, session);
}

/** The faults of one branch do not keep the other from being looked at. */
function validateBranch(body: QueryBody, context: BodyContext): readonly OutputColumn[] | null {
  const branch: { rows: readonly OutputColumn[] | null } = { rows: null };
  context.session.attempt(() => {
    branch.rows = validateBody(body, context);
  });
  return branch.rows;
}

function mergedRows(body: SetOperation, left: readonly OutputColumn[], right: readonly OutputColumn[], session: QuerySession): readonly OutputColumn[] | null {
  const name = setOperationName(body);
  if (left.length !== right.length) {
    const place = placeOfColumns(body.right);
    session.report(violationAt("union-column-count", "count", place, { operation: name, left: left.length, right: right.length }));
    return null;
  }
  const refused = refusedSetOperation(body, session);
  if (refused !== null) {
    session.report(refused);
    return null;
  }
  const types = mergeSetOperationRows([left.map((column) => column.type), right.map((column) => column.type)]);
  const mismatch = types.indexOf(null);
  if (mismatch >= 0) {
    const data = { operation: name, column: mismatch + 1, left: printType(left[mismatch]?.type ?? unknownType), right: printType(right[mismatch]?.type ?? unknownType) };
    session.report(violationAt("union-column-types", "types", left[mismatch]?.item ?? body.left, data));
    return null;
  }
  return left.map((column, index) => mergedColumn(column, right[index], types[index] ?? unknownType));
}

/** INTERSECT and EXCEPT are not in Druid's operator table: up to 27 that ends in a NullPointerException, later in "No match found". */
function refusedSetOperation(body: SetOperation, { release, text }: QuerySession): Violation | null {
  if (body.operator === "UNION") return null;
  const operator = operatorPlace(body, text);
  const crashes = release.major < 28;
  return violationAt("set-operation-unsupported", crashes ? "crash" : "unsupported", operator, { operation: body.operator }, "validate", crashes ? null : body.start);
}

function mergedColumn(left: OutputColumn, right: OutputColumn | undefined, type: SqlType): OutputColumn {
  return { ...left, type, nativeType: nativeTypeName(type), origins: [...left.origins, ...(right?.origins ?? [])] };
}

export function setOperationName(body: SetOperation): string {
  return body.quantifier === "ALL" ? `${body.operator} ALL` : body.operator;
}

/** Calcite points at the SELECT list. */
function placeOfColumns(body: QueryBody): { start: number; end: number } {
  if (body.kind === "Select") return { start: body.items[0]?.start ?? body.start, end: body.items.at(-1)?.end ?? body.end };
  if (body.kind === "ParenthesizedQuery") return placeOfColumns(body.query.body);
  return body;
}

// VALUES

function validateValues(body: Values, context: BodyContext): readonly OutputColumn[] | null {
  const { session } = context;
  const rows: SqlType[][] = [];
  for (const row of body.rows) {
    session.attempt(() => {
      rows.push(validateRow(row, context));
    });
    if (session.stopped()) return null;
  }
  const [first] = rows;
  if (first === undefined || rows.length < body.rows.length) return null;
  return valuesColumns(body, rows, first.length, session);
}

function validateRow(row: RowConstructor, context: BodyContext): SqlType[] {
  const { session } = context;
  const scope: NameScope = context.parent ?? { tables: [], parent: null };
  const names = expressionScope(scope, context.commonTables, session);
  return row.items.map((item) => (session.stopped() || !typeNames(item, scope, session) ? unknownType : typeExpression(item, names, session.environment)));
}

function valuesColumns(body: Values, rows: readonly (readonly SqlType[])[], count: number, session: QuerySession): readonly OutputColumn[] | null {
  if (rows.some((row) => row.length !== count)) {
    session.report(violationAt("values-mismatch", "count", body, { columns: count }));
    return null;
  }
  const columns: OutputColumn[] = [];
  for (let index = 0; index < count; index++) {
    const types = rows.map((row) => row[index] ?? unknownType);
    const type = leastRestrictive(types);
    const mixesDates = session.release.major >= 28 && types.some((each) => each.name === "DATE") && types.some((each) => each.name === "TIMESTAMP");
    if (type === null || mixesDates) {
      const [left = unknownType, right = unknownType] = types;
      session.report(violationAt("values-mismatch", "types", body, { column: index + 1, left: printType(left), right: printType(right) }));
      return null;
    }
    columns.push({ ...tableColumn(`EXPR$${String(index)}`, type, nativeTypeName(type), []), named: false });
  }
  return columns;
}
