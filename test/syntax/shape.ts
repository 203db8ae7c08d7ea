import { requireRelease } from "../../src/druid/releases.ts";
import { forEachChild } from "../../src/syntax/child-keys.ts";
import type { Node } from "../../src/syntax/nodes.ts";
import { parse } from "../../src/syntax/parser.ts";
import type { ParsedStatement } from "../../src/syntax/tree.ts";
import type { Violation } from "../../src/syntax/violation.ts";

/** The first statement of a text. */
export function statementOf(text: string, druid = "33"): ParsedStatement {
  const [statement] = parse(text, { release: requireRelease(druid), semicolons: "file" }).statements;
  if (statement === undefined) throw new Error(`no statement in ${text}`);
  return statement;
}

/** The violations of the first statement. */
export function violationsOf(text: string, druid = "33"): readonly Violation[] {
  return statementOf(text, druid).violations;
}

/** The first child under a node, depth first, of the kind. */
export function find<Kind extends Node["kind"]>(root: Node, kind: Kind): Extract<Node, { kind: Kind }> {
  const work: Node[] = [root];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (node.kind === kind) return node as Extract<Node, { kind: Kind }>;
    work.push(...childrenOf(node).toReversed());
  }
  throw new Error(`no ${kind}`);
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

/** A node as its kind with its children in parentheses; names and literals as `a`, `1`. */
export function shape(node: Node): string {
  switch (node.kind) {
    case "Identifier":
      return node.name;
    case "QualifiedName":
    case "ColumnReference":
      return node.parts.map((part) => part.name).join(".");
    case "NumericLiteral":
      return node.text;
    case "StringLiteral":
      return `'${node.value}'`;
    case "BinaryExpression":
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case "UnaryExpression":
      return `(${node.operator} ${shape(node.operand)})`;
    case "ParenthesizedExpression":
      return `[${shape(node.expression)}]`;
    default: {
      const children = childrenOf(node).map((child) => shape(child));
      return children.length === 0 ? node.kind : `${node.kind}(${children.join(", ")})`;
    }
  }
}

/** The shape of the first item of a SELECT list. */
export function expressionShape(expression: string, druid = "33"): string {
  const statement = statementOf(`SELECT ${expression} FROM t`, druid);
  if (statement.violations.length > 0) throw new Error(`${expression}: ${statement.violations[0]?.rule ?? ""}`);
  return shape(find(statement.node, "SelectItem").expression);
}
