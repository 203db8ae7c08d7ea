import type { CaseExpression, Expression, FunctionCall } from "../../../syntax/nodes.ts";
import { constantNumber, isConstant } from "../../types/index.ts";
import { partsBesideNames } from "../expression-parts.ts";
import { withoutParentheses } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Project, ProjectField } from "../relations.ts";
import { expressionsOverGroups } from "./needed-columns.ts";

/**
 * Until 27 `SUM(CASE WHEN … THEN 1 END)` breaks the planner: the rule that makes a filtered COUNT of `THEN 1 ELSE 0` reads the number of
 * the NULL in place of the 0 (Calcite's `AggregateCaseToFilterRule`).
 */
export function planCountedCases({ node, facts, input }: Project, used: readonly ProjectField[], session: QuerySession): void {
  if (session.release.major >= 28 || session.stopped() || input.kind === "values" || !facts.aggregating) return;
  for (const expression of expressionsOverGroups(node, facts, used)) {
    const call = partsBesideNames(expression).calls.find((each) => isSumOfOnes(each, session));
    if (call !== undefined) session.report(violationAt("aggregate-unsupported", "countedCase", call, { function: "SUM" }, "plan"));
    if (session.stopped()) return;
  }
}

function isSumOfOnes(call: FunctionCall, session: QuerySession): boolean {
  const { name, over, quantifier } = call;
  const [argument] = call.arguments as readonly Expression[];
  if (name.parts[0]?.name.toUpperCase() !== "SUM" || over !== null || quantifier === "DISTINCT" || argument === undefined) return false;
  const summed = withoutParentheses(argument);
  const value = summed.kind === "ColumnReference" ? withoutParentheses(session.environment.inlined(summed)) : summed;
  return value.kind === "CaseExpression" && isOneOrNull(value, session);
}

/** Neighbours of the same value are one branch, so that a 1 and a NULL, in either order, are left. */
function isOneOrNull({ operand, branches, otherwise }: CaseExpression, session: QuerySession): boolean {
  const isSettled = operand === null ? branches.some(({ conditions }) => conditions.some(isConstant)) : isConstant(operand);
  if (isSettled) return false;
  const values = [...branches.map(({ result }) => result), otherwise].map((result) => oneOrNull(result, session));
  const [first, second, third] = values.filter((value, index) => index === 0 || value !== values[index - 1]);
  return first !== undefined && second !== undefined && third === undefined && values.every((value) => value !== undefined);
}

/** 1 of a whole type, NULL, or undefined for anything else. */
function oneOrNull(result: Expression | null, session: QuerySession): 1 | null | undefined {
  if (result === null) return null;
  const inner = withoutParentheses(result);
  const value = constantNumber(inner.kind === "CastExpression" ? inner.operand : inner);
  const type = session.environment.types.get(inner)?.name;
  if (value === null) return null;
  return value === 1 && (type === "INTEGER" || type === "BIGINT" || type === "SMALLINT" || type === "TINYINT") ? 1 : undefined;
}
