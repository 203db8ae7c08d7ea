import { expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { parse } from "../../src/syntax/parser.ts";
import { nodeAt, nodesAt, skipParentheses, statementAt, tokenAt } from "../../src/syntax/query.ts";
import { find } from "./shape.ts";

const sql = "SELECT a, f(b) FROM t; SELECT ((c))";
const tree = parse(sql, { release: requireRelease("33"), semicolons: "file" });

test("the innermost node at an offset", () => {
  expect(nodeAt(tree, sql.indexOf("b"))).toMatchObject({ kind: "Identifier", name: "b" });
  expect(nodesAt(tree, sql.indexOf("b")).map(({ kind }) => kind)).toEqual(["QueryStatement", "Query", "Select", "SelectItem", "FunctionCall", "ColumnReference", "Identifier"]);
});

test("no node between statements", () => {
  expect(nodeAt(tree, sql.indexOf(" SELECT (("))).not.toMatchObject({ kind: "Select" });
  expect(statementAt(tree, sql.length + 1)).toBeNull();
});

test("the token at an offset, or the next one after trivia", () => {
  const { tokens } = tree;
  expect(tokens.starts[tokenAt(tokens, 2)]).toBe(0);
  expect(tokens.starts[tokenAt(tokens, 6)]).toBe(7);
  expect(tokenAt(tokens, sql.length)).toBe(tokens.count);
});

test("parentheses are skipped", () => {
  const second = tree.statements[1]?.node;
  if (second === undefined) throw new Error("no second statement");
  expect(skipParentheses(find(second, "ParenthesizedExpression"))).toMatchObject({ kind: "ColumnReference" });
});
