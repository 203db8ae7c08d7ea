import type { Node, NodeKind, NodeOfKind } from "./nodes.ts";

/** The fields of a node that hold nodes, lists of nodes, or null. */
type ChildKey<N extends Node> = {
  [Key in keyof N]: [Extract<NonNullable<N[Key]>, Node | readonly Node[]>] extends [never] ? never : Key;
}[keyof N] &
  string;

/** Every child field of every kind, in the order of the text: the compiler refuses a missing or a superfluous one. */
const children: { readonly [Kind in NodeKind]: { readonly [Key in ChildKey<NodeOfKind<Kind>>]: 1 } } = {
  Identifier: {},
  QualifiedName: { parts: 1 },
  ColumnReference: { parts: 1 },
  Star: { qualifier: 1 },
  NumericLiteral: {},
  StringLiteral: {},
  BinaryLiteral: {},
  BooleanLiteral: {},
  NullLiteral: {},
  DateTimeLiteral: {},
  IntervalLiteral: { value: 1, qualifier: 1 },
  IntervalQualifier: {},
  DynamicParameter: {},
  UnaryExpression: { operand: 1 },
  BinaryExpression: { left: 1, right: 1 },
  IsExpression: { operand: 1 },
  BetweenExpression: { operand: 1, low: 1, high: 1 },
  InExpression: { operand: 1, values: 1 },
  LikeExpression: { operand: 1, pattern: 1, escape: 1 },
  QuantifiedComparison: { left: 1, values: 1 },
  CaseExpression: { operand: 1, branches: 1, otherwise: 1 },
  CaseBranch: { conditions: 1, result: 1 },
  CastExpression: { operand: 1, type: 1 },
  DataType: { fields: 1, userType: 1 },
  FieldDeclaration: { name: 1, type: 1 },
  NamedArgument: { name: 1, value: 1 },
  TimeUnit: {},
  ArgumentKeyword: {},
  FunctionCall: { name: 1, arguments: 1, orderBy: 1, withinDistinct: 1, withinGroup: 1, filter: 1, over: 1 },
  DefaultArgument: {},
  TableArgument: { table: 1 },
  JsonFunctionCall: { name: 1, arguments: 1, returning: 1, onEmptyDefault: 1, onErrorDefault: 1, filter: 1, over: 1 },
  RowConstructor: { items: 1 },
  CollectionConstructor: { elements: 1, query: 1 },
  PeriodConstructor: { from: 1, to: 1 },
  ParenthesizedExpression: { expression: 1 },
  SubqueryExpression: { query: 1 },
  ItemAccess: { operand: 1, index: 1 },
  FieldAccess: { operand: 1, field: 1 },
  OtherExpression: { operands: 1 },
  ErrorExpression: {},
  WindowSpecification: { base: 1, partitionBy: 1, orderBy: 1, frame: 1 },
  WindowFrame: { low: 1, high: 1 },
  WindowBound: { offset: 1 },
  NamedWindow: { name: 1, specification: 1 },
  Query: { with: 1, body: 1, orderBy: 1, limit: 1, offset: 1, fetch: 1 },
  WithClause: { tables: 1 },
  CommonTable: { name: 1, columns: 1, query: 1 },
  SetOperation: { left: 1, right: 1 },
  Values: { rows: 1 },
  ExplicitTable: { name: 1 },
  ParenthesizedQuery: { query: 1 },
  ErrorQuery: {},
  Select: { hints: 1, items: 1, from: 1, where: 1, groupBy: 1, having: 1, windows: 1, qualify: 1 },
  Hint: {},
  SelectItem: { expression: 1, alias: 1 },
  GroupByClause: { items: 1 },
  Rollup: { items: 1 },
  Cube: { items: 1 },
  GroupingSets: { sets: 1 },
  EmptyGroup: {},
  OrderByClause: { items: 1 },
  OrderItem: { expression: 1 },
  LimitClause: { skip: 1, count: 1 },
  OffsetClause: { count: 1 },
  FetchClause: { count: 1 },
  TableAlias: { name: 1, columns: 1 },
  NamedTable: { name: 1, hints: 1, extend: 1, snapshot: 1, alias: 1, sample: 1 },
  TableFunction: { call: 1, extend: 1, alias: 1, sample: 1 },
  ExtendClause: { columns: 1 },
  TableSample: { arguments: 1 },
  DerivedTable: { query: 1, alias: 1, sample: 1 },
  UnnestTable: { expressions: 1, alias: 1, sample: 1 },
  ParenthesizedTable: { table: 1, alias: 1 },
  Join: { left: 1, right: 1, on: 1, using: 1 },
  Pivot: { table: 1, aggregates: 1, axes: 1, values: 1, alias: 1 },
  Unpivot: { table: 1, measures: 1, axes: 1, values: 1, alias: 1 },
  MatchRecognize: { table: 1, partitionBy: 1, orderBy: 1, measures: 1, defines: 1, alias: 1 },
  ErrorTable: {},
  QueryStatement: { query: 1 },
  ExplainStatement: { statement: 1 },
  InsertStatement: { target: 1, columns: 1, overwrite: 1, exportFormat: 1, source: 1, partitionedBy: 1, clusteredBy: 1 },
  ReplaceStatement: { target: 1, columns: 1, exportFormat: 1, overwrite: 1, source: 1, partitionedBy: 1, clusteredBy: 1 },
  TargetTable: { name: 1 },
  TargetExtern: { destination: 1 },
  TargetColumns: { columns: 1 },
  ExportFormat: { format: 1 },
  OverwriteClause: { where: 1 },
  PartitionedByClause: { granularity: 1 },
  AllGranularity: {},
  UnitGranularity: {},
  ClusteredByClause: { items: 1 },
  SetStatement: { name: 1, value: 1 },
  ResetStatement: { name: 1 },
  UpdateStatement: { table: 1, alias: 1, assignments: 1, where: 1 },
  Assignment: { column: 1, value: 1 },
  DeleteStatement: { table: 1, alias: 1, where: 1 },
  MergeStatement: { table: 1, alias: 1, source: 1, on: 1, assignments: 1, insertColumns: 1, insertRows: 1 },
  CallStatement: { call: 1 },
  DescribeStatement: { name: 1, column: 1 },
  ErrorStatement: {},
};

