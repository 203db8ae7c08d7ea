import { walk } from "../../syntax/child-keys.ts";
import type { ColumnReference, FunctionCall, JsonFunctionCall, Node, NodeKind, Star } from "../../syntax/nodes.ts";
import { createMemo } from "../memo.ts";

/** What an expression is made of, as far as many checks ask for it; the inside of its subqueries is not its own. All in the order of the text. */
export interface ExpressionParts {
  /** The names it reads, words that are functions without parentheses (CURRENT_DATE) among them. */
  readonly references: readonly ColumnReference[];
  /** Its calls of functions by name, outer ones before inner ones. */
  readonly calls: readonly FunctionCall[];
  /** The first call with OVER. */
  readonly windowCall: FunctionCall | JsonFunctionCall | null;
  /** The first `t.*`. */
  readonly qualifiedStar: Star | null;
  /** A query stands in it. */
  readonly holdsQuery: boolean;
}

const nothing: ExpressionParts = { references: [], calls: [], windowCall: null, qualifiedStar: null, holdsQuery: false };
const collected = createMemo<Node, ExpressionParts>();

/** The parts of an expression (or an item that is one), collected in one walk the first time it is asked for. */
export function partsOf(node: Node): ExpressionParts {
  let inner = node;
  while (inner.kind === "ParenthesizedExpression" || inner.kind === "SelectItem" || inner.kind === "OrderItem") inner = inner.expression;
  if (inner.kind === "ColumnReference") return { references: [inner], calls: nothing.calls, windowCall: null, qualifiedStar: null, holdsQuery: false };
  return leaves.has(inner.kind) ? nothing : collectedParts(inner);
}

/** The same without the names that are read: of a bare name, as most expressions are, nothing is made then. */
export function partsBesideNames(node: Node): Omit<ExpressionParts, "references"> {
  let inner = node;
  while (inner.kind === "ParenthesizedExpression" || inner.kind === "SelectItem" || inner.kind === "OrderItem") inner = inner.expression;
  return leaves.has(inner.kind) ? nothing : collectedParts(inner);
}

const leaves: ReadonlySet<string> = new Set<NodeKind>(["ColumnReference", "StringLiteral", "NumericLiteral", "BooleanLiteral", "NullLiteral", "DateTimeLiteral"]);

function collectedParts(node: Node): ExpressionParts {
  const known = collected.values.get(node);
  if (known !== undefined) return known;
  const parts = collect(node);
  collected.values.set(node, parts);
  return parts;
}

interface Collection {
  references: ColumnReference[];
  calls: FunctionCall[];
  windowCall: ExpressionParts["windowCall"];
  qualifiedStar: Star | null;
  holdsQuery: boolean;
}

function collect(root: Node): ExpressionParts {
  const parts: Collection = { references: none, calls: none, windowCall: null, qualifiedStar: null, holdsQuery: false };
  walk(root, (node) => note(node, parts));
  return parts;
}

/** What most expressions have no part of. */
const none: never[] = [];

function note(node: Node, parts: Collection): boolean {
  switch (node.kind) {
    case "ColumnReference":
      parts.references = withAnother(parts.references, node);
      return false;
    case "FunctionCall":
      parts.calls = withAnother(parts.calls, node);
      if (node.over !== null) parts.windowCall ??= node;
      return true;
    case "JsonFunctionCall":
      if (node.over !== null) parts.windowCall ??= node;
      return true;
    case "Star":
      if (node.qualifier.length > 0) parts.qualifiedStar ??= node;
      return false;
    case "Query":
      parts.holdsQuery = true;
      return false;
    case "QualifiedName":
    case "DataType":
      return false;
    default:
      return true;
  }
}

/** A list of one takes an eighth of the room that V8 gives to the first item that is pushed. */
function withAnother<Item>(list: Item[], item: Item): Item[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
