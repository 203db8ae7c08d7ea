import type { Expression } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { withoutParentheses } from "../expressions.ts";
import type { QuerySession } from "../query-state.ts";

/** Settings of the query context on which shapes depend. */
export interface PlanSettings {
  /** `sqlJoinAlgorithm` is sortMerge. */
  readonly sortMerge: boolean;
  readonly approximateCountDistinct: boolean;
  readonly groupingSetForExactDistinct: boolean;
}

/** What is asked of the planner: the validated query and the settings it runs with. */
export interface PlanContext {
  readonly session: QuerySession;
  readonly settings: PlanSettings;
}

/** Columns of FROM tables that a SELECT uses; the rest of a subquery's columns is trimmed before planning. */
export type Needed = ReadonlySet<string> | null;

/** Where a relation stands in the plan. */
export interface Place {
  /** Nothing but passing projections and a LIMIT stands above: a UNION ALL here may become several queries. */
  readonly top: boolean;
  readonly limitAbove: boolean;
  readonly needed: Needed;
  /** The WHERE over a join. */
  readonly where?: Expression;
}

/** Within another relation, with all of its columns. */
export const innerPlace: Place = { top: false, limitAbove: false, needed: null };

/** The type that validation gave an expression; null where it gave none. */
export function typeOf(expression: Expression, session: QuerySession): SqlType | null {
  return session.environment.types.get(expression) ?? session.environment.types.get(withoutParentheses(expression)) ?? null;
}

/** A NULL that nothing gives a type. */
export function isUntyped(expression: Expression | undefined, session: QuerySession): boolean {
  return expression !== undefined && typeOf(expression, session)?.name === "NULL";
}
