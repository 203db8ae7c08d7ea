import fc from "fast-check";
import nodeSqlParser from "node-sql-parser";
import { describe, expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { walk } from "../../src/syntax/child-keys.ts";
import { parse } from "../../src/syntax/parser.ts";

const other = new nodeSqlParser.Parser();
const release = requireRelease("33");

const column = fc.constantFrom("c1", "c2", "c3", "c4");
const table = fc.constantFrom("t1", "t2", "t3");
const literal = fc.oneof(fc.nat(1000).map(String), fc.constantFrom("'x'", "'it''s'", "NULL", "TRUE"));
const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => ({
  operand: fc.oneof({ depthSize: "small" }, column, literal, fc.tuple(tie("expression")).map(([inner]) => `(${inner})`), fc.tuple(tie("expression")).map(([inner]) => `COALESCE(${inner}, 0)`)),
  expression: fc.oneof(
    { depthSize: "small" },
    tie("operand"),
    fc.tuple(tie("operand"), fc.constantFrom("+", "-", "*", "/", "=", "<>", "<", ">=", "AND", "OR"), tie("operand")).map((parts) => parts.join(" ")),
    fc.tuple(tie("operand")).map(([operand]) => `${operand} IS NOT NULL`),
    fc.tuple(tie("operand"), literal, literal).map(([operand, low, high]) => `${operand} BETWEEN ${low} AND ${high}`),
    fc.tuple(tie("operand"), literal, literal).map(([operand, one, two]) => `${operand} IN (${one}, ${two})`),
    fc.tuple(tie("operand"), tie("operand")).map(([when, then]) => `CASE WHEN ${when} THEN ${then} ELSE 0 END`),
  ),
}));
const select = fc
  .record({ items: fc.array(expression, { minLength: 1, maxLength: 3 }), tables: fc.uniqueArray(table, { minLength: 1, maxLength: 2 }), where: expression, group: column, limit: fc.nat(10) })
  .map(({ items, tables, where, group, limit }) =>
    `SELECT ${items.join(", ")} FROM ${tables.join(" CROSS JOIN ")} WHERE ${where} GROUP BY ${group} ORDER BY ${group} LIMIT ${String(limit)}`);

/** Names of tables and columns as our tree has them. */
function ours(sql: string): { tables: string[]; columns: string[] } {
  const tables = new Set<string>();
  const columns = new Set<string>();
  const [statement] = parse(sql, { release, semicolons: "druid" }).statements;
  expect(statement?.violations).toEqual([]);
  if (statement !== undefined) walk(statement.node, (node) => {
    if (node.kind === "NamedTable") tables.add(node.name.parts.at(-1)?.name ?? "");
    if (node.kind === "ColumnReference") columns.add(node.parts.at(-1)?.name ?? "");
    return true;
  });
  return { tables: [...tables].sort(), columns: [...columns].sort() };
}

function theirs(sql: string): { tables: string[]; columns: string[] } {
  const { tableList, columnList } = other.parse(sql, { database: "postgresql" });
  const last = (entry: string): string => entry.split("::").at(-1) ?? "";
  // It takes a string before IN for a column.
  const names = columnList.map(last).filter((name) => /^c\d$/u.test(name));
  return { tables: [...new Set(tableList.map(last))].sort(), columns: [...new Set(names)].sort() };
}

describe("plain SELECTs", () => {
  test("name the same tables and columns in node-sql-parser's tree and in ours", () => {
    fc.assert(fc.property(select, (sql) => {
      expect(ours(sql)).toEqual(theirs(sql));
    }), { numRuns: 60 });
  });
});
