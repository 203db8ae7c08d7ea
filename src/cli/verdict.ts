import { parseTree } from "jsonc-parser";
import { builtinRegistry } from "../../rules/index.ts";
import { defaultRelease } from "../druid/releases.ts";
import { verdict, type VerdictOptions, type VerdictRow } from "../linter/verdict.ts";
import { requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { readSchemaFile } from "../workspace/configuration/schema-file.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { linesOf, type RowLine } from "./row-lines.ts";
import { printableJson } from "../reporters/terminal-text.ts";

export interface VerdictCommandOptions {
  readonly druid: string | null;
  readonly schema: string | null;
  readonly through: VerdictOptions["through"];
  readonly types: boolean;
  readonly faults: boolean;
}

/** Judges the statements of standard input, one JSON object a line; answers go out as lines come in. */
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
  for await (const lines of linesOf(io.inputChunks())) {
    // A write costs as much as a verdict: the answers to what came together go together.
    let answers = "";
    for (const line of lines) {
      number++;
      if (line.wrong !== null || line.text.trim() !== "") answers += `${answer(line, number, verdictOptions)}\n`;
    }
    if (answers !== "") io.out.write(answers);
    if (!io.out.isOpen()) break;
  }
  return exitCode.clean;
}

/** The answer's line. An id comes back as it was written: a number of JavaScript has no room for every integer. */
function answer(line: RowLine, number: number, options: VerdictOptions): string {
  const request = line.wrong ?? parseRow(line.text);
  const row = typeof request === "string" ? unjudged(request) : judge(request, options);
  return `{"id":${typeof request === "string" ? String(number) : idText(request.id, line.text, number)},${printableJson(row).slice(1)}`;
}

function judge({ sql, context, parameters }: Row, options: VerdictOptions): VerdictRow {
  if (typeof sql !== "string") return unjudged("the row has no text `sql`");
  if (context !== undefined && context !== null && !isObject(context)) return unjudged("`context` is not an object");
  return verdict({ sql, ...(isObject(context) ? { context } : {}), ...(Array.isArray(parameters) ? { parameters } : {}) }, options);
}

const unjudged = (message: string): VerdictRow => ({ verdict: "error", message });

function idText(id: unknown, line: string, number: number): string {
  if (typeof id === "string") return printableJson(id);
  if (typeof id !== "number") return String(number);
  return Number.isSafeInteger(id) ? String(id) : writtenId(line);
}

/** The last `id` of the row, which is the one that counts, letter for letter. */
function writtenId(line: string): string {
  const properties = parseTree(line)?.children ?? [];
  const value = properties.findLast((property) => property.children?.[0]?.value === "id")?.children?.[1];
  return value === undefined ? "null" : line.slice(value.offset, value.offset + value.length);
}

interface Row {
  readonly id?: unknown;
  readonly sql?: unknown;
  readonly context?: unknown;
  readonly parameters?: unknown;
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
