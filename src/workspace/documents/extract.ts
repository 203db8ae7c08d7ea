import { composeMaps, toHostOffset, toHostRange, type OffsetMap } from "../../text/offset-map.ts";
import type { ParseOptions } from "jsonc-parser";
import type { Block, Envelope, EnvelopeField, Extraction, ExtractionOptions } from "./block.ts";
import { isDruidSql } from "./druid-only.ts";
import type { DocumentKind } from "./kind.ts";
import { fencesOf, type Fence } from "./markdown.ts";
import { opaqueStretches } from "./opaque.ts";
import { notebookCells, type NotebookPart } from "./notebook.ts";
import { extractPayloads, findPayloads, isBareIngestion, isDruidPayload } from "./payload.ts";
import { shellWords } from "./shell.ts";
import { maskTemplates, mayHoldTemplates } from "./templates.ts";

export type Extractor = (text: string, options: ExtractionOptions) => Extraction;

/** What finds the blocks of SQL in documents of a kind; its libraries are loaded here. Not for plain SQL, which is one block. */
export async function extractorFor(kind: Exclude<DocumentKind, "sql">): Promise<Extractor> {
  switch (kind) {
    case "json":
      return extractJson;
    case "jsonc":
      return (text, options) => extractJson(text, options, { allowTrailingComma: true });
    case "markdown":
      return (text, options) => found(markdownBlocks(text, options));
    case "shell":
      return (text, options) => found(shellBlocks(text, options));
    case "yaml": {
      const { yamlScalars } = await import("./yaml.ts");
      return (text, options) => found(yamlScalars(text, options.yamlKeys).flatMap((map) => textBlocks(map, options)));
    }
    case "notebook":
      return (text, options) => found(notebookCells(text).flatMap((part) => notebookBlocks(part, options)));
  }
}

function notebookBlocks(part: NotebookPart, options: ExtractionOptions): readonly Block[] {
  if (part.kind === "sql") return textBlocks(part.map, options);
  if (part.kind === "code") return payloadBlocks(part.map, options);
  return markdownBlocks(part.map.text, options).map((block) => rebase(part.map, block));
}

function found(blocks: readonly Block[]): Extraction {
  return { kind: "blocks", blocks };
}

function extractJson(text: string, options: ExtractionOptions, form?: ParseOptions): Extraction {
  // Most JSON files of a folder are something else.
  if (!text.includes('"query"')) return found([]);
  const extraction = extractPayloads(text, form);
  if (extraction.kind === "broken" && mayHoldTemplates(text) && maskTemplates(text, options.templates) !== null) return found(templatePayloads(text, options));
  if (extraction.kind === "broken" || options.blocks === "all") return extraction;
  return found(extraction.blocks.filter((block) => isDruidPayload(block) || isBareIngestion(block)));
}

/** JSON that a template is to become: of its `query` alone something is known. */
function templatePayloads(text: string, options: ExtractionOptions): readonly Block[] {
  const blocks = findPayloads(text).filter((block) => options.blocks === "all" || isDruidPayload(block));
  return blocks.map((block) => ({ ...block, context: [], envelope: null }));
}

function markdownBlocks(text: string, options: ExtractionOptions): readonly Block[] {
  return fencesOf(text).flatMap((fence) => fenceBlocks(fence, options));
}

const sqlLanguages: ReadonlySet<string> = new Set(["sql", "druidsql", "druid", "druid-sql"]);
const shellLanguages: ReadonlySet<string> = new Set(["bash", "sh", "shell", "zsh", "console", "curl"]);

function fenceBlocks(fence: Fence, options: ExtractionOptions): readonly Block[] {
  const { map } = fence;
  if (sqlLanguages.has(fence.language)) return textBlocks(map, options);
  if (shellLanguages.has(fence.language)) return shellBlocks(map.text, options).map((block) => rebase(map, block));
  return payloadBlocks(map, options);
}

function shellBlocks(text: string, options: ExtractionOptions): readonly Block[] {
  if (!text.includes("query")) return [];
  return shellWords(text).flatMap((word) => payloadBlocks(word, options));
}

/** A text that is SQL, or a payload where SQL is expected. */
function textBlocks(map: OffsetMap, options: ExtractionOptions): readonly Block[] {
  if (/^\s*\{\s*"/.test(map.text)) return payloadBlocks(map, options);
  if (isSketch(map.text) || (options.blocks === "druid" && !isDruidSql(map.text))) return [];
  return [{ map, context: [], semicolons: "file", envelope: null }];
}

function payloadBlocks(map: OffsetMap, options: ExtractionOptions): readonly Block[] {
  const blocks = findPayloads(map.text).filter((block) => !isSketch(block.map.text) && (options.blocks === "all" || isDruidPayload(block)));
  return blocks.map((block) => rebase(map, block));
}

/** A statement in a guide that leaves something out (`...`) shows a form, it is not meant to run. */
function isSketch(text: string): boolean {
  const stretches = opaqueStretches(text, false);
  let holder = 0;
  for (const { index } of text.matchAll(/\.\.\.|…/g)) {
    while ((stretches[holder]?.[1] ?? Infinity) <= index) holder++;
    if ((stretches[holder]?.[0] ?? Infinity) > index) return true;
  }
  return false;
}

// From a text taken out of a document to the document

function rebase(outer: OffsetMap, block: Block): Block {
  return {
    ...block,
    map: composeMaps(outer, block.map),
    context: block.context.map((entry) => ({ ...entry, keyRange: rebaseRange(outer, entry.keyRange), valueRange: rebaseRange(outer, entry.valueRange) })),
    envelope: block.envelope === null ? null : rebaseEnvelope(outer, block.envelope),
  };
}

function rebaseRange(outer: OffsetMap, range: readonly [number, number] | null): readonly [number, number] | null {
  if (range === null) return null;
  const { start, end } = toHostRange(outer, range[0], range[1]);
  return [start, end];
}

function rebaseEnvelope(outer: OffsetMap, envelope: Envelope): Envelope {
  const fields = new Map<string, EnvelopeField>();
  for (const [name, field] of envelope.fields) {
    const value = toHostRange(outer, field.start, field.end);
    const property = toHostRange(outer, field.propertyStart, field.propertyEnd);
    fields.set(name, { value: field.value, start: value.start, end: value.end, propertyStart: property.start, propertyEnd: property.end });
  }
  return { fields, start: toHostOffset(outer, envelope.start), end: toHostRange(outer, envelope.start, envelope.end).end };
}
