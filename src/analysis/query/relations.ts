import type { Expression, Join, Node, OrderItem, Query, QueryBody, Select, SetOperation, TableReference } from "../../syntax/nodes.ts";
import type { OutputColumn } from "../model.ts";
import { sameType } from "../types/sql-type.ts";
import { withoutParentheses } from "./expressions.ts";
import { leafTables } from "./from.ts";
import { countGroupingSets } from "./grouping-sets.ts";
import type { ExpandedItem, FromTable, OrderKey, QuerySession, ResolvedColumn, SelectFacts } from "./query-state.ts";

/**
 * What SqlToRelConverter makes of a validated query, as far as the planner's refusals depend on it. Adjacent nodes that only pass
 * columns on are merged as Calcite's RelBuilder merges them.
 */
export type Relation = Scan | ValuesRelation | Project | Filter | Aggregate | Sort | JoinRelation | Union | Opaque;

export interface Scan {
  readonly kind: "scan";
  readonly table: FromTable;
  /** The columns of a PIVOT's table, null where not known or not asked. */
  readonly inner: readonly OutputColumn[] | null;
}

export interface ValuesRelation {
  readonly kind: "values";
  /** Null: the one empty row of a SELECT without FROM. */
  readonly body: QueryBody | null;
  readonly rows: number;
}

export interface ProjectField {
  readonly name: string;
  /** The input's column that is passed on, null for an expression. */
  readonly source: ResolvedColumn | null;
  readonly expression: Expression | null;
  readonly merged: boolean;
  /** The first of the columns that USING or NATURAL merged. */
  readonly left: OutputColumn | null;
}

export interface Project {
  readonly kind: "project";
  readonly input: Relation;
  readonly node: Select;
  /** Null: a star over a table whose columns are not known. */
  readonly fields: readonly ProjectField[] | null;
  readonly facts: SelectFacts;
}

export interface Filter {
  readonly kind: "filter";
  readonly input: Relation;
  readonly condition: Expression;
  readonly having: boolean;
  readonly facts: SelectFacts;
}

export interface Aggregate {
  readonly kind: "aggregate";
  readonly input: Relation;
  readonly node: Select;
  readonly distinct: boolean;
  readonly keys: readonly Expression[];
  /** More than one grouping set. */
  readonly sets: boolean;
  readonly facts: SelectFacts;
}

export interface Sort {
  readonly kind: "sort";
  readonly input: Relation;
  readonly keys: readonly (OrderKey | OrderItem)[];
  readonly limit: Node | null;
  readonly offset: Node | null;
}

export interface JoinRelation {
  readonly kind: "join";
  readonly node: Join;
  readonly left: Relation;
  readonly right: Relation;
  readonly leftTables: readonly FromTable[];
  readonly rightTables: readonly FromTable[];
}

export interface Union {
  readonly kind: "union";
  readonly node: SetOperation;
  readonly left: Relation;
  readonly right: Relation;
}

/** Something about whose planning nothing is known here. */
export interface Opaque {
  readonly kind: "opaque";
}

const opaque: Opaque = { kind: "opaque" };

/** The relation of the outermost query; `order` replaces its ORDER BY (an ingestion's CLUSTERED BY). */
export function outermostRelation(query: Query, session: QuerySession, order: readonly OrderItem[] | null): Relation {
  const items = order ?? query.orderBy?.items ?? [];
  return limited(relationOfBody(query.body, session, items), query, items, session);
}

/** The relation of a subquery: without LIMIT and OFFSET its ORDER BY is dropped. */
export function relationOf(query: Query, session: QuerySession): Relation {
  const bounded = query.limit?.count != null || query.fetch !== null || query.offset !== null;
  const items = bounded ? (query.orderBy?.items ?? []) : [];
  return limited(relationOfBody(query.body, session, items), query, items, session);
}

/** Sort of the query's own clauses; a SELECT's keys are the validated ones. */
function limited(input: Relation, query: Query, items: readonly OrderItem[], session: QuerySession): Relation {
  const limit = query.limit?.count === null ? null : (query.limit ?? query.fetch);
  const { offset } = query;
  if (items.length === 0 && limit === null && (offset === null || isZero(offset.count))) return input;
  const facts = factsOf(query.body, session);
  const keys = facts !== null && facts.order.length === items.length ? facts.order : items;
  return { kind: "sort", input, keys, limit, offset };
}

