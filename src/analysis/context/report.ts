import type { Stage, Violation } from "../../syntax/violation.ts";
import type { ContextEntry } from "../model.ts";
import type { AnalysisState } from "../steps.ts";

/** What a violation of the context says beside its rule. */
export interface ContextFault {
  readonly rule: string;
  readonly message: string;
  readonly data?: Violation["data"];
  readonly stage: Stage;
  readonly fault?: string;
}

/**
 * Reports a fault of one entry. The place is where the entry is written (a payload's lies beyond the SQL text), else the
 * statement's first word.
 */
export function reportEntry(state: AnalysisState, entry: ContextEntry, { data, ...rest }: ContextFault): void {
  const [start, end] = placeOf(state, entry);
  state.report({ ...rest, data: { key: entry.key, origin: entry.origin, ...data }, start, end, druidStart: null });
}

function placeOf(state: AnalysisState, entry: ContextEntry): readonly [number, number] {
  const written = entry.valueRange ?? entry.keyRange;
  if (written !== null && entry.origin !== "configuration") return written;
  const { start, end } = state.parsed;
  const word = /^\w+/.exec(state.tree.text.slice(start, Math.min(end, start + 32)));
  return [start, start + (word?.[0].length ?? Math.min(1, end - start))];
}
