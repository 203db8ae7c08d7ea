import type { Expression, GroupingItem, Select } from "../../syntax/nodes.ts";
import { withoutParentheses } from "./expressions.ts";

/** The keys of one grouping set, as written, sorted. */
type KeySet = ReadonlySet<string>;

/** More are not told apart. */
const mostSets = 256;

/** How many grouping sets a GROUP BY stands for, and how many of them differ; null where there are too many. */
export function countGroupingSets(select: Select, text: string): { readonly all: number; readonly different: number } | null {
  const keyOf = (expression: Expression): string => {
    const inner = withoutParentheses(expression);
    const item = inner.kind === "NumericLiteral" ? select.items[Number(inner.text) - 1]?.expression : inner;
    return text.slice((item ?? inner).start, (item ?? inner).end);
  };
  let sets: KeySet[] = [new Set()];
  for (const item of select.groupBy?.items ?? []) {
    const own = setsOf(item, keyOf);
    if (own === null || own.length * sets.length > mostSets) return null;
    sets = sets.flatMap((set) => own.map((other) => new Set([...set, ...other])));
  }
  return { all: sets.length, different: different(sets).length };
}

/** The sets without those that repeat another; of one ROLLUP or CUBE each counts once. */
function different(sets: readonly KeySet[]): KeySet[] {
  return [...new Map(sets.map((set) => [[...set].sort().join("\n"), set])).values()];
}

function setsOf(item: GroupingItem, keyOf: (expression: Expression) => string): KeySet[] | null {
  switch (item.kind) {
    case "EmptyGroup":
      return [new Set()];
    case "Rollup":
      return different(item.items.reduceRight<KeySet[]>((sets, _, index) => [...sets, keysOf(item.items.slice(0, index), keyOf)], [keysOf(item.items, keyOf)]));
    case "Cube":
      return 2 ** item.items.length > mostSets ? null : different(item.items.reduce<KeySet[]>((sets, part) => sets.flatMap((set) => [new Set([...set, ...keysOf([part], keyOf)]), set]), [new Set()]));
    case "GroupingSets": {
      const inner = item.sets.map((set) => setsOf(set, keyOf));
      return inner.includes(null) ? null : inner.flatMap((sets) => sets ?? []);
    }
    default:
      return [keysOf([item], keyOf)];
  }
}

function keysOf(expressions: readonly Expression[], keyOf: (expression: Expression) => string): KeySet {
  return new Set(expressions.flatMap((expression) => {
    const inner = withoutParentheses(expression);
    return inner.kind === "RowConstructor" ? inner.items.map(keyOf) : [keyOf(inner)];
  }));
}