/** OFFSET 0 alone is dropped. */
function isZero(count: Expression): boolean {
  return count.kind === "NumericLiteral" && Number(count.text) === 0;
}

function factsOf(body: QueryBody, session: QuerySession): SelectFacts | null {
  if (body.kind === "Select") return session.selects.get(body) ?? null;
  return body.kind === "ParenthesizedQuery" ? factsOf(body.query.body, session) : null;
}

function relationOfBody(body: QueryBody, session: QuerySession, order: readonly OrderItem[]): Relation {
  switch (body.kind) {
    case "Select":
      return relationOfSelect(body, session);
    case "ParenthesizedQuery":
      return isPlain(body.query) ? relationOfBody(body.query.body, session, order) : relationOf(body.query, session);
    case "SetOperation":
      return { kind: "union", node: body, left: relationOfBody(body.left, session, []), right: relationOfBody(body.right, session, []) };
    case "Values":
      return { kind: "values", body, rows: body.rows.length };
    case "ExplicitTable":
      return { kind: "scan", inner: null, table: { node: null, name: body.name.parts.at(-1)?.name ?? null, query: null, path: body.name.parts.map((part) => part.name), columns: null } };
    case "ErrorQuery":
      return opaque;
  }
}

function isPlain(query: Query): boolean {
  return query.orderBy === null && query.limit === null && query.offset === null && query.fetch === null;
}

function relationOfSelect(select: Select, session: QuerySession): Relation {
  const facts = session.selects.get(select);
  if (facts === undefined) return opaque;
  let relation = relationOfFrom(select.from, facts.scope.tables, session);
  if (select.where !== null && !isTrue(select.where, session)) relation = { kind: "filter", input: relation, condition: select.where, having: false, facts };
  if (facts.aggregating) {
    const keys = facts.groupItems.flatMap((group) => group.expressions);
    const sets = facts.groupItems.some((group) => group.sets === "many") && countGroupingSets(select, session.text)?.different !== 1;
    relation = { kind: "aggregate", input: relation, node: select, distinct: false, keys, sets, facts };
  }
  if (select.having !== null && !isTrue(select.having, session)) relation = { kind: "filter", input: relation, condition: select.having, having: true, facts };
  relation = projectOf(select, relation, facts, session);
  if (select.quantifier !== "DISTINCT") return relation;
  return { kind: "aggregate", input: relation, node: select, distinct: true, keys: facts.items.flatMap(({ expression }) => (expression === null ? [] : [expression])), sets: false, facts };
}

/** TRUE, or IS NOT NULL of what is never null. */
function isTrue(condition: Expression, session: QuerySession): boolean {
  const inner = withoutParentheses(condition);
  if (inner.kind === "IsExpression") {
    const type = session.environment.types.get(inner.operand);
    return inner.test === "NULL" && inner.negated && type?.name === "TIMESTAMP" && !type.nullable;
  }
  return inner.kind === "BooleanLiteral" && inner.value === true;
}

function projectOf(select: Select, input: Relation, facts: SelectFacts, session: QuerySession): Project {
  const starUnknown = select.items.some((item) => item.expression.kind === "Star" && !facts.items.some((expanded) => expanded.item === item));
  const fields = starUnknown ? null : facts.items.map((item) => fieldOf(item, facts, session));
  return { kind: "project", input, node: select, fields, facts };
}

function fieldOf(item: ExpandedItem, facts: SelectFacts, session: QuerySession): ProjectField {
  const source = item.merged || facts.aggregating ? null : (item.column ?? passedThrough(item.expression, session));
  return { name: item.output.name, source, expression: item.expression, merged: item.merged, left: item.merged ? (item.column?.column ?? null) : null };
}

/** The column behind a CAST to the type it has. */
function passedThrough(expression: Expression | null, session: QuerySession): ResolvedColumn | null {
  if (expression === null) return null;
  const inner = withoutParentheses(expression);
  if (inner.kind === "ColumnReference") return session.resolved.get(inner) ?? null;
  if (inner.kind !== "CastExpression") return null;
  const from = session.environment.types.get(inner.operand);
  const to = session.environment.types.get(inner);
  if (from === undefined || to === undefined || from.name === "UNKNOWN" || !sameType({ ...from, nullable: true }, { ...to, nullable: true })) return null;
  return passedThrough(inner.operand, session);
}

