import type { StatementAnalysis } from "../analysis/model.ts";
import type { Finding } from "../linter/finding.ts";
import { compareFindings } from "../linter/finding.ts";
import { hostPlaceOfOffset, offsetOfHostPlace } from "../linter/host-place.ts";
import { createLinter, type Linter, type LinterSettings, type TextSettings } from "../linter/lint-text.ts";
import { parse } from "../syntax/parser.ts";
import type { TextEdit } from "../text/edits.ts";
import { toHostEdit, toHostRange } from "../text/offset-map.ts";
import type { TemplateKind } from "./configuration/file.ts";
import type { Settings } from "./configuration/resolve.ts";
import type { Block, Extraction, ExtractionOptions } from "./documents/block.ts";
import type { DocumentKind } from "./documents/kind.ts";
import { maskTemplates, mayHoldTemplates } from "./documents/templates.ts";
import { lintTemplate } from "./lint-template.ts";

/** Told of each statement: its index in the document, and how its offsets and edits are those of the document. Not of what holds placeholders. */
export type StatementListener = (analysis: StatementAnalysis, index: number, place: (range: Range) => Range, toHost: (edit: TextEdit) => TextEdit) => void;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Lints whole documents of one kind; findings are in the document's own offsets. */
export interface DocumentLinter {
  lint(text: string, onStatement?: StatementListener): readonly Finding[];
  /** True when the document holds SQL that is to be linted. */
  holdsSql(text: string): boolean;
}

export const allTemplates: readonly TemplateKind[] = ["jinja", "variable", "placeholder", "parameter", "python"];
export const defaultYamlKeys: readonly string[] = ["sql", "query"];

/** What the configuration says of documents, and what holds where it is silent. */
export function extractionOptions({ documents: { blocks = "druid", templates = allTemplates, yamlKeys = defaultYamlKeys } }: Settings): ExtractionOptions {
  return { blocks, templates, yamlKeys };
}

/**
 * A linter for documents of a kind under these settings. What the kind needs is loaded here, so that linting is synchronous. `linterFor`
 * makes the linter of its texts of SQL.
 */
export async function createDocumentLinter(kind: DocumentKind, settings: Settings, linterFor: (settings: LinterSettings) => Linter = createLinter): Promise<DocumentLinter> {
  const { rules, schema, context, engine, inlineConfiguration: suppressions } = settings;
  const linter = linterFor({ rules, schema, context, engine, through: "run", suppressions });
  const options = extractionOptions(settings);
  if (kind === "sql") return createSqlLinter(linter, settings, options);
  const { extractorFor } = await import("./documents/extract.ts");
  const { checkEnvelope } = await import("./documents/envelope.ts");
  const extract = await extractorFor(kind);
  return {
    lint: (text, onStatement) => {
      const extraction = extract(text, options);
      if (extraction.kind === "broken") return [brokenDocument(extraction, text, settings)];
      let statements = 0;
      return extraction.blocks.flatMap((block) => {
        const first = statements;
        const told: BlockListener = onStatement === undefined ? undefined : (analysis, index) => { onStatement(analysis, first + index, (range) => placeOf(block, range), (edit) => hostEdit(block, edit)); };
        const findings = [...lintBlock(linter, block, settings, options, told), ...checkEnvelope(block, settings)];
        statements += countStatements(block, settings);
        return findings.map((finding) => (finding.statement < 0 ? finding : { ...finding, statement: first + finding.statement })).sort(compareFindings);
      });
    },
    holdsSql: (text) => {
      const extraction = extract(text, options);
      return extraction.kind === "broken" || extraction.blocks.length > 0;
    },
  };
}

function createSqlLinter(linter: Linter, settings: Settings, options: ExtractionOptions): DocumentLinter {
  return {
    lint: (text, onStatement) => {
      const told: BlockListener = onStatement === undefined ? undefined : (analysis, index) => { onStatement(analysis, index, (range) => range, (edit) => edit); };
      const textSettings: TextSettings = told === undefined ? {} : { onStatement: told };
      return withoutUnbound(mayHoldTemplates(text) ? lintMasked(linter, text, settings, options, textSettings) : linter.lint(text, textSettings));
    },
    holdsSql: () => true,
  };
}

