import { readFileSync } from "node:fs";
import { analyze } from "../analysis/analyze.ts";
import { writtenContext } from "../analysis/context/written.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { parse } from "../syntax/parser.ts";
import type { Configuration, Settings } from "../workspace/configuration/resolve.ts";
import { documentKindOf } from "../workspace/documents/kind.ts";
import { messageOf, UsageError } from "../workspace/usage-error.ts";

export function readFileOrFail(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

export interface AnalysedFile {
  readonly text: string;
  readonly settings: Settings;
  readonly statements: readonly StatementAnalysis[];
}

/** Every statement of a file, SQL or a document that holds some, judged as MSQ's. Throws UsageError when it cannot be read. */
export async function analyseFile(path: string, configuration: Configuration): Promise<AnalysedFile> {
  const text = readFileOrFail(path);
  const settings = await configuration.settingsFor(path);
  const kind = documentKindOf(path) ?? "sql";
  if (kind === "sql") return { text, settings, statements: analyseText(text, settings, "file", []) };
  const { extractorFor } = await import("../workspace/documents/extract.ts");
  const extract = await extractorFor(kind);
  const extraction = extract(text, { blocks: settings.documents.blocks ?? "druid", templates: [], yamlKeys: settings.documents.yamlKeys ?? ["sql", "query"] });
  if (extraction.kind === "broken") throw new UsageError(`${path}: ${extraction.message}`);
  return { text, settings, statements: extraction.blocks.flatMap((block) => analyseText(block.map.text, settings, block.semicolons, block.context)) };
}

function analyseText(text: string, settings: Settings, semicolons: "file" | "druid", context: Settings["context"]): readonly StatementAnalysis[] {
  const { release, schema } = settings;
  const tree = parse(text, { release, semicolons });
  const given = [...settings.context, ...context.map((entry) => ({ ...entry, keyRange: null, valueRange: null }))];
  return tree.statements.map((statement, index) => {
    const all = [...given, ...writtenContext(tree, index, release)];
    return analyze(tree, statement, { release, schema, context: all, engine: "msq", through: "run" }, "all");
  });
}