/** The names of every kind's child fields, in the order of the text. */
export const childKeys: Readonly<Record<NodeKind, readonly string[]>> = Object.fromEntries(
  Object.entries(children).map(([kind, keys]) => [kind, Object.keys(keys)]),
) as unknown as Record<NodeKind, readonly string[]>;

/** Calls `visit` for each child of a node, in the order of the text. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const fields = node as unknown as Readonly<Record<string, Node | readonly Node[] | null | undefined>>;
  for (const key of childKeys[node.kind]) {
    const value = fields[key];
    if (value === null || value === undefined) continue;
    if (isList(value)) for (const child of value) visit(child);
    else visit(value);
  }
}

/** A copy of a node in which other nodes stand in the place of some below it, or of itself. */
export function replaceNodes<T extends Node>(node: T, replacements: ReadonlyMap<Node, Node>): T {
  const replacement = replacements.get(node);
  if (replacement !== undefined) return replacement as T;
  const copy: Record<string, unknown> = { ...node };
  for (const key of childKeys[node.kind]) {
    const value = copy[key] as Node | readonly Node[] | null | undefined;
    if (value === null || value === undefined) continue;
    copy[key] = isList(value) ? value.map((child) => replaceNodes(child, replacements)) : replaceNodes(value, replacements);
  }
  return copy as unknown as T;
}

/**
 * Visits a node and all below it, parents first, in the order of the text; `visit` returns false to leave out what is below.
 * Keeps its own stack: a chain of a hundred thousand ANDs is that deep.
 */
export function walk(root: Node, visit: (node: Node) => boolean): void {
  const waiting = spareStack ?? [];
  spareStack = null;
  waiting.push(root);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (visit(node)) pushChildren(node, waiting);
  }
  spareStack = waiting;
}

/** The empty stack of the last walk, for the next one: most walks are short. Null while one goes on. */
let spareStack: Node[] | null = null;

/** Puts a node's children on a stack, the last one first, so that the first is taken next. */
export function pushChildren(node: Node, stack: (Node | null)[]): void {
  const fields = node as unknown as Readonly<Record<string, Node | readonly Node[] | null | undefined>>;
  const keys = childKeys[node.kind];
  for (let index = keys.length - 1; index >= 0; index--) {
    const value = fields[keys[index] as string];
    if (value === null || value === undefined) continue;
    if (Array.isArray(value)) for (let item = value.length - 1; item >= 0; item--) stack.push(value[item] as Node);
    else stack.push(value as Node);
  }
}

/** Array.isArray, which does not narrow readonly arrays. */
function isList(value: Node | readonly Node[]): value is readonly Node[] {
  return Array.isArray(value);
}
