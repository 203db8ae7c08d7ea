import { forEachChild } from "../../syntax/child-keys.ts";
import type { Node } from "../../syntax/nodes.ts";
import type { TextView } from "./text-view.ts";
import { functionNamed } from "../../druid/functions.ts";
import type { semanticTokenModifiers, semanticTokenTypes } from "./semantic-legend.ts";

export interface SemanticToken {
  readonly start: number;
  readonly end: number;
  readonly type: (typeof semanticTokenTypes)[number];
  readonly modifiers: readonly (typeof semanticTokenModifiers)[number][];
}

/** What names stand for, beyond what a grammar of regular expressions can tell. In order, without overlaps. */
export function semanticTokens(view: TextView, range: { readonly start: number; readonly end: number }): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const visit = (node: Node): void => {
    if (node.end < range.start || node.start > range.end) return;
    tokens.push(...tokensOf(node, view));
    forEachChild(node, visit);
  };
  for (const statement of view.tree.statements) visit(statement.node);
  return tokens.sort((a, b) => a.start - b.start);
}

function tokensOf(node: Node, view: TextView): readonly SemanticToken[] {
  const token = (place: { start: number; end: number }, type: SemanticToken["type"], ...modifiers: SemanticToken["modifiers"]): SemanticToken => ({
    start: place.start,
    end: place.end,
    type,
    modifiers,
  });
  switch (node.kind) {
    case "FunctionCall":
    case "JsonFunctionCall": {
      const known = functionNamed(node.name.parts.at(-1)?.name ?? "", view.release) !== null;
      const name = known ? token(node.name, "function", "defaultLibrary") : token(node.name, "function");
      return node.over?.kind === "Identifier" ? [name, token(node.over, "variable")] : [name];
    }
    case "Star":
      return node.qualifier.map((part) => token(part, "variable"));
    case "NamedWindow":
      return [token(node.name, "variable", "declaration")];
    case "SetStatement":
      return [token(node.name, "property")];
    case "ColumnReference":
      return node.parts.map((part, index) => token(part, index === node.parts.length - 1 ? "property" : "variable"));
    case "SelectItem":
      return node.alias === null ? [] : [token(node.alias, "property", "declaration")];
    case "TableAlias":
      return [token(node.name, "variable", "declaration"), ...node.columns.map((column) => token(column, "property", "declaration"))];
    case "CommonTable":
      return [token(node.name, "class", "declaration")];
    case "NamedTable":
    case "TargetTable":
      return [token(node.name, "class")];
    case "FieldDeclaration":
      return [token(node.name, "property", "declaration")];
    case "NamedArgument":
      return [token(node.name, "parameter")];
    case "DataType":
      return [token(node, "type")];
    case "UnitGranularity":
    case "AllGranularity":
    case "TimeUnit":
      return [token(node, "enumMember")];
    default:
      return [];
  }
}