/** Who sends a file's SQL binds its `?`; of a payload's the envelope's check speaks. */
function withoutUnbound(findings: readonly Finding[]): readonly Finding[] {
  return findings.some((finding) => finding.ruleId === "parameter-unbound") ? findings.filter((finding) => finding.ruleId !== "parameter-unbound") : findings;
}

type BlockListener = TextSettings["onStatement"] | undefined;

/** A text in which placeholders may stand: they are masked, and nothing is claimed about them. */
function lintMasked(linter: Linter, text: string, settings: Settings, options: ExtractionOptions, given: TextSettings): readonly Finding[] {
  const masked = maskTemplates(text, options.templates);
  if (masked === null) return linter.lint(text, given);
  return lintTemplate(linter, masked, text, settings.release, { ...given, onStatement: () => undefined });
}

function lintBlock(linter: Linter, block: Block, settings: Settings, options: ExtractionOptions, onStatement: BlockListener): readonly Finding[] {
  const { text } = block.map;
  const context = block.context.map((entry) => ({
    ...entry,
    keyRange: hostRange(text.length, entry.keyRange),
    valueRange: hostRange(text.length, entry.valueRange),
  }));
  const textSettings: TextSettings = { context, semicolons: block.semicolons, ...(onStatement === undefined ? {} : { onStatement }) };
  const findings = mayHoldTemplates(text) ? lintMasked(linter, text, settings, options, textSettings) : linter.lint(text, textSettings);
  return withoutUnbound(findings).map((finding) => toHostFinding(block, finding));
}

/** Statements are counted through all blocks of a document. */
function countStatements(block: Block, settings: Settings): number {
  return parse(block.map.text, { release: settings.release, semicolons: block.semicolons }).statements.length;
}

function hostRange(textLength: number, range: readonly [number, number] | null): readonly [number, number] | null {
  return range === null ? null : [offsetOfHostPlace(textLength, range[0]), offsetOfHostPlace(textLength, range[1])];
}

function toHostFinding(block: Block, finding: Finding): Finding {
  const mapEdits = (edits: readonly TextEdit[]): readonly TextEdit[] => edits.map((edit) => hostEdit(block, edit)).sort((a, b) => a.start - b.start);
  return {
    ...finding,
    ...placeOf(block, finding),
    fix: finding.fix === null ? null : { ...finding.fix, edits: mapEdits(finding.fix.edits) },
    suggestions: finding.suggestions.map((suggestion) => ({ ...suggestion, edits: mapEdits(suggestion.edits) })),
    related: finding.related.map((related) => ({ ...related, ...placeOf(block, related) })),
  };
}

function placeOf(block: Block, range: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
  const start = hostPlaceOfOffset(block.map.text.length, range.start);
  if (start === null) return toHostRange(block.map, range.start, range.end);
  return { start, end: hostPlaceOfOffset(block.map.text.length, range.end) ?? start };
}

function hostEdit(block: Block, edit: TextEdit): TextEdit {
  const start = hostPlaceOfOffset(block.map.text.length, edit.start);
  if (start === null) return toHostEdit(block.map, edit);
  return { start, end: hostPlaceOfOffset(block.map.text.length, edit.end) ?? start, text: edit.text };
}

function brokenDocument(extraction: Extract<Extraction, { readonly kind: "broken" }>, text: string, settings: Settings): Finding {
  const start = Math.min(extraction.offset, text.length);
  return {
    ruleId: "syntax-error",
    severity: "error",
    category: "rejected",
    stage: "parse",
    message: `this payload is ${extraction.message}; Druid refuses the request before it reads the SQL`,
    start,
    end: Math.min(start + 1, text.length),
    fix: null,
    suggestions: [],
    related: [],
    statement: -1,
    fault: null,
    inferred: false,
    release: settings.release.name,
  };
}
