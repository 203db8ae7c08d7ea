import { contextDefault, contextParameter, contextParameters, isOtherKnownKey, readsParameter, type ContextParameter } from "../../druid/context.ts";
import { granularityByName } from "../../druid/granularities.ts";
import type { Ingestion, OutputColumn, RollupCondition, StatementAnalysis, StoredColumn } from "../../analysis/model.ts";
import type { Release } from "../../druid/releases.ts";
import { columnReferences } from "../../analysis/query/expressions.ts";
import type { Statement } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import { permissionsOf, readersOf, readsOf } from "./access.ts";
import { pruningOf, replacedTime, sortOrderOf, type Pruning, type ReplacedTime } from "./layout.ts";
import { stagesOf } from "./stages.ts";

/** What a statement will do, as data: the source of the terminal, Markdown and JSON forms of `explain FILE.sql` and of hovers. */
export interface StatementExplanation {
  readonly statement: "INSERT" | "REPLACE" | "SELECT" | "EXPLAIN" | "other";
  readonly release: string;
  readonly datasource: string | null;
  readonly exports: boolean;
  readonly replaces: ReplacedTime | null;
  readonly segments: { readonly granularity: string; readonly period: string | null } | null;
  readonly sortOrder: readonly string[];
  readonly pruning: Pruning;
  readonly columns: readonly ExplainedColumn[] | null;
  readonly rollup: { readonly recorded: boolean; readonly missing: readonly string[] } | null;
  readonly context: readonly ExplainedSetting[];
  readonly stages: number | null;
  /** True where rows get no time of their own: Druid stores all of them at 1970-01-01. */
  readonly timeless: boolean;
  /** `readers`: how many of the workers can read at once, where the text tells. */
  readonly tasks: { readonly most: number; readonly workers: number; readonly readers: number | null } | null;
  /** External inputs and datasources. */
  readonly reads: readonly string[];
  readonly permissions: readonly string[];
  /** Rules behind `refusals`: what is said above holds only once they are mended. */
  readonly refusedBy: readonly string[];
  /** Checks of Druid's that it does not pass, by place. */
  readonly refusals: readonly ExplainedFault[];
  /** What the task of a statement that Druid takes is bound to end in. */
  readonly faults: readonly ExplainedFault[];
  /** False where the text could not be read: then nothing else is known of it. */
  readonly sound: boolean;
  /** Of the statement's first token, an offset of its own text. */
  readonly start: number;
}

interface ExplainedSetting {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
  /** False where the release passes over the key. */
  readonly read: boolean;
}

export interface ExplainedFault {
  readonly rule: string;
  readonly message: string;
  /** MSQ's code, null where Druid refuses the request itself. */
  readonly code: string | null;
  /** An offset of the statement's own text. */
  readonly start: number;
}

export interface ExplainedColumn {
  readonly name: string;
  readonly sqlType: string;
  readonly role: string;
  readonly storedAs: string | null;
  readonly from: readonly string[];
}

/** What is handed in, so that this module needs neither the type system nor the rules. */
export interface Wording {
  readonly printType: (column: OutputColumn) => string;
  /** The words for a violation; without it the rule's name has to do. */
  readonly say?: (violation: Violation) => string;
}

export function explainStatement(analysis: StatementAnalysis, wording: Wording): StatementExplanation {
  const { ingestion, options, parsed } = analysis;
  const node = withoutExplain(parsed.node);
  const sound = parsed.sound;
  const runs = sound && parsed.node.kind !== "ExplainStatement" && kindOf(parsed.node) !== "other";
  const { refusals, faults } = faultsOf(analysis, wording);
  return {
    statement: kindOf(parsed.node),
    release: options.release.name,
    datasource: ingestion?.target?.datasource ?? null,
    exports: ingestion?.target?.export ?? false,
    replaces: replacedTime(ingestion),
    segments: segmentsOf(ingestion),
    sortOrder: sortOrderOf(ingestion, options.release, (key) => analysis.tree.text.slice(key.start, key.end)),
    pruning: pruningOf(ingestion, options.release),
    columns: columnsOf(analysis, wording),
    rollup: rollupOf(ingestion),
    context: contextInForce(analysis),
    timeless: isTimeless(ingestion),
    stages: runs ? stagesOf(analysis, node) : null,
    tasks: runs ? tasksOf(analysis, node) : null,
    reads: sound ? readsOf(node, options.release) : [],
    permissions: sound ? permissionsOf(ingestion, node) : [],
    refusedBy: [...new Set(refusals.map(({ rule }) => rule))],
    refusals,
    faults,
    sound,
    start: parsed.start,
  };
}

