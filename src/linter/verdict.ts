import { analyze } from "../analysis/analyze.ts";
import { writtenContext } from "../analysis/context/written.ts";
import type { AnalysisOptions, ContextEntry, OutputColumn, QueryContext, Schema, StatementAnalysis } from "../analysis/model.ts";
import { printType } from "../analysis/types/sql-type.ts";
import type { Release } from "../druid/releases.ts";
import { parse } from "../syntax/parser.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Stage, Violation } from "../syntax/violation.ts";
import { sayRefusal } from "./message.ts";
import type { Registry } from "./registry.ts";

export interface VerdictRequest {
  readonly id?: string | number;
  readonly sql: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** The values of its `?`, of which only the number counts. */
  readonly parameters?: readonly unknown[];
}

export interface VerdictOptions {
  readonly registry: Registry;
  readonly release: Release;
  readonly schema: Schema | null;
  /** The last stage whose checks are made. */
  readonly through: Exclude<Stage, "run">;
  /** Accepted statements also say their columns and how they are stored. */
  readonly types: boolean;
  /** Accepted statements also say the fault in which their task is bound to end. */
  readonly faults: boolean;
}

export type VerdictRow = AcceptRow | RejectRow | ErrorRow;

export interface AcceptRow extends StoredForm {
  readonly id?: string | number;
  readonly verdict: "accept";
  /** With `faults`: MSQ's code of the failure that is certain. */
  readonly fault?: string;
}

/** Name, SQL type, native type of each output column, and what an ingestion makes of them. */
export interface StoredForm {
  readonly columns?: readonly (readonly [name: string, sqlType: string, nativeType: string | null])[];
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, string>>;
  readonly rollup?: boolean;
  readonly queryGranularity?: string;
}

export interface RejectRow {
  readonly id?: string | number;
  readonly verdict: "reject";
  readonly stage: Stage;
  readonly rule: string;
  readonly message: string;
  /** From 1; Druid's place where it names one, else ours; null for what is not in the text. */
  readonly line: number | null;
  readonly column: number | null;
  readonly fault?: string;
}

/** The row could not be judged. */
export interface ErrorRow {
  readonly id?: string | number;
  readonly verdict: "error";
  readonly message: string;
}

/**
 * What Druid would say of one request: the first check that it does not pass, in Druid's order. Configuration, severities and
 * suppression comments play no part. Never throws: a defect of ours is a row of verdict `error`.
 */
export function verdict(request: VerdictRequest, options: VerdictOptions): VerdictRow {
  const row = judgeOrFail(request, options);
  return request.id === undefined ? row : { id: request.id, ...row };
}

function judgeOrFail(request: VerdictRequest, options: VerdictOptions): VerdictRow {
  try {
    return judge(request, options);
  } catch (error) {
    return { verdict: "error", message: error instanceof Error ? error.message : String(error) };
  }
}

function judge(request: VerdictRequest, options: VerdictOptions): VerdictRow {
  const tree = parse(request.sql, { release: options.release, semicolons: "druid" });
  const analysis = analyzeRequest(tree, request, options);
  const [first] = analysis.violations;
  if (first !== undefined && first.stage !== "run") return rejection(first, request.sql, options);
  const fault = first?.fault;
  return {
    verdict: "accept",
    ...(options.types ? storedForm(analysis) : {}),
    ...(options.faults && fault !== undefined ? { fault } : {}),
  };
}

/** A request is one statement, before which a release may take SETs: the first part that is refused, else the last one. */
function analyzeRequest(tree: SyntaxTree, request: VerdictRequest, options: VerdictOptions): StatementAnalysis {
  const refused = tree.statements.findIndex((statement) => statement.violations.length > 0);
  const index = refused < 0 ? tree.statements.length - 1 : refused;
  const parsed = tree.statements[index];
  if (parsed === undefined) throw new RangeError("the parser gave no statement");
  const analysisOptions: AnalysisOptions = {
    release: options.release,
    schema: options.schema,
    context: [...contextOfRequest(request.context), ...writtenContext(tree, index, options.release)],
    engine: "msq",
    through: options.faults ? "run" : options.through,
    parameters: request.parameters?.length ?? 0,
  };
  return analyze(tree, parsed, analysisOptions, "first");
}

/** A request's context object as entries without places. */
export function contextOfRequest(context: Readonly<Record<string, unknown>> | undefined): QueryContext {
  if (context === undefined) return [];
  return Object.entries(context).map(([key, value]): ContextEntry => ({ key, value, keyRange: null, valueRange: null, origin: "payload" }));
}

function rejection(violation: Violation, sql: string, options: VerdictOptions): RejectRow {
  const offset = violation.druidStart ?? violation.start;
  const template = options.registry.find(violation.rule)?.load().meta.messages[violation.message];
  return {
    verdict: "reject",
    stage: violation.stage,
    rule: violation.rule,
    message: template === undefined ? `${violation.rule}: ${violation.message}` : sayRefusal(violation.rule, violation.message, template, violation.data, options.release),
    ...placeOf(sql, offset),
    ...(violation.fault === undefined ? {} : { fault: violation.fault }),
  };
}

/** Counted directly: one place of one text needs no index of its lines. */
function placeOf(sql: string, offset: number): { readonly line: number | null; readonly column: number | null } {
  if (offset > sql.length) return { line: null, column: null };
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const code = sql.charCodeAt(at);
    if (code !== 10 && (code !== 13 || sql.charCodeAt(at + 1) === 10)) continue;
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

// Accepted statements in the recorder's form

function storedForm(analysis: StatementAnalysis): StoredForm {
  const { output, ingestion } = analysis;
  const explained = analysis.parsed.node.kind === "ExplainStatement";
  const columns = output?.map((column) => [shownName(column.name), printType(column.type), explained ? null : storedType(column)] as const);
  const stored = ingestion?.stored;
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(stored === undefined || stored === null ? {} : storedColumns(stored)),
    ...(ingestion === null || ingestion.rollup === null ? {} : { rollup: ingestion.rollup.recorded }),
    ...(ingestion === null || ingestion.queryGranularity === null ? {} : { queryGranularity: ingestion.queryGranularity }),
  };
}

/** A column called `*` keeps the quotes that tell it from the star. */
const shownName = (name: string): string => (name === "*" ? '"*"' : name);

/** The native type with which a column leaves the engine: it stores NULL as a string. EXPLAIN never comes that far. */
function storedType({ type, nativeType }: OutputColumn): string | null {
  const innermost = type.element ?? type;
  return innermost.name === "NULL" || (nativeType === null && innermost.name !== "UNKNOWN") ? "STRING" : nativeType;
}

function storedColumns(stored: NonNullable<NonNullable<StatementAnalysis["ingestion"]>["stored"]>): Pick<StoredForm, "dimensions" | "metrics"> {
  const dimensions: Record<string, string> = {};
  const metrics: Record<string, string> = {};
  for (const { name, role, storedType } of stored) {
    if (role === "dimension") dimensions[name] = storedType ?? "";
    if (role === "metric") metrics[name] = storedType ?? "";
  }
  return { dimensions, ...(Object.keys(metrics).length === 0 ? {} : { metrics }) };
}
