import type { Expression } from "../../syntax/nodes.ts";
import { createMemo } from "../memo.ts";
import type { OutputColumn } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { bare, referenceName } from "./layers.ts";

/** The columns of a query's result by what a key may mean one by; of several the first. */
export interface OutputIndex {
  readonly named: ReadonlyMap<string, OutputColumn>;
  /** By the name of the column below that is passed on unchanged. */
  readonly passing: ReadonlyMap<string, OutputColumn>;
  /** All those that are computed alike, by the text of it. */
  readonly alike: ReadonlyMap<string, readonly OutputColumn[]>;
}

const indexes = createMemo<readonly OutputColumn[], OutputIndex>();

/** Made once for all keys: as many may be looked up as there are columns. */
export function outputIndex(state: AnalysisState, output: readonly OutputColumn[]): OutputIndex {
  let index = indexes.values.get(output);
  if (index === undefined) indexes.values.set(output, (index = makeIndex(state, output)));
  return index;
}

function makeIndex(state: AnalysisState, output: readonly OutputColumn[]): OutputIndex {
  const named = new Map<string, OutputColumn>();
  const passing = new Map<string, OutputColumn>();
  for (const column of output) {
    if (!named.has(column.name)) named.set(column.name, column);
    const passed = nameBelow(column);
    if (passed !== null && !passing.has(passed)) passing.set(passed, column);
  }
  return { named, passing, alike: byText(state, output, ({ expression }) => expression) };
}

/** The name of the column below that an output column passes on unchanged; null for what is computed. */
export function nameBelow({ name, expression }: OutputColumn): string | null {
  return expression === null ? name : referenceName(bare(expression));
}

/** Columns by the text of an expression that each has. */
export function byText(state: AnalysisState, columns: readonly OutputColumn[], expressionOf: (column: OutputColumn) => Expression | null): ReadonlyMap<string, readonly OutputColumn[]> {
  const groups = new Map<string, OutputColumn[]>();
  for (const column of columns) {
    const expression = expressionOf(column);
    if (expression === null) continue;
    const text = printedOf(state, expression);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [column]);
    else group.push(column);
  }
  return groups;
}

/** The text of an expression without line breaks and doubled blanks, to see that two are the same. */
export function printedOf(state: AnalysisState, expression: Expression): string {
  const { start, end } = bare(expression);
  return state.tree.text.slice(start, end).replace(/\s+/g, " ");
}
