/** Which of several equal parts of a run: the first has index 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * The part that a file belongs to, from 1, by nothing but its path: a file that comes or goes moves no other. `path` is relative and has `/`
 * on every system, so that every machine says the same.
 */
export function shardIndexOf(path: string, count: number): number {
  return (hash(path) % count) + 1;
}

/** FNV-1a over UTF-16 code units; the last steps let every bit of it decide, for `%` looks at the lowest. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
