import { forEachChild, walk } from "../../syntax/child-keys.ts";
import type { InsertStatement, NamedTable, Node, Query, ReplaceStatement, Select, Statement } from "../../syntax/nodes.ts";
import type { StatementAnalysis } from "../model.ts";

/** The INSERT or REPLACE of a statement, under EXPLAIN too; null for anything else. */
export function ingestionOf(statement: Statement): InsertStatement | ReplaceStatement | null {
  if (statement.kind === "ExplainStatement") return ingestionOf(statement.statement);
  return statement.kind === "InsertStatement" || statement.kind === "ReplaceStatement" ? statement : null;
}

/** The SELECT that makes a query's rows, inside of parentheses too; null for VALUES and set operations. */
export function selectOf(query: Query): Select | null {
  if (query.body.kind === "Select") return query.body;
  return query.body.kind === "ParenthesizedQuery" ? selectOf(query.body.query) : null;
}

/** True when Druid refuses something within the node: what else could be said of it is idle. */
export function isRefusedWithin(node: Node, analysis: StatementAnalysis): boolean {
  return analysis.violations.some(({ stage, start, end }) => stage !== "run" && start >= node.start && end <= node.end);
}

/** Visits a node and everything below it, subqueries too; `visit` returns false to leave out what is below. */
export function visitAll(node: Node, visit: (node: Node) => boolean): void {
  walk(node, visit);
}

/** A datasource that a statement reads. */
export interface ReadTable {
  readonly datasource: string;
  readonly node: NamedTable;
}

/** The datasources that a node reads, in the order of the text: names of CTEs and tables of other schemas left out. */
export function datasourcesRead(node: Node): readonly ReadTable[] {
  const tables: ReadTable[] = [];
  collectTables(node, new Set(), tables);
  return tables;
}

function collectTables(node: Node, commonTables: ReadonlySet<string>, tables: ReadTable[]): void {
  let visible = commonTables;
  if (node.kind === "Query" && node.with !== null) visible = new Set([...commonTables, ...node.with.tables.map((table) => table.name.name)]);
  if (node.kind === "NamedTable") {
    const datasource = datasourceOf(node, visible);
    if (datasource !== null) tables.push({ datasource, node });
  }
  forEachChild(node, (child) => {
    collectTables(child, visible, tables);
  });
}

function datasourceOf(table: NamedTable, commonTables: ReadonlySet<string>): string | null {
  const parts = table.name.parts.map((part) => part.name);
  const [first, second] = parts;
  if (parts.length === 1 && first !== undefined) return commonTables.has(first) ? null : first;
  return parts.length === 2 && first === "druid" ? (second ?? null) : null;
}
