import type { Identifier, Join, NamedTable, Query, TableAlias, TableReference, UnnestTable } from "../../syntax/nodes.ts";
import { areComparable, isBooleanType, nativeTypeName, printType, typeExpression, unknownType, withNullability } from "../types/index.ts";
import type { OutputColumn, SqlType } from "../model.ts";
import { findCatalogTable } from "./catalog.ts";
import { findAggregate, findWindowCall } from "./expressions.ts";
import { expressionScope, typeNames } from "./expression-scope.ts";
import { validatePivot, validateUnpivot } from "./pivot.ts";
import { validateQuery } from "./queries.ts";
import { renamed, storedType, tableColumn, violationAt, wordAfter, type CommonTableScope, type FromTable, type NameScope, type QuerySession } from "./query-state.ts";


/** What the tables of a FROM clause see beside the tables themselves. */
export interface FromContext {
  /** The enclosing query's names, for subqueries. */
  readonly parent: NameScope | null;
  readonly commonTables: CommonTableScope | null;
  readonly session: QuerySession;
}

/** The name by which a table's columns can be qualified; null for joins and for tables without a name. */
export function tableName(table: TableReference): Identifier | null {
  switch (table.kind) {
    case "NamedTable":
      return table.alias?.name ?? table.name.parts.at(-1) ?? null;
    case "ParenthesizedTable":
      return table.alias?.name ?? tableName(table.table);
    case "TableFunction":
    case "DerivedTable":
    case "UnnestTable":
    case "Pivot":
    case "Unpivot":
    case "MatchRecognize":
      return table.alias?.name ?? null;
    case "Join":
    case "ErrorTable":
      return null;
  }
}

/** The tables of a FROM clause that are not joins, in order. */
export function leafTables(table: TableReference): TableReference[] {
  const leaves: TableReference[] = [];
  const waiting = [table];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === "Join") waiting.push(next.right, next.left);
    else if (next.kind === "ParenthesizedTable" && next.alias === null) waiting.push(next.table);
    else leaves.push(next);
  }
  return leaves;
}

/** Two tables of one FROM clause must not share a name. Calcite looks before it validates the tables. */
export function checkTableNames(from: TableReference, session: QuerySession): void {
  const seen = new Set<string>();
  for (const table of leafTables(from)) {
    const name = tableName(table)?.name;
    if (name === undefined) continue;
    if (seen.has(name)) session.report(violationAt("table-alias-duplicate", "duplicate", table, { table: name }));
    seen.add(name);
  }
}

/** A table of which nothing is to be said but its name. */
export function unknownTable(node: TableReference): FromTable {
  return { node, name: tableName(node)?.name ?? null, query: null, path: null, columns: null };
}

/** Validates a table of FROM and what is below it; gives the tables whose columns it offers. `lateral`: what is to its left. */
export function validateFrom(table: TableReference, lateral: NameScope, context: FromContext): FromTable[] {
  switch (table.kind) {
    case "Join":
      return validateJoin(table, lateral, context);
    case "NamedTable":
      return [validateNamedTable(table, context)];
    case "ParenthesizedTable": {
      const tables = validateFrom(table.table, lateral, context);
      return table.alias === null ? tables : [aliased(table, tables.flatMap((inner) => inner.columns ?? []), context.session)];
    }
    case "DerivedTable": {
      const columns = validateQuery(table.query, table.lateral ? lateral : context.parent, context.commonTables, context.session);
      return [aliased(table, columns, context.session, null, table.query)];
    }
    case "TableFunction": {
      const columns = context.session.tableFunction(table);
      return [aliased(table, columns?.map(({ name, type }) => tableColumn(name, storedType(type, context.session), nativeTypeName(type), [{ table, column: name }])) ?? null, context.session)];
    }
    case "UnnestTable":
      return [validateUnnest(table, lateral, context)];
    case "MatchRecognize":
      context.session.report(violationAt("match-recognize-unsupported", "unsupported", wordAfter("MATCH_RECOGNIZE", table.table.end, context.session.text), {}, "validate", table.start));
      return [aliased(table, null, context.session)];
    case "Pivot":
    case "Unpivot": {
      const tables = validateFrom(table.table, lateral, context);
      const known = tables.every((source) => source.columns !== null) ? tables.flatMap((source) => source.columns ?? []) : null;
      const turned = { scope: { tables, parent: null }, commonTables: context.commonTables, session: context.session, columns: known };
      const columns = table.kind === "Pivot" ? validatePivot(table, turned) : validateUnpivot(table, turned);
      return [{ ...aliased(table, columns, context.session), inner: known ?? [] }];
    }
    case "ErrorTable":
      return [aliased(table, null, context.session)];
  }
}

