import { createMemo } from "../../memo.ts";
import type { SqlType } from "../../model.ts";
import { isNeverMet, isUnsure, planExpression } from "../../types/index.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import { unionBranches, type Filter, type JoinRelation, type ProjectField, type Relation, type Sort } from "../relations.ts";
import { typeOf, type Needed, type PlanContext } from "./context.ts";
import { innerNames, neededColumns, usedFields } from "./needed-columns.ts";
import { positionOver } from "./projections.ts";

type Certainty = "surely" | "perhaps";

const empty = { surely: createMemo<Relation, boolean>(), perhaps: createMemo<Relation, boolean>() };

/**
 * No row comes: a condition below is never true, or LIMIT 0 cuts them off. What stands below is not planned (`PruneEmptyRules`); what
 * stands above is planned over no rows until 27, and not at all from 28 on.
 */
export function isEmpty(relation: Relation, session: QuerySession, certainty: Certainty = "surely"): boolean {
  let known = empty[certainty].values.get(relation);
  if (known === undefined) empty[certainty].values.set(relation, (known = findEmpty(relation, session, certainty)));
  return known;
}

/** The same where a condition may be settled by a constant that is not worked out here: nothing is said of what stands above. */
export const mayBeEmpty = (relation: Relation, session: QuerySession): boolean => isEmpty(relation, session, "perhaps");

function findEmpty(relation: Relation, session: QuerySession, certainty: Certainty): boolean {
  const isInputEmpty = (input: Relation): boolean => isEmpty(input, session, certainty);
  switch (relation.kind) {
    case "filter":
      return isNeverTrue(relation, session) || (certainty === "perhaps" && isUnsure(relation.condition, session.environment)) || isInputEmpty(relation.input);
    case "project":
      return isInputEmpty(relation.input);
    case "sort":
      return isNoRows(relation) || isInputEmpty(relation.input);
    case "aggregate":
      return relation.keys.length > 0 && isInputEmpty(relation.input);
    case "join":
      return sidesInNeed(relation)(isInputEmpty(relation.left), isInputEmpty(relation.right));
    case "union":
      return relation.node.operator === "UNION" && unionBranches(relation).inputs.every(isInputEmpty);
    default:
      return false;
  }
}

/** Of which sides being empty a join is empty itself. */
function sidesInNeed({ node: { type } }: JoinRelation): (left: boolean, right: boolean) => boolean {
  if (type === "LEFT" || type === "OUTER APPLY") return (left) => left;
  if (type === "RIGHT") return (_, right) => right;
  return type === "FULL" ? (left, right) => left && right : (left, right) => left || right;
}

/** A condition that the planner finds false or NULL. */
export function isNeverTrue({ condition }: Filter, session: QuerySession): boolean {
  return isNeverMet(condition, "computed", session.environment);
}

/** LIMIT 0: nothing below is planned, as below a condition that is never true. */
export function isNoRows({ limit }: Sort): boolean {
  return (limit?.kind === "LimitClause" || limit?.kind === "FetchClause") && limit.count?.kind === "NumericLiteral" && Number(limit.count.text) === 0;
}

/** Rows that never come are VALUES without rows, whose columns must have a type that Druid knows. */
export function planNoRows(used: readonly ProjectField[], session: QuerySession): void {
  if (session.stopped()) return;
  const untyped = used.find(({ expression }) => expression !== null && !hasRows(typeOf(expression, session), session));
  if (untyped?.expression != null) session.report(violationAt("null-without-type", "empty", untyped.expression, { column: untyped.name, type: typeOf(untyped.expression, session)?.name ?? "" }, "plan"));
}

/** Druid has a type for rows of it. */
function hasRows(type: SqlType | null, { release }: QuerySession): boolean {
  switch (type?.name) {
    case "TIME":
    case "ROW":
      return false;
    case "NULL":
    case "ANY":
      return release.major >= 33;
    case "ARRAY":
      return release.major >= 28 || type.element?.name !== "FLOAT";
    default:
      return true;
  }
}

/** What is taken out of the plan has its constants folded all the same, as far as its columns are used. */
export function foldConstants(relation: Relation, context: PlanContext, outer: Needed): void {
  const needed = innerNames(relation, outer, context.session);
  const { environment } = context.session;
  switch (relation.kind) {
    case "project": {
      const used = usedFields(relation, needed);
      foldConstants(relation.input, context, neededColumns(relation.facts, relation.node, used, context.session));
      for (const field of used) if (field.expression !== null) planExpression(field.expression, positionOver(relation.input), environment, { dropped: true });
      return;
    }
    case "filter":
      foldConstants(relation.input, context, needed);
      planExpression(relation.condition, "filter", environment, { dropped: true });
      return;
    case "aggregate":
    case "sort":
      foldConstants(relation.input, context, needed);
      return;
    default:
  }
}
