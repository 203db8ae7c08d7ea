import { forEachChild, walk } from "../../../syntax/child-keys.ts";
import type { Argument, ColumnReference, Expression, FunctionCall, Node, Select, TableReference } from "../../../syntax/nodes.ts";
import { admitsNull } from "../../types/index.ts";
import { partsOf } from "../expression-parts.ts";
import { isAggregate } from "../expressions.ts";
import { isSameTable } from "../join-shape.ts";
import type { QuerySession, SelectFacts } from "../query-state.ts";
import type { Project, ProjectField, Relation } from "../relations.ts";
import type { Needed } from "./context.ts";

/** The needed columns of a subquery by the names that it gives them itself. */
export function innerNames(relation: Relation, needed: Needed, session: QuerySession): Needed {
  const table = session.derivedTables.get(relation);
  if (table?.query == null || table.columns === null || needed === null) return needed;
  const rows = session.rows.get(table.query);
  if (rows == null) return null;
  return new Set(table.columns.flatMap((column, index) => (needed.has(column.name) ? [rows[index]?.name ?? column.name] : [])));
}

/** The columns of a SELECT that somebody above reads. */
export function usedFields(project: Project, needed: Needed): readonly ProjectField[] {
  const fields = project.fields ?? project.facts.items.map((item) => ({ name: item.output.name, source: item.column, expression: item.expression, merged: item.merged, left: item.merged ? (item.column?.column ?? null) : null }));
  return needed === null || project.node.quantifier === "DISTINCT" ? fields : fields.filter((field) => needed.has(field.name));
}

/** Every column that the clauses of a SELECT read, by name: what stays when the field trimmer has gone through its tables. */
export function neededColumns(facts: SelectFacts, select: Select, used: readonly ProjectField[], session: QuerySession): Needed {
  const names = new Set<string>();
  const read = (node: Node | null): void => {
    if (node?.kind === "ColumnReference") names.add(nameRead(node, session));
    if (node === null || node.kind === "ColumnReference" || (node.kind === "FunctionCall" && node.over === null && isCountOfAll(node, session))) return;
    const { references, holdsQuery } = partsOf(node);
    for (const reference of references) names.add(nameRead(reference, session));
    if (!holdsQuery) return;
    walk(node, (each) => {
      if (each.kind === "ColumnReference" && isOwn(each, facts, session)) names.add(nameRead(each, session));
      return true;
    });
  };
  for (const field of used) {
    if (field.source !== null) names.add(field.source.name);
    read(field.expression);
  }
  readJoins(select.from, read);
  read(select.where);
  read(select.having);
  for (const { specification } of select.windows) read(specification);
  for (const item of select.groupBy?.items ?? []) read(item);
  for (const key of facts.order) read(key.expression);
  return names;
}

/** A name within a subquery that means a table of this SELECT, as far as known. */
function isOwn(reference: ColumnReference, { scope }: SelectFacts, session: QuerySession): boolean {
  const table = session.resolved.get(reference)?.table;
  return table === undefined || scope.tables.some((own) => isSameTable(own, table));
}

function nameRead(reference: ColumnReference, session: QuerySession): string {
  return session.resolved.get(reference)?.name ?? reference.parts.at(-1)?.name ?? "";
}

/** The names in the conditions of a FROM clause and in the tables that see others (LATERAL, UNNEST), not those of its subqueries. */
function readJoins(table: TableReference | null, read: (node: Node | null) => void): void {
  if (table === null) return;
  if (table.kind === "Join") {
    readJoins(table.left, read);
    readJoins(table.right, read);
    read(table.on);
  } else if (table.kind === "ParenthesizedTable") readJoins(table.table, read);
  else if (table.kind === "UnnestTable" || (table.kind === "DerivedTable" && table.lateral)) forEachChild(table, read);
}

/** COUNT of what is never NULL counts rows and reads nothing. */
export function isCountOfAll(call: FunctionCall, session: QuerySession): boolean {
  if (call.name.parts[0]?.name.toUpperCase() !== "COUNT" || call.quantifier === "DISTINCT") return false;
  return call.arguments.every((argument) => !isExpression(argument) || !admitsNull(argument, session.environment));
}

/** Whether an argument has a value. */
export const isExpression = (argument: Argument): argument is Expression => !notExpressions.has(argument.kind);

const notExpressions: ReadonlySet<string> = new Set(["Star", "Query", "NamedArgument", "TimeUnit", "ArgumentKeyword", "DefaultArgument", "TableArgument"]);

/** What a SELECT with groups computes above them: its items, or those of them that are read, HAVING and ORDER BY. */
export function expressionsOverGroups(
  select: Select, facts: SelectFacts, items: readonly { readonly expression: Expression | null }[] = facts.items,
): readonly Expression[] {
  return [...items.map(({ expression }) => expression), select.having, ...facts.order.map(({ expression }) => expression)].filter((expression) => expression !== null);
}

/** The aggregates of a SELECT with groups. */
export function aggregatesOf({ node, facts }: { readonly node: Select; readonly facts: SelectFacts }, { release }: QuerySession): readonly FunctionCall[] {
  return expressionsOverGroups(node, facts).flatMap((expression) => partsOf(expression).calls.filter((call) => isAggregate(call, release)));
}
