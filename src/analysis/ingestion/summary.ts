import type { Ingestion } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { segmentGranularity } from "./granularity.ts";
import { checkOverwrite } from "./overwrite.ts";
import { queryGranularity } from "./query-granularity.ts";
import { clusterKeys } from "./sort-keys.ts";
import { isExport, verbOf } from "./statement.ts";
import { rollupOf, storageSettings, storedColumns } from "./stored.ts";

/** What the ingestion will do, as far as text, context and schema tell; reports nothing. Null for anything else. */
export function summarize(state: AnalysisState): Ingestion | null {
  const { ingest } = state;
  if (ingest === null) return null;
  const output = state.queryFailed || isExport(ingest) ? null : state.output;
  const settings = storageSettings(state);
  const stored = output === null ? null : storedColumns(state, output, settings);
  return {
    verb: verbOf(ingest),
    target: targetOf(state),
    granularity: segmentGranularity(ingest.partitionedBy),
    overwrite: overwriteOf(state),
    clusterKeys: clusterKeys(state),
    stored,
    queryGranularity: output === null ? null : queryGranularity(state, output, settings),
    rollup: stored === null ? null : rollupOf(state, settings, stored),
    outermostLimit: state.shape.outermostLimit,
    outermostOffset: state.shape.outermostOffset,
  };
}

function targetOf(state: AnalysisState): Ingestion["target"] {
  const node = state.ingest?.target ?? null;
  if (node === null) return null;
  const datasource = node.kind === "TargetTable" ? (node.name.parts.at(-1)?.name ?? null) : null;
  return { node, datasource, export: node.kind === "TargetExtern" };
}

/** As it was checked; where it was not, OVERWRITE is read without reporting. */
function overwriteOf(state: AnalysisState): Ingestion["overwrite"] {
  const { ingest } = state;
  if (state.overwritten !== null) return state.overwritten;
  if (ingest?.kind !== "ReplaceStatement") return null;
  if (ingest.overwrite === null) return { all: false, intervals: null };
  const silent: AnalysisState = { ...state, stopped: false, report: () => undefined };
  return checkOverwrite(silent, ingest.overwrite, segmentGranularity(ingest.partitionedBy), false);
}
