import type { StatementAnalysis } from "../../analysis/model.ts";
import type { Release } from "../../druid/releases.ts";
import type { Registry } from "../../linter/registry.ts";
import type { ParsedStatement, SyntaxTree } from "../../syntax/tree.ts";

/** One text of SQL as the features see it: offsets in, offsets out; nothing of the protocol. */
export interface TextView {
  readonly tree: SyntaxTree;
  readonly release: Release;
  readonly registry: Registry;
  /** Made when first asked for. */
  analysisOf(statement: ParsedStatement): StatementAnalysis;
  /** The same view of another text: of one that is half typed, with what is missing put in. */
  reread(text: string): TextView;
}

/** Half-open range of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
