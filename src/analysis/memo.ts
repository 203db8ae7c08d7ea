/**
 * What was worked out about parts of the statement at hand, once for all who ask. It holds from one analysis to the next: by then the
 * statement is done with, and who still asks has it worked out anew. A WeakMap would say the same, but its values outlive the collections
 * of young objects, and with them most of every tree that was ever linted.
 */
export interface Memo<Key extends object, Value> {
  /** To be asked for anew each time: another statement has another map. */
  values: Map<Key, Value>;
}

const memos: Memo<object, unknown>[] = [];

export function createMemo<Key extends object, Value>(): Memo<Key, Value> {
  const memo: Memo<Key, Value> = { values: new Map() };
  memos.push(memo);
  return memo;
}

/** To be called where the analysis of a statement begins. A new map, as one that is emptied keeps its place among the old objects. */
export function forgetStatement(): void {
  for (const memo of memos) if (memo.values.size > 0) memo.values = new Map();
}
