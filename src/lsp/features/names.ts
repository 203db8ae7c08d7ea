import { wordOfColumn } from "../../analysis/query/grouping.ts";
import type { Release } from "../../druid/releases.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { ColumnReference, Identifier, IngestTarget, InsertStatement, Join, NamedTable, Node, Query, QueryBody, QualifiedName, ReplaceStatement, Select, SelectItem, SetOperation, TableAlias, TableReference } from "../../syntax/nodes.ts";
import { statementAt } from "../../syntax/query.ts";
import type { ParsedStatement } from "../../syntax/tree.ts";
import { mendedStatement } from "./mend.ts";
import { columnsNamed, createScope, tableNamed, unknownRows, windowNamed, type Column, type NamedThing, type Rows, type Scope, type Table, type Thing } from "./name-scope.ts";
import { signatureColumns } from "./signature-columns.ts";
import type { Span, TextView } from "./text-view.ts";

export type { NamedThing } from "./name-scope.ts";

/** What the names of a statement mean, and the places where one stands that cannot be told from another. */
export interface NamesOfStatement {
  readonly things: readonly NamedThing[];
  readonly clashes: readonly Span[];
}

/** The thing whose definition or use stands at the offset. Goes by the text alone; of a broken statement by how it reads when it is mended. */
export function namedThingAt(view: TextView, offset: number): NamedThing | null {
  const statement = statementAt(view.tree, offset);
  if (statement === null) return null;
  return thingsOf(view, statement).find((thing) => placesOf(thing).some((place) => place.start <= offset && offset <= place.end)) ?? null;
}

function thingsOf(view: TextView, statement: ParsedStatement): readonly NamedThing[] {
  if (statement.sound) return namesOf(statement.node, view.tree.text, view.release).things;
  const { parsed, text, toOriginal } = mendedStatement(view, statement);
  return namesOf(parsed.node, text, view.release).things.map((thing) => ({ ...thing, definitions: thing.definitions.map(toOriginal), uses: thing.uses.map(toOriginal) }));
}

export function placesOf({ definitions, uses }: NamedThing): readonly Span[] {
  return [...definitions, ...uses];
}

interface CommonTableThing {
  readonly thing: Thing;
  readonly rows: Rows;
}

/** What is visible around a node. */
interface Around {
  readonly commonTables: ReadonlyMap<string, CommonTableThing>;
  readonly scope: Scope | null;
}

const readHere = "it is the name that the data has: give it another one with AS first";
const joinedUsing = "it is joined by USING or NATURAL JOIN, where both tables have to call it that";
const timeColumn = "Druid partitions by the column of this name";

/** Every name of a statement with its uses. */
export function namesOf(statement: Node, text: string, release: Release): NamesOfStatement {
  const reader = new NameReader(text, release);
  reader.visitStatement(statement);
  const inOrder = (places: readonly Span[]): readonly Span[] => [...places].sort((a, b) => a.start - b.start);
  const things = reader.things.filter(({ definitions }) => definitions.length > 0);
  return { things: things.map((thing) => ({ ...thing, uses: inOrder(thing.uses) })), clashes: reader.clashes };
}

/** Walks a statement with what is visible where. */
class NameReader {
  readonly things: Thing[] = [];
  readonly clashes: Span[] = [];
  private readonly text: string;
  private readonly release: Release;

  constructor(text: string, release: Release) {
    this.text = text;
    this.release = release;
  }

  /** Words such as USER are columns where the release has no function of the name. */
  private referenceOf(node: Node): ColumnReference | null {
    return node.kind === "ColumnReference" ? node : wordOfColumn(node, { release: this.release });
  }

  private define(kind: Thing["kind"], name: string, place: Span, fixed: string | null = null): Thing {
    const thing = { kind, name, definitions: [place], uses: [], fixed };
    this.things.push(thing);
    return thing;
  }

