import { contextDefault, contextParameters, readsParameter, type ContextParameter } from "../../druid/context.ts";
import { granularityByName } from "../../druid/granularities.ts";
import { atLeast, type Release } from "../../druid/releases.ts";
import type { Ingestion, Interval, OutputColumn, RollupCondition, StatementAnalysis, StoredColumn } from "../../analysis/model.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { Node, Statement } from "../../syntax/nodes.ts";

/** What a statement will do, as data: the source of the terminal, Markdown and JSON forms of `explain FILE.sql` and of hovers. */
export interface StatementExplanation {
  readonly statement: "INSERT" | "REPLACE" | "SELECT" | "EXPLAIN" | "other";
  readonly release: string;
  readonly datasource: string | null;
  readonly exports: boolean;
  readonly replaces: ReplacedTime | null;
  readonly segments: { readonly granularity: string; readonly period: string | null } | null;
  readonly sortOrder: readonly string[];
  readonly pruning: { readonly applies: boolean; readonly reason: string };
  readonly columns: readonly ExplainedColumn[] | null;
  readonly rollup: { readonly recorded: boolean; readonly missing: readonly string[] } | null;
  readonly context: readonly { readonly key: string; readonly value: unknown; readonly origin: string }[];
  readonly stages: number | null;
  readonly tasks: { readonly most: number; readonly workers: number } | null;
  readonly permissions: readonly string[];
  /** Checks of Druid's that it does not pass: what is said above holds only once they are mended. */
  readonly refusedBy: readonly string[];
}

export interface ReplacedTime {
  readonly all: boolean;
  readonly intervals: readonly string[];
}

export interface ExplainedColumn {
  readonly name: string;
  readonly sqlType: string;
  readonly role: string;
  readonly storedAs: string | null;
  readonly from: readonly string[];
}

/** `printType` is handed in so that this module needs nothing of the type system. */
export function explainStatement(analysis: StatementAnalysis, printType: (column: OutputColumn) => string): StatementExplanation {
  const { ingestion, options } = analysis;
  const node = withoutExplain(analysis.parsed.node);
  return {
    statement: kindOf(analysis.parsed.node),
    release: options.release.name,
    datasource: ingestion?.target?.datasource ?? null,
    exports: ingestion?.target?.export ?? false,
    replaces: replacedTime(ingestion),
    segments: segmentsOf(ingestion),
    sortOrder: sortOrderOf(ingestion, options.release),
    pruning: pruningOf(ingestion, options.release),
    columns: columnsOf(analysis, printType),
    rollup: ingestion?.rollup === null || ingestion === null ? null : { recorded: ingestion.rollup.recorded, missing: ingestion.rollup.missing.map(sayCondition) },
    context: contextInForce(analysis),
    stages: stagesOf(analysis, node),
    tasks: tasksOf(analysis),
    permissions: permissionsOf(ingestion, node),
    refusedBy: [...new Set(analysis.violations.map((violation) => violation.rule))],
  };
}

function withoutExplain(statement: Statement): Statement {
  return statement.kind === "ExplainStatement" ? withoutExplain(statement.statement) : statement;
}

function kindOf(statement: Statement): StatementExplanation["statement"] {
  switch (statement.kind) {
    case "InsertStatement":
      return "INSERT";
    case "ReplaceStatement":
      return "REPLACE";
    case "QueryStatement":
      return "SELECT";
    case "ExplainStatement":
      return "EXPLAIN";
    default:
      return "other";
  }
}

function replacedTime(ingestion: Ingestion | null): ReplacedTime | null {
  const overwrite = ingestion?.overwrite;
  if (overwrite === null || overwrite === undefined) return null;
  return { all: overwrite.all, intervals: (overwrite.intervals ?? []).map(printInterval) };
}

/** Java's longest times are not dates for JavaScript: shown as an open end. */
export function printInterval(interval: Interval): string {
  const end = (time: number): string => (Math.abs(time) > 8.64e15 ? ".." : new Date(time).toISOString().replace(".000Z", "Z"));
  return `${end(interval.start)}/${end(interval.end)}`;
}

function segmentsOf(ingestion: Ingestion | null): StatementExplanation["segments"] {
  const granularity = ingestion?.granularity;
  if (granularity === null || granularity === undefined) return null;
  return { granularity: granularity.name ?? granularity.period ?? "unknown", period: granularity.period };
}

/** Rows of a segment are in order of `__time` first, unless 31 or later was told otherwise, then of the CLUSTERED BY keys. */
function sortOrderOf(ingestion: Ingestion | null, release: Release): readonly string[] {
  if (ingestion === null) return [];
  const keys = ingestion.clusterKeys.map((key) => key.column?.name ?? "(expression)");
  const hasTime = ingestion.stored?.some((column) => column.role === "time") ?? false;
  const timeFirst = hasTime && (!atLeast(release, 31) || keys[0] !== "__time");
  return timeFirst ? ["__time", ...keys.filter((key) => key !== "__time")] : keys;
}

