import { countBefore } from "../text/search.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";
import { words as W } from "./word-codes.ts";

/** Rank of the clauses of a SELECT and of an ingestion statement, by the code of their first word, in the order in which they must stand. */
export const clauseRanks: ReadonlyMap<number, number> = new Map([
  [W.SELECT, 1], [W.FROM, 2], [W.WHERE, 3], [W.GROUP, 4], [W.HAVING, 5], [W.WINDOW, 6], [W.QUALIFY, 7], [W.ORDER, 8], [W.LIMIT, 9],
  [W.OFFSET, 10], [W.FETCH, 11], [W.PARTITIONED, 12], [W.CLUSTERED, 13],
]);

/** A clause as the tokens `[first, end)`. */
export interface ClauseTokens {
  readonly first: number;
  readonly end: number;
}

/** Index of the token that begins at the offset; null when none does. */
export function tokenStartingAt(tokens: Tokens, offset: number): number | null {
  const index = firstTokenFrom(tokens, offset);
  return index < tokens.count && tokens.starts[index] === offset ? index : null;
}

/** Index of the token that ends at the offset; null when none does. */
export function tokenEndingAt(tokens: Tokens, offset: number): number | null {
  const after = firstTokenFrom(tokens, offset);
  return after > 0 && tokens.ends[after - 1] === offset ? after - 1 : null;
}

/** Index of the first token that begins at the offset or after it. */
function firstTokenFrom({ starts, count }: Tokens, offset: number): number {
  return countBefore(count, (index) => (starts[index] ?? 0) < offset);
}

/**
 * The clause that begins at a token: up to the next clause, set operation or `)` at its own depth, or the statement's end, with or
 * without its `;`. The WHERE of OVERWRITE is its own.
 */
export function clauseFrom(tokens: Tokens, first: number): ClauseTokens {
  let depth = 0;
  let index = first + (tokens.words[first] === W.OVERWRITE ? 2 : 1);
  for (; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind === T.semicolon) break;
    if (kind === T.leftParenthesis) depth++;
    else if (kind === T.rightParenthesis && --depth < 0) break;
    if (depth === 0 && (rankAt(tokens, index) > 0 || isSetOperator(tokens, index) || opensStatement(tokens, index))) break;
  }
  return { first, end: index };
}

/** The first of the clauses before a clause, in the same SELECT or statement, that must come after it; null when there is none. */
export function firstMisplacedBefore(tokens: Tokens, clause: number): number | null {
  const rank = rankAt(tokens, clause);
  let found: number | null = null;
  let depth = 0;
  for (let index = clause - 1; index >= 0; index--) {
    const kind = tokens.kinds[index];
    if (kind === T.semicolon) break;
    if (kind === T.rightParenthesis) depth++;
    else if (kind === T.leftParenthesis && --depth < 0) break;
    if (depth !== 0) continue;
    const other = rankAt(tokens, index);
    if (other > rank) found = index;
    if (tokens.words[index] === W.SELECT || isSetOperator(tokens, index) || opensStatement(tokens, index)) break;
  }
  return found;
}

/** Index of the SELECT or VALUES that begins the query behind a statement's verb, outside of parentheses; null when WITH or nothing does. */
export function plainQueryFrom(tokens: Tokens, verb: number): number | null {
  let depth = 0;
  for (let index = verb + 1; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind === T.semicolon || tokens.words[index] === W.WITH || opensStatement(tokens, index)) return null;
    if (kind === T.leftParenthesis) depth++;
    else if (kind === T.rightParenthesis) depth--;
    else if (depth === 0 && kind === T.reserved && (tokens.words[index] === W.SELECT || tokens.words[index] === W.VALUES)) return index;
  }
  return null;
}

/** True when a dynamic parameter stands among the tokens `[from, to)`. */
export function holdsParameter({ kinds }: Tokens, from: number, to: number): boolean {
  return kinds.subarray(from, to).includes(T.question);
}

/** The rank of the clause whose first word stands at the token, 0 when none does: neither IS DISTINCT FROM nor WITHIN GROUP opens one. */
function rankAt({ kinds, words }: Tokens, index: number): number {
  if (kinds[index] !== T.reserved) return 0;
  const word = words[index] ?? 0;
  if (word === W.FROM && words[index - 1] === W.DISTINCT) return 0;
  if (word === W.GROUP && words[index + 1] !== W.BY) return 0;
  return clauseRanks.get(word) ?? 0;
}

/** True for the first word of a statement, of which no clause holds the like: INSERT INTO, REPLACE INTO, EXPLAIN PLAN, and WITH before a query's name. */
function opensStatement({ kinds, words }: Tokens, index: number): boolean {
  const next = words[index + 1];
  switch (words[index]) {
    case W.INSERT:
    case W.REPLACE:
      return next === W.INTO;
    case W.EXPLAIN:
      return next === W.PLAN;
    case W.WITH:
      return words[index + 2] === W.AS && kinds[index + 3] === T.leftParenthesis;
    default:
      return false;
  }
}

function isSetOperator({ kinds, words }: Tokens, index: number): boolean {
  const word = words[index];
  return kinds[index] === T.reserved && (word === W.UNION || word === W.INTERSECT || word === W.EXCEPT || word === W.MINUS);
}