  private columnOf(identifier: Identifier): Column {
    return { name: identifier.name, thing: this.define("column", identifier.name, identifier) };
  }

  /** Uses of a bare name that several tables know are uses of the first: Druid refuses them. */
  private useColumn(part: Identifier, candidates: readonly Column[]): Column | null {
    if (candidates.length > 1) this.clashes.push(part);
    candidates[0]?.thing?.uses.push(part);
    return candidates[0] ?? null;
  }

  private visitReference({ parts }: ColumnReference, { scope }: Around): Column | null {
    const [first, second] = parts;
    if (first === undefined) return null;
    if (second === undefined) return this.useColumn(first, columnsNamed(scope, first.name));
    const table = tableNamed(scope, first.name);
    table?.thing?.uses.push(first);
    return this.useColumn(second, table?.rows.columns.filter(({ name }) => name === second.name).slice(0, 1) ?? []);
  }

  private visit(node: Node, around: Around): void {
    const reference = this.referenceOf(node);
    if (reference !== null) {
      this.visitReference(reference, around);
      return;
    }
    switch (node.kind) {
      case "Query":
        this.visitQuery(node, around);
        return;
      case "Star":
        for (const qualifier of node.qualifier) tableNamed(around.scope, qualifier.name)?.thing?.uses.push(qualifier);
        return;
      case "Identifier":
        // Of a window: every other name is part of a larger node.
        windowNamed(around.scope, node.name)?.uses.push(node);
        return;
      case "QualifiedName":
        return;
      case "NamedArgument":
        this.visit(node.value, around);
        return;
      default:
        forEachChild(node, (child) => { this.visit(child, around); });
    }
  }

  private visitAll(nodes: readonly (Node | null)[], around: Around): void {
    for (const node of nodes) if (node !== null) this.visit(node, around);
  }

  private visitQuery(query: Query, around: Around): Rows {
    return this.readQuery(query, around).rows;
  }

  /** `scope` is what ORDER BY reads beside the result; null for a UNION. */
  private readQuery(query: Query, around: Around): { readonly rows: Rows; readonly scope: Scope | null } {
    const commonTables = new Map(around.commonTables);
    const own = new Set<string>();
    for (const { name, columns, query: inner } of query.with?.tables ?? []) {
      const rows = this.renamed(this.visitQuery(inner, { ...around, commonTables }), columns);
      if (own.has(name.name)) this.clashes.push(name);
      own.add(name.name);
      commonTables.set(name.name, { thing: this.define("commonTable", name.name, name), rows });
    }
    const inside = { ...around, commonTables };
    const { rows, scope } = this.visitBody(query.body, inside);
    this.visitAll([query.orderBy], { commonTables, scope: createScope(scope, rows) });
    this.visitAll([query.limit, query.offset, query.fetch], inside);
    return { rows, scope };
  }

  private visitBody(body: QueryBody, around: Around): { readonly rows: Rows; readonly scope: Scope | null } {
    switch (body.kind) {
      case "Select":
        return this.visitSelect(body, around);
      case "SetOperation":
        return { rows: this.visitSetOperation(body, around), scope: null };
      case "ParenthesizedQuery":
        return { rows: this.visitQuery(body.query, around), scope: null };
      case "ExplicitTable":
        return { rows: this.useTable(body.name, around)?.rows ?? unknownRows, scope: null };
      default:
        forEachChild(body, (child) => { this.visit(child, around); });
        return { rows: unknownRows, scope: null };
    }
  }

  /** The first query names the columns; those of the same name in the others are called so for its sake. */
  private visitSetOperation({ left, right }: SetOperation, around: Around): Rows {
    const first = this.visitBody(left, around).rows;
    const second = this.visitBody(right, around).rows;
    for (const [index, column] of first.columns.entries()) {
      const other = second.columns[index];
      if (column.thing !== null && other?.thing != null && other.name === column.name && other.thing !== column.thing) this.join(column.thing, other.thing);
    }
    return first;
  }

