import type { Span } from "./text-view.ts";

/** A CTE, a table's alias, a column or a window: where it gets its name and where that is used, in order of the text. */
export interface NamedThing {
  readonly kind: "commonTable" | "tableAlias" | "column" | "window";
  readonly name: string;
  /** Several where the queries of a UNION each name the column. */
  readonly definitions: readonly Span[];
  readonly uses: readonly Span[];
  /** Why it can have no other name; null where it can. */
  readonly fixed: string | null;
}

/** One that is still being found. */
export interface Thing extends NamedThing {
  readonly definitions: Span[];
  readonly uses: Span[];
  fixed: string | null;
}

export interface Column {
  readonly name: string;
  /** Null where no place in the text names it. */
  readonly thing: Thing | null;
}

/** What a query or a table gives; `open`: it may have columns that are not known here. */
export interface Rows {
  readonly columns: readonly Column[];
  readonly open: boolean;
}

export const unknownRows: Rows = { columns: [], open: true };

/** A table of a FROM clause. */
export interface Table {
  readonly qualifier: string | null;
  readonly thing: Thing | null;
  readonly rows: Rows;
}

/** Where names are looked up: first the columns of the result (ORDER BY, HAVING), then the tables, then what is around. */
export interface Scope {
  readonly outputs: Rows | null;
  readonly tables: Table[];
  readonly windows: Map<string, Thing>;
  readonly parent: Scope | null;
}

export function createScope(parent: Scope | null, outputs: Rows | null = null): Scope {
  return { outputs, tables: [], windows: new Map(), parent };
}

export function tableNamed(scope: Scope | null, qualifier: string): Table | null {
  for (let around = scope; around !== null; around = around.parent) {
    const table = around.tables.find((each) => each.qualifier === qualifier);
    if (table !== undefined) return table;
  }
  return null;
}

/** The columns that a bare name may mean: those of the nearest scope that has any; none where that cannot be told. */
export function columnsNamed(scope: Scope | null, name: string): readonly Column[] {
  for (let around = scope; around !== null; around = around.parent) {
    // An alias of the SELECT list goes before the columns that are read.
    const output = around.outputs?.columns.find((column) => column.name === name);
    if (output !== undefined) return [output];
    const found = around.tables.flatMap(({ rows }) => rows.columns.find((column) => column.name === name) ?? []);
    if (found.length > 0) return found;
    if (around.tables.some(({ rows }) => rows.open)) return [];
  }
  return [];
}

export function windowNamed(scope: Scope | null, name: string): Thing | null {
  for (let around = scope; around !== null; around = around.parent) {
    const window = around.windows.get(name);
    if (window !== undefined) return window;
  }
  return null;
}