/** Source: ControllerImpl.computeShardColumns: only REPLACE makes range-partitioned segments, and only by single-valued strings in front. */
function pruningOf(ingestion: Ingestion | null, release: Release): StatementExplanation["pruning"] {
  const keys = ingestion?.clusterKeys ?? [];
  if (keys.length === 0) return { applies: false, reason: "no CLUSTERED BY: segments are pruned by time alone" };
  if (ingestion?.verb === "INSERT") return { applies: false, reason: "INSERT appends numbered segments: CLUSTERED BY sorts the rows, but segments are pruned by time alone" };
  const strings = keys.findIndex((key) => key.column?.nativeType !== "STRING");
  const leading = strings < 0 ? keys.length : strings;
  if (leading === 0) return { applies: false, reason: "the first CLUSTERED BY key is no string column of the output" };
  if (leading < keys.length && !atLeast(release, 31)) return { applies: false, reason: "a CLUSTERED BY key is no string column of the output, and before 31 all must be" };
  const names = keys.slice(0, leading).map((key) => key.column?.name ?? "");
  return { applies: true, reason: `segments carry ranges of ${names.join(", ")}, as long as those hold one value a row` };
}

function columnsOf(analysis: StatementAnalysis, printType: (column: OutputColumn) => string): readonly ExplainedColumn[] | null {
  const stored = analysis.ingestion?.stored;
  if (stored !== null && stored !== undefined) return stored.map((column) => explainStored(column, printType));
  return (
    analysis.output?.map((column) => ({ name: column.name, sqlType: printType(column), role: "column", storedAs: column.nativeType, from: originsOf(column) })) ?? null
  );
}

function explainStored(column: StoredColumn, printType: (column: OutputColumn) => string): ExplainedColumn {
  return { name: column.name, sqlType: printType(column.output), role: column.role, storedAs: column.storedType, from: originsOf(column.output) };
}

function originsOf(column: OutputColumn): readonly string[] {
  return [...new Set(column.origins.map((origin) => origin.column))];
}

export function sayCondition(condition: RollupCondition): string {
  switch (condition) {
    case "group-by":
      return "the query does not group (GROUP BY)";
    case "finalize-aggregations":
      return "`finalizeAggregations` is not false, so aggregates are stored as finished values";
    case "multi-value-unnesting":
      return "`groupByEnableMultiValueUnnesting` is not false";
    case "aggregate-as-metric":
      return "no aggregate can be stored as a metric";
  }
}

/** What is set, then the parameters of INSERT and REPLACE that stay at a default worth knowing. */
function contextInForce(analysis: StatementAnalysis): StatementExplanation["context"] {
  const set = [...analysis.context.values()].map(({ key, value, origin }) => ({ key, value, origin }));
  const { release } = analysis.options;
  const defaults = contextParameters()
    .filter((parameter) => parameter.scope === "msq" && parameter.documented === true && parameter.internal !== true && readsParameter(parameter, release))
    .filter((parameter) => !analysis.context.has(parameter.name) && concerns(parameter, analysis))
    .map((parameter) => ({ key: parameter.name, value: contextDefault(parameter.name, release), origin: "default" }))
    .filter((entry) => entry.value !== undefined && entry.value !== null);
  return [...set, ...defaults];
}

function concerns(parameter: ContextParameter, analysis: StatementAnalysis): boolean {
  const kind = kindOf(analysis.parsed.node);
  return parameter.appliesTo === undefined || parameter.appliesTo.includes(kind);
}

/** An estimate: one stage reads (or groups in two), one sorts for CLUSTERED BY or ingestion, one writes segments; each shuffled join adds two. */
function stagesOf(analysis: StatementAnalysis, statement: Statement): number | null {
  if (statement.kind !== "InsertStatement" && statement.kind !== "ReplaceStatement") return null;
  let groupings = 0;
  let joins = 0;
  const sortMerge = analysis.context.get("sqlJoinAlgorithm")?.value === "sortMerge";
  visit(statement, (node) => {
    if (node.kind === "Select" && (node.groupBy !== null || node.quantifier === "DISTINCT")) groupings++;
    if (node.kind === "Join") joins++;
  });
  return 2 + groupings + joins * (sortMerge ? 3 : 1);
}

function tasksOf(analysis: StatementAnalysis): StatementExplanation["tasks"] {
  const value = analysis.context.get("maxNumTasks")?.value ?? contextDefault("maxNumTasks", analysis.options.release);
  const most = Number(value);
  return Number.isInteger(most) && most >= 2 ? { most, workers: most - 1 } : null;
}

function permissionsOf(ingestion: Ingestion | null, statement: Node): readonly string[] {
  const permissions = new Set<string>();
  visit(statement, (node) => {
    if (node.kind === "TableFunction") permissions.add("READ on EXTERNAL (resource EXTERNAL of type EXTERNAL)");
  });
  const target = ingestion?.target;
  if (target?.export === true) permissions.add("WRITE on EXTERNAL");
  else if (target?.datasource != null) permissions.add(`WRITE on DATASOURCE ${target.datasource}`);
  return [...permissions];
}

function visit(node: Node, listener: (node: Node) => void): void {
  listener(node);
  forEachChild(node, (child) => {
    visit(child, listener);
  });
}

/** A granularity in words people know: `DAY (P1D)`. */
export function sayGranularity(segments: NonNullable<StatementExplanation["segments"]>): string {
  const known = granularityByName(segments.granularity);
  if (known?.name === "ALL") return "ALL (one time chunk for everything)";
  return segments.period === null || segments.period === segments.granularity ? segments.granularity : `${segments.granularity} (${segments.period})`;
}
