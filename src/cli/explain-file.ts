import { resolve } from "node:path";
import { printType } from "../analysis/types/sql-type.ts";
import { explainStatement, type StatementExplanation } from "../linter/explain/statement.ts";
import { explanationMarkdown } from "../linter/explain/statement-markdown.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { analyseFile } from "./statement-file.ts";

/** Says what each statement of a file will do. */
export async function explainFile(file: string, format: "text" | "markdown" | "json", options: Parameters<typeof configurationFor>[0], io: Io): Promise<number> {
  const { statements } = await analyseFile(resolve(io.cwd, file), configurationFor(options, io.cwd));
  const explanations = statements.map((analysis) => explainStatement(analysis, (column) => printType(column.type)));
  io.out.write(render(explanations, format));
  return exitCode.clean;
}

function render(explanations: readonly StatementExplanation[], format: "text" | "markdown" | "json"): string {
  if (format === "json") return `${JSON.stringify(explanations, null, 2)}\n`;
  const texts = explanations.map(explanationMarkdown).map((text) => (format === "markdown" ? text : plain(text)));
  return `${texts.join("\n\n")}\n`;
}

/** Markdown's marks are noise in a terminal. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\*\*|`/gu, "").replaceAll(/^\|---.*\n/gmu, "");
}