// FROM

function relationOfFrom(from: TableReference | null, tables: readonly FromTable[], session: QuerySession): Relation {
  if (from === null) return { kind: "values", body: null, rows: 1 };
  if (from.kind === "ParenthesizedTable" && from.alias === null) return relationOfFrom(from.table, tables, session);
  if (from.kind !== "Join") return relationOfTable(tables[0], session);
  // A chain of joins is deep on its left: what is counted is the right side.
  const leftCount = tables.length - leafTables(from.right).length;
  const leftTables = tables.slice(0, leftCount);
  const rightTables = tables.slice(leftCount);
  return {
    kind: "join", node: from, leftTables, rightTables,
    left: relationOfFrom(from.left, leftTables, session),
    right: relationOfFrom(from.right, rightTables, session),
  };
}

/**
 * A common table is planned wherever it is read, as Druid does it: a chain in which each reads the one before twice doubles at every step.
 * Druid's planner then never ends; behind this many nothing is claimed.
 */
const mostDerivedTables = 20_000;

function relationOfTable(table: FromTable | undefined, session: QuerySession): Relation {
  if (table === undefined) return opaque;
  if (table.query === null) return { kind: "scan", table, inner: table.inner ?? null };
  if (session.derivedTables.size >= mostDerivedTables) return opaque;
  const relation = relationOf(table.query, session);
  session.derivedTables.set(relation, table);
  return relation;
}

// Questions

/** What a relation is made of. */
export function inputsOf(relation: Relation): readonly Relation[] {
  if ("input" in relation) return [relation.input];
  return "left" in relation ? [relation.left, relation.right] : [];
}

/** The names of a relation's columns, null where a star hides them. */
export function outputNames(relation: Relation): readonly string[] | null {
  switch (relation.kind) {
    case "scan":
      return relation.table.columns?.map((column) => column.name) ?? null;
    case "project":
      return relation.fields?.map((field) => field.name) ?? null;
    case "union":
      return outputNames(relation.left);
    case "filter":
    case "sort":
      return outputNames(relation.input);
    case "aggregate":
      return relation.distinct ? outputNames(relation.input) : null;
    default:
      return null;
  }
}

/** The inputs of a chain of UNIONs, and the UNIONs. */
export function unionBranches(union: Union): { readonly inputs: readonly Relation[]; readonly unions: readonly Union[] } {
  const inputs: Relation[] = [];
  const unions: Union[] = [];
  const visit = (relation: Relation): void => {
    if (relation.kind === "union" && relation.node.operator === "UNION") {
      unions.push(relation);
      visit(relation.left);
      visit(relation.right);
    } else inputs.push(relation);
  };
  visit(union);
  return { inputs, unions };
}

/**
 * The columns of a table that a relation passes on, by name and in order, when it does nothing else; null otherwise.
 * `used`: the positions of the columns that somebody reads, as the others are trimmed; null for all.
 */
export function mappedColumns(relation: Relation, used: readonly number[] | null): { readonly table: Scan; readonly columns: readonly string[] | null } | null {
  if (relation.kind === "scan") return { table: relation, columns: chosen(outputNames(relation), used) };
  if (relation.kind !== "project" || relation.facts.aggregating) return null;
  const fields = chosen(relation.fields, used);
  if (fields?.some((field) => field.source === null) === true) return null;
  const { input } = relation;
  const below = outputNames(input);
  const inner = mappedColumns(input, fields === null || below === null ? null : fields.map((field) => below.indexOf(field.source?.name ?? field.name)));
  if (inner === null || fields === null) return inner && { table: inner.table, columns: null };
  return { table: inner.table, columns: fields.map((field) => physicalName(field, input)) };
}

function chosen<Item>(items: readonly Item[] | null, positions: readonly number[] | null): readonly Item[] | null {
  return items === null || positions === null ? items : positions.flatMap((position) => items[position] ?? []);
}

/** A column's name in the table at the end of the way. */
function physicalName(field: ProjectField, input: Relation): string {
  const name = field.source?.name ?? field.name;
  if (input.kind !== "project") return name;
  const inner = input.fields?.find((candidate) => candidate.name === name);
  return inner === undefined ? name : physicalName(inner, input.input);
}
