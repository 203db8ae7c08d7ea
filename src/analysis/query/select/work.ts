import type { ColumnReference, Expression, Select, SelectItem } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { typeExpression, unknownType, type ExpressionScope } from "../../types/index.ts";
import { expressionScope, typeNames } from "../expression-scope.ts";
import { holdsBareFunction } from "../expressions.ts";
import { createGrouping, type Grouping } from "../grouping.ts";
import type { BodyContext } from "../queries.ts";
import type { ExpandedItem, GroupItem, NameScope, OrderKey, QuerySession } from "../query-state.ts";

/** A SELECT under validation: what its clauses find out for one another. */
export interface SelectWork {
  readonly select: Select;
  readonly context: BodyContext;
  readonly session: QuerySession;
  readonly scope: NameScope;
  /** Where the items and the keys of groups look their names up. */
  itemScope: NameScope;
  readonly aggregating: boolean;
  readonly aliases: Map<ColumnReference, Expression>;
  readonly groupItems: GroupItem[];
  readonly items: ExpandedItem[];
  readonly order: OrderKey[];
  /** The names of the columns expanded so far. */
  readonly names: Set<string>;
  /** Made when first asked for. */
  readonly indexes: SelectIndexes;
  /** False once an item of GROUP BY was refused: nothing is said of what is not grouped. */
  groupingKnown: boolean;
  /** False once an item could not be expanded: the row type is not known. */
  itemsKnown: boolean;
}

/** What several clauses look up, so that each looks once however many items the SELECT has. */
interface SelectIndexes {
  /** Of the items of GROUP BY. */
  grouping: Grouping | null;
  /** Of the items of SELECT DISTINCT. */
  distinct: Grouping | null;
  /** The names in sight of an expression that may use no alias. */
  plain: ExpressionScope | null;
  /** The names in sight of an item of the SELECT list. */
  item: ExpressionScope | null;
  /** The items as written, by the name that they give a column. */
  written: ReadonlyMap<string, readonly SelectItem[]> | null;
  /** The expanded items that have a name of their own, by it. */
  named: ReadonlyMap<string, readonly ExpandedItem[]> | null;
  /** The first position of each expression, for as many expanded items as were asked about. */
  readonly ordinals: Map<string, number>;
  looked: number;
}

/** The type of an expression that may use no alias. */
export function validatePlain(expression: Expression, work: SelectWork): SqlType {
  const { session, scope, context, indexes } = work;
  if (!typeNames(expression, scope, session)) return unknownType;
  indexes.plain ??= expressionScope(scope, context.commonTables, session);
  return typeExpression(expression, indexes.plain, session.environment);
}

/** The type of an item of the SELECT list, or of a key of groups that is written as an expression. */
export function validateItem(expression: Expression, work: SelectWork): SqlType {
  const { session, itemScope, context, indexes } = work;
  if (!typeNames(expression, itemScope, session)) return unknownType;
  indexes.item ??= expressionScope(itemScope, context.commonTables, session);
  return typeExpression(expression, indexes.item, session.environment);
}

/** What may stand ungrouped beside GROUP BY, made once. */
export function groupingOf(work: SelectWork): Grouping {
  work.indexes.grouping ??= createGrouping(work.groupItems.flatMap((group) => group.expressions), { scope: work.scope, session: work.session, aliases: work.aliases, distinct: false, unmatched: unmatchedKeys(work) });
  return work.indexes.grouping;
}

/** Until 27 a word such as CURRENT_TIMESTAMP becomes a call in the item and stays a word in the key that an ordinal stands for. */
function unmatchedKeys({ groupItems, session }: SelectWork): ReadonlySet<Expression> {
  const keys = groupItems.flatMap(({ byOrdinal }) => [...byOrdinal]);
  return new Set(session.release.major < 28 ? keys.filter((key) => holdsBareFunction(key, session.release)) : []);
}
