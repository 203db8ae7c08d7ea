import type { Scope, StatementAnalysis } from "../../analysis/model.ts";
import type { Node } from "../../syntax/nodes.ts";

/** The scopes whose columns a name at the end of a path may mean, nearest first. */
export function scopesAround(path: readonly Node[], analysis: StatementAnalysis): readonly Scope[] {
  const scopes: Scope[] = [];
  let hidden = false;
  for (const [depth, node] of [...path.entries()].reverse()) {
    // A subquery in FROM does not see the tables beside it, nor a CTE those of its query.
    if (node.kind === "DerivedTable") hidden ||= !node.lateral;
    const scope = node.kind === "Select" || (node.kind === "Query" && path[depth + 1] === node.orderBy) ? analysis.scopeOf(node) : null;
    if (scope !== null && !hidden) scopes.push(scope);
    if (node.kind === "Select") hidden = false;
  }
  return scopes;
}
