import { forEachChild } from "../../syntax/child-keys.ts";
import type { BinaryExpression, ColumnReference, Expression, Node } from "../../syntax/nodes.ts";
import { leastRestrictive } from "../types/index.ts";
import { sameType } from "../types/sql-type.ts";
import type { OutputColumn } from "../model.ts";
import { partsOf } from "./expression-parts.ts";
import { columnReferences, isAggregate, withoutParentheses } from "./expressions.ts";
import { isSameTable } from "./join-shape.ts";
import type { FromTable, QuerySession, ResolvedColumn } from "./query-state.ts";
import type { Aggregate, JoinRelation, Project, Relation } from "./relations.ts";

/**
 * Until 27 SqlToRelConverter finds a column by the place of its table among the leaves of the join. What ON computes of one side becomes
 * a projection of that side; where the side is a projection itself (a subquery), the two are merged, and the leaf is gone: what is
 * found in its stead are the leaves below it, and the tables that follow are looked for at wrong places.
 */
export interface LostSide {
  /** What ON computes of the side. */
  readonly computed: Expression;
  readonly table: string;
}

/** One table of a FROM clause. */
interface Leaf {
  readonly table: FromTable;
  /** The numbers of columns of what is found in its place; null: not known. */
  readonly found: readonly number[] | null;
  readonly lost: LostSide | null;
}

/** The first side that is lost and missed, null when there is none or the tables are not known well enough. */
export function lostSide(project: Project, session: QuerySession): LostSide | null {
  const join = session.release.major >= 28 ? null : joinOf(project);
  if (join === null) return null;
  const leaves = leavesOf(join, session);
  const lost = leaves?.find((leaf) => leaf.lost !== null)?.lost ?? null;
  if (leaves === null || lost === null) return null;
  return conditionMisses(join, session) || selectMisses(project, leaves, session) ? lost : null;
}

function joinOf(project: Project): JoinRelation | null {
  let relation: Relation = project.input;
  while ((relation.kind === "filter" || relation.kind === "aggregate") && (relation.kind === "filter" || relation.node === project.node)) relation = relation.input;
  return relation.kind === "join" ? relation : null;
}

function leavesOf(join: JoinRelation, session: QuerySession): readonly Leaf[] | null {
  const pushed = join.node.on === null ? { left: null, right: null } : pushedParts(join.node.on, join, session);
  const left = leavesOfSide(join.left, join.leftTables, pushed.left, session);
  const right = leavesOfSide(join.right, join.rightTables, pushed.right, session);
  return left === null || right === null ? null : [...left, ...right];
}

function leavesOfSide(side: Relation, tables: readonly FromTable[], computed: Expression | null, session: QuerySession): readonly Leaf[] | null {
  if (side.kind === "join") return leavesOf(side, session);
  const [table] = tables;
  if (table?.columns == null) return null;
  if (computed === null || !isProjection(side, session)) return [{ table, found: [table.columns.length], lost: null }];
  return [{ table, found: leavesBelow(side.input, true, session), lost: { computed, table: table.name ?? "" } }];
}

/** A projection that is no mere order of groups: that one is left out. */
function isProjection(relation: Relation, session: QuerySession): relation is Project {
  if (relation.kind !== "project") return false;
  const input = relation.input.kind === "filter" && relation.input.having ? relation.input.input : relation.input;
  return input.kind !== "aggregate" || input.distinct || !isGroupsInOrder(relation, input, session);
}

/** True where SELECT only passes keys and aggregates on, in their order: no projection is made. */
export function isGroupsInOrder({ fields, facts }: Project, { keys }: Aggregate, session: QuerySession): boolean {
  if (fields === null || facts.aliases.size > 0) return false;
  // A key that stands there twice is grouped by once.
  if (new Set(keys.map((key) => textOf(key, session))).size < keys.length) return false;
  return fields.every(({ expression }, index) => {
    if (expression === null) return false;
    return index < keys.length ? expression === keys[index] || textOf(expression, session) === textOf(keys[index] ?? expression, session) : isAggregate(withoutParentheses(expression), session.release);
  });
}

const textOf = (node: Node, session: QuerySession): string => session.text.slice(node.start, node.end);

/** The leaves below a projection that was merged away; a projection right below it is merged, too. */
function leavesBelow(relation: Relation, merging: boolean, session: QuerySession): readonly number[] | null {
  const derived = session.derivedTables.get(relation);
  if (derived !== undefined && !(merging && relation.kind === "project")) return derived.columns === null ? null : [derived.columns.length];
  switch (relation.kind) {
    case "scan":
      return relation.table.columns === null ? null : [relation.table.columns.length];
    case "values":
      return relation.body === null ? [] : null;
    case "filter":
      return leavesBelow(relation.input, false, session);
    case "project":
    case "aggregate":
      return leavesBelow(relation.input, merging || relation.kind === "aggregate", session);
    case "join": {
      const left = leavesBelow(relation.left, false, session);
      const right = leavesBelow(relation.right, false, session);
      return left === null || right === null ? null : [...left, ...right];
    }
    default:
      return null;
  }
}

// What ON computes

interface Pushed {
  left: Expression | null;
  right: Expression | null;
}

