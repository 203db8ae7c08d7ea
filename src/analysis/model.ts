import type { Release } from "../druid/releases.ts";
import type { CommonTable, Expression, Granularity, IngestTarget, Node, OrderItem, Query, Select, SelectItem, TableReference } from "../syntax/nodes.ts";
import type { ParsedStatement, SyntaxTree } from "../syntax/tree.ts";
import type { Stage, Violation } from "../syntax/violation.ts";

// What the analysis is given

/** What is known of a cluster (the schema file), each part optional. */
export interface Schema {
  /** True: a table that is not listed does not exist. */
  readonly complete: boolean;
  readonly tables: ReadonlyMap<string, TableSchema>;
  /** Null: not known, every name may exist. */
  readonly lookups: ReadonlySet<string> | null;
  /** Null: not known, functions of every known extension are allowed. */
  readonly extensions: ReadonlySet<string> | null;
  /** Null: the release's default. */
  readonly nullHandling: "legacy" | "sql" | null;
  readonly slots: number | null;
  readonly durableStorage: boolean | null;
}

export interface TableSchema {
  /** In the table's order; names are case-sensitive. */
  readonly columns: ReadonlyMap<string, SqlType>;
}

/** A value of the query context and where it was written, if it was written in the linted text. */
export interface ContextEntry {
  readonly key: string;
  /** A JSON value. */
  readonly value: unknown;
  /** Offsets of key and value in the SQL text; beyond it for a payload's (text length + 1 + offset in the host document); null when from configuration. */
  readonly keyRange: readonly [start: number, end: number] | null;
  readonly valueRange: readonly [start: number, end: number] | null;
  readonly origin: "payload" | "set" | "comment" | "configuration";
}

/** The query context in force, later entries win. */
export type QueryContext = readonly ContextEntry[];

export interface AnalysisOptions {
  readonly release: Release;
  readonly schema: Schema | null;
  readonly context: QueryContext;
  /** `msq`: judge a bare SELECT as a task; `any`: only what both engines refuse. */
  readonly engine: "msq" | "any";
  /** The last stage whose checks are made. */
  readonly through: Stage;
  /** How many of the statement's `?` the request has values for; absent where that is not known. */
  readonly parameters?: number;
}

// Types

export type SqlTypeName =
  | "BOOLEAN" | "TINYINT" | "SMALLINT" | "INTEGER" | "BIGINT" | "DECIMAL" | "FLOAT" | "REAL" | "DOUBLE"
  | "CHAR" | "VARCHAR" | "BINARY" | "VARBINARY"
  | "DATE" | "TIME" | "TIMESTAMP" | "TIMESTAMP_WITH_LOCAL_TIME_ZONE"
  | "INTERVAL_YEAR_MONTH" | "INTERVAL_DAY_TIME"
  | "NULL" | "ANY" | "SYMBOL" | "ROW" | "ARRAY" | "MULTISET" | "MAP" | "OTHER" | "CURSOR" | "COLUMN_LIST"
  /** A column of a table about which nothing is known: nothing is claimed of it. */
  | "UNKNOWN";

/** A type as Calcite has it; `OTHER` with `complex` is Druid's COMPLEX<…>. */
export interface SqlType {
  readonly name: SqlTypeName;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly nullable: boolean;
  readonly element: SqlType | null;
  readonly complex: string | null;
  readonly fields: readonly { readonly name: string; readonly type: SqlType }[] | null;
  /** For intervals: `DAY`, `YEAR TO MONTH`. */
  readonly qualifier: string | null;
}

// What the analysis answers

/** A column of a query's result. */
export interface OutputColumn {
  /** As Calcite names it; `EXPR$0` where unnamed. */
  readonly name: string;
  readonly named: boolean;
  readonly type: SqlType;
  /** Druid's own: LONG, STRING, DOUBLE, FLOAT, ARRAY<STRING>, COMPLEX<json>; null where unknown. */
  readonly nativeType: string | null;
  /** The item of SELECT that makes it; several columns share a star. */
  readonly item: SelectItem | null;
  /** The expression behind it, null for columns of a star. */
  readonly expression: Expression | null;
  /** Where its value comes from: the columns it reads, followed through subqueries and CTEs. */
  readonly origins: readonly ColumnOrigin[];
}

