import type { Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";

/**
 * The tokens before one that stand in the same parentheses, the nearest first, none before `floor`. The last is the parenthesis that opens
 * those, where one does: only then is a `(` among them.
 */
export function* siblingsBefore(p: Parser, index: number, floor = p.first): Generator<number, void> {
  let depth = 0;
  for (let token = index - 1; token >= Math.max(p.first, floor); token--) {
    const kind = p.kinds[token];
    if (kind === T.rightParenthesis) depth++;
    else if (kind === T.leftParenthesis) depth--;
    else if (depth === 0) yield token;
    if (depth < 0) {
      yield token;
      return;
    }
  }
}

/** The tokens after one that stand in the same parentheses. */
export function* siblingsAfter(p: Parser, index: number): Generator<number, void> {
  let depth = 0;
  for (let token = index + 1; token < p.limit; token++) {
    const kind = p.kinds[token];
    if (kind === T.leftParenthesis) depth++;
    else if (kind === T.rightParenthesis) depth--;
    else if (depth === 0) yield token;
    if (depth < 0) return;
  }
}
