import { functionNamed } from "../../druid/functions.ts";
import type { Expression, FunctionCall, Identifier, NamedWindow, Node, OrderItem, Select, WindowFrame, WindowSpecification } from "../../syntax/nodes.ts";
import { typeExpression } from "../types/index.ts";
import { expressionScope, typeNames } from "./expression-scope.ts";
import { partsBesideNames } from "./expression-parts.ts";
import { findAggregate, isBareWindowFunction, withoutParentheses } from "./expressions.ts";
import { checkNulls } from "./nulls-order.ts";
import { dotted, violationAt, wordAfter, type CommonTableScope, type NameScope, type QuerySession } from "./query-state.ts";

interface WindowContext {
  readonly scope: NameScope;
  readonly commonTables: CommonTableScope | null;
  readonly session: QuerySession;
}

/** Ranking functions mean nothing without an order (Calcite's `requiresOrder`). */
const orderedFunctions: ReadonlySet<string> = new Set(["RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST"]);
/** Functions whose window takes no frame (`allowsFraming` false). */
const frameless: ReadonlySet<string> = new Set(["RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST", "ROW_NUMBER", "NTILE", "LAG", "LEAD"]);

/** Functions that take no frame of so and so many rows. */
const valueFunctions: ReadonlySet<string> = new Set(["FIRST_VALUE", "LAST_VALUE"]);

/** The WINDOW clause: names once, and every `OVER name` must name one of them. */
export function checkNamedWindows(select: Select, context: WindowContext): void {
  const { session } = context;
  const names = new Set<string>();
  for (const window of select.windows) {
    if (names.has(window.name.name)) {
      session.report(violationAt("window-name", "duplicate", window.name, { window: window.name.name }));
      return;
    }
    names.add(window.name.name);
    validateWindow(window, context);
    if (session.stopped()) return;
  }
}

function validateWindow(window: NamedWindow, { scope, commonTables, session }: WindowContext): void {
  const names = expressionScope(scope, commonTables, session);
  const { specification } = window;
  if (!checkNullsOf(specification, session)) return;
  const aggregate = session.release.major < 30 ? null : findAggregate(specification, session.release);
  if (aggregate !== null) {
    refuse("window-unsupported", "named", aggregate, {}, session, specification.start);
    return;
  }
  for (const expression of [...specification.partitionBy, ...(specification.orderBy?.items.map((item) => item.expression) ?? [])]) {
    if (session.stopped() || !typeNames(expression, scope, session)) return;
    typeExpression(expression, names, session.environment);
  }
  checkPartial(specification, session);
}

/** NULLS FIRST and NULLS LAST of a window's order, which Druid looks at before Calcite does (30 on). */
const checkNullsOf = (specification: WindowSpecification, session: QuerySession): boolean => specification.orderBy?.items.every((item) => checkNulls(item, session)) ?? true;

/** Calls with OVER in an expression, and window functions without it. False when one was refused. */
export function checkWindowCalls(expression: Node, windows: readonly NamedWindow[], session: QuerySession): boolean {
  const { calls, windowCall } = partsBesideNames(expression);
  return windowCall === null || calls.every((call) => call.over === null || checkWindowCall(call, call.over, windows, session));
}

function checkWindowCall(call: FunctionCall, over: WindowSpecification | Identifier, windows: readonly NamedWindow[], session: QuerySession): boolean {
  const fact = call.name.parts.length === 1 ? functionNamed(call.name.parts[0]?.name ?? "", session.release) : null;
  if (fact === null) return true;
  if (!fact.aggregate || call.filter !== null) return refuse("over-non-aggregate", "notAggregate", call, { function: fact.name }, session);
  const reference = over.kind === "Identifier" ? over : over.base;
  const named = reference === null ? null : windows.find((window) => window.name.name === reference.name);
  if (named === undefined) return refuse("window-name", "notFound", reference ?? call, { window: reference?.name ?? "" }, session);
  const specification = over.kind === "Identifier" ? named?.specification : over;
  if (specification === undefined) return true;
  return checkSpecification({ name: fact.name.toUpperCase(), callStart: call.start, overStart: over.start }, specification, named ?? null, session) && checkRelease(call, session);
}

/** A call, and where Druid says that it and its window begin. */
interface WindowUse {
  readonly name: string;
  readonly callStart: number;
  readonly overStart: number;
}

function checkSpecification(use: WindowUse, specification: WindowSpecification, named: NamedWindow | null, session: QuerySession): boolean {
  const { name } = use;
  const order = specification.orderBy?.items ?? named?.specification.orderBy?.items ?? [];
  const { frame } = specification;
  const descending = order.find((item) => item.direction === "DESC" || item.nulls !== null);
  if (session.release.major >= 30 && !checkNullsOf(specification, session)) return false;
  if (descending !== undefined && session.release.major < 28) return refuse("window-order-desc", "crash", descending, { function: name }, session);
  if (order.length === 0 && orderedFunctions.has(name)) return refuse("window-order-missing", "function", specification, { function: name }, session);
  return (frame === null || checkFrame(use, frame, specification, order, session)) && checkPartial(specification, session);
}

