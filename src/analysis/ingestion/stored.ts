import { atLeast, before } from "../../druid/releases.ts";
import { sketchOperationType, storedAggregate } from "../../druid/stored-aggregates.ts";
import type { Expression, FunctionCall } from "../../syntax/nodes.ts";
import { booleanInForce, textInForce } from "../context/checks.ts";
import { readStringList } from "../context/values.ts";
import { createMemo } from "../memo.ts";
import type { OutputColumn, Rollup, RollupCondition, StoredColumn } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { nativeTypeOf } from "./native-types.ts";
import { groupedExpression, groupingLayer, isAggregate, type GroupingLayer } from "./layers.ts";
import { byText, outputIndex, printedOf } from "./output-index.ts";
import { clusterKeys } from "./sort-keys.ts";

/** What decides how columns are stored. */
export interface StorageSettings {
  readonly finalize: boolean;
  /** Segments carry rollup: an outermost groupBy with neither finalization nor multi-value unnesting. */
  readonly rollup: boolean;
  readonly auto: boolean;
  /** `array` or `mvd`. */
  readonly arrays: string;
  readonly layer: GroupingLayer | null;
}

export function storageSettings(state: AnalysisState): StorageSettings {
  const finalize = booleanInForce(state, "finalizeAggregations", true);
  const unnest = booleanInForce(state, "groupByEnableMultiValueUnnesting", true);
  return {
    finalize,
    rollup: state.shape.native === "groupBy" && !finalize && !unnest,
    auto: atLeast(state.release, 27) && booleanInForce(state, "useAutoColumnSchemas", false),
    arrays: arrayMode(state),
    layer: groupingLayer(state),
  };
}

function arrayMode(state: AnalysisState): string {
  if (before(state.release, 28)) return "mvd";
  return textInForce(state, "arrayIngestMode", before(state.release, 31) ? "mvd" : "array");
}

/** The columns in the order of segments: `segmentSortOrder`, then the keys of CLUSTERED BY, then as selected. */
export function storedOrder(state: AnalysisState, output: readonly OutputColumn[]): readonly OutputColumn[] {
  const sorted = readStringList(state.context.get("segmentSortOrder")?.value).value ?? [];
  const keys = clusterKeys(state);
  if (sorted.length === 0 && keys.length === 0 && state.shape.groupKeys === null) return output;
  const { named, alike } = outputIndex(state, output);
  const ordered = new Set<OutputColumn>();
  for (const name of sorted) {
    const column = named.get(name);
    if (column !== undefined) ordered.add(column);
  }
  // Columns that are computed alike are one of the native query, and stand side by side where its rows are sorted by it.
  const sides = keys.map(({ column }) => (column?.expression == null ? [column] : alike.get(printedOf(state, column.expression)) ?? []));
  for (const side of new Set(keys.length === 0 ? groupedColumns(state, output) : sides)) for (const column of side) if (column !== null) ordered.add(column);
  for (const column of output) ordered.add(column);
  return [...ordered];
}

/** Without CLUSTERED BY a native groupBy gives its rows sorted by its dimensions: the columns of each. */
function groupedColumns(state: AnalysisState, output: readonly OutputColumn[]): readonly (readonly OutputColumn[])[] {
  const layer = groupingLayer(state);
  if (layer === null) return [];
  const columns = byText(state, output, (column) => groupedExpression(layer, column));
  return (state.shape.groupKeys ?? []).map((key) => columns.get(printedOf(state, key)) ?? []);
}

const stored = createMemo<readonly OutputColumn[], readonly StoredColumn[]>();

/** The columns as segments hold them, worked out once for the controller's checks and for what the ingestion amounts to. */
export function storedColumns(state: AnalysisState, output: readonly OutputColumn[], settings: StorageSettings): readonly StoredColumn[] {
  let columns = stored.values.get(output);
  if (columns === undefined) stored.values.set(output, (columns = storedOrder(state, output).map((column) => storedColumn(state, column, settings))));
  return columns;
}

