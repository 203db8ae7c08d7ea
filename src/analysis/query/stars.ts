import type { Join, SelectItem, Star, TableReference } from "../../syntax/nodes.ts";
import { leastRestrictive, nativeTypeName, unknownType } from "../types/index.ts";
import type { OutputColumn } from "../model.ts";
import { commonNames, leafTables } from "./from.ts";
import { countNamed, tablesOfStar } from "./names.ts";
import { violationAt, type ExpandedItem, type FromTable, type NameScope, type QuerySession } from "./query-state.ts";

/**
 * The columns that `*` or `t.*` stands for; a name that the list already has gets a number (`dim10`). Null when a table's columns are
 * not known or the star was refused.
 */
export function expandStar(item: SelectItem, star: Star, from: TableReference | null, scope: NameScope, taken: Set<string>, session: QuerySession): ExpandedItem[] | null {
  const tables = from === null && star.qualifier.length === 0 ? null : tablesOfStar(star, scope, session);
  if (tables === null || tables.some((table) => table.columns === null)) return null;
  const expanded: ExpandedItem[] = [];
  for (const table of tables) {
    for (const column of table.columns ?? []) {
      if (countNamed(table, column.name) > 1) {
        session.report(violationAt("column-ambiguous", "ambiguousInStar", item, { column: column.name }));
        return null;
      }
      expanded.push(starItem(item, table, column, uniqueName(column.name, taken)));
    }
  }
  return star.qualifier.length === 0 && from !== null ? permute(from, expanded, tables) : expanded;
}

function starItem(item: SelectItem, table: FromTable, column: OutputColumn, name: string): ExpandedItem {
  return { item, expression: null, column: { table, column, name: column.name }, merged: false, output: { ...column, name, named: true, item, expression: null } };
}

/** Calcite appends the lowest number that makes the name new (`SqlValidatorUtil.EXPR_SUGGESTER`). */
function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let attempt = 0; taken.has(unique); attempt++) unique = `${name}${String(attempt)}`;
  taken.add(unique);
  return unique;
}

/** USING and NATURAL: each common column comes once and first (Calcite's `Permute`). */
function permute(table: TableReference, items: readonly ExpandedItem[], tables: readonly FromTable[]): ExpandedItem[] {
  if (table.kind !== "Join") return [...items];
  const leftCount = tables.length - leafTables(table.right).length;
  const leftTables = tables.slice(0, leftCount);
  const rightTables = tables.slice(leftCount);
  const leftItems = permute(table.left, items.filter((item) => belongsTo(item, leftTables)), leftTables);
  const rightItems = permute(table.right, items.filter((item) => belongsTo(item, rightTables)), rightTables);
  return mergeCommon(table, leftItems, rightItems, commonNames(table, leftTables, rightTables));
}

function belongsTo(item: ExpandedItem, tables: readonly FromTable[]): boolean {
  return item.column !== null && tables.includes(item.column.table);
}

function mergeCommon(join: Join, left: readonly ExpandedItem[], right: readonly ExpandedItem[], names: readonly string[]): ExpandedItem[] {
  const merged: ExpandedItem[] = [];
  const used = new Set<ExpandedItem>();
  for (const name of names) {
    const leftItem = left.find((item) => item.column?.name === name);
    const rightItem = right.find((item) => item.column?.name === name);
    if (leftItem === undefined || rightItem === undefined) continue;
    used.add(leftItem).add(rightItem);
    merged.push(mergedItem(leftItem, rightItem, join));
  }
  return [...merged, ...left.filter((item) => !used.has(item)), ...right.filter((item) => !used.has(item))];
}

function mergedItem(left: ExpandedItem, right: ExpandedItem, join: Join): ExpandedItem {
  const type = leastRestrictive([left.output.type, right.output.type]) ?? unknownType;
  const side = join.type === "RIGHT" ? right : left;
  const output = { ...side.output, name: left.output.name, type, nativeType: nativeTypeName(type), origins: [...left.output.origins, ...right.output.origins] };
  return { ...left, merged: true, output };
}
