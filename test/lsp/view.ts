import { builtinRegistry } from "../../rules/index.ts";
import { analyze } from "../../src/analysis/analyze.ts";
import { writtenContext } from "../../src/analysis/context/written.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { createAnalyses } from "../../src/linter/source-code.ts";
import { parse } from "../../src/syntax/parser.ts";
import { applyEdits } from "../../src/text/edits.ts";
import type { TextView } from "../../src/lsp/features/text-view.ts";

/** A text with the place of the cursor marked by `│`, as the features see it. */
export function viewOf(marked: string, druid = "33"): { readonly view: TextView; readonly offset: number; readonly text: string } {
  const offset = marked.indexOf("│");
  const text = marked.replace("│", "");
  return { view: createView(text, druid), offset, text };
}

function createView(text: string, druid: string): TextView {
  const release = requireRelease(druid);
  const tree = parse(text, { release, semicolons: "file" });
  const options = { release, schema: null, engine: "any", through: "run" } as const;
  const analyses = createAnalyses(tree.statements, (parsed, index) => analyze(tree, parsed, { ...options, context: writtenContext(tree, index, release) }, "all"));
  return { tree, release, registry: builtinRegistry, analysisOf: (statement) => analyses.of(tree.statements.indexOf(statement)), reread: (other) => createView(other, druid) };
}

/** The text with `«` and `»` around each place. */
export function marked(text: string, places: readonly { readonly start: number; readonly end: number }[]): string {
  return applyEdits(text, places.map(({ start, end }) => ({ start, end, text: `«${text.slice(start, end)}»` })));
}