function checkFrame(use: WindowUse, frame: WindowFrame, specification: WindowSpecification, order: readonly OrderItem[], session: QuerySession): boolean {
  const { name } = use;
  if (session.release.major >= 30 ? !checkDruidFrame(use, frame, session) : !checkCounts(frame, session)) return false;
  if (frameless.has(name)) return refuse("window-frame", "function", frame, { function: name }, session);
  if (!checkBounds(frame, session)) return false;
  // A frame without an offset counts no values: from 30 on it needs no order, and any will do.
  if (frame.unit === "ROWS" || session.release.major >= 30) return true;
  if (order.length === 0) return refuse("window-order-missing", "range", specification, { function: name }, session);
  return order.length === 1 || refuse("window-frame", "compound", frame, { function: name }, session);
}

/** A window that does not count rows, one without a frame too, cannot leave incomplete ones out. */
function checkPartial({ frame, orderBy, partitionBy, partial, start }: WindowSpecification, session: QuerySession): boolean {
  if (partial !== "DISALLOW PARTIAL" || frame?.unit === "ROWS") return true;
  const words = wordAfter("DISALLOW", frame?.end ?? orderBy?.end ?? partitionBy.at(-1)?.end ?? start, session.text);
  return refuse("window-frame", "partial", { ...words, end: words.start + "DISALLOW PARTIAL".length }, {}, session);
}

/** Rows are counted by whole numbers. */
function checkCounts({ low, high, unit }: WindowFrame, session: QuerySession): boolean {
  const uneven = [low, high].find((bound) => bound?.offset?.kind === "NumericLiteral" && bound.offset.form !== "integer");
  return unit !== "ROWS" || uneven?.offset == null || refuse("window-frame", "integral", uneven, {}, session, uneven.offset.start);
}

/** What Druid asks of a frame before Calcite does (DruidSqlValidator.validateWindow, 30 on). Its messages name the window. */
function checkDruidFrame({ name, callStart, overStart }: WindowUse, frame: WindowFrame, session: QuerySession): boolean {
  const bounds = frame.high === null ? [frame.low] : [frame.low, frame.high];
  const offset = bounds.find((bound) => bound.offset !== null);
  const computed = bounds.find((bound) => bound.offset !== null && !isLiteral(bound.offset));
  if (computed !== undefined) return refuse("window-frame", "computed", computed, {}, session, overStart);
  if (name === "NTILE") return refuse("window-frame", "function", frame, { function: name }, session, callStart);
  if (offset !== undefined && valueFunctions.has(name)) return refuse("window-frame", "value", offset, { function: name }, session, callStart);
  if (frame.unit === "RANGE" && offset !== undefined) return refuse("window-frame", "range", frame, {}, session, overStart);
  const uneven = bounds.find((bound) => bound.offset !== null && !isCount(bound.offset));
  return uneven?.offset == null || refuse("window-frame", "integral", uneven, {}, session, uneven.offset.start);
}

/** The frame must not end before it begins (Calcite's `SqlWindow.checkSpecialLiterals`), but from 31 on one bound alone may be any. */
function checkBounds({ low, high }: WindowFrame, session: QuerySession): boolean {
  if (low.bound === "UNBOUNDED FOLLOWING" && (high !== null || session.release.major < 31)) return refuse("window-frame", "lowerBound", low, { bound: low.bound }, session);
  if (high === null) return true;
  if (high.bound === "UNBOUNDED PRECEDING") return refuse("window-frame", "upperBound", high, { bound: high.bound }, session);
  const backwards = high.bound === "PRECEDING" && (low.bound === "FOLLOWING" || low.bound === "CURRENT ROW");
  if (!backwards && !(high.bound === "CURRENT ROW" && low.bound === "FOLLOWING")) return true;
  return refuse("window-frame", "order", high, { bound: high.bound, low: low.bound }, session);
}

/** 28 and 29 know windows only under a switch; from 28 on DISTINCT is refused in them. */
function checkRelease(call: FunctionCall, session: QuerySession): boolean {
  const { major } = session.release;
  if ((major === 28 || major === 29) && !session.anyEngine) return refuse("window-unsupported", "unsupported", call, {}, session);
  if (major >= 28 && call.quantifier === "DISTINCT") return refuse("window-distinct", "distinct", call, {}, session);
  return true;
}

/** A window function as a whole item, without OVER and without alias: Calcite looks no deeper. */
export function checkBareWindowFunction(expression: Expression, session: QuerySession): boolean {
  const call = withoutParentheses(expression);
  return call.kind !== "FunctionCall" || checkOver(call, session, "validate");
}

/** False for a window function without OVER. */
export function checkOver(call: FunctionCall, session: QuerySession, stage: "validate" | "plan"): boolean {
  if (!isBareWindowFunction(call, session.release)) return true;
  session.report(violationAt("over-missing", "missing", call, { function: dotted(call.name.parts).toUpperCase() }, stage));
  return false;
}

/** A sign is part of the literal. */
function isLiteral(expression: Expression): boolean {
  const node = withoutParentheses(expression);
  return node.kind.endsWith("Literal") || (node.kind === "UnaryExpression" && node.operator === "-" && node.operand.kind === "NumericLiteral");
}

/** False for numbers that are negative, have a fraction or an exponent; what is no number fails later. */
function isCount(expression: Expression): boolean {
  const node = withoutParentheses(expression);
  return node.kind !== "UnaryExpression" && (node.kind !== "NumericLiteral" || (node.form !== "approximate" && Number.isInteger(Number(node.text))));
}

function refuse(rule: string, message: string, node: { start: number; end: number }, data: Readonly<Record<string, string>>, session: QuerySession, druidStart: number | null = null): false {
  session.report(violationAt(rule, message, node, data, "validate", druidStart));
  return false;
}
