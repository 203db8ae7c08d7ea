import type { Query, ReplaceStatement, InsertStatement, Select } from "../../syntax/nodes.ts";
import type { TextEdit } from "../../text/edits.ts";
import { quoted } from "./completion-items.ts";
import { enclosing, pathAt, statementAt } from "../../syntax/query.ts";
import type { Span, TextView } from "./text-view.ts";

/** A change of form that somebody may want and nobody needs. */
export interface Rewrite {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** The rewrites on offer where the selection stands. */
export function rewritesAt(view: TextView, selection: Span): readonly Rewrite[] {
  const statement = statementAt(view.tree, selection.start);
  if (statement?.sound !== true) return [];
  const path = pathAt(statement.node, selection.start);
  const ingest = statement.node.kind === "InsertStatement" || statement.node.kind === "ReplaceStatement" ? statement.node : null;
  const found = [quoteIdentifier(view, selection), expandStar(view, selection), namesForOrdinals(view, selection), ingest === null ? null : orderByToClusteredBy(view, ingest, path.includes(ingest))];
  return found.filter((rewrite) => rewrite !== null);
}

function pathIn(view: TextView, selection: Span): ReturnType<typeof pathAt> {
  const statement = statementAt(view.tree, selection.start);
  return statement === null ? [] : pathAt(statement.node, selection.start);
}

function quoteIdentifier(view: TextView, selection: Span): Rewrite | null {
  const path = pathIn(view, selection);
  const identifier = enclosing(path, "Identifier");
  const call = enclosing(path, "FunctionCall");
  const namesCall = call !== null && identifier !== null && identifier.start >= call.name.start && identifier.end <= call.name.end;
  if (identifier === null || identifier.quoted || namesCall) return null;
  return { title: `Quote \`${identifier.name}\``, edits: [{ start: identifier.start, end: identifier.end, text: `"${identifier.name}"` }] };
}

/** `*` becomes the columns it stands for, where they are known. */
function expandStar(view: TextView, selection: Span): Rewrite | null {
  const path = pathIn(view, selection);
  const star = enclosing(path, "Star");
  const query = enclosing(path, "Query");
  const statement = statementAt(view.tree, selection.start);
  if (star === null || query === null || statement === null || enclosing(path, "SelectItem")?.expression !== star) return null;
  const scope = view.analysisOf(statement).scopeOf(query);
  const qualifier = star.qualifier.at(-1)?.name;
  const tables = (scope?.tables ?? []).filter((table) => qualifier === undefined || table.alias === qualifier);
  if (tables.length === 0 || tables.some((table) => table.columns === null)) return null;
  const prefix = (alias: string | null): string => (tables.length > 1 || qualifier !== undefined ? `${quoted(alias ?? "", view.release)}.` : "");
  const names = tables.flatMap((table) => (table.columns ?? []).map((column) => prefix(table.alias) + quoted(column.name, view.release)));
  return { title: "Expand `*` to its columns", edits: [{ start: star.start, end: star.end, text: names.join(", ") }] };
}

function namesForOrdinals(view: TextView, selection: Span): Rewrite | null {
  const query = enclosing(pathIn(view, selection), "Query");
  const select = query === null ? null : selectOf(query);
  const ordinals = (select?.groupBy?.items ?? []).filter((item) => item.kind === "NumericLiteral");
  const edits = ordinals.flatMap((ordinal): TextEdit[] => {
    const item = select?.items[Number(ordinal.text) - 1];
    if (item === undefined || item.expression.kind === "Star") return [];
    return [{ start: ordinal.start, end: ordinal.end, text: view.tree.text.slice(item.expression.start, item.expression.end) }];
  });
  return edits.length === 0 || select?.items.some((item) => item.expression.kind === "Star") === true ? null : { title: "Write expressions instead of ordinals in GROUP BY", edits };
}

function selectOf(query: Query): Select | null {
  return query.body.kind === "Select" ? query.body : query.body.kind === "ParenthesizedQuery" ? selectOf(query.body.query) : null;
}

/** Only where nothing is lost: no LIMIT, no CLUSTERED BY yet, every key ascending. */
function orderByToClusteredBy(view: TextView, statement: InsertStatement | ReplaceStatement, within: boolean): Rewrite | null {
  const { source, partitionedBy, clusteredBy } = statement;
  const { orderBy } = source;
  if (!within || orderBy === null || partitionedBy === null || clusteredBy !== null || source.limit !== null || source.fetch !== null) return null;
  if (orderBy.items.some((item) => item.direction === "DESC" || item.nulls !== null)) return null;
  const [first] = orderBy.items;
  if (first === undefined) return null;
  const keys = view.tree.text.slice(first.start, orderBy.end);
  // What stands before it may end in a line comment, whose line break must stay.
  const after = /^\s*/u.exec(view.tree.text.slice(orderBy.end))?.[0].length ?? 0;
  return {
    title: "Move ORDER BY to CLUSTERED BY",
    edits: [
      { start: orderBy.start, end: orderBy.end + after, text: "" },
      { start: partitionedBy.end, end: partitionedBy.end, text: `\nCLUSTERED BY ${keys}` },
    ],
  };
}
