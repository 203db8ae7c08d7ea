import { before } from "../../druid/releases.ts";
import type { Expression, OrderItem } from "../../syntax/nodes.ts";
import { booleanInForce } from "../context/checks.ts";
import type { OutputColumn } from "../model.ts";
import { partsOf } from "../query/expression-parts.ts";
import type { AnalysisState } from "../steps.ts";
import { numericValue } from "./clauses.ts";
import { outputOf } from "./columns.ts";
import { bare } from "./layers.ts";
import { nameBelow, outputIndex, printedOf, type OutputIndex } from "./output-index.ts";

export interface ClusterKey {
  readonly node: OrderItem;
  /** The output column it sorts by; null for an expression that is not selected. */
  readonly column: OutputColumn | null;
}

/** The keys of CLUSTERED BY with the output columns they mean: by ordinal, by name, or by the same expression. */
export function clusterKeys(state: AnalysisState): readonly ClusterKey[] {
  const items = state.ingest?.clusteredBy?.items ?? [];
  const output = state.output ?? [];
  if (items.length === 0) return [];
  const index = outputIndex(state, output);
  return items.map((node) => ({ node, column: columnOf(state, node.expression, output, index) }));
}

function columnOf(state: AnalysisState, expression: Expression, output: readonly OutputColumn[], { named, passing, alike }: OutputIndex): OutputColumn | null {
  const node = bare(expression);
  const ordinal = numericValue(node);
  if (ordinal !== null) return output[ordinal - 1] ?? null;
  if (node.kind !== "ColumnReference") return alike.get(printedOf(state, node))?.[0] ?? null;
  const name = node.parts.at(-1)?.name ?? "";
  return (node.parts.length === 1 ? named.get(name) : undefined) ?? passing.get(name) ?? null;
}

/** True for an expression that names a computed output column: Calcite puts that column's expression in, and sorts by something new. */
function readsComputed(expression: Expression, output: readonly OutputColumn[]): boolean {
  if (bare(expression).kind === "ColumnReference") return false;
  return partsOf(expression).references.some(({ parts }) => {
    const name = parts[0]?.name ?? "";
    return parts.length === 1 && output.some((column) => column.name === name && nameBelow(column) !== name);
  });
}

/** 31 on: `__time` may only be the first key unless segments are told not to sort by it. */
export function checkTimePosition(state: AnalysisState): void {
  if (before(state.release, 31) || !booleanInForce(state, "forceSegmentSortByTime", true)) return;
  if (outputOf(state).length === 0) return;
  const seen = new Set<OutputColumn | OrderItem>();
  for (const key of clusterKeys(state)) {
    if (key.column?.name === "__time" && seen.size > 0 && !seen.has(key.column) && !readsComputed(key.node.expression, outputOf(state))) {
      const { start, end } = key.node;
      state.report({ rule: "clustered-by-time-position", message: "position", data: { position: seen.size + 1 }, stage: "plan", start, end, druidStart: null });
      return;
    }
    seen.add(key.column ?? key.node);
  }
}
