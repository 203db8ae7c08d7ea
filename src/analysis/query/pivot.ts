import type { ColumnReference, Identifier, Pivot, SelectItem, Unpivot } from "../../syntax/nodes.ts";
import type { OutputColumn, SqlType } from "../model.ts";
import { leastRestrictive, sqlType, typeExpression, unknownType } from "../types/index.ts";
import { findAggregate, isAggregate, walkExpression, withoutParentheses } from "./expressions.ts";
import { expressionScope, typeNames } from "./expression-scope.ts";
import { tableColumn, violationAt, type CommonTableScope, type NameScope, type QuerySession } from "./query-state.ts";

/** An aggregate, a column or a value; never a star, which the grammar has no place for here. */
type Part = SelectItem["expression"];

/** The table that is turned, and what is known around it. */
interface PivotContext {
  readonly scope: NameScope;
  readonly commonTables: CommonTableScope | null;
  readonly session: QuerySession;
  /** The columns of the table; null where not known. */
  readonly columns: readonly OutputColumn[] | null;
}

/** `PIVOT (aggregates FOR axes IN (values))` (SqlValidatorImpl.validatePivot). Gives its columns, null where not known. */
export function validatePivot(pivot: Pivot, context: PivotContext): readonly OutputColumn[] | null {
  const { session, columns } = context;
  const types: SqlType[] = [];
  for (const { expression } of pivot.aggregates) {
    types.push(typeOfPart(expression, context));
    if (session.stopped() || !isPlainAggregate(expression, session)) return null;
  }
  for (const axis of pivot.axes) typeOfPart(columnNamed(axis), context);
  for (const value of pivot.values) {
    if (session.stopped() || !isCounted(itemsOf(value), pivot.axes.length, value, "PIVOT", session)) return null;
  }
  const used = new Set([...pivot.axes.map((axis) => axis.name), ...pivot.aggregates.flatMap(({ expression }) => namesIn(expression))]);
  const made = pivot.values.map((value) => pivot.aggregates.map((aggregate, index) => madeColumn(value, aggregate, types[index])));
  const named = made.flat().filter((column) => column !== null);
  if (columns === null || named.length < made.flat().length) return null;
  return [...columns.filter(({ name }) => !used.has(name)), ...named];
}

/** The item must be an aggregate function itself, without FILTER and without another within it. */
function isPlainAggregate(expression: Part, session: QuerySession): boolean {
  if (!isAggregate(expression, session.release) || expression.filter !== null) {
    session.report(violationAt("pivot-mismatch", "aggregate", expression, {}));
    return false;
  }
  if (expression.arguments.every((argument) => findAggregate(argument, session.release) === null)) return true;
  session.report(violationAt("nested-aggregate", "nested", expression, {}));
  return false;
}

function madeColumn(value: SelectItem, aggregate: SelectItem, type: SqlType | undefined): OutputColumn | null {
  const label = value.alias?.name ?? printedValue(value.expression);
  return label === null ? null : tableColumn(aggregate.alias === null ? label : `${label}_${aggregate.alias.name}`, type ?? unknownType, null, []);
}

/** A value's own name, as Calcite prints it; null for what is more than a literal. */
function printedValue(expression: Part): string | null {
  const node = expression.kind === "Star" ? expression : withoutParentheses(expression);
  switch (node.kind) {
    case "RowConstructor": {
      const parts = node.items.map(printedValue);
      return parts.includes(null) ? null : parts.join("_");
    }
    case "StringLiteral":
      return `'${node.value.replaceAll("'", "''")}'`;
    case "NumericLiteral":
      return node.form === "integer" ? node.text : null;
    default:
      return null;
  }
}

