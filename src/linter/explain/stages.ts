import { flagInForce } from "../../analysis/insight/query-context.ts";
import { aggregateCalls, nameOfCall } from "../../analysis/insight/aggregates.ts";
import type { StatementAnalysis } from "../../analysis/model.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import type { CommonTable, Expression, Join, Node, Query, QueryBody, Select, Statement, TableReference } from "../../syntax/nodes.ts";

/**
 * The stages of MSQ that a statement needs, estimated after Druid's query kits: a scan is one, a grouping two, a LIMIT one, what cannot be
 * merged into the query above is read by a stage of its own, and segments are written by one more. Null where the statement is no query.
 */
export function stagesOf(analysis: StatementAnalysis, statement: Statement): number | null {
  const estimate = createEstimate(analysis);
  if (statement.kind === "QueryStatement") return estimate.query(statement.query, new Map()) + resultStages(analysis);
  if (statement.kind !== "InsertStatement" && statement.kind !== "ReplaceStatement") return null;
  return 1 + estimate.query(statement.source, new Map());
}

/** The rows of a SELECT pass through one more stage where they are cut off or go to durable storage. */
function resultStages({ context }: StatementAnalysis): number {
  const stored = String(context.get("selectDestination")?.value).toLowerCase() === "durablestorage";
  return (stored ? 1 : 0) + (context.has("sqlOuterLimit") ? 1 : 0);
}

type CommonTables = ReadonlyMap<string, CommonTable>;

interface Estimate {
  query(query: Query, outer: CommonTables): number;
}

/** What a query below another one asks for: stages of its own, or none where it becomes part of the query above. */
interface Source {
  readonly stages: number;
  readonly merges: boolean;
}