  private join(thing: Thing, other: Thing): void {
    thing.definitions.push(...other.definitions.splice(0));
    thing.uses.push(...other.uses.splice(0));
    thing.fixed ??= other.fixed;
  }

  private visitSelect(select: Select, around: Around): { readonly rows: Rows; readonly scope: Scope } {
    const scope = createScope(around.scope);
    const inside = { ...around, scope };
    if (select.from !== null) this.visitTable(select.from, inside);
    for (const { name } of select.windows) scope.windows.set(name.name, this.define("window", name.name, name));
    const given = select.items.map((item) => this.visitItem(item, inside));
    this.visitAll([select.where, select.groupBy, ...select.windows.map(({ specification }) => specification)], inside);
    const rows = { columns: given.flatMap(({ columns }) => columns), open: given.some(({ open }) => open) };
    this.noteRepeated(rows.columns);
    this.visitAll([select.having, select.qualify], { ...around, scope: createScope(scope, rows) });
    return { rows, scope };
  }

  /** What an alias or a name is repeated by counts; what a star brings along does not. */
  private noteRepeated(columns: readonly Column[]): void {
    const seen = new Set<string>();
    for (const { name, thing } of columns) {
      const [place] = thing?.definitions ?? [];
      if (seen.has(name) && place !== undefined) this.clashes.push(place);
      seen.add(name);
    }
  }

  private visitItem({ expression, alias }: SelectItem, around: Around): Rows {
    if (expression.kind === "Star") {
      this.visit(expression, around);
      const qualifier = expression.qualifier.at(-1)?.name;
      const tables = qualifier === undefined ? (around.scope?.tables ?? []) : [tableNamed(around.scope, qualifier)];
      const rows = tables.map((table) => table?.rows ?? unknownRows);
      return { columns: rows.flatMap(({ columns }) => columns), open: rows.length === 0 || rows.some(({ open }) => open) };
    }
    const reference = this.referenceOf(expression);
    const passed = reference === null ? null : this.visitReference(reference, around);
    if (reference === null) this.visit(expression, around);
    if (alias !== null) return { columns: [this.columnOf(alias)], open: false };
    const last = reference?.parts.at(-1);
    if (last === undefined) return { columns: [], open: false };
    return { columns: [{ name: last.name, thing: passed?.thing ?? this.define("column", last.name, last, readHere) }], open: false };
  }

  private visitTable(table: TableReference, inside: Around): void {
    const { scope } = inside;
    if (scope === null) return;
    switch (table.kind) {
      case "Join":
        this.visitJoin(table, scope, inside);
        return;
      case "ParenthesizedTable": {
        const from = scope.tables.length;
        this.visitTable(table.table, inside);
        if (table.alias !== null) this.addTable(scope, table.alias, together(scope.tables.splice(from)));
        return;
      }
      case "NamedTable":
        this.visitNamedTable(table, scope, inside);
        return;
      case "DerivedTable":
        this.addTable(scope, table.alias, this.visitQuery(table.query, table.lateral ? inside : { ...inside, scope: scope.parent }));
        return;
      case "TableFunction":
        this.visit(table.call, inside);
        this.addTable(scope, table.alias, this.declared(table.extend?.columns.map(({ name }) => ({ name: name.name, place: name })) ?? signatureColumns(table.call, this.text)));
        return;
      case "UnnestTable":
        this.visitAll(table.expressions, inside);
        this.addTable(scope, table.alias, unknownRows, "column too");
        return;
      case "ErrorTable":
        this.addTable(scope, null, unknownRows);
        return;
      default:
        forEachChild(table, (child) => { if (child !== table.alias) this.visit(child, inside); });
        this.addTable(scope, table.alias, unknownRows);
    }
  }

