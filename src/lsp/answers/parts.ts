import { join } from "node:path";
import { analyze } from "../../analysis/analyze.ts";
import { writtenContext } from "../../analysis/context/written.ts";
import type { QueryContext, StatementAnalysis } from "../../analysis/model.ts";
import { createAnalyses } from "../../linter/source-code.ts";
import { parse } from "../../syntax/parser.ts";
import type { TextEdit } from "../../text/edits.ts";
import { fromHostOffset, toHostEdit, toHostRange, type OffsetMap } from "../../text/offset-map.ts";
import type { Settings } from "../../workspace/configuration/resolve.ts";
import { isDruidSql } from "../../workspace/documents/druid-only.ts";
import { documentKindOf, type DocumentKind } from "../../workspace/documents/kind.ts";
import { maskTemplates, mayHoldTemplates } from "../../workspace/documents/templates.ts";
import { extractionOptions } from "../../workspace/lint-document.ts";
import type { OpenDocument } from "../documents.ts";
import { pathOfUri } from "../uri.ts";
import type { Span, TextView } from "../features/text-view.ts";

/** A text of SQL in a document; `map` is null when it is the whole document. */
export interface Part {
  readonly view: TextView;
  readonly map: OffsetMap | null;
}

const kindOfLanguage: Readonly<Record<string, DocumentKind>> = { sql: "sql", "druid-sql": "sql", json: "json", jsonc: "jsonc", markdown: "markdown", yaml: "yaml" };

/** Null for a document of a kind that holds no SQL. */
export function kindOf(document: OpenDocument): DocumentKind | null {
  return documentKindOf(document.uri) ?? kindOfLanguage[document.languageId] ?? null;
}

/** Whether a document is a payload as a whole. */
export function isPayload(document: OpenDocument): boolean {
  const kind = kindOf(document);
  return kind === "json" || kind === "jsonc";
}

/** The path of a document's file; one that was never saved, or whose address is none of a file here, counts as lying in the given folder. */
export function pathOf(uri: string, folder: string): string {
  return pathOfUri(uri) ?? join(folder, "untitled.sql");
}

/** Whether a plain SQL document is Druid's: a configuration file says so by being there, or a clause that only Druid has. */
export function isForUs(document: OpenDocument, settings: Settings, attachAlways: boolean): boolean {
  return attachAlways || document.languageId === "druid-sql" || settings.files.length > 0 || isDruidSql(document.text);
}

/** The document's texts of SQL as the features see them. */
export async function partsOf(document: OpenDocument, settings: Settings): Promise<readonly Part[]> {
  const kind = kindOf(document);
  if (kind === null) return [];
  const options = extractionOptions(settings);
  // Placeholders become names or blanks of the same length: offsets stay.
  const readable = (text: string): string => (mayHoldTemplates(text) ? maskTemplates(text, options.templates)?.text : null) ?? text;
  if (kind === "sql") return [{ view: createView(readable(document.text), settings, "file", []), map: null }];
  const { extractorFor } = await import("../../workspace/documents/extract.ts");
  const extract = await extractorFor(kind);
  const extraction = extract(document.text, options);
  if (extraction.kind === "broken") return [];
  return extraction.blocks.map(({ map, semicolons, context }) => ({ view: createView(readable(map.text), settings, semicolons, context), map }));
}

/** `own` is the text's own query context; its places, outside of the text, are of no use here. */
function createView(text: string, settings: Settings, semicolons: "file" | "druid", own: QueryContext): TextView {
  const { release, schema, engine, rules: { registry } } = settings;
  const context = [...settings.context, ...own.map((entry) => ({ ...entry, keyRange: null, valueRange: null }))];
  const tree = parse(text, { release, semicolons });
  const analyses = createAnalyses(tree.statements, (parsed, index): StatementAnalysis => {
    const all = [...context, ...writtenContext(tree, index, release)];
    return analyze(tree, parsed, { release, schema, context: all, engine, through: "run" }, "all");
  });
  return {
    tree,
    release,
    registry,
    analysisOf: (statement) => analyses.of(tree.statements.indexOf(statement)),
    reread: (other) => createView(other, settings, semicolons, own),
  };
}

/** The part and the offset within it that a document's offset falls into. */
export function partAt(parts: readonly Part[], offset: number): { readonly part: Part; readonly offset: number } | null {
  for (const part of parts) {
    const inner = part.map === null ? offset : fromHostOffset(part.map, offset);
    if (inner !== null) return { part, offset: inner };
  }
  return null;
}

export function spanInDocument(part: Part, span: Span): Span {
  return part.map === null ? span : toHostRange(part.map, span.start, span.end);
}

/** An edit of the part's text, written the document's way. */
export function editInDocument(part: Part, edit: TextEdit): TextEdit {
  return part.map === null ? edit : toHostEdit(part.map, edit);
}

/** What of the part's text lies within a span of the document. */
export function spanInPart({ map, view }: Part, { start, end }: Span): Span {
  if (map === null) return { start, end };
  const first = map.runs.find((run) => run.hostEnd > start);
  const last = map.runs.findLast((run) => run.hostStart < end);
  if (first === undefined || last === undefined || first.start > last.end) return { start: view.tree.text.length, end: view.tree.text.length };
  return { start: fromHostOffset(map, Math.max(start, first.hostStart)) ?? first.start, end: fromHostOffset(map, Math.min(end, last.hostEnd)) ?? last.end };
}
