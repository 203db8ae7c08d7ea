import { ingestionOf, selectOf } from "../analysis/insight/statements.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { faultOf, symptomOf } from "../druid/faults.ts";
import { nodesOfKind } from "../syntax/find-node.ts";
import type { Node, Select, Statement } from "../syntax/nodes.ts";
import { rulesForFault } from "./explain/topic.ts";
import type { Registry } from "./registry.ts";

/** What a task's report says, in the form of the releases and of the 2022 preview alike. */
export interface TaskReport {
  readonly taskId: string | null;
  readonly status: string;
  readonly fault: ReportedFault | null;
  readonly warnings: readonly ReportedFault[];
  /** The datasource that segments were made for; null where the report does not tell. */
  readonly datasource: string | null;
  readonly rowsPushed: number | null;
}

export interface ReportedFault {
  readonly code: string;
  readonly message: string | null;
  readonly stage: number | null;
  /** Everything else of the error object: columnName, maxRows … */
  readonly fields: Readonly<Record<string, unknown>>;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads the JSON of `GET /druid/indexer/v1/task/ID/reports`. Null when it is no MSQ report. */
export function readTaskReport(content: unknown): TaskReport | null {
  const report = objectAt(content, "multiStageQuery") ?? objectAt(content, "talaria") ?? objectAt(content, "msq");
  const payload = objectAt(report, "payload");
  const status = objectAt(payload, "status") ?? payload;
  if (report === null || status === null) return null;
  const error = objectAt(status, "errorReport");
  const warnings = status["warnings"] ?? status["warningReports"];
  return {
    taskId: textAt(report, "taskId") ?? textAt(payload, "taskId"),
    status: textAt(status, "status") ?? (error === null ? "UNKNOWN" : "FAILED"),
    fault: error === null ? null : readFault(error),
    warnings: Array.isArray(warnings) ? warnings.map(readFault).filter((fault) => fault !== null) : [],
    datasource: datasourceIn(payload),
    rowsPushed: rowsPushedIn(payload),
  };
}

/** What Druid answers to a statement that it does not take (HTTP 400, 500, 501), in the form of 27 and later. */
export interface Refusal {
  readonly code: string | null;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** Reads the answer to a request that was refused. Null when it is none. */
export function readRefusal(content: unknown): Refusal | null {
  const error = objectAt(content, "error") ?? (isObject(content) ? content : null);
  const message = textAt(error, "errorMessage");
  if (error === null || message === null) return null;
  const context = objectAt(error, "context");
  const count = (key: string): number | null => (/^\d+$/u.test(String(context?.[key])) ? Number(context?.[key]) : null);
  return { code: textAt(error, "errorCode"), message, line: count("line"), column: count("column") };
}

function datasourceIn(payload: JsonObject | null): string | null {
  const stages = payload?.["stages"];
  if (!Array.isArray(stages)) return null;
  for (const stage of stages as readonly unknown[]) {
    const datasource = textAt(objectAt(objectAt(objectAt(stage, "definition"), "processor"), "dataSchema"), "dataSource");
    if (datasource !== null) return datasource;
  }
  return null;
}

function readFault(report: unknown): ReportedFault | null {
  const error = objectAt(report, "error");
  const code = textAt(error, "errorCode");
  if (error === null || code === null) return null;
  const known: ReadonlySet<string> = new Set(["errorCode", "errorMessage"]);
  const fields = Object.fromEntries(Object.entries(error).filter(([key]) => !known.has(key)));
  const stage = (report as JsonObject)["stageNumber"];
  return { code, message: textAt(error, "errorMessage"), stage: typeof stage === "number" ? stage : null, fields };
}

function rowsPushedIn(payload: JsonObject | null): number | null {
  const counters = objectAt(payload, "counters");
  if (counters === null) return null;
  let rows: number | null = null;
  for (const stage of Object.values(counters)) {
    for (const worker of Object.values(isObject(stage) ? stage : {})) {
      const pushed = objectAt(worker, "segmentGenerationProgress")?.["rowsPushed"];
      if (typeof pushed === "number") rows = (rows ?? 0) + pushed;
    }
  }
  return rows;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectAt(value: unknown, key: string): JsonObject | null {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : null;
}

function textAt(value: unknown, key: string): string | null {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : null;
}

/** A fault put in relation to what is known of it. */
export interface Diagnosis {
  readonly fault: ReportedFault;
  readonly meaning: string | null;
  readonly helps: string | null;
  /** Names of the rules that foretell it. */
  readonly rules: readonly string[];
}

/** What a fault means: by the text of its message where that says more than its code. */
export function diagnose(fault: ReportedFault, registry: Registry): Diagnosis {
  const symptom = fault.message === null ? null : symptomOf(fault.message);
  if (symptom !== null) return { fault, meaning: symptom.meaning, helps: symptom.fix, rules: symptom.rules };
  const known = faultOf(fault.code);
  // What any fault may be called says nothing of the rules behind it.
  const rules = known?.code === "UnknownError" ? [] : rulesForFault(known?.code ?? fault.code, registry);
  return { fault, meaning: known?.meaning ?? null, helps: known?.fix ?? null, rules };
}

/** The part of a statement that a fault is about. */
export function placeOfFault(fault: ReportedFault, analysis: StatementAnalysis): Node | null {
  const statement = analysis.parsed.node;
  const column = fault.fields["columnName"] ?? fault.fields["column"] ?? (fault.message === null ? null : symptomOf(fault.message)?.column);
  if (typeof column === "string") {
    const item = outputItem(analysis, column) ?? nodesOfKind(statement, "ColumnReference").find(({ parts }) => parts.at(-1)?.name === column);
    if (item !== undefined) return item;
  }
  const find = findersByFault[faultOf(fault.code)?.code ?? fault.code];
  return find === undefined ? null : find(statement, analysis);
}

type Finder = (statement: Statement, analysis: StatementAnalysis) => Node | null;

const time: Finder = (_statement, analysis) => outputItem(analysis, "__time");
const partitionedBy: Finder = (statement) => firstOfKind(statement, "PartitionedByClause");
const overwrite: Finder = (statement) => firstOfKind(statement, "OverwriteClause") ?? firstOfKind(statement, "PartitionedByClause");
const extern: Finder = (statement) => firstOfKind(statement, "TableFunction");
const join: Finder = (statement) => firstOfKind(statement, "Join");
const clusteredBy: Finder = (statement) => firstOfKind(statement, "ClusteredByClause");
const window: Finder = (statement) => firstOfKind(statement, "WindowSpecification");
const select: Finder = (statement) => outermostSelect(statement);
const condition: Finder = (statement) => {
  const outermost = outermostSelect(statement);
  return outermost?.where ?? outermost;
};

const findersByFault: Readonly<Record<string, Finder>> = {
  BroadcastTablesTooLarge: join,
  CannotParseExternalData: extern,
  ColumnNameRestricted: select,
  ColumnTypeNotSupported: select,
  InsertCannotAllocateSegment: partitionedBy,
  InsertCannotBeEmpty: condition,
  InsertCannotOrderByDescending: clusteredBy,
  InsertCannotReplaceExistingSegment: overwrite,
  InsertTimeNull: time,
  InsertTimeOutOfBounds: overwrite,
  InvalidNullByte: extern,
  RowTooLarge: select,
  TooManyBuckets: partitionedBy,
  TooManyClusteredByColumns: clusteredBy,
  TooManyColumns: select,
  TooManyInputFiles: extern,
  TooManyPartitions: partitionedBy,
  TooManyRowsInAWindow: window,
  TooManyRowsWithSameKey: join,
  TooManySegmentsInTimeChunk: partitionedBy,
  TooManyWarnings: extern,
};

function outputItem(analysis: StatementAnalysis, name: string): Node | null {
  return analysis.output?.find((column) => column.name === name)?.item ?? null;
}

function outermostSelect(statement: Statement): Select | null {
  const query = statement.kind === "QueryStatement" ? statement.query : ingestionOf(statement)?.source;
  return query === undefined ? null : selectOf(query);
}

function firstOfKind(node: Node, kind: Node["kind"]): Node | null {
  return nodesOfKind(node, kind)[0] ?? null;
}