function createEstimate(analysis: StatementAnalysis): Estimate {
  const { release } = analysis.options;
  const sortMerge = String(analysis.context.get("sqlJoinAlgorithm")?.value).toLowerCase() === "sortmerge";
  const exactDistinct = !flagInForce(analysis, "useApproximateCountDistinct");

  // A common table is read as often as it is named, and sees the same tables each time.
  const stagesByQuery = new Map<Query, number>();

  function query(node: Query, outer: CommonTables): number {
    const known = stagesByQuery.get(node);
    if (known !== undefined) return known;
    const stages = stagesOfQuery(node, outer);
    stagesByQuery.set(node, stages);
    return stages;
  }

  function stagesOfQuery(node: Query, outer: CommonTables): number {
    const tables = node.with === null ? outer : new Map([...outer, ...node.with.tables.map((table) => [table.name.name, table] as const)]);
    return body(node.body, tables) + (isLimited(node) ? 1 : 0);
  }

  function body(node: QueryBody, tables: CommonTables): number {
    switch (node.kind) {
      case "Select":
        return select(node, tables);
      case "ParenthesizedQuery":
        return query(node.query, tables);
      default:
        return 1;
    }
  }

  function select(node: Select, tables: CommonTables): number {
    const below = node.from === null ? 0 : from(node.from, tables);
    return below + own(node, tables) + subqueriesOf(node, tables) + (hasWindow(node) ? 1 : 0);
  }

  /** A plain projection of a query that stands alone in FROM becomes part of that query. */
  function own(node: Select, tables: CommonTables): number {
    const distinct = exactDistinct ? distinctStages(node) : 0;
    if (distinct > 0) return distinct;
    if (isGrouped(node)) return 2;
    const inner = node.from === null ? null : queryBehind(node.from, tables);
    const passesOn = inner !== null && (node.where === null || isGroupedQuery(inner.query)) && !mergesUpwards(inner.query) && subqueriesOf(node, tables) === 0;
    return passesOn ? 0 : 1;
  }

  /** Exact counts group by the counted column first; several of them, or other aggregates beside one, are joined. */
  function distinctStages(node: Select): number {
    const calls = expressionsOf(node).flatMap((expression) => aggregateCalls(expression, release));
    const counted = calls.filter((call) => call.quantifier === "DISTINCT" && nameOfCall(call) === "COUNT").length;
    if (counted === 0) return 0;
    return counted === 1 ? 4 : counted * 4 + (calls.length > counted ? 2 : 0) + 1;
  }

  function isGrouped(node: Select): boolean {
    return node.groupBy !== null || node.quantifier === "DISTINCT" || expressionsOf(node).some((expression) => aggregateCalls(expression, release).length > 0);
  }

  function isGroupedQuery(node: Query): boolean {
    return node.body.kind === "Select" && isGrouped(node.body) && !isLimited(node);
  }

  /** True of a query that filters and computes only: the query above does that in the same stage. */
  function mergesUpwards(node: Query): boolean {
    if (isLimited(node)) return false;
    if (node.body.kind === "ParenthesizedQuery") return mergesUpwards(node.body.query);
    return node.body.kind === "Values" || (node.body.kind === "Select" && !isGrouped(node.body));
  }

  function queryBehind(node: TableReference, tables: CommonTables): { readonly query: Query; readonly tables: CommonTables } | null {
    if (node.kind === "ParenthesizedTable") return queryBehind(node.table, tables);
    if (node.kind === "DerivedTable") return { query: node.query, tables };
    if (node.kind !== "NamedTable" || node.name.parts.length !== 1) return null;
    const name = node.name.parts[0]?.name ?? "";
    const table = tables.get(name);
    // A table expression sees those before it, not itself.
    return table === undefined ? null : { query: table.query, tables: new Map([...tables].filter(([other]) => other !== name)) };
  }

  function from(node: TableReference, tables: CommonTables): number {
    const source = sourceOf(node, tables);
    // What merges still brings its own inputs.
    return source.merges ? source.stages - 1 : source.stages;
  }

  function sourceOf(node: TableReference, tables: CommonTables): Source {
    if (node.kind === "Join") return { stages: joinStages(node, tables), merges: false };
    if (node.kind === "ParenthesizedTable") return sourceOf(node.table, tables);
    const inner = queryBehind(node, tables);
    if (inner === null) return { stages: 1, merges: true };
    return { stages: query(inner.query, inner.tables), merges: mergesUpwards(inner.query) };
  }

  /** Inputs of a join, without the stage that reads its result: a broadcast one is read along with its left side. */
  function joinStages(node: Join, tables: CommonTables): number {
    const { left, right } = node;
    if (isShuffled(node)) return 1 + inputStages(left, tables) + inputStages(right, tables);
    const first = sourceOf(left, tables);
    return (first.merges && !isFiltered(left, tables) ? first.stages - 1 : first.stages) + (isAtHand(right) ? 0 : inputStages(right, tables));
  }

  function inputStages(node: TableReference, tables: CommonTables): number {
    const { stages } = sourceOf(node, tables);
    return node.kind === "Join" ? stages + 1 : stages;
  }

  /** A filter of its own makes the left side of a broadcast join a query of its own. */
  function isFiltered(node: TableReference, tables: CommonTables): boolean {
    const inner = queryBehind(node, tables);
    if (inner?.query.body.kind !== "Select") return false;
    const { where, from: below } = inner.query.body;
    return where !== null || (below !== null && isFiltered(below, inner.tables));
  }

  function isShuffled({ on, type }: Join): boolean {
    return sortMerge && type !== "CROSS" && type !== "COMMA" && on !== null;
  }

  /** Subqueries in conditions and values, each of which becomes a join. */
  function subqueriesOf(node: Select, tables: CommonTables): number {
    return expressionsOf(node).reduce((sum, expression) => sum + subqueryStages(expression, tables), 0);
  }

  function subqueryStages(node: Node, tables: CommonTables): number {
    if (node.kind === "InExpression" && node.query) {
      const [values] = node.values;
      const inner = values?.kind === "SubqueryExpression" ? values.query : null;
      if (inner === null) return 0;
      // The values are grouped; what is not merged into that grouping comes before it. NOT IN counts them as well.
      const grouped = mergesUpwards(inner) ? query(inner, tables) + 1 : isGroupedQuery(inner) ? query(inner, tables) : query(inner, tables) + 2;
      return node.negated ? grouped + 2 : grouped;
    }
    if (node.kind === "SubqueryExpression") return query(node.query, tables);
    let stages = 0;
    forEachChild(node, (child) => {
      stages += subqueryStages(child, tables);
    });
    return stages;
  }

  return { query };
}

function isLimited({ limit, offset, fetch }: Query): boolean {
  return (limit !== null && limit.count !== null) || offset !== null || fetch !== null;
}

/** Rows are brought together by their partition before a window is computed. */
function hasWindow(node: Select): boolean {
  return node.windows.length > 0 || expressionsOf(node).some((expression) => nodesOfKind(expression, "FunctionCall").some((call) => call.over !== null));
}

/** Lookups, VALUES and the elements of an array are where the work is done. */
function isAtHand(node: TableReference): boolean {
  if (node.kind === "UnnestTable") return true;
  if (node.kind === "DerivedTable") return node.query.body.kind === "Values";
  return node.kind === "NamedTable" && node.name.parts.length === 2 && node.name.parts[0]?.name.toLowerCase() === "lookup";
}

/** Where values of a SELECT are computed: not what its FROM holds. */
function expressionsOf(node: Select): readonly Expression[] {
  const items = node.items.flatMap(({ expression }) => (expression.kind === "Star" ? [] : [expression]));
  return [...items, ...(node.where === null ? [] : [node.where]), ...(node.having === null ? [] : [node.having])];
}