/** The first expression of each side alone that RelOptUtil.pushDownJoinConditions moves below the join. */
function pushedParts(condition: Expression, join: JoinRelation, session: QuerySession): Pushed {
  const pushed: Pushed = { left: null, right: null };
  const open: Expression[] = [condition];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = withoutParentheses(next);
    const equality = node.kind === "BinaryExpression" && node.operator === "=";
    if (node.kind === "BinaryExpression" && node.operator === "AND") open.push(node.right, node.left);
    else if (node.kind === "BinaryExpression" && node.operator === "OR") continue;
    else if (equality) for (const operand of computedOperands(node, session)) push(operand, join, pushed, session);
    else push(node, join, pushed, session);
  }
  return pushed;
}

function push(node: Expression, join: JoinRelation, pushed: Pushed, session: QuerySession): void {
  const sides = new Set(columnReferences(node, session.release).map((reference) => sideOf(reference, join, session)));
  if (sides.size !== 1) return;
  const [side] = sides;
  if (side === "left") pushed.left ??= node;
  else if (side === "right") pushed.right ??= node;
}

function sideOf(reference: ColumnReference, join: JoinRelation, session: QuerySession): "left" | "right" | "none" {
  const table = session.resolved.get(reference)?.table;
  if (table === undefined) return "none";
  if (join.leftTables.some((each) => isSameTable(each, table))) return "left";
  return join.rightTables.some((each) => isSameTable(each, table)) ? "right" : "none";
}

/** Operands of `=` that are no bare columns, or columns that are cast to the type of both. */
function computedOperands({ left, right }: BinaryExpression, session: QuerySession): readonly Expression[] {
  const { types, coercions } = session.environment;
  const operands = [withoutParentheses(left), withoutParentheses(right)];
  const [one, other] = operands.map((operand) => coercions.get(operand) ?? types.get(operand));
  const common = one === undefined || other === undefined ? null : leastRestrictive([one, other]);
  return operands.filter((operand) => {
    if (operand.kind !== "ColumnReference") return true;
    const own = types.get(operand);
    if (own === undefined || own.name === "UNKNOWN" || common === null || common.name === "UNKNOWN") return false;
    return coercions.has(operand) || !sameType({ ...own, nullable: true }, { ...common, nullable: true });
  });
}

// What is missed

/** A condition further out names a column that is not where it is looked for. */
function conditionMisses(join: JoinRelation, session: QuerySession): boolean {
  if (join.left.kind === "join" && conditionMisses(join.left, session)) return true;
  if (join.right.kind === "join" && conditionMisses(join.right, session)) return true;
  if (join.node.on === null) return false;
  const inner = [join.left, join.right].map((side, index) => leavesOfSide(side, index === 0 ? join.leftTables : join.rightTables, null, session));
  const leaves = inner.includes(null) ? null : inner.flatMap((each) => each ?? []);
  return leaves?.some(({ lost }) => lost !== null) === true && referencesMiss(join.node.on, leaves, session);
}

function selectMisses(project: Project, leaves: readonly Leaf[], session: QuerySession): boolean {
  const { node, facts } = project;
  const selected = facts.items.some(({ column, expression }) => {
    const bareColumn = expression === null ? column : resolvedOf(expression, session);
    return bareColumn === null ? expression !== null && referencesMiss(expression, leaves, session) : misses(bareColumn, leaves, !facts.aggregating);
  });
  if (selected) return true;
  const others = [node.where, node.having, ...(node.groupBy?.items ?? []), ...facts.order.map(({ expression }) => expression)];
  return others.some((other) => other !== null && referencesMiss(other, leaves, session));
}

function resolvedOf(expression: Expression, session: QuerySession): ResolvedColumn | null {
  const inner = withoutParentheses(expression);
  return inner.kind === "ColumnReference" ? (session.resolved.get(inner) ?? null) : null;
}

function referencesMiss(node: Node, leaves: readonly Leaf[], session: QuerySession): boolean {
  const { references, holdsQuery } = partsOf(node);
  if (references.some((reference) => misses(session.resolved.get(reference) ?? null, leaves, false))) return true;
  let found = false;
  if (holdsQuery) forEachChild(node, (child) => (found ||= child.kind !== "Query" && child !== node && referencesMiss(child, leaves, session)));
  return found;
}

/** True when the column is looked for beyond the row, or (in a row whose types are compared) where a column of another type is. */
function misses(resolved: ResolvedColumn | null, leaves: readonly Leaf[], compared: boolean): boolean {
  if (resolved === null) return false;
  const position = leaves.findIndex(({ table }) => isSameTable(table, resolved.table));
  const leaf = leaves[position];
  const own = leaf?.table.columns?.findIndex(({ name }) => name === resolved.name) ?? -1;
  if (leaf === undefined || own === -1 || leaves.some(({ found }) => found === null)) return false;
  const found = leaves.flatMap((each) => each.found ?? []);
  if (position >= found.length) return true;
  const row = leaves.flatMap(({ table }): readonly OutputColumn[] => table.columns ?? []);
  const index = sum(found.slice(0, position)) + own;
  const right = sum(leaves.slice(0, position).map(({ table }) => table.columns?.length ?? 0)) + own;
  if (index === right) return false;
  const [wanted, there] = [row[right], row[index]];
  return there === undefined || (compared && wanted !== undefined && !sameType(wanted.type, there.type));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
