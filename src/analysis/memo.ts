/**
 * What was worked out about parts of the statement at hand, once for all who ask. It holds from one analysis to the next: by then the
 * statement is done with, and who still asks has it worked out anew. A WeakMap would say the same, but its values outlive the collections
 * of young objects, and with them most of every tree that was ever linted.
 */
export interface Memo<Key extends object, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

const forgetters: (() => void)[] = [];

export function createMemo<Key extends object, Value>(): Memo<Key, Value> {
  let known = new Map<Key, Value>();
  forgetters.push(() => {
    // A new map, as one that is emptied keeps its place among the old objects.
    if (known.size > 0) known = new Map<Key, Value>();
  });
  return {
    get: (key) => known.get(key),
    set: (key, value) => {
      known.set(key, value);
    },
  };
}

/** To be called where the analysis of a statement begins. */
export function forgetStatement(): void {
  for (const forget of forgetters) forget();
}
