import { ingestionOf, selectOf } from "../../analysis/insight/statements.ts";
import { enclosing, pathAt, statementAt } from "../../syntax/query.ts";
import type { Expression, Identifier, Node, Select, SelectItem, TableReference } from "../../syntax/nodes.ts";
import type { ParsedStatement } from "../../syntax/tree.ts";
import type { TextEdit } from "../../text/edits.ts";
import { lineBreakOf } from "../../text/lines.ts";
import { inQuotes, keptApart, quoted } from "./completion-items.ts";
import type { TextView } from "./text-view.ts";

/** A change of form that somebody may want and nobody needs. */
export interface Rewrite {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What is asked about: a place in a statement that has no syntax error. */
interface Spot {
  readonly view: TextView;
  readonly text: string;
  readonly statement: ParsedStatement;
  readonly path: readonly Node[];
}

/** The rewrites on offer at an offset. */
export function rewritesAt(view: TextView, offset: number): readonly Rewrite[] {
  const statement = statementAt(view.tree, offset);
  if (statement?.sound !== true) return [];
  const spot = { view, text: view.tree.text, statement, path: pathAt(statement.node, offset) };
  return [quoteIdentifier(spot), expandStar(spot), namesForOrdinals(spot), orderByToClusteredBy(spot)].filter((rewrite) => rewrite !== null);
}

/** The nodes whose own names may be written in quotes: functions, types, formats and arguments may not. */
const namers: ReadonlySet<Node["kind"]> = new Set(["ColumnReference", "SelectItem", "TableAlias", "CommonTable", "Star", "FieldDeclaration", "NamedWindow"]);
const namersByPath: ReadonlySet<Node["kind"]> = new Set(["NamedTable", "TargetTable", "ExplicitTable"]);

function quoteIdentifier({ text, path }: Spot): Rewrite | null {
  const [identifier, namer, holder] = [...path].reverse();
  if (identifier?.kind !== "Identifier" || identifier.quoted || namer === undefined || enclosing(path, "SetStatement") !== null) return null;
  if (!namers.has(namer.kind) && !(namer.kind === "QualifiedName" && holder !== undefined && namersByPath.has(holder.kind))) return null;
  return { title: `Quote \`${identifier.name}\``, edits: [{ start: identifier.start, end: identifier.end, text: keptApart(inQuotes(identifier.name), text, identifier) }] };
}

/** `*` becomes the columns it stands for, where they are known. */
function expandStar({ view, text, statement, path }: Spot): Rewrite | null {
  const star = enclosing(path, "Star");
  const select = enclosing(path, "Select");
  if (star === null || select === null || enclosing(path, "SelectItem")?.expression !== star) return null;
  // A column that is joined by its name stands in the result once.
  if (select.from === null || joinsByName(select.from)) return null;
  const qualifier = star.qualifier.at(-1)?.name;
  const all = view.analysisOf(statement).scopeOf(select)?.tables ?? [];
  const tables = all.filter((table) => qualifier === undefined || table.alias === qualifier);
  const qualifies = all.length > 1 || qualifier !== undefined;
  if (tables.length === 0 || tables.some(({ columns, alias }) => columns === null || (qualifies && alias === null))) return null;
  const names = tables.flatMap((table) => (table.columns ?? []).map(({ name }) => name));
  // Of a name that repeats the star makes another one.
  if (new Set(names).size < names.length) return null;
  const prefix = (alias: string | null): string => (qualifies ? `${quoted(alias ?? "", view.release)}.` : "");
  const written = tables.flatMap((table) => (table.columns ?? []).map((column) => prefix(table.alias) + quoted(column.name, view.release)));
  return { title: "Expand `*` to its columns", edits: [{ start: star.start, end: star.end, text: written.join(separatorAt(text, star.start)) }] };
}

function joinsByName(table: TableReference): boolean {
  if (table.kind === "ParenthesizedTable") return joinsByName(table.table);
  return table.kind === "Join" && (table.natural || table.using !== null || joinsByName(table.left) || joinsByName(table.right));
}

/** What stands on a line of its own gets one for each column. */
function separatorAt(text: string, start: number): string {
  const before = /(\r?\n)([ \t]*)$/u.exec(text.slice(Math.max(0, start - 200), start));
  return before === null ? ", " : `,${before[1] ?? "\n"}${before[2] ?? ""}`;
}

/** In GROUP BY what is grouped by; in ORDER BY and CLUSTERED BY, which know them, the names of the result. */
function namesForOrdinals({ text, statement, path }: Spot): Rewrite | null {
  const query = enclosing(path, "Query");
  const ingestion = ingestionOf(statement.node);
  const clause = enclosing(path, "ClusteredByClause");
  const ordered = clause ?? query?.orderBy;
  const source = clause === null ? query : ingestion?.source;
  const select = source == null ? null : selectOf(source);
  if (select === null || select.items.some(({ expression }) => expression.kind === "Star")) return null;
  const sliceOf = ({ start, end }: Node): string => text.slice(start, end);
  const edits = [
    ...(clause === null ? (select.groupBy?.items ?? []) : []).flatMap((item) => (isOrdinal(item) ? replacedOrdinal(item, select, (of) => (isOrdinal(of.expression) ? null : sliceOf(of.expression))) : [])),
    ...(ordered?.items ?? []).flatMap(({ expression }) => (isOrdinal(expression) ? replacedOrdinal(expression, select, (of) => nameOf(of, select, sliceOf)) : [])),
  ];
  return edits.length === 0 ? null : { title: "Write names and expressions instead of ordinals", edits };
}

function isOrdinal(node: Node): node is Extract<Expression, { kind: "NumericLiteral" }> {
  return node.kind === "NumericLiteral" && node.form === "integer";
}

function replacedOrdinal(ordinal: Extract<Expression, { kind: "NumericLiteral" }>, { items }: Select, written: (item: SelectItem) => string | null): readonly TextEdit[] {
  const item = items[Number(ordinal.text) - 1];
  const text = item === undefined ? null : written(item);
  return text === null ? [] : [{ start: ordinal.start, end: ordinal.end, text }];
}

/** The name that a column of the result has for itself; null where it has none. */
function nameOf(item: SelectItem, { items }: Select, sliceOf: (node: Node) => string): string | null {
  const name = ownName(item);
  return name === null || items.filter((other) => ownName(other)?.name === name.name).length > 1 ? null : sliceOf(name);
}

function ownName({ alias, expression }: SelectItem): Identifier | null {
  return alias ?? (expression.kind === "ColumnReference" ? (expression.parts.at(-1) ?? null) : null);
}

/** Only where nothing is lost: no LIMIT or OFFSET, no CLUSTERED BY yet, every key ascending. */
function orderByToClusteredBy({ text, statement }: Spot): Rewrite | null {
  const ingestion = ingestionOf(statement.node);
  if (ingestion?.partitionedBy == null || ingestion.clusteredBy !== null) return null;
  const { partitionedBy, source: { orderBy, limit, offset, fetch } } = ingestion;
  const [first] = orderBy?.items ?? [];
  if (orderBy === null || first === undefined || limit !== null || offset !== null || fetch !== null) return null;
  if (orderBy.items.some((item) => item.direction === "DESC" || item.nulls !== null)) return null;
  // What stands before it may end in a line comment, whose line break must stay.
  const after = /^\s*/u.exec(text.slice(orderBy.end))?.[0].length ?? 0;
  return {
    title: "Move ORDER BY to CLUSTERED BY",
    edits: [
      { start: orderBy.start, end: orderBy.end + after, text: "" },
      { start: partitionedBy.end, end: partitionedBy.end, text: `${lineBreakOf(text)}CLUSTERED BY ${text.slice(first.start, orderBy.end)}` },
    ],
  };
}
