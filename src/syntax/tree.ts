import type { Statement } from "./nodes.ts";
import type { Violation } from "./violation.ts";
import type { Tokens } from "./tokens.ts";

/** What a parse gives: always a tree over the whole text, whatever the text is. */
export interface SyntaxTree {
  readonly text: string;
  readonly tokens: Tokens;
  readonly statements: readonly ParsedStatement[];
}

/** One statement of a text, without its `;`. */
export interface ParsedStatement {
  readonly node: Statement;
  /** Offsets from the first token to the last, without the separator. */
  readonly start: number;
  readonly end: number;
  /** Offset of the `;` that ends it, or -1. */
  readonly semicolon: number;
  /**
   * What Druid's parser refuses, in the order in which it would meet it. `syntax-error` means that the tree is not to be relied on;
   * the others are understood constructs that this release does not take.
   */
  readonly violations: readonly Violation[];
  /** False when a real syntax error left part of the tree unknown. */
  readonly sound: boolean;
}