/** Faults that only the task meets are no refusals: Druid takes the statement. */
function faultsOf(analysis: StatementAnalysis, { say }: Wording): Pick<StatementExplanation, "refusals" | "faults"> {
  const inOrder = [...analysis.violations].sort((a, b) => a.start - b.start);
  const explained = inOrder.map((violation) => {
    const { rule, fault, start, stage } = violation;
    return { isRefusal: stage !== "controller" && stage !== "run", explained: { rule, message: say?.(violation) ?? rule, code: fault ?? null, start } };
  });
  return {
    refusals: explained.filter(({ isRefusal }) => isRefusal).map((each) => each.explained),
    faults: explained.filter(({ isRefusal }) => !isRefusal).map((each) => each.explained),
  };
}

/** Where the query does not group, the conditions about aggregates do not come to matter. */
function rollupOf(ingestion: Ingestion | null): StatementExplanation["rollup"] {
  const rollup = ingestion?.rollup;
  if (rollup === null || rollup === undefined) return null;
  const missing = rollup.missing.includes("group-by") ? (["group-by"] as const) : rollup.missing;
  return { recorded: rollup.recorded, missing: missing.map(sayCondition) };
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

function segmentsOf(ingestion: Ingestion | null): StatementExplanation["segments"] {
  const granularity = ingestion?.granularity;
  if (granularity === null || granularity === undefined) return null;
  return { granularity: granularity.name ?? granularity.period ?? "unknown", period: granularity.period };
}

function columnsOf(analysis: StatementAnalysis, { printType }: Wording): readonly ExplainedColumn[] | null {
  const stored = analysis.ingestion?.stored;
  if (stored !== null && stored !== undefined) return stored.map((column) => explainStored(column, printType, analysis));
  return (
    analysis.output?.map((column) => ({ name: column.name, sqlType: printType(column), role: "column", storedAs: column.nativeType, from: originsOf(column, analysis) })) ?? null
  );
}

function explainStored(column: StoredColumn, printType: Wording["printType"], analysis: StatementAnalysis): ExplainedColumn {
  return { name: column.name, sqlType: printType(column.output), role: column.role, storedAs: column.storedType, from: originsOf(column.output, analysis) };
}

/** Of a table about which nothing is known: the columns that the expression names. */
function originsOf({ origins, expression }: OutputColumn, { options }: StatementAnalysis): readonly string[] {
  if (origins.length > 0 || expression === null) return [...new Set(origins.map((origin) => origin.column))];
  return [...new Set(columnReferences(expression, options.release).map(({ parts }) => parts.at(-1)?.name ?? ""))];
}

export function sayCondition(condition: RollupCondition): string {
  switch (condition) {
    case "group-by":
      return "the query does not group (GROUP BY)";
    case "finalize-aggregations":
      return "`finalizeAggregations` is not false, so aggregates are stored as finished values";
    case "multi-value-unnesting":
      return "`groupByEnableMultiValueUnnesting` is not false";
  }
}

/** What is set, then the parameters of INSERT and REPLACE that stay at a default worth knowing. */
function contextInForce(analysis: StatementAnalysis): StatementExplanation["context"] {
  const { release } = analysis.options;
  const set = [...analysis.context.values()].map(({ key, value, origin }) => ({ key, value, origin, read: isRead(key, release) }));
  const defaults = contextParameters()
    .filter((parameter) => parameter.scope === "msq" && parameter.documented === true && parameter.internal !== true && readsParameter(parameter, release))
    .filter((parameter) => !analysis.context.has(parameter.name) && concerns(parameter, analysis))
    .map((parameter) => ({ key: parameter.name, value: contextDefault(parameter.name, release), origin: "default", read: true }))
    .filter((entry) => entry.value !== undefined && entry.value !== null);
  return [...set, ...defaults];
}

function isRead(key: string, release: Release): boolean {
  const parameter = contextParameter(key);
  return parameter === null ? isOtherKnownKey(key) : readsParameter(parameter, release);
}

function concerns(parameter: ContextParameter, analysis: StatementAnalysis): boolean {
  const kind = kindOf(analysis.parsed.node);
  return parameter.appliesTo === undefined || parameter.appliesTo.includes(kind);
}

function isTimeless(ingestion: Ingestion | null): boolean {
  const stored = ingestion?.stored ?? null;
  return stored !== null && ingestion?.target?.export !== true && !stored.some((column) => column.role === "time");
}

function tasksOf(analysis: StatementAnalysis, statement: Statement): StatementExplanation["tasks"] {
  const value = analysis.context.get("maxNumTasks")?.value ?? contextDefault("maxNumTasks", analysis.options.release);
  const most = Number(value);
  return Number.isInteger(most) && most >= 2 ? { most, workers: most - 1, readers: readersOf(statement, analysis.options.release) } : null;
}

/** A granularity in words people know: `DAY (P1D)`. */
export function sayGranularity(segments: NonNullable<StatementExplanation["segments"]>): string {
  const known = granularityByName(segments.granularity);
  if (known?.name === "ALL") return "ALL (one time chunk for everything)";
  return segments.period === null || segments.period === segments.granularity ? segments.granularity : `${segments.granularity} (${segments.period})`;
}
