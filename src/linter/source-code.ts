import type { StatementAnalysis } from "../analysis/model.ts";
import type { Release } from "../druid/releases.ts";
import type { Node } from "../syntax/nodes.ts";
import type { ParsedStatement, SyntaxTree } from "../syntax/tree.ts";
import type { Range, SourceCode } from "./rule.ts";
import { countBefore } from "../text/search.ts";

/** The analyses of a text's statements, each made when it is first asked for. */
export interface Analyses {
  of(index: number): StatementAnalysis;
}

export function createAnalyses(statements: readonly ParsedStatement[], analyzeOne: (parsed: ParsedStatement, index: number) => StatementAnalysis): Analyses {
  const made: (StatementAnalysis | undefined)[] = [];
  return {
    of: (index) => {
      const known = made[index];
      if (known !== undefined) return known;
      const parsed = statements[index];
      if (parsed === undefined) throw new RangeError(`no statement ${String(index)}`);
      const analysis = analyzeOne(parsed, index);
      made[index] = analysis;
      return analysis;
    },
  };
}

/** What rules look at; `path` is the walk's own list of the nodes above the one being visited. */
export function createSourceCode(tree: SyntaxTree, release: Release, analyses: Analyses, path: readonly Node[]): SourceCode {
  return {
    text: tree.text,
    tree,
    release,
    textOf: (range) => tree.text.slice(range.start, range.end),
    analysisAt: (range) => analyses.of(indexOfStatementAt(tree, range)),
    ancestors: (node) => {
      const own = path.indexOf(node);
      return path.slice(0, own < 0 ? path.length : own).reverse();
    },
  };
}

/** The statement that holds a place, else the last one that begins before it. Throws RangeError on a text without statements. */
function indexOfStatementAt(tree: SyntaxTree, range: Range): number {
  const { statements } = tree;
  if (statements.length === 0) throw new RangeError("the text has no statement");
  return Math.max(0, countBefore(statements.length, (index) => (statements[index]?.start ?? 0) <= range.start) - 1);
}
