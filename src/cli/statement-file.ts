import { readFileSync } from "node:fs";
import { analyze } from "../analysis/analyze.ts";
import { isPrelude, writtenContext } from "../analysis/context/written.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { parse } from "../syntax/parser.ts";
import { toHostOffset } from "../text/offset-map.ts";
import type { Configuration, Settings } from "../workspace/configuration/resolve.ts";
import { documentKindOf } from "../workspace/documents/kind.ts";
import { maskTemplates, mayHoldTemplates, type Mask } from "../workspace/documents/templates.ts";
import { allTemplates, defaultYamlKeys } from "../workspace/lint-document.ts";
import { explainReadError } from "../workspace/read.ts";
import { UsageError } from "../workspace/usage-error.ts";

export function readFileOrFail(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/u, "");
  } catch (error) {
    throw new UsageError(`${path}: ${explainReadError(error)}`);
  }
}

export interface AnalysedStatement {
  readonly analysis: StatementAnalysis;
  /** The offset in the file of an offset in the statement's own text. */
  readonly toFile: (offset: number) => number;
  /** A placeholder where SQL is to be filled in, such as `{{ table }}`: what the statement is then is not known. */
  readonly placeholder: string | null;
}

export interface AnalysedFile {
  readonly text: string;
  readonly settings: Settings;
  readonly statements: readonly AnalysedStatement[];
}

/** Every statement of a file, SQL or a document that holds some, judged as MSQ's. Throws UsageError when it cannot be read. */
export async function analyseFile(path: string, configuration: Configuration): Promise<AnalysedFile> {
  const text = readFileOrFail(path);
  const settings = await configuration.settingsFor(path);
  const kind = documentKindOf(path) ?? "sql";
  if (kind === "sql") return { text, settings, statements: analyseText(text, settings, "file", [], (offset) => offset) };
  const { extractorFor } = await import("../workspace/documents/extract.ts");
  const extract = await extractorFor(kind);
  const extraction = extract(text, { blocks: settings.documents.blocks ?? "druid", templates: [], yamlKeys: settings.documents.yamlKeys ?? defaultYamlKeys });
  if (extraction.kind === "broken") throw new UsageError(`${path}: the payload is ${extraction.message}`);
  const statements = extraction.blocks.flatMap((block) => analyseText(block.map.text, settings, block.semicolons, block.context, (offset) => toHostOffset(block.map, offset)));
  return { text, settings, statements };
}

type Place = AnalysedStatement["toFile"];

function analyseText(written: string, settings: Settings, semicolons: "file" | "druid", context: Settings["context"], toFile: Place): readonly AnalysedStatement[] {
  const { release, schema } = settings;
  const masked = mayHoldTemplates(written) ? maskTemplates(written, settings.documents.templates ?? allTemplates) : null;
  const tree = parse(masked?.text ?? written, { release, semicolons });
  const given = [...settings.context, ...context.map((entry) => ({ ...entry, keyRange: null, valueRange: null }))];
  return tree.statements.flatMap((statement, index): readonly AnalysedStatement[] => {
    // SET is said with the statement that it is for.
    if (isPrelude(tree, index, release)) return [];
    const all = [...given, ...writtenContext(tree, index, release)];
    const analysis = analyze(tree, statement, { release, schema, context: all, engine: "msq", through: "run" }, "all");
    const masks = (masked?.masks ?? []).filter((mask) => mask.start < statement.end && mask.end > statement.start);
    const open = masks.find(({ place }) => place === "sql" || place === "value");
    return [{ analysis: withoutClaims(analysis, masks), toFile, placeholder: open === undefined ? null : written.slice(open.start, open.end) }];
  });
}

/** Nothing is said of a text in which something is still to be filled in. */
function withoutClaims(analysis: StatementAnalysis, masks: readonly Mask[]): StatementAnalysis {
  const quoted = masks.filter(({ place }) => place === "quoted");
  if (quoted.length === 0) return analysis;
  return { ...analysis, violations: analysis.violations.filter(({ start, end }) => !quoted.some((mask) => mask.start < end && mask.end > start)) };
}
