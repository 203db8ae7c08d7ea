import type { Release } from "../../druid/releases.ts";
import type { ColumnReference, Expression, Query } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import type { SqlType } from "../model.ts";

/** The names that an expression may use. Calcite's SqlValidatorScope, as far as typing needs it. */
export interface ExpressionScope {
  /** There is a key to group by in every grouping set: no group is without rows, and an aggregate is NULL only where its operand is. */
  readonly grouped?: boolean;
  /**
   * The type of the column. Where the name does not resolve, the scope reports why (column or table not found, ambiguous) and
   * returns UNKNOWN. The name has not been taken for a function without parentheses (CURRENT_DATE, PI): typing looks there first.
   */
  resolveColumn(reference: ColumnReference): SqlType;
  /**
   * Validates a query that stands in the expression (scalar, IN, EXISTS, ARRAY(…)) in this scope and gives its columns; null when
   * they are not known or the query was refused (and reported). Called once a query node.
   */
  typeQuery(query: Query): readonly RowField[] | null;
}

export interface RowField {
  readonly name: string;
  readonly type: SqlType;
}

/** What typing is told of the statement and where it leaves what it finds. One a statement. */
export interface TypeEnvironment {
  readonly release: Release;
  /** The statement's text. */
  readonly text: string;
  /** Extensions known to be loaded; null: functions of every known extension are allowed. */
  readonly extensions: ReadonlySet<string> | null;
  /** Lookups known to exist; null: every name may exist. */
  readonly lookups: ReadonlySet<string> | null;
  /** `useApproximateCountDistinct` of the query context. */
  readonly approximateCountDistinct: boolean;
  /** True when `sqlTimeZone` is not set: constants are printed in UTC. */
  readonly inUtc: boolean;
  /** True for a name that is surely a column of a stored or external table, perhaps renamed by subqueries. */
  isStored(reference: ColumnReference): boolean;
  /** True for a column that USING joined, named without its table, where COALESCE of both is to be planned: in 28, and where it may be NULL. */
  isCoalesced(reference: ColumnReference): boolean;
  /** How many `?` have values; undefined where that is not known. */
  readonly parameters: number | undefined;
  /** Types by expression, as validated (before implicit casts). Filled by `typeExpression`. */
  readonly types: Map<Expression, SqlType>;
  /** Types that operands were implicitly cast to. Filled by `typeExpression`, read by `planExpression`. */
  readonly coercions: Map<Expression, SqlType>;
  /** True after the first violation: Druid stops there. */
  readonly stopped: boolean;
  /** The expression behind a column of a subquery or CTE; null for those of tables and of stars. */
  sourceOf(column: ColumnReference): Expression | null;
  /** What stands for a column once the projections below are merged: what a subquery computes, or the column itself, of a table or of groups. */
  inlined(column: ColumnReference): Expression;
  /** Keeps the first violation and sets `stopped`; later ones are ignored, so that callers need not look. */
  report(violation: Violation): void;
}
