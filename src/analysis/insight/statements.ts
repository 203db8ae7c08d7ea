import { walk } from "../../syntax/child-keys.ts";
import type { InsertStatement, NamedTable, Node, Query, ReplaceStatement, Select, Statement } from "../../syntax/nodes.ts";
import { createMemo } from "../memo.ts";
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
  let tables = readTables.values.get(node);
  if (tables === undefined) {
    tables = [];
    collectTables(node, noNames, tables);
    readTables.values.set(node, tables);
  }
  return tables;
}

const readTables = createMemo<Node, ReadTable[]>();
const noNames: ReadonlySet<string> = new Set();

function collectTables(root: Node, outer: ReadonlySet<string>, tables: ReadTable[]): void {
  const commonTables = root.kind === "Query" && root.with !== null ? new Set([...outer, ...root.with.tables.map((table) => table.name.name)]) : outer;
  walk(root, (node) => {
    switch (node.kind) {
      case "ColumnReference":
      case "QualifiedName":
        return false;
      case "Query":
        if (node.with === null || node === root) return true;
        collectTables(node, commonTables, tables);
        return false;
      case "NamedTable": {
        const datasource = datasourceOf(node, commonTables);
        if (datasource !== null) tables.push({ datasource, node });
        return true;
      }
      default:
        return true;
    }
  });
}

function datasourceOf(table: NamedTable, commonTables: ReadonlySet<string>): string | null {
  const parts = table.name.parts.map((part) => part.name);
  const [first, second] = parts;
  if (parts.length === 1 && first !== undefined) return commonTables.has(first) ? null : first;
  return parts.length === 2 && first === "druid" ? (second ?? null) : null;
}
