import { holdsParameter, type ClauseTokens } from "../../syntax/clause-order.ts";
import type { Tokens } from "../../syntax/tokens.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { TextEdit } from "../../text/edits.ts";

/** Where a clause goes: before or after the token at an index. */
export type Destination = { readonly before: number } | { readonly after: number };

/**
 * Edits that move a clause; the blanks between it and its neighbour move along, comments there stay. Null when the move would
 * change the order of dynamic parameters, which are bound by their place, or where the clause itself was read as the place to go.
 */
export function moveClause({ text, tokens }: SyntaxTree, clause: ClauseTokens, destination: Destination): readonly TextEdit[] | null {
  const index = "before" in destination ? destination.before : destination.after;
  if (index >= clause.first && index < clause.end) return null;
  if (reordersParameters(tokens, clause, index)) return null;
  const forward = index >= clause.end;
  const start = tokens.starts[clause.first] ?? 0;
  const end = tokens.ends[clause.end - 1] ?? start;
  const gapStart = forward ? end : (tokens.ends[clause.first - 1] ?? 0);
  const gapEnd = forward ? (tokens.starts[clause.end] ?? end) : start;
  const blank = text.slice(gapStart, gapEnd).trim() === "";
  const gap = blank && gapEnd > gapStart ? text.slice(gapStart, gapEnd) : " ";
  const removal = blank ? { start: Math.min(start, gapStart), end: Math.max(end, gapEnd), text: "" } : { start, end, text: "" };
  const moved = text.slice(start, end);
  if ("before" in destination) return [removal, insertion(tokens.starts[index] ?? 0, moved + gap)];
  return [removal, insertion(tokens.ends[index] ?? 0, gap + moved)];
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

function reordersParameters(tokens: Tokens, { first, end }: ClauseTokens, destination: number): boolean {
  if (!holdsParameter(tokens, first, end)) return false;
  return destination < first ? holdsParameter(tokens, destination, first) : holdsParameter(tokens, end, destination + 1);
}
