import file from "./data/stored-aggregates.json" with { type: "json" };

/** How a column that an aggregate makes is stored; `value` stands for the native type of the SQL result. */
export interface StoredAggregate {
  readonly finalized: string;
  readonly intermediate: string;
  /** Absent: a post-aggregation, never stored as a metric. */
  readonly metric?: string;
  /** Intermediate and metric type for VARCHAR results, where it differs. */
  readonly text?: string;
}

/** The storage of an aggregate function by name (any case); `distinct` for COUNT(DISTINCT …) that is approximate. */
export function storedAggregate(name: string, distinct: boolean): StoredAggregate {
  const functions: Readonly<Record<string, StoredAggregate>> = file.functions;
  const upper = name.toUpperCase();
  return functions[distinct && upper === "COUNT" ? "COUNT DISTINCT" : upper] ?? file.default;
}

/** The type of a column that an operation on sketches makes (THETA_SKETCH_UNION …), any case; null for other functions. */
export function sketchOperationType(name: string): string | null {
  const operations: Readonly<Record<string, string>> = file.sketchOperations;
  return operations[name.toUpperCase()] ?? null;
}

const queriesOnly: ReadonlySet<string> = new Set(file.queriesOnly);

/** True for an aggregate function (upper case) whose aggregator cannot be used to ingest: as a metric it ends the task. */
export function isForQueriesOnly(name: string): boolean {
  return queriesOnly.has(name);
}
