import type { Expression, GroupingItem } from "../../../syntax/nodes.ts";
import { findAggregate, findWindowCall, ordinalOf, withoutParentheses } from "../expressions.ts";
import { violationAt, type GroupItem } from "../query-state.ts";
import { validateItem, validatePlain, type SelectWork } from "./work.ts";

/** The items of GROUP BY, ordinals resolved; they are kept for the clauses that follow. */
export function validateGroupBy(work: SelectWork): void {
  const { select, session } = work;
  const items = select.groupBy?.items ?? [];
  for (const item of items) {
    const illegal = findAggregate(item, session.release) ?? findWindowCall(item);
    if (illegal !== null) {
      session.report(violationAt(illegal.kind === "FunctionCall" && illegal.over !== null ? "window-in-where" : "aggregate-in-where", "groupBy", illegal, {}));
      // What is grouped by is then anybody's guess.
      work.groupingKnown = false;
      return;
    }
  }
  for (const item of items) {
    session.attempt(addGroupItem, item, work);
    if (session.stopped()) return;
  }
  work.scope.grouped = work.itemScope.grouped = work.groupItems.some(({ sets, expressions }) => sets === "one" && expressions.length > 0);
  checkGroupedOrdinals(work);
}

function addGroupItem(item: GroupingItem, work: SelectWork): void {
  const group = groupItem(item, work);
  if (group === null) work.groupingKnown = false;
  else work.groupItems.push(group);
}

function groupItem(item: GroupingItem, work: SelectWork): GroupItem | null {
  const expressions: Expression[] = [];
  const byOrdinal = new Set<Expression>();
  for (const written of expressionsOf(item)) {
    const ordinal = isOrdinalPosition(written, item) ? ordinalOf(written) : null;
    const expression = ordinal === null ? written : itemAtOrdinal(ordinal, written, work);
    if (expression === null) return null;
    // Behind an ordinal Calcite looks the item's names up as they are written.
    if (ordinal === null) validateItem(expression, work);
    else validatePlain(expression, work);
    if (work.session.stopped()) return null;
    for (const part of rowParts(expression)) {
      expressions.push(part);
      if (ordinal !== null) byOrdinal.add(part);
    }
  }
  return { node: item, expressions, byOrdinal, sets: countSets(item) === 1 ? "one" : "many" };
}

/** How many grouping sets an item stands for; Druid turns more than one into subtotals. */
function countSets(item: GroupingItem): number {
  switch (item.kind) {
    case "Rollup":
      return item.items.length + 1;
    case "Cube":
      return 2 ** item.items.length;
    case "GroupingSets":
      return item.sets.reduce((sum, set) => sum + countSets(set), 0);
    default:
      return 1;
  }
}

function expressionsOf(item: GroupingItem): readonly Expression[] {
  switch (item.kind) {
    case "Rollup":
    case "Cube":
      return item.items;
    case "GroupingSets":
      return item.sets.flatMap(expressionsOf);
    case "EmptyGroup":
      return [];
    default:
      return [item];
  }
}

/** A number is an ordinal only as a whole item or as an item of GROUPING SETS, ROLLUP and CUBE. */
function isOrdinalPosition(written: Expression, item: GroupingItem): boolean {
  return written === item || withoutParentheses(written).kind === "NumericLiteral";
}

/** `(a, b)` groups by both. */
function rowParts(expression: Expression): readonly Expression[] {
  const inner = withoutParentheses(expression);
  return inner.kind === "RowConstructor" && !inner.explicit ? inner.items.flatMap(rowParts) : [inner];
}

function itemAtOrdinal(ordinal: number, written: Expression, work: SelectWork): Expression | null {
  const { items } = work.select;
  const item = items[ordinal - 1];
  if (item === undefined) {
    if (items.some((candidate) => candidate.expression.kind === "Star")) work.itemsKnown = false;
    work.session.report(violationAt("ordinal-out-of-range", "groupBy", withoutParentheses(written), { ordinal, columns: items.length }));
    return null;
  }
  if (item.expression.kind !== "Star") return isOrdinalInRange(item.expression, work) ? item.expression : null;
  work.session.report(violationAt("ordinal-out-of-range", "star", item.expression, { ordinal }));
  return null;
}

/** Until 27 the item at an ordinal is looked at once more: a number there is an ordinal too. */
function isOrdinalInRange(expression: Expression, work: SelectWork): boolean {
  if (work.session.release.major >= 28) return true;
  const literal = withoutParentheses(expression);
  if (literal.kind !== "NumericLiteral" || !Number.isInteger(Number(literal.text))) return true;
  if (literal.form !== "integer" && work.session.release.major >= 28) return true;
  const ordinal = Number(literal.text);
  const columns = work.select.items.length;
  if ((ordinal >= 1 && ordinal <= columns) || ordinal > 2_147_483_647) return true;
  work.session.report(violationAt("ordinal-out-of-range", "selected", literal, { ordinal, columns }));
  return false;
}

/** An ordinal that stands for an aggregate is found only after the items were expanded. */
function checkGroupedOrdinals(work: SelectWork): void {
  const { session } = work;
  for (const group of work.groupItems) {
    for (const expression of group.expressions) {
      const aggregate = findAggregate(expression, session.release);
      if (aggregate === null) continue;
      session.report(violationAt("aggregate-in-where", "groupBy", aggregate, {}));
      work.groupingKnown = false;
      return;
    }
  }
}