export interface ColumnOrigin {
  /** The table of the FROM clause at the end of the way. */
  readonly table: TableReference;
  readonly column: string;
}

/** A table, CTE or subquery that names can be looked up in. */
export interface ScopeTable {
  readonly alias: string | null;
  readonly node: TableReference | CommonTable;
  /** Null: nothing is known of its columns. */
  readonly columns: readonly OutputColumn[] | null;
}

/** The names visible in a query. */
export interface Scope {
  readonly query: Query;
  readonly tables: readonly ScopeTable[];
  readonly commonTables: readonly CommonTable[];
  readonly parent: Scope | null;
}

/** Half-open, in milliseconds since 1970 (UTC); beyond ±8.64e15 where Druid takes an end as open. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export interface SegmentGranularity {
  readonly node: Granularity | null;
  /** Druid's name (`DAY`, `FIFTEEN_MINUTE`, `ALL`, `NONE`) where it has one. */
  readonly name: string | null;
  /** ISO 8601, null for ALL and NONE. */
  readonly period: string | null;
}

export type StoredRole = "time" | "dimension" | "metric";

export interface StoredColumn {
  readonly name: string;
  readonly role: StoredRole;
  /** Dimensions: `string/STRING`; metrics: the aggregator's type as the segment stores it. Null where unknown. */
  readonly storedType: string | null;
  readonly output: OutputColumn;
}

/** Why rows are stored as they are instead of rolled up; `recorded` when segments will carry rollup metadata, which nothing is missing for then. */
export interface Rollup {
  readonly recorded: boolean;
  /** True when the statement looks as if rollup was meant: GROUP BY with aggregates that could be stored. */
  readonly intended: boolean;
  readonly missing: readonly RollupCondition[];
}

export type RollupCondition =
  | "group-by"
  | "finalize-aggregations"
  | "multi-value-unnesting";

/** What an INSERT or REPLACE will do, as far as the text and the schema tell. */
export interface Ingestion {
  readonly verb: "INSERT" | "REPLACE";
  readonly target: { readonly node: IngestTarget; readonly datasource: string | null; readonly export: boolean } | null;
  readonly granularity: SegmentGranularity | null;
  /** Null for INSERT; `all` or the replaced intervals, null where the clause is wrong. */
  readonly overwrite: { readonly all: boolean; readonly intervals: readonly Interval[] | null } | null;
  /** The order of rows within segments: `__time` first where Druid puts it there. */
  readonly clusterKeys: readonly { readonly node: OrderItem; readonly column: OutputColumn | null }[];
  readonly stored: readonly StoredColumn[] | null;
  readonly queryGranularity: string | null;
  readonly rollup: Rollup | null;
  /** The LIMIT and OFFSET that end up outermost after subqueries that only pass columns through were merged. */
  readonly outermostLimit: Node | null;
  readonly outermostOffset: Node | null;
}

export interface StatementAnalysis {
  readonly tree: SyntaxTree;
  readonly parsed: ParsedStatement;
  readonly options: AnalysisOptions;
  /** In Druid's order of checks, the parser's first. */
  readonly violations: readonly Violation[];
  /** Of the outermost query; null where a violation or an unknown table hides it. */
  readonly output: readonly OutputColumn[] | null;
  readonly ingestion: Ingestion | null;
  readonly context: ReadonlyMap<string, ContextEntry>;
  typeOf(expression: Expression): SqlType | null;
  /** Of a SELECT, or of the one that a query is; null for a set operation, each of whose SELECTs has its own. */
  scopeOf(of: Query | Select): Scope | null;
}
