import { expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { parse } from "../../src/syntax/parser.ts";
import { enclosing, pathAt, statementAt, tokenIndexAt, tokenText } from "../../src/syntax/query.ts";

const sql = "SELECT a, f(b) FROM t; SELECT ((c))";
const tree = parse(sql, { release: requireRelease("33"), semicolons: "file" });

function pathTo(text: string): ReturnType<typeof pathAt> {
  const statement = statementAt(tree, sql.indexOf(text));
  return statement === null ? [] : pathAt(statement.node, sql.indexOf(text));
}

test("the nodes at an offset, the innermost last", () => {
  expect(pathTo("b").map(({ kind }) => kind)).toEqual(["QueryStatement", "Query", "Select", "SelectItem", "FunctionCall", "ColumnReference", "Identifier"]);
  expect(enclosing(pathTo("b"), "FunctionCall")).toMatchObject({ start: sql.indexOf("f(") });
  expect(enclosing(pathTo("b"), "CaseExpression")).toBeNull();
});

test("a statement reaches up to its semicolon", () => {
  expect(statementAt(tree, sql.indexOf(";"))).toBe(tree.statements[0]);
  expect(statementAt(tree, sql.indexOf(" SELECT (("))).toBeNull();
  expect(statementAt(tree, sql.length + 5)).toBe(tree.statements[1]);
});

test("the token at an offset, or the one before it", () => {
  expect(tokenText(tree, tokenIndexAt(tree, 2))).toBe("SELECT");
  expect(tokenText(tree, tokenIndexAt(tree, 6))).toBe("SELECT");
  expect(tokenText(tree, tokenIndexAt(tree, 7))).toBe("a");
  expect(tokenText(tree, -1)).toBe("");
});
