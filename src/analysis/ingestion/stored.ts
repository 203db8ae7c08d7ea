import { atLeast, before } from "../../druid/releases.ts";
import { sketchOperationType, storedAggregate } from "../../druid/stored-aggregates.ts";
import type { Expression, FunctionCall } from "../../syntax/nodes.ts";
import { booleanInForce, textInForce } from "../context/checks.ts";
import { readStringList } from "../context/values.ts";
import { createMemo } from "../memo.ts";
import type { OutputColumn, Rollup, RollupCondition, StoredColumn } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { nativeTypeName } from "../types/index.ts";
import { bare, groupedExpression, groupingLayer, isAggregate, type GroupingLayer } from "./layers.ts";
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
  const ordered = new Set<OutputColumn>();
  const sorted = readStringList(state.context.get("segmentSortOrder")?.value).value ?? [];
  for (const name of sorted) {
    const column = output.find((candidate) => candidate.name === name);
    if (column !== undefined) ordered.add(column);
  }
  const keys = clusterKeys(state);
  if (ordered.size === 0 && keys.length === 0 && state.shape.groupKeys === null) return output;
  for (const key of keys) if (key.column !== null) ordered.add(key.column);
  if (keys.length === 0) for (const column of groupedColumns(state, output)) ordered.add(column);
  for (const column of output) ordered.add(column);
  return [...ordered];
}

/** Without CLUSTERED BY a native groupBy gives its rows sorted by its dimensions. */
function groupedColumns(state: AnalysisState, output: readonly OutputColumn[]): readonly OutputColumn[] {
  const layer = groupingLayer(state);
  if (layer === null) return [];
  const text = (node: Expression): string => state.tree.text.slice(node.start, node.end).replace(/\s+/g, " ");
  const columns = new Map(output.map((column) => [column, groupedExpression(layer, column)] as const));
  const sorted: OutputColumn[] = [];
  for (const key of state.shape.groupKeys ?? []) {
    const wanted = text(bare(key));
    for (const [column, expression] of columns) if (expression !== null && text(expression) === wanted) sorted.push(column);
  }
  return sorted;
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
  const native = nativeOf(output, aggregate, settings, state);
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

/** The type of the native query's column. */
function nativeOf(output: OutputColumn, aggregate: AggregateTypes | null, settings: StorageSettings, state: AnalysisState): string | null {
  if (aggregate !== null) return aggregate.type;
  if (output.type.name === "NULL") return before(state.release, 28) ? "FLOAT" : "STRING";
  if (output.type.name.startsWith("INTERVAL")) return "LONG";
  if (output.type.name === "UNKNOWN") return null;
  if (output.type.name === "ANY") return castFrom(output, state);
  if (output.type.name === "BOOLEAN" && before(state.release, 28)) return comparesDoubles(output.expression, state) ? "DOUBLE" : "LONG";
  return settings.layer !== null && output.nativeType === "COMPLEX" ? null : output.nativeType;
}

/** CAST(x AS ANY) keeps the type of x. */
function castFrom({ expression, nativeType }: OutputColumn, state: AnalysisState): string | null {
  if (expression?.kind !== "CastExpression") return nativeType;
  const type = state.types.get(expression.operand);
  if (expression.operand.kind === "NullLiteral") return before(state.release, 28) ? "FLOAT" : "STRING";
  return type === undefined ? null : nativeTypeName(type);
}

/** Up to 27 a comparison gives 1 or 0 in the type it compares: DOUBLE where one side is a fraction. */
function comparesDoubles(expression: Expression | null, state: AnalysisState): boolean {
  switch (expression?.kind) {
    case "ParenthesizedExpression":
      return comparesDoubles(expression.expression, state);
    case "UnaryExpression":
      return comparesDoubles(expression.operand, state);
    case "BinaryExpression":
      if (expression.operator === "AND" || expression.operator === "OR") return comparesDoubles(expression.left, state) && comparesDoubles(expression.right, state);
      return areDoubles([expression.left, expression.right], state);
    case "BetweenExpression":
      return areDoubles([expression.operand, expression.low, expression.high], state);
    case "InExpression":
      return !expression.query && areDoubles([expression.operand], state);
    default:
      return false;
  }
}

const DOUBLES = new Set(["DOUBLE", "FLOAT"]);

function areDoubles(operands: readonly Expression[], state: AnalysisState): boolean {
  const types = operands.map((operand) => state.types.get(operand)).map((type) => (type === undefined ? null : nativeTypeName(type)));
  return !types.includes("STRING") && types.some((type) => type !== null && DOUBLES.has(type));
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
  const aggregates = settings.layer === null ? [] : stored.filter((column) => aggregateOf(state, column.output, settings) !== null);
  if (settings.rollup && aggregates.some((column) => column.role !== "metric")) missing.push("aggregate-as-metric");
  return { recorded: settings.rollup, intended: aggregates.length > 0, missing };
}