function aliased(node: Exclude<TableReference, Join>, columns: readonly OutputColumn[] | null, session: QuerySession, path: readonly string[] | null = null, query: Query | null = null): FromTable {
  const alias = node.kind === "ErrorTable" ? null : node.alias;
  return { node, name: tableName(node)?.name ?? null, query, path, columns: renameColumns(columns, alias, session) };
}

/** The columns under the names of `t (a, b)`; the list must name every column once. */
function renameColumns(columns: readonly OutputColumn[] | null, alias: TableAlias | null, session: QuerySession): readonly OutputColumn[] | null {
  const names = alias?.columns ?? [];
  const [first] = names;
  if (alias === null || first === undefined) return columns;
  const duplicate = firstDuplicate(names);
  if (duplicate !== null) {
    session.report(violationAt("alias-list-mismatch", "duplicate", duplicate, { column: duplicate.name }));
    return null;
  }
  if (columns === null) return names.map((name) => tableColumn(name.name, unknownType, null, []));
  if (columns.length !== names.length) {
    const list = { start: first.start, end: names.at(-1)?.end ?? first.end };
    session.report(violationAt("alias-list-mismatch", "count", list, { table: alias.name.name, columns: columns.length, names: names.length }));
    return null;
  }
  return columns.map((column, index) => renamed(column, names[index]?.name ?? column.name));
}

export function firstDuplicate(names: readonly Identifier[]): Identifier | null {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.name)) return name;
    seen.add(name.name);
  }
  return null;
}

function findCommonTable(name: string, scope: CommonTableScope | null): CommonTableScope | null {
  for (let table = scope; table !== null; table = table.parent) if (table.name === name) return table;
  return null;
}

function validateNamedTable(table: NamedTable, context: FromContext): FromTable {
  const { session } = context;
  const [only] = table.name.parts;
  const commonTable = table.name.parts.length === 1 && only !== undefined && session.commonNames.has(only.name) ? findCommonTable(only.name, context.commonTables) : null;
  if (commonTable !== null) return validateCommonTableReference(table, commonTable, session);
  const found = findCatalogTable(table.name, table, session);
  if (table.snapshot !== null && found !== null) {
    session.report(violationAt("temporal-table-unsupported", "notTemporal", table.name, { table: tableName(table)?.name ?? null }));
  }
  const columns = table.extend === null ? found?.columns ?? null : extended(table, found?.columns ?? null, session);
  return aliased(table, columns, session, found?.path ?? null);
}

/** Of a table that reads itself nothing is known there, and a task cannot run what reads it from outside. */
function validateCommonTableReference(table: NamedTable, { name, query, columns, recursion }: CommonTableScope, session: QuerySession): FromTable {
  if (recursion?.open === true) {
    recursion.readsItself = true;
    return aliased(table, null, session);
  }
  if (recursion?.readsItself === true) session.noteSystemTable(name, table.name, true);
  return aliased(table, columns, session, null, query);
}

function extended(table: NamedTable, columns: readonly OutputColumn[] | null, session: QuerySession): readonly OutputColumn[] | null {
  const added = session.tableFunction(table);
  if (added === null || columns === null) return null;
  return [...columns, ...added.map(({ name, type }) => tableColumn(name, storedType(type, session), null, [{ table, column: name }]))];
}

