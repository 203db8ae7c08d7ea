import type { Release } from "../../druid/releases.ts";
import type { FunctionCall, ColumnReference, Expression, Identifier, NamedTable, Node, OrderItem, Query, Select, SelectItem, TableFunction, TableReference } from "../../syntax/nodes.ts";
import type { Stage, Violation } from "../../syntax/violation.ts";
import type { ColumnOrigin, OutputColumn, Schema, SqlType } from "../model.ts";
import { withNullability, type TypeEnvironment } from "../types/index.ts";
import type { Relation } from "./relations.ts";

/** A table of a FROM clause as names see it. */
export interface FromTable {
  /** Null for the rows that ORDER BY sees around a set operation. */
  readonly node: TableReference | null;
  /** The name that qualifies its columns; null when it has none (a subquery without alias). */
  readonly name: string | null;
  /** The query whose rows it is: of a subquery or a CTE. */
  readonly query: Query | null;
  /** Full path of a catalog table (`druid`, `foo`), so that `druid.foo.dim1` finds it; null for anything else. */
  readonly path: readonly string[] | null;
  /** Null: nothing is known of its columns. */
  readonly columns: readonly OutputColumn[] | null;
  /** The columns of the table that a PIVOT turns. */
  readonly inner?: readonly OutputColumn[];
  /** The table before an outer join made its columns nullable. */
  readonly unjoined?: FromTable;
}

/** Where names are looked up: the tables of one FROM clause, then the enclosing query's. */
export interface NameScope {
  readonly tables: FromTable[];
  /** Rows are grouped by some key in every grouping set; known once GROUP BY was validated. */
  grouped?: boolean;
  /** In the WHERE of a subquery that stands in an expression, a table's path (`druid.foo.dim1`) is not found, only its name. */
  readonly pathsHidden?: boolean;
  /** Columns of USING that stand for both tables' where they are not qualified: in the SELECT list and as keys of groups, from 28 on. */
  readonly common?: ReadonlySet<string>;
  readonly parent: NameScope | null;
}

/** A column that a name stands for. */
export interface ResolvedColumn {
  readonly table: FromTable;
  /** Null: the table's columns are not known, the name is taken as it comes. */
  readonly column: OutputColumn | null;
  readonly name: string;
  /** COALESCE of it and of the column of the same name that USING joined with it. */
  readonly merged?: boolean;
}

/** A CTE in force, innermost first. */
export interface CommonTableScope {
  readonly name: string;
  readonly query: Query;
  readonly columns: readonly OutputColumn[] | null;
  readonly parent: CommonTableScope | null;
  /** Of WITH RECURSIVE, where the table may read itself; null otherwise. */
  readonly recursion: Recursion | null;
}

export interface Recursion {
  /** The table's own query is being looked at: a reference to it is one to itself. */
  open: boolean;
  readsItself: boolean;
}

/** What the validation of one statement's query carries around. */
export interface QuerySession {
  readonly text: string;
  readonly release: Release;
  readonly schema: Schema | null;
  /** A bare SELECT that may be meant for the broker's native engine: only what both engines refuse is said. */
  readonly anyEngine: boolean;
  readonly environment: TypeEnvironment;
  /** The columns that names were found to be; each name is looked up once. */
  readonly resolved: Map<Expression, ResolvedColumn | null>;
  /** Rows of each query, once validated. */
  readonly rows: Map<Query, readonly OutputColumn[] | null>;
  /** Stops everything in mode `first`; in mode `all` only the expression or clause at hand. */
  stopped(): boolean;
  report(violation: Violation): void;
  /** Runs one part whose faults are independent of its neighbours'; what it is given spares a closure for each. */
  attempt(part: () => void): boolean;
  attempt<First, Second>(part: (first: First, second: Second) => void, first: First, second: Second): boolean;
  /** Columns of EXTERN and other table functions, of `t EXTEND (…)`; null where not known or refused. */
  tableFunction(table: TableFunction | NamedTable): readonly { readonly name: string; readonly type: SqlType }[] | null;
  /** What the validation of each SELECT found, for the planner's checks. */
  readonly selects: Map<Select, SelectFacts>;
  /** Names in QUALIFY and ORDER BY that stand for items of a SELECT list without groups. */
  readonly aliases: Map<ColumnReference, Expression>;
  /** A number for each table that a column's key names. */
  readonly tableNumbers: Map<FromTable, number>;
  /** The subquery or CTE whose rows a relation is, with the names that the outer query gives its columns. */
  readonly derivedTables: Map<Relation, FromTable>;
  /** Whether each UNION reads nothing but columns of tables once it is trimmed, null where not known; found while planning. */
  readonly tableUnions: Map<Relation, boolean | null>;
  /** Projections of groups that hold a NULL, with the place of the first; found while planning, refused by the engine later. */
  readonly groupedNulls: { readonly node: Node; readonly column: string }[];
  /** EARLIEST and LATEST over rows that are grouped already; found while planning, refused by 27 when native queries are made. */
  readonly groupedTimes: FunctionCall[];
  /** Names of all common tables so far: most tables have none of them, and need not be looked for among thousands. */
  readonly commonNames: Set<string>;
  /** What the planner will refuse of tables that validated. */
  readonly unplannable: readonly Violation[];
  /** The scope of each SELECT, for the analysis' answers. */
  noteScope(select: Select, query: Query, scope: NameScope): void;
  noteSystemTable(name: string, node: Node, recursive?: boolean): void;
}

