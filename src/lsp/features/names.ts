import { forEachChild } from "../../syntax/child-keys.ts";
import type { Identifier, Node, Query, Select, TableReference } from "../../syntax/nodes.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { enclosing, pathAt, statementAt } from "../../syntax/query.ts";
import type { Span } from "./text-view.ts";

/** A CTE or a table's alias: where it is named and where it is used, in order of the text. */
export interface NamedThing {
  readonly kind: "commonTable" | "tableAlias";
  readonly name: string;
  readonly definition: Identifier;
  readonly uses: readonly Identifier[];
}

/** The CTE or alias whose definition or use stands at the offset. */
export function namedThingAt(tree: SyntaxTree, offset: number): NamedThing | null {
  const statement = statementAt(tree, offset);
  if (statement === null) return null;
  const identifier = enclosing(pathAt(statement.node, offset), "Identifier");
  if (identifier === null) return null;
  return namedThings(statement.node).find((thing) => thing.definition === identifier || thing.uses.includes(identifier)) ?? null;
}

/** The edits that give it another name; quotes are added where the new name needs them. Null when the new name cannot be one. */
export function renameEdits(thing: NamedThing, newName: string, needsQuotes: (name: string) => boolean): readonly { readonly range: Span; readonly text: string }[] | null {
  if (newName === "" || /[\r\n]/u.test(newName)) return null;
  const text = needsQuotes(newName) ? `"${newName.replaceAll('"', '""')}"` : newName;
  return [thing.definition, ...thing.uses].map((range) => ({ range, text }));
}

/** Every CTE and alias of a statement with its uses. */
function namedThings(root: Node): readonly NamedThing[] {
  const things: { kind: NamedThing["kind"]; name: string; definition: Identifier; uses: Identifier[] }[] = [];
  const define = (kind: NamedThing["kind"], definition: Identifier): { uses: Identifier[] } => {
    const thing = { kind, name: definition.name, definition, uses: [] };
    things.push(thing);
    return thing;
  };

  type Names = ReadonlyMap<string, { uses: Identifier[] }>;

  const visitQuery = (query: Query, commonTables: Names, aliases: Names): void => {
    const visible = new Map(commonTables);
    for (const table of query.with?.tables ?? []) {
      visitQuery(table.query, visible, new Map());
      visible.set(table.name.name, define("commonTable", table.name));
    }
    const inner = query.body.kind === "Select" ? visitSelect(query.body, visible, aliases) : aliases;
    if (query.body.kind !== "Select") visitNode(query.body, visible, aliases);
    for (const part of [query.orderBy, query.limit, query.offset, query.fetch]) if (part !== null) visitNode(part, visible, inner);
  };

  const visitSelect = (select: Select, commonTables: Names, outer: Names): Names => {
    const aliases = new Map(outer);
    if (select.from !== null) visitTable(select.from, commonTables, aliases, outer);
    forEachChild(select, (child) => {
      if (child !== select.from) visitNode(child, commonTables, aliases);
    });
    return aliases;
  };

  const visitTable = (table: TableReference, commonTables: Names, aliases: Map<string, { uses: Identifier[] }>, outer: Names): void => {
    if ("alias" in table && table.alias !== null) aliases.set(table.alias.name.name, define("tableAlias", table.alias.name));
    if (table.kind === "NamedTable") {
      const [first, ...more] = table.name.parts;
      const known = first === undefined || more.length > 0 ? undefined : commonTables.get(first.name);
      if (first !== undefined && known !== undefined) {
        known.uses.push(first);
        // Without an alias the CTE's own name qualifies columns.
        if (table.alias === null) aliases.set(first.name, known);
      }
      return;
    }
    if (table.kind === "Join") {
      visitTable(table.left, commonTables, aliases, outer);
      visitTable(table.right, commonTables, aliases, outer);
      if (table.on !== null) visitNode(table.on, commonTables, aliases);
      return;
    }
    if (table.kind === "ParenthesizedTable") {
      visitTable(table.table, commonTables, aliases, outer);
      return;
    }
    forEachChild(table, (child) => {
      visitNode(child, commonTables, aliases);
    });
  };

  const visitNode = (node: Node, commonTables: Names, aliases: Names): void => {
    if (node.kind === "Query") {
      visitQuery(node, commonTables, aliases);
      return;
    }
    if (node.kind === "Select") {
      visitSelect(node, commonTables, aliases);
      return;
    }
    const qualifier = node.kind === "ColumnReference" && node.parts.length > 1 ? node.parts[0] : node.kind === "Star" ? node.qualifier[0] : undefined;
    if (qualifier !== undefined) aliases.get(qualifier.name)?.uses.push(qualifier);
    forEachChild(node, (child) => {
      visitNode(child, commonTables, aliases);
    });
  };

  visitNode(root, new Map(), new Map());
  return things.map((thing) => ({ ...thing, uses: [...thing.uses].sort((a, b) => a.start - b.start) }));
}

