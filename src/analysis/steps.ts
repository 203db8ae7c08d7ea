import type { Release } from "../druid/releases.ts";
import type { Expression, InsertStatement, Query, ReplaceStatement, Select, Statement, TableFunction, Node } from "../syntax/nodes.ts";
import type { ParsedStatement, SyntaxTree } from "../syntax/tree.ts";
import type { Stage, Violation } from "../syntax/violation.ts";
import type { AnalysisOptions, ContextEntry, Ingestion, OutputColumn, Scope, SqlType } from "./model.ts";
import type { QuerySession } from "./query/query-state.ts";
import type { Relation } from "./query/relations.ts";

/**
 * What one statement's analysis carries from step to step. A step reads what earlier ones found, reports what Druid refuses and
 * leaves its own findings for the later ones. Null always means "not known": a step says nothing then.
 */
export interface AnalysisState {
  readonly tree: SyntaxTree;
  readonly parsed: ParsedStatement;
  readonly options: AnalysisOptions;
  readonly release: Release;
  /** `first`: stop at the first violation, as Druid does; `all`: go on with every check whose input is known. */
  readonly mode: "first" | "all";
  /** The statement without its EXPLAINs. */
  readonly statement: Statement;
  /** Under EXPLAIN PLAN FOR: submit and controller checks are not made. */
  readonly explain: boolean;
  /** The statement when it is an INSERT or REPLACE (perhaps under EXPLAIN). */
  readonly ingest: InsertStatement | ReplaceStatement | null;
  /** The outermost query: the source of the ingestion or the query statement's. */
  readonly query: Query | null;
  /** The query context in force by key (later entries win). */
  readonly context: ReadonlyMap<string, ContextEntry>;
  readonly violations: Violation[];
  /** True once nothing more may be said: a violation in mode `first`, or the tree is not to be relied on. */
  stopped: boolean;
  /** Columns of the outermost query, set by validation; null where a violation or an unknown table hides them. */
  output: readonly OutputColumn[] | null;
  /** The first violation of the query itself: nothing that depends on its meaning is claimed after it. */
  queryFailed: boolean;
  /** Set by `planQueryShape` (query) before the ingestion's planning checks. */
  readonly shape: QueryShape;
  /** What the validation of the query found out, for the planner's checks; null before it ran. */
  session: QuerySession | null;
  /** What the planner sees of the query; null before it was asked for. */
  relation: Relation | null;
  /** What OVERWRITE was found to replace; null before it was checked, and where the check was for nothing. */
  overwritten: Ingestion["overwrite"];
  /** The calls of table functions that were validated. */
  readonly tableFunctions: Set<TableFunction>;
  readonly scopes: Map<Select, Scope>;
  readonly types: Map<Expression, SqlType>;
  /** Appends a violation; in mode `first` it also stops. */
  report(violation: Violation): void;
}

/** What the planner makes of the query as far as later steps ask. */
export interface QueryShape {
  /** LIMIT or FETCH, and OFFSET, that end up outermost after subqueries that only pass columns through were merged. */
  outermostLimit: Node | null;
  outermostOffset: Node | null;
  /** The LIMIT or OFFSET of the native scan that the outermost query becomes, its expressions being made of limited rows. */
  limitedScan: Node | null;
  /** The outermost query groups (GROUP BY or aggregates or DISTINCT), so it becomes a native groupBy. */
  grouped: boolean;
  /** The native query of the outermost level, null where not known. */
  native: "scan" | "groupBy" | "unionAll" | "values" | null;
  /** The number of native grouping dimensions of the outermost query where it groups. */
  groupKeys: readonly Expression[] | null;
  /** Tables of INFORMATION_SCHEMA and sys that the query reads, as `schema.table`, with their nodes. */
  readonly systemTables: SystemTable[];
  /** What the planner will refuse of tables that validated. */
  readonly unplannable: Violation[];
}

/** A table that only the Broker has, or a CTE that reads itself, which it alone would run. */
export interface SystemTable {
  readonly name: string;
  readonly node: Node;
  readonly recursive: boolean;
}

/** One of the checks in Druid's order. */
export interface Step {
  readonly name: string;
  /** The stage to which it belongs; skipped when the analysis goes only through an earlier one. */
  readonly stage: Stage;
  /** Runs although earlier steps have reported (mode `all`) or the query did not validate. Default false: runs only on a query that validated. */
  readonly independent: boolean;
  /** It looks at nothing but an INSERT or REPLACE, or at the query context: without one it is not run. */
  readonly looksAt?: "ingestion" | "context";
  run(state: AnalysisState): void;
}

/** A column of a table function or table as the FROM clause offers it. */
export interface TableColumn {
  readonly name: string;
  readonly type: SqlType;
}