  private visitNamedTable({ name, alias, extend }: NamedTable, scope: Scope, around: Around): void {
    const used = this.useTable(name, around);
    const rows = used?.rows ?? { ...this.declared(extend?.columns.map((field) => ({ name: field.name.name, place: field.name })) ?? []), open: true };
    if (alias !== null) this.addTable(scope, alias, rows);
    // Without an alias the CTE's own name qualifies columns.
    else this.enter(scope, { qualifier: name.parts.at(-1)?.name ?? null, thing: used?.thing ?? null, rows }, name);
  }

  private useTable({ parts }: QualifiedName, { commonTables }: Around): CommonTableThing | null {
    const [only, ...more] = parts;
    const known = only === undefined || more.length > 0 ? undefined : commonTables.get(only.name);
    if (only !== undefined) known?.thing.uses.push(only);
    return known ?? null;
  }

  /** The alias of UNNEST names its column, too, where no list does. */
  private addTable(scope: Scope, alias: TableAlias | null, rows: Rows, names: "table" | "column too" = "table"): void {
    if (alias === null) {
      scope.tables.push({ qualifier: null, thing: null, rows });
      return;
    }
    const { name } = alias.name;
    const thing = this.define("tableAlias", name, alias.name);
    const own = names === "table" ? rows : { columns: [{ name, thing }], open: false };
    this.enter(scope, { qualifier: name, thing, rows: this.renamed(own, alias.columns) }, alias.name);
  }

  private enter(scope: Scope, table: Table, place: Span): void {
    if (scope.tables.some(({ qualifier }) => qualifier !== null && qualifier === table.qualifier)) this.clashes.push(place);
    scope.tables.push(table);
  }

  private renamed(rows: Rows, columns: readonly Identifier[]): Rows {
    return (columns.length === 0 ? rows : { columns: columns.map((column) => this.columnOf(column)), open: false });
  }

  private declared(columns: readonly { readonly name: string; readonly place: Span | null }[] | null): Rows {
    if (columns === null) return unknownRows;
    return { columns: columns.map(({ name, place }) => ({ name, thing: place === null ? null : this.define("column", name, place, readHere) })), open: false };
  }

  private visitJoin({ left, right, on, using, natural }: Join, scope: Scope, inside: Around): void {
    this.visitTable(left, inside);
    const middle = scope.tables.length;
    this.visitTable(right, inside);
    if (on !== null) this.visit(on, inside);
    const [before, after] = [together(scope.tables.slice(0, middle)), together(scope.tables.slice(middle))];
    const shared = natural ? before.columns.filter(({ name }) => after.columns.some((column) => column.name === name)).map(({ name }) => name) : (using ?? []).map(({ name }) => name);
    for (const column of [...before.columns, ...after.columns]) {
      if (column.thing === null || !shared.includes(column.name)) continue;
      column.thing.fixed ??= joinedUsing;
      column.thing.uses.push(...(using ?? []).filter(({ name }) => name === column.name));
    }
  }

  private visitIngestion({ source, partitionedBy, clusteredBy }: InsertStatement | ReplaceStatement, target: IngestTarget | null): void {
    const nothing = { commonTables: new Map<string, CommonTableThing>(), scope: null };
    const { rows, scope } = this.readQuery(source, nothing);
    const time = rows.columns.find(({ name }) => name === "__time")?.thing;
    if (time != null && target?.kind !== "TargetExtern") time.fixed ??= timeColumn;
    // Both clauses are about what the query gives; CLUSTERED BY is its ORDER BY.
    this.visitAll([partitionedBy, clusteredBy], { ...nothing, scope: createScope(scope, rows) });
  }

  visitStatement(node: Node): void {
    if (node.kind === "ExplainStatement") this.visitStatement(node.statement);
    else if (node.kind === "InsertStatement" || node.kind === "ReplaceStatement") this.visitIngestion(node, node.target);
    else this.visit(node, { commonTables: new Map(), scope: null });
  }
}

function together(tables: readonly Table[]): Rows {
  return { columns: tables.flatMap(({ rows }) => rows.columns), open: tables.some(({ rows }) => rows.open) };
}
