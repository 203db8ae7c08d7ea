import { resolve } from "node:path";
import { builtinRegistry } from "../../rules/index.ts";
import { printType } from "../analysis/types/sql-type.ts";
import { renderMessage } from "../linter/message.ts";
import { explainStatement, type StatementExplanation } from "../linter/explain/statement.ts";
import { explanationMarkdown } from "../linter/explain/statement-markdown.ts";
import { explanationText } from "../linter/explain/statement-text.ts";
import { shownPath } from "../reporters/report.ts";
import type { Violation } from "../syntax/violation.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { analyseFile, type AnalysedStatement } from "./statement-file.ts";

/** Says what each statement of a file will do. */
export async function explainFile(file: string, format: "text" | "markdown" | "json", options: Parameters<typeof configurationFor>[0], io: Io): Promise<number> {
  const path = resolve(io.cwd, file);
  const { text, statements } = await analyseFile(path, configurationFor(options, io.cwd));
  const name = shownPath(io, path);
  if (statements.length === 0) throw new UsageError(`${name} holds no statement for Druid`);
  const lines = lineStarts(text);
  const explained = statements.map((statement) => explainOne(statement, (offset) => positionAt(lines, statement.toFile(offset)).line));
  io.out.write(render(explained, name, format));
  return exitCode.clean;
}

interface Explained {
  readonly explanation: StatementExplanation;
  readonly line: number;
  readonly lineOf: (offset: number) => number;
  readonly placeholder: string | null;
}

function explainOne({ analysis, placeholder }: AnalysedStatement, lineOf: (offset: number) => number): Explained {
  const explanation = explainStatement(analysis, { printType: (column) => printType(column.type), say });
  return { explanation, line: lineOf(explanation.start), lineOf, placeholder };
}

function say(violation: Violation): string {
  const template = builtinRegistry.find(violation.rule)?.load().meta.messages[violation.message];
  return template === undefined ? violation.rule : renderMessage(template, violation.data);
}

function render(explained: readonly Explained[], file: string, format: "text" | "markdown" | "json"): string {
  if (format === "json") return `${JSON.stringify(explained.map((each) => toJson(each, file)), null, 2)}\n`;
  return `${explained.map((each) => renderOne(each, file, format)).join(format === "markdown" ? "\n\n" : "\n\n\n")}\n`;
}

function toJson({ explanation, line, lineOf, placeholder }: Explained, file: string): object {
  if (placeholder !== null) return { file, line, placeholder };
  const withLine = ({ rule, message, code, start }: StatementExplanation["refusals"][number]): object => ({ rule, message, code, line: lineOf(start) });
  return { file, line, ...explanation, start: undefined, refusals: explanation.refusals.map(withLine), faults: explanation.faults.map(withLine) };
}

function renderOne({ explanation, line, lineOf, placeholder }: Explained, file: string, format: "text" | "markdown"): string {
  const place = `${file}:${String(line)}`;
  const head = format === "markdown" ? `### ${place}\n\n` : `${place}\n`;
  if (placeholder !== null) return `${head}a template: what it does depends on ${format === "markdown" ? `\`${placeholder}\`` : placeholder}; explain the SQL that is made of it`;
  return head + (format === "markdown" ? explanationMarkdown(explanation, lineOf) : explanationText(explanation, lineOf));
}