function validateUnnest(table: UnnestTable, lateral: NameScope, context: FromContext): FromTable {
  const { session } = context;
  const scope = expressionScope(lateral, context.commonTables, session);
  const columns: OutputColumn[] = [];
  let known = true;
  for (const expression of table.expressions) {
    const type = typeNames(expression, lateral, session) ? typeExpression(expression, scope, session.environment) : unknownType;
    const element = unnestedType(type);
    if (element === undefined) {
      session.report(violationAt("unnest-of-non-array", "notArray", expression, { expression: printType(type) }, "validate", table.start));
      known = false;
    } else {
      columns.push(tableColumn(`EXPR$${String(columns.length)}`, element, null, []));
      if (element.name === "ROW") known = false;
    }
  }
  const [only] = columns;
  if (session.release.major >= 28 && table.alias !== null && columns.length === 1 && only !== undefined && !table.ordinality) columns[0] = renamed(only, table.alias.name.name);
  if (table.ordinality) columns.push(tableColumn("ORDINALITY", withNullability(unknownType, false), "LONG", []));
  return aliased(table, known ? columns : null, session);
}

/** The type of an array's elements; undefined for what UNNEST does not take. */
function unnestedType(type: SqlType): SqlType | undefined {
  if (type.name === "UNKNOWN" || type.name === "ANY") return unknownType;
  if (type.name === "ARRAY" || type.name === "MULTISET") return type.element ?? unknownType;
  return type.name === "MAP" ? unknownType : undefined;
}

// Joins

function validateJoin(join: Join, lateral: NameScope, context: FromContext): FromTable[] {
  const { session } = context;
  const left = nullableSide(validateFrom(join.left, lateral, context), join.type === "RIGHT" || join.type === "FULL");
  const inner: NameScope = { tables: [...lateral.tables, ...left], parent: lateral.parent };
  const right = nullableSide(validateFrom(join.right, inner, context), join.type === "LEFT" || join.type === "FULL");
  session.attempt(() => {
    checkCondition(join, left, right, context);
  });
  return [...left, ...right];
}

function nullableSide(tables: readonly FromTable[], nullable: boolean): FromTable[] {
  if (!nullable) return [...tables];
  return tables.map((table) => ({
    ...table,
    unjoined: table,
    columns: table.columns?.map((column) => ({ ...column, type: withNullability(column.type, true) })) ?? null,
  }));
}

function checkCondition(join: Join, left: readonly FromTable[], right: readonly FromTable[], context: FromContext): void {
  const { session } = context;
  const conditional = join.type !== "CROSS" && join.type !== "COMMA" && join.type !== "CROSS APPLY" && join.type !== "OUTER APPLY";
  if (join.on !== null) checkOn(join, { tables: [...left, ...right], parent: context.parent }, context);
  for (const name of join.using ?? []) checkUsing(name, left, right, session);
  if (session.stopped()) return;
  if (join.natural) checkNatural(join, left, right, session);
  const hasCondition = join.on !== null || join.using !== null;
  if (conditional && !hasCondition && !join.natural) {
    session.report(violationAt("join-condition-missing", "missing", operatorRange(join), {}));
  }
  if (!conditional && (hasCondition || join.natural)) reportCrossCondition(join, session);
}

function operatorRange(join: Join): { start: number; end: number } {
  return { start: join.operatorStart, end: join.right.end };
}

function reportCrossCondition(join: Join, session: QuerySession): void {
  const condition = join.on ?? join.using?.[0] ?? null;
  const range = condition === null ? operatorRange(join) : { start: wordBefore(condition.start, join, session), end: condition.end };
  session.report(violationAt("cross-join-condition", "condition", range, {}));
}

