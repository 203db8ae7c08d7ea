import { builtinRegistry } from "../../rules/index.ts";
import { defaultRelease } from "../druid/releases.ts";
import { verdict, type VerdictOptions, type VerdictRow } from "../linter/verdict.ts";
import { requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { readSchemaFile } from "../workspace/configuration/schema-file.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

export interface VerdictCommandOptions {
  readonly druid: string | null;
  readonly schema: string | null;
  readonly through: VerdictOptions["through"];
  readonly types: boolean;
  readonly faults: boolean;
}

/** Judges the statements of standard input, one JSON object a line; an answer goes out for each line as it comes. */
export async function verdictCommand(options: VerdictCommandOptions, io: Io): Promise<number> {
  const cluster = options.schema === null ? null : readSchemaFile(options.schema);
  const verdictOptions: VerdictOptions = {
    registry: builtinRegistry,
    release: options.druid === null ? (cluster?.release ?? defaultRelease()) : requireNamedRelease(options.druid),
    schema: cluster?.schema ?? null,
    through: options.through,
    types: options.types,
    faults: options.faults,
  };
  let number = 0;
  for await (const lines of linesOfInput(io)) {
    let answers = "";
    for (const line of lines) {
      number++;
      if (line.trim() !== "") answers += `${JSON.stringify(answer(line, number, verdictOptions))}\n`;
    }
    io.out.write(answers);
    if (!io.out.isOpen()) break;
  }
  return exitCode.clean;
}

/** The complete lines of each piece of input, as soon as it is there. */
async function* linesOfInput(io: Io): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of io.inputChunks()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\n/);
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield [rest];
}

function answer(line: string, number: number, options: VerdictOptions): VerdictRow {
  const request = parseRow(line);
  if (typeof request === "string") return { id: number, verdict: "error", message: request };
  const { sql, context } = request;
  const id = typeof request.id === "string" || typeof request.id === "number" ? request.id : number;
  if (typeof sql !== "string") return { id, verdict: "error", message: "the row has no text `sql`" };
  if (context !== undefined && context !== null && !isObject(context)) return { id, verdict: "error", message: "`context` is not an object" };
  return verdict({ id, sql, ...(isObject(context) ? { context } : {}) }, options);
}

interface Row {
  readonly id?: unknown;
  readonly sql?: unknown;
  readonly context?: unknown;
}

/** The row, or what is wrong with it. */
function parseRow(line: string): Row | string {
  try {
    const row = JSON.parse(line) as unknown;
    return isObject(row) ? row : "the row is not a JSON object";
  } catch (error) {
    return `the row is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
