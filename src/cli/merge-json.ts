import { readShard, type Part } from "./merge-parts.ts";

/** As much of a file's result in ESLint's format as is looked at. */
interface FileResult {
  readonly filePath: string;
  readonly messages: readonly Message[];
  readonly errorCount: number;
  readonly shard?: unknown;
}

interface Message {
  readonly ruleId: string | null;
  readonly severity: number;
  readonly line: number;
  readonly column: number;
  readonly fix?: unknown;
}

export type JsonReport = readonly FileResult[];

/** What several reports became. */
export interface Merged {
  readonly report: unknown;
  readonly hasErrors: boolean;
}

export function isJsonReport(report: unknown): report is JsonReport {
  return Array.isArray(report) && report.every((result: Partial<FileResult> | null) => typeof result?.filePath === "string" && Array.isArray(result.messages));
}

export function partOfJson(file: string, report: JsonReport): Part {
  return { file, shard: readShard(report[0]?.shard), isEmpty: report.length === 0 };
}

/** The results of all, by path. A file that several reports speak of is one, with what any of them says. */
export function mergeJson(reports: readonly JsonReport[]): Merged {
  const byPath = new Map<string, FileResult>();
  for (const result of reports.flat()) {
    const known = byPath.get(result.filePath);
    const own = { ...result };
    delete (own as { shard?: unknown }).shard;
    byPath.set(result.filePath, known === undefined ? own : united(known, own));
  }
  const results = [...byPath.values()].sort((a, b) => (a.filePath < b.filePath ? -1 : 1));
  return { report: results, hasErrors: results.some((result) => result.errorCount > 0) };
}

function united(first: FileResult, second: FileResult): FileResult {
  const messages = withoutRepeats([...first.messages, ...second.messages]);
  if (messages.length === first.messages.length) return first;
  messages.sort((a, b) => a.line - b.line || a.column - b.column);
  const count = (severity: number, also: (message: Message) => boolean = () => true): number => messages.filter((message) => message.severity === severity && also(message)).length;
  return {
    ...first,
    messages,
    errorCount: count(2),
    fatalErrorCount: messages.filter((message) => message.ruleId === "syntax-error").length,
    warningCount: count(1),
    infoCount: count(0),
    fixableErrorCount: count(2, (message) => message.fix !== undefined),
    fixableWarningCount: count(1, (message) => message.fix !== undefined),
  } as FileResult;
}

/** Each value once, in the order of their first places; values are the same when they are written the same. */
export function withoutRepeats<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