/** The offset of the word (ON, USING) that stands before a join's condition. */
function wordBefore(offset: number, join: Join, session: QuerySession): number {
  const word = /(?:on|using)[\s(]*$/i.exec(session.text.slice(join.right.end, offset));
  return word === null ? offset : join.right.end + word.index;
}

function checkOn(join: Join, scope: NameScope, context: FromContext): void {
  const { session } = context;
  const condition = join.on;
  if (condition === null || !typeNames(condition, scope, session)) return;
  const aggregate = findAggregate(condition, session.release);
  if (aggregate !== null) {
    session.report(violationAt("aggregate-in-where", "on", aggregate, {}));
    return;
  }
  const window = findWindowCall(condition);
  if (window !== null) {
    session.report(violationAt("window-in-where", "on", window, {}));
    return;
  }
  const type = typeExpression(condition, expressionScope(scope, context.commonTables, session), session.environment);
  if (!session.stopped() && !isConditionType(type)) session.report(violationAt("condition-not-boolean", "condition", condition, { clause: "ON", type: printType(type) }));
}

/** Calcite takes BOOLEAN and the untyped NULL as a condition. */
export function isConditionType(type: SqlType): boolean {
  return isBooleanType(type) || type.name === "NULL";
}

/** `columns` null: one of the tables is not known. */
function columnsNamed(name: string, tables: readonly FromTable[]): readonly OutputColumn[] | null {
  const found: OutputColumn[] = [];
  for (const table of tables) {
    if (table.columns === null) return null;
    for (const column of table.columns) if (column.name === name) found.push(column);
  }
  return found;
}

function checkUsing(name: Identifier, left: readonly FromTable[], right: readonly FromTable[], session: QuerySession): void {
  const types: SqlType[] = [];
  for (const side of [left, right]) {
    if (session.stopped()) return;
    const columns = columnsNamed(name.name, side);
    if (columns === null) continue;
    const [column] = columns;
    if (column === undefined) session.report(violationAt("column-not-found", "notFound", name, { column: name.name, suggestions: "" }));
    else if (isRepeated(name.name, side, session)) session.report(violationAt("using-column-not-unique", "notUnique", name, { column: name.name }));
    else types.push(column.type);
  }
  const [leftType, rightType] = types;
  if (session.stopped() || leftType === undefined || rightType === undefined || areComparable(leftType, rightType)) return;
  session.report(violationAt("using-types-mismatch", "mismatch", name, { column: name.name, left: printType(leftType), right: printType(rightType) }));
}

/** Up to 27 in the whole side, from Calcite 1.35 (Druid 28) in one of its tables. */
function isRepeated(name: string, side: readonly FromTable[], { release }: QuerySession): boolean {
  const parts = release.major < 28 ? [side] : side.map((table) => [table]);
  return parts.some((tables) => (columnsNamed(name, tables)?.length ?? 0) > 1);
}

function checkNatural(join: Join, left: readonly FromTable[], right: readonly FromTable[], session: QuerySession): void {
  if (join.on !== null || join.using !== null) {
    session.report(violationAt("cross-join-condition", "natural", join.on ?? join.using?.[0] ?? join, {}));
    return;
  }
  for (const name of naturalNames(left, right)) {
    const leftType = columnsNamed(name, left)?.[0]?.type;
    const rightType = columnsNamed(name, right)?.[0]?.type;
    if (leftType === undefined || rightType === undefined || areComparable(leftType, rightType)) continue;
    session.report(violationAt("using-types-mismatch", "mismatch", operatorRange(join), { column: name, left: printType(leftType), right: printType(rightType) }));
  }
}

/** Names that occur exactly once on each side. */
function naturalNames(left: readonly FromTable[], right: readonly FromTable[]): string[] {
  const names: string[] = [];
  for (const table of left) {
    for (const column of table.columns ?? []) {
      if (columnsNamed(column.name, left)?.length === 1 && columnsNamed(column.name, right)?.length === 1) names.push(column.name);
    }
  }
  return names;
}

/** The names that a join's USING or NATURAL makes one column of. */
export function commonNames(join: Join, left: readonly FromTable[], right: readonly FromTable[]): readonly string[] {
  if (join.using !== null) return join.using.map((name) => name.name);
  return join.natural ? naturalNames(left, right) : [];
}

/**
 * The columns of USING that a SELECT list names without a table: those of the last join, and of the joins to its left up to the first
 * without USING (`SqlValidatorImpl.expandExprFromJoin`, from Calcite 1.35 on, Druid 28).
 */
export function commonColumns(from: TableReference, { release }: QuerySession): ReadonlySet<string> {
  const names = new Set<string>();
  let table = from;
  while (release.major >= 28) {
    if (table.kind === "ParenthesizedTable" && table.alias === null) {
      table = table.table;
      continue;
    }
    if (table.kind !== "Join" || table.using === null) break;
    for (const { name } of table.using) names.add(name);
    table = table.left;
  }
  return names;
}
