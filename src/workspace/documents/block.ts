import type { ContextEntry } from "../../analysis/model.ts";
import type { OffsetMap } from "../../text/offset-map.ts";
import type { TemplateKind } from "../configuration/file.ts";

/** A stretch of a document that is linted as one text. */
export interface Block {
  /** The SQL, and how it stands in the document. */
  readonly map: OffsetMap;
  /** From a payload; ranges are offsets in the document. */
  readonly context: readonly ContextEntry[];
  /** `druid`: the text is one request. `file`: `;` separates statements. */
  readonly semicolons: "file" | "druid";
  /** The rest of a payload, for the checks of its envelope; null for other blocks. */
  readonly envelope: Envelope | null;
}

/** The fields of a payload beside query and context, with their places in the document. */
export interface Envelope {
  readonly fields: ReadonlyMap<string, EnvelopeField>;
  /** Of the payload object. */
  readonly start: number;
  readonly end: number;
}

export interface EnvelopeField {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** With its key. */
  readonly propertyStart: number;
  readonly propertyEnd: number;
}

export interface ExtractionOptions {
  /** `druid`: only blocks with a clause that only Druid has. */
  readonly blocks: "druid" | "all";
  readonly templates: readonly TemplateKind[];
  readonly yamlKeys: readonly string[];
}

/** What a document holds, or why it cannot be read (offset into the document). */
export type Extraction =
  | { readonly kind: "blocks"; readonly blocks: readonly Block[] }
  | { readonly kind: "broken"; readonly message: string; readonly offset: number };