function storedColumn(state: AnalysisState, output: OutputColumn, settings: StorageSettings): StoredColumn {
  if (output.name === "__time") return { name: output.name, role: "time", storedType: "long/LONG", output };
  const aggregate = aggregateOf(state, output, settings);
  const native = aggregate?.type ?? nativeTypeOf(output, settings.layer, state);
  const metric = settings.rollup ? (aggregate?.metric ?? null) : null;
  if (native === null) return { name: output.name, role: metric === null ? "dimension" : "metric", storedType: null, output };
  if (!native.startsWith("COMPLEX")) {
    if (metric !== null) return { name: output.name, role: "metric", storedType: metric, output };
    return { name: output.name, role: "dimension", storedType: dimensionType(native, settings), output };
  }
  if (native === "COMPLEX<json>") return { name: output.name, role: "dimension", storedType: settings.auto ? "auto/COMPLEX<json>" : "json/COMPLEX<json>", output };
  // Under rollup only aggregators make metrics; a post-aggregation of sketches is left without a place.
  if (settings.rollup && metric === null) return { name: output.name, role: "dimension", storedType: native, output };
  return { name: output.name, role: "metric", storedType: metric ?? native, output };
}

interface AggregateTypes {
  readonly type: string;
  /** Null: a post-aggregation. */
  readonly metric: string | null;
}

/** The types of an output column that is exactly one aggregate; null for anything else. */
function aggregateOf(state: AnalysisState, output: OutputColumn, settings: StorageSettings): AggregateTypes | null {
  const grouped = settings.layer === null ? null : groupedExpression(settings.layer, output);
  const expression = grouped === null ? null : withoutCoalesce(state, grouped);
  if (expression?.kind !== "FunctionCall") return null;
  const name = expression.name.parts[0]?.name ?? "";
  const operation = sketchOperationType(name);
  if (operation !== null) return { type: operation, metric: null };
  if (isRoundedEstimate(name, expression)) return { type: "LONG", metric: null };
  if (!isAggregate(expression, state)) return null;
  const distinct = expression.quantifier === "DISTINCT" && booleanInForce(state, "useApproximateCountDistinct", true);
  const stored = storedAggregate(name, distinct);
  const value = output.nativeType;
  if (value === null) return null;
  const text = value === "STRING" ? stored.text : undefined;
  const resolve = (type: string): string => (type === "value" ? value : type);
  return {
    type: settings.finalize ? resolve(stored.finalized) : (text ?? resolve(stored.intermediate)),
    metric: stored.metric === undefined ? null : (text ?? resolve(stored.metric)),
  };
}

/** HLL_SKETCH_ESTIMATE(sketch, TRUE) counts in whole numbers. */
function isRoundedEstimate(name: string, { arguments: [, round] }: FunctionCall): boolean {
  return name.toUpperCase() === "HLL_SKETCH_ESTIMATE" && round?.kind === "BooleanLiteral" && round.value === true;
}

/** Where numbers are never null (legacy null handling) Calcite drops COALESCE around an aggregate. */
function withoutCoalesce(state: AnalysisState, expression: Expression): Expression {
  const legacy = (state.options.schema?.nullHandling ?? (before(state.release, 28) ? "legacy" : "sql")) === "legacy";
  if (!legacy || expression.kind !== "FunctionCall" || expression.name.parts.at(-1)?.name.toUpperCase() !== "COALESCE") return expression;
  const [first] = expression.arguments;
  const numeric = first !== undefined && first.kind === "FunctionCall" && isAggregate(first, state) && state.types.get(first)?.name !== "VARCHAR";
  return numeric ? first : expression;
}

const DIMENSIONS: Readonly<Record<string, string>> = { STRING: "string/STRING", LONG: "long/LONG", FLOAT: "float/FLOAT", DOUBLE: "double/DOUBLE" };

function dimensionType(native: string, settings: StorageSettings): string {
  if (settings.auto) return "auto/COMPLEX<json>";
  if (native === "ARRAY<STRING>" && settings.arrays !== "array") return "string/STRING";
  return DIMENSIONS[native] ?? `auto/${native}`;
}

/** Which condition of rollup is missing. */
export function rollupOf(state: AnalysisState, settings: StorageSettings, stored: readonly StoredColumn[]): Rollup {
  const missing: RollupCondition[] = [];
  if (state.shape.native !== "groupBy") missing.push("group-by");
  if (settings.finalize) missing.push("finalize-aggregations");
  if (booleanInForce(state, "groupByEnableMultiValueUnnesting", true)) missing.push("multi-value-unnesting");
  const intended = settings.layer !== null && stored.some(({ output }) => aggregateOf(state, output, settings) !== null);
  return { recorded: settings.rollup, intended, missing };
}
