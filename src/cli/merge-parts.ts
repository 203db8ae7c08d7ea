import type { Shard } from "../workspace/shard.ts";
import { UsageError } from "../workspace/usage-error.ts";

/** One report as far as its place in the run goes; null: it does not say, for it holds nothing or was not made by --shard. */
export interface Part {
  readonly file: string;
  readonly shard: Shard | null;
  readonly isEmpty: boolean;
}

/** What is wrong with a set of parts: lines for people, and whether some of the run is not there. */
export interface PartsCheck {
  readonly lines: readonly string[];
  readonly isComplete: boolean;
}

/** Whether the parts are one run. Throws UsageError for parts of runs that were divided differently. */
export function checkParts(parts: readonly Part[]): PartsCheck {
  const again = parts.find(({ file, shard, isEmpty }, at) => shard === null && isEmpty && parts.findIndex((part) => part.file === file) < at);
  if (again !== undefined) throw new UsageError(`${again.file} is named more than once, which may hide that a part is missing`);
  const sharded = parts.flatMap(({ file, shard }) => (shard === null ? [] : [{ file, shard }]));
  const [first] = sharded;
  if (first === undefined) return { lines: unnumbered(parts), isComplete: true };
  const { count } = first.shard;
  const other = sharded.find(({ shard }) => shard.count !== count);
  if (other !== undefined) throw new UsageError(`${first.file} is one of ${String(count)} parts and ${other.file} one of ${String(other.shard.count)}: they are not of one run`);
  const filesByIndex = new Map<number, string[]>();
  for (const { file, shard } of sharded) filesByIndex.set(shard.index, [...(filesByIndex.get(shard.index) ?? []), file]);
  const twice = [...filesByIndex].filter(([, files]) => files.length > 1).map(([index, files]) => `part ${String(index)}/${String(count)} is there more than once: ${files.join(", ")}`);
  const absent = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !filesByIndex.has(index));
  // A part without files does not say which it is.
  const missing = absent.length - parts.filter(({ shard, isEmpty }) => shard === null && isEmpty).length;
  if (missing <= 0) return { lines: twice, isComplete: true };
  const names = absent.map((index) => `${String(index)}/${String(count)}`).join(", ");
  const line = missing === absent.length ? `missing of the run: ${names}` : `missing of the run: ${String(missing)} of ${names}; the others are empty`;
  return { lines: [...twice, line], isComplete: false };
}

/** JSON reports without a result do not say of how many parts they are. */
function unnumbered(parts: readonly Part[]): readonly string[] {
  return parts.length > 0 && parts.every(({ isEmpty }) => isEmpty) ? ["no part says how many there are, as none holds a result: whether one is missing is not known"] : [];
}

/** A shard as it is written into a report. */
export function readShard(text: unknown): Shard | null {
  const match = typeof text === "string" ? /^(\d+)\/(\d+)$/.exec(text) : null;
  return match === null ? null : { index: Number(match[1]), count: Number(match[2]) };
}