/** A column of a SELECT after `*` is expanded. */
export interface ExpandedItem {
  readonly item: SelectItem;
  /** Null for a column of a star. */
  readonly expression: Expression | null;
  /** The column that a star's item, or a bare name, stands for. */
  readonly column: ResolvedColumn | null;
  /** True for a column that USING or NATURAL makes of two. */
  readonly merged: boolean;
  readonly output: OutputColumn;
}

/** What the validation of a SELECT found out. */
export interface SelectFacts {
  /** The ORDER BY that was pushed into it and the clauses that limit it belong to this query. */
  readonly context: { readonly query: Query };
  readonly scope: NameScope;
  /** It groups: GROUP BY, HAVING or an aggregate function. */
  readonly aggregating: boolean;
  /** The items of GROUP BY with ordinals replaced by what they stand for; sets and rollups left as written. */
  readonly groupItems: readonly GroupItem[];
  readonly items: readonly ExpandedItem[];
  /** ORDER BY (or the ingestion's CLUSTERED BY) with ordinals and aliases replaced. */
  readonly order: readonly OrderKey[];
  /** Names that HAVING and ORDER BY take for items of the SELECT list. */
  readonly aliases: ReadonlyMap<ColumnReference, Expression>;
}

export interface GroupItem {
  /** As written. */
  readonly node: Node;
  readonly expressions: readonly Expression[];
  /** Those that an ordinal stands for. */
  readonly byOrdinal: ReadonlySet<Expression>;
  /** More than one grouping set may come of it. */
  readonly sets: "one" | "many";
}

export interface OrderKey {
  readonly item: OrderItem;
  /** The position in the SELECT list that it stands for, or null. */
  readonly ordinal: number | null;
  readonly expression: Expression;
}

type Data = Readonly<Record<string, string | number | boolean | null>>;

/** A violation at a node; Druid names the same place unless `druidStart` says otherwise. */
export function violationAt(rule: string, message: string, node: { readonly start: number; readonly end: number }, data: Data, stage: Stage = "validate", druidStart: number | null = null): Violation {
  return { rule, message, data, stage, start: node.start, end: node.end, druidStart };
}

/** The words of a join or set operator: `UNION ALL`, `LEFT OUTER JOIN`. */
export function operatorPlace({ operatorStart, right }: { readonly operatorStart: number; readonly right: { readonly start: number } }, text: string): { readonly start: number; readonly end: number } {
  const words = /^[A-Za-z]+(?:\s+[A-Za-z]+)*/.exec(text.slice(operatorStart, right.start));
  return { start: operatorStart, end: words === null ? right.start : operatorStart + words[0].length };
}

/** The next place of a keyword from an offset on. */
export function wordAfter(word: string, offset: number, text: string): { readonly start: number; readonly end: number } {
  const start = offset + Math.max(text.slice(offset).search(new RegExp(`\\b${word}\\b`, "i")), 0);
  return { start, end: start + word.length };
}

/** A column of a catalog table, whose origin is itself. */
export function tableColumn(name: string, type: SqlType, nativeType: string | null, origins: readonly ColumnOrigin[]): OutputColumn {
  return { name, named: true, type, nativeType, item: null, expression: null, origins };
}

/**
 * The type of a table's column as Druid's planner declares it: in legacy null handling (the default up to 27) a number is never NULL.
 * Until then Calcite takes tests for NULL of such a column as settled.
 */
export function storedType(type: SqlType, { schema, release }: QuerySession): SqlType {
  const legacy = (schema?.nullHandling ?? (release.major < 28 ? "legacy" : "sql")) === "legacy";
  return legacy && numericColumns.has(type.name) ? withNullability(type, false) : type;
}

const numericColumns: ReadonlySet<string> = new Set(["BIGINT", "INTEGER", "DOUBLE", "FLOAT", "REAL"]);

/** The column under another name. */
export function renamed(column: OutputColumn, name: string): OutputColumn {
  return column.name === name ? column : { ...column, name, named: true };
}

/** `a.b.c` as Calcite prints identifiers in its messages. */
export function dotted(parts: readonly Identifier[]): string {
  return parts.map((part) => part.name).join(".");
}