/** `UNPIVOT (measures FOR axes IN (columns AS values))` (SqlValidatorImpl.validateUnpivot). Gives its columns, null where not known. */
export function validateUnpivot(unpivot: Unpivot, context: PivotContext): readonly OutputColumn[] | null {
  const { session, columns } = context;
  const parts = unpivot.values.map((value) => splitValue(value));
  for (const { read, values, item } of parts) {
    if (!isCounted(read, unpivot.measures.length, item, "UNPIVOT", session) || (values.length > 0 && !isCounted(values, unpivot.axes.length, item, "UNPIVOT", session))) return null;
    for (const column of read) typeOfPart(column, context);
    if (session.stopped()) return null;
  }
  const used = new Set(parts.flatMap(({ read }) => read.flatMap(namesIn)));
  const kept = columns?.filter(({ name }) => !used.has(name)) ?? [];
  const names = new Set(kept.map(({ name }) => name));
  const measures = unpivot.measures.map((measure, index) => measureColumn(measure, parts.flatMap(({ read }) => read[index] ?? []), names, context));
  const axes = unpivot.axes.map((axis, index) => axisColumn(axis, parts.map(({ values }) => values[index] ?? null), names, context));
  return columns === null || session.stopped() ? null : [...kept, ...axes, ...measures];
}

interface UnpivotValue {
  readonly item: SelectItem;
  readonly read: readonly ColumnReference[];
  /** None: the names of the columns stand for them. */
  readonly values: readonly Part[];
}

function splitValue(item: SelectItem): UnpivotValue {
  const items = itemsOf(item);
  const read = items.filter((part) => part.kind === "ColumnReference");
  return { item, read, values: items.slice(read.length) };
}

function measureColumn(measure: Identifier, read: readonly ColumnReference[], names: Set<string>, context: PivotContext): OutputColumn {
  const type = commonType(read.map((column) => typeOfPart(column, context)), context.session);
  if (type === null) context.session.report(violationAt("pivot-mismatch", "measure", read[0] ?? measure, { measure: measure.name }));
  return newColumn(measure, type, names, context.session);
}

function axisColumn(axis: Identifier, values: readonly (Part | null)[], names: Set<string>, context: PivotContext): OutputColumn {
  const type = commonType(values.map((value) => (value === null ? sqlType("VARCHAR") : typeOfPart(value, context))), context.session);
  if (type === null) context.session.report(violationAt("pivot-mismatch", "axis", axis, { axis: axis.name }));
  return newColumn(axis, type, names, context.session);
}

const commonType = (types: readonly SqlType[], { release }: QuerySession): SqlType | null => (types.length === 0 ? unknownType : leastRestrictive(types, release));

function newColumn(name: Identifier, type: SqlType | null, names: Set<string>, session: QuerySession): OutputColumn {
  if (names.has(name.name)) session.report(violationAt("pivot-mismatch", "duplicate", name, { column: name.name }));
  names.add(name.name);
  return tableColumn(name.name, type ?? unknownType, null, []);
}

// Both

function typeOfPart(expression: Part, { scope, commonTables, session }: PivotContext): SqlType {
  if (expression.kind === "Star" || session.stopped() || !typeNames(expression, scope, session)) return unknownType;
  return typeExpression(expression, expressionScope(scope, commonTables, session), session.environment);
}

function isCounted(items: readonly Part[], count: number, value: SelectItem, clause: "PIVOT" | "UNPIVOT", session: QuerySession): boolean {
  if (items.length === count) return true;
  session.report(violationAt("pivot-mismatch", "count", value.expression, { clause, values: items.length, columns: count }));
  return false;
}

function itemsOf({ expression }: SelectItem): readonly Part[] {
  return expression.kind === "RowConstructor" ? expression.items : [expression];
}

const columnNamed = (name: Identifier): ColumnReference => ({ kind: "ColumnReference", start: name.start, end: name.end, parts: [name] });

function namesIn(expression: Part): string[] {
  const names: string[] = [];
  walkExpression(expression, (node) => {
    if (node.kind === "ColumnReference") names.push(node.parts.at(-1)?.name ?? "");
    return true;
  });
  return names;
}
