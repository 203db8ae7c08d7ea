import type { Ingestion, Interval } from "../../analysis/model.ts";
import type { OrderItem } from "../../syntax/nodes.ts";
import { atLeast, type Release } from "../../druid/releases.ts";

// How rows lie in the segments

export interface ReplacedTime {
  readonly all: boolean;
  readonly intervals: readonly string[];
}

export function replacedTime(ingestion: Ingestion | null): ReplacedTime | null {
  const overwrite = ingestion?.overwrite;
  if (overwrite === null || overwrite === undefined) return null;
  return { all: overwrite.all, intervals: (overwrite.intervals ?? []).map(printInterval) };
}

/** Java's longest times are not dates for JavaScript: shown as an open end. */
function printInterval(interval: Interval): string {
  const end = (time: number): string => (Math.abs(time) > 8.64e15 ? ".." : new Date(time).toISOString().replace(".000Z", "Z"));
  return `${end(interval.start)}/${end(interval.end)}`;
}

/**
 * Rows of a segment are in order of `__time` first, unless 31 or later was told otherwise, then of the CLUSTERED BY keys; `textOf` names
 * a key whose column is not known. Segments by time have a `__time`, also where the columns are not known.
 */
export function sortOrderOf(ingestion: Ingestion | null, release: Release, textOf: (node: OrderItem) => string): readonly string[] {
  if (ingestion === null) return [];
  const keys = ingestion.clusterKeys.map((key) => key.column?.name ?? textOf(key.node));
  const { stored, granularity } = ingestion;
  const hasTime = stored === null ? granularity !== null && granularity.name !== "ALL" : stored.some((column) => column.role === "time");
  const timeFirst = hasTime && (!atLeast(release, 31) || keys[0] !== "__time");
  return timeFirst ? ["__time", ...keys.filter((key) => key !== "__time")] : keys;
}

export interface Pruning {
  /** Null where the type of a key decides, and is not known. */
  readonly applies: boolean | null;
  readonly reason: string;
}

/** Source: ControllerImpl.computeShardColumns: only REPLACE makes range-partitioned segments, and only by single-valued strings in front. */
export function pruningOf(ingestion: Ingestion | null, release: Release): Pruning {
  const keys = ingestion?.clusterKeys ?? [];
  if (keys.length === 0) return { applies: false, reason: "no CLUSTERED BY: segments are pruned by time alone" };
  if (ingestion?.verb === "INSERT") return { applies: false, reason: "INSERT appends numbered segments: CLUSTERED BY sorts the rows, but segments are pruned by time alone" };
  const rowsKnown = ingestion?.stored != null;
  const names = keys.map(({ column, node: { expression } }) => column?.name ?? (!rowsKnown && expression.kind === "ColumnReference" ? (expression.parts.at(-1)?.name ?? "") : "(expression)"));
  const types = keys.map((key) => (key.column === null ? null : key.column.nativeType));
  const leading = types.findIndex((type) => type !== "STRING");
  const count = leading < 0 ? keys.length : leading;
  // A column of a table that is not known has no type here; an expression that is no column of the output has none in Druid.
  const unknown = types.findIndex((type, index) => type === null && (!rowsKnown || keys[index]?.column != null));
  const mattersMost = atLeast(release, 31) ? unknown === count : unknown >= 0 && types.every((type) => type === null || type === "STRING");
  if (unknown >= 0 && mattersMost) return { applies: null, reason: `by ranges of ${names.join(", ")} where those are strings that hold one value a row: the type of \`${names[unknown] ?? ""}\` is not known here (a schema file tells)` };
  if (count === 0) return { applies: false, reason: "the first CLUSTERED BY key is no string column of the output" };
  if (count < keys.length && !atLeast(release, 31)) return { applies: false, reason: "a CLUSTERED BY key is no string column of the output, and before 31 all must be" };
  return { applies: true, reason: `segments carry ranges of ${names.slice(0, count).join(", ")}, as long as those hold one value a row` };
}
