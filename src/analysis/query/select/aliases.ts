import type { Release } from "../../../druid/releases.ts";
import type { ColumnReference, Expression } from "../../../syntax/nodes.ts";
import { columnReferences, isBareFunction, itemAlias } from "../expressions.ts";
import { violationAt } from "../query-state.ts";
import { validatePlain, type SelectWork } from "./work.ts";

/** Names that are aliases of the SELECT list stand for its expressions. False when one is ambiguous. */
export function takeAliases(expression: Expression, work: SelectWork, stays: (reference: ColumnReference) => boolean = () => false): boolean {
  const { session } = work;
  for (const reference of columnReferences(expression, session.release)) {
    const [only] = reference.parts;
    if (reference.parts.length !== 1 || only === undefined || stays(reference)) continue;
    work.indexes.written ??= groupedBy(work.select.items, (item) => itemAlias(item, session.release));
    const matches = work.indexes.written.get(only.name) ?? [];
    if (matches.length > 1) {
      session.report(violationAt("column-ambiguous", "ambiguous", reference, { column: only.name }));
      return false;
    }
    const [match] = matches;
    if (match === undefined || match.expression.kind === "Star") continue;
    if (isWord(match.expression, session.release)) {
      session.report(violationAt("column-not-found", "aliasedWord", match.expression, { column: session.text.slice(match.expression.start, match.expression.end), alias: only.name }));
      return false;
    }
    if (match.expression.kind !== "ColumnReference" || match.alias !== null) takeAlias(reference, match.expression, work);
  }
  return true;
}

/** CURRENT_TIMESTAMP, PI: put in the place of an alias, the word is looked up among the columns only. */
function isWord(expression: Expression, release: Release): boolean {
  return expression.kind === "ColumnReference" ? isBareFunction(expression, release) : expression.kind === "FunctionCall" && expression.form === "bare";
}

function takeAlias(reference: ColumnReference, expression: Expression, work: SelectWork): void {
  if (!work.session.environment.types.has(expression)) validatePlain(expression, work);
  work.aliases.set(reference, expression);
}

/** The names of the SELECT list come first in ORDER BY. False when one is ambiguous. */
export function takeOrderAliases(expression: Expression, work: SelectWork): boolean {
  const { session } = work;
  for (const reference of columnReferences(expression, session.release)) {
    const [only] = reference.parts;
    if (reference.parts.length !== 1 || only === undefined) continue;
    work.indexes.named ??= groupedBy(work.items, ({ output }) => (output.named ? output.name : null));
    const matches = work.indexes.named.get(only.name) ?? [];
    if (matches.length > 1) {
      session.report(violationAt("column-ambiguous", "ambiguous", reference, { column: only.name }));
      return false;
    }
    const [match] = matches;
    if (match === undefined) continue;
    if (match.expression !== null) work.aliases.set(reference, match.expression);
    else if (match.column !== null) session.resolved.set(reference, match.column);
  }
  return true;
}

function groupedBy<Item>(items: readonly Item[], nameOf: (item: Item) => string | null): ReadonlyMap<string, readonly Item[]> {
  const byName = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const named = byName.get(name);
    if (named === undefined) byName.set(name, [item]);
    else named.push(item);
  }
  return byName;
}
