import { withoutRepeats, type Merged } from "./merge-json.ts";
import { readShard, type Part } from "./merge-parts.ts";

export interface SarifLog {
  readonly version: string;
  readonly runs: readonly SarifRun[];
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules?: readonly { readonly id: string }[] } };
  readonly artifacts?: readonly unknown[];
  readonly results?: readonly SarifResult[];
  readonly properties?: { readonly shard?: unknown };
}

interface SarifResult {
  readonly ruleId?: string;
  readonly ruleIndex?: number;
  readonly level?: string;
}

export function isSarif(report: unknown): report is SarifLog {
  return Array.isArray((report as { runs?: unknown } | null)?.runs);
}

export function partOfSarif(file: string, log: SarifLog): Part {
  return { file, shard: readShard(log.runs[0]?.properties?.shard), isEmpty: log.runs.every((run) => (run.artifacts ?? []).length === 0) };
}

/** One run: code scanning shows the runs of one tool as rivals, not as parts. */
export function mergeSarif(logs: readonly SarifLog[]): Merged {
  const runs = logs.flatMap((log) => log.runs);
  const [first] = runs;
  if (first === undefined) return { report: { ...logs[0], runs: [] }, hasErrors: false };
  const rules = [...new Map(runs.flatMap((run) => run.tool.driver.rules ?? []).map((rule) => [rule.id, rule])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ruleIndex = new Map(rules.map((rule, at) => [rule.id, at]));
  const artifacts = withoutRepeats(runs.flatMap((run) => run.artifacts ?? []));
  const artifactIndex = new Map(artifacts.map((artifact, at) => [JSON.stringify(artifact), at]));
  const results = withoutRepeats(
    runs.flatMap((run) => {
      const places = (run.artifacts ?? []).map((artifact) => artifactIndex.get(JSON.stringify(artifact)) ?? -1);
      return (run.results ?? []).map((result) => withPlaces(result, places) as SarifResult);
    }).map((result) => (result.ruleId === undefined ? result : { ...result, ruleIndex: ruleIndex.get(result.ruleId) ?? -1 })),
  );
  const run: SarifRun = { ...first, tool: { ...first.tool, driver: { ...first.tool.driver, rules } }, artifacts, results };
  delete (run as { properties?: unknown }).properties;
  return { report: { ...logs[0], runs: [run] }, hasErrors: results.some((result) => (result.level ?? "error") === "error") };
}

/** Every artifact location of a result says which of its run's artifacts it is; `places` are their indices among all. */
function withPlaces(value: unknown, places: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((each) => withPlaces(each, places));
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPlaces(inner, places)]));
  return typeof copy["uri"] === "string" && typeof copy["index"] === "number" ? { ...copy, index: places[copy["index"]] ?? -1 } : copy;
}
