import { describe, expect, test } from "vitest";
import { find, shape, statementOf } from "./shape.ts";

function wholeShape(text: string, druid?: string): string {
  const statement = statementOf(text, druid);
  expect(statement.violations).toEqual([]);
  return shape(statement.node);
}

describe("queries", () => {
  test.each([
    ["SELECT a AS b, t.* FROM t", "QueryStatement(Query(Select(SelectItem(a, b), SelectItem(Star(t)), NamedTable(t))))"],
    ["SELECT a FROM t WHERE b GROUP BY c HAVING d WINDOW w AS () QUALIFY e", "QueryStatement(Query(Select(SelectItem(a), NamedTable(t), b, GroupByClause(c), d, NamedWindow(w, WindowSpecification), e)))"],
    ["SELECT a FROM t ORDER BY b DESC NULLS LAST LIMIT 1 OFFSET 2", "QueryStatement(Query(Select(SelectItem(a), NamedTable(t)), OrderByClause(OrderItem(b)), LimitClause(1), OffsetClause(2)))"],
    ["SELECT a FROM t FETCH FIRST 5 ROWS ONLY", "QueryStatement(Query(Select(SelectItem(a), NamedTable(t)), FetchClause(5)))"],
    ["WITH w (a) AS (SELECT 1) SELECT a FROM w", "QueryStatement(Query(WithClause(CommonTable(w, a, Query(Select(SelectItem(1))))), Select(SelectItem(a), NamedTable(w))))"],
    ["VALUES (1, 2), ROW(3, 4)", "QueryStatement(Query(Values(RowConstructor(1, 2), RowConstructor(3, 4))))"],
    ["TABLE s.t", "QueryStatement(Query(ExplicitTable(s.t)))"],
    ["(SELECT 1) ORDER BY 1", "QueryStatement(Query(ParenthesizedQuery(Query(Select(SelectItem(1)))), OrderByClause(OrderItem(1))))"],
    ["SELECT 1 UNION SELECT 2 INTERSECT SELECT 3", "QueryStatement(Query(SetOperation(Select(SelectItem(1)), SetOperation(Select(SelectItem(2)), Select(SelectItem(3))))))"],
    ["SELECT 1 FROM t GROUP BY ROLLUP(a, b), CUBE(c), GROUPING SETS ((a), ())", "QueryStatement(Query(Select(SelectItem(1), NamedTable(t), GroupByClause(Rollup(a, b), Cube(c), GroupingSets([a], EmptyGroup)))))"],
  ])("%s", (text, expected) => {
    expect(wholeShape(text)).toBe(expected);
  });

  test("LIMIT ALL has no count", () => {
    expect(find(statementOf("SELECT a FROM t LIMIT ALL").node, "LimitClause").count).toBeNull();
  });

  test("hints are kept from 28 on and a comment before", () => {
    expect(find(statementOf("SELECT /*+ a, b(c) */ 1", "28").node, "Select").hints.map((hint) => hint.name)).toEqual(["a", "b"]);
    expect(find(statementOf("SELECT /*+ a, b(c) */ 1", "27").node, "Select").hints).toEqual([]);
  });
});

describe("tables", () => {
  const from = (text: string): string => shape(find(statementOf(`SELECT 1 FROM ${text}`).node, "Select").from ?? raise());
  test.each([
    ["s.t AS u (a, b)", "NamedTable(s.t, TableAlias(u, a, b))"],
    ["t, u", "Join(NamedTable(t), NamedTable(u))"],
    ["t LEFT JOIN u ON a = b", "Join(NamedTable(t), NamedTable(u), (a = b))"],
    ["t JOIN u USING (a, b)", "Join(NamedTable(t), NamedTable(u), a, b)"],
    ["(SELECT 1) AS u", "DerivedTable(Query(Select(SelectItem(1))), TableAlias(u))"],
    ["(t JOIN u ON a)", "ParenthesizedTable(Join(NamedTable(t), NamedTable(u), a))"],
    ["UNNEST(a) AS u (b)", "UnnestTable(a, TableAlias(u, b))"],
    ["TABLE(f(1)) (a VARCHAR) AS u", "TableFunction(FunctionCall(f, 1), ExtendClause(FieldDeclaration(a, DataType)), TableAlias(u))"],
    ["f(1)", "TableFunction(FunctionCall(f, 1))"],
    ["t TABLESAMPLE BERNOULLI(10)", "NamedTable(t, TableSample(10))"],
    ["t FOR SYSTEM_TIME AS OF a", "NamedTable(t, a)"],
    ["t PIVOT (SUM(a) AS s FOR b IN ('x'))", "Pivot(NamedTable(t), SelectItem(FunctionCall(SUM, a), s), b, SelectItem(RowConstructor('x')))"],
    ["t UNPIVOT (a FOR b IN (c))", "Unpivot(NamedTable(t), a, b, SelectItem(RowConstructor(c)))"],
    ["t MATCH_RECOGNIZE (PARTITION BY a PATTERN (B+ C?) DEFINE B AS b > 1) AS m", "MatchRecognize(NamedTable(t), a, SelectItem((b > 1), B), TableAlias(m))"],
  ])("FROM %s", (text, expected) => {
    expect(from(text)).toBe(expected);
  });

  test.each([
    ["t NATURAL LEFT OUTER JOIN u", { type: "LEFT", natural: true }],
    ["t CROSS JOIN u", { type: "CROSS", natural: false }],
    ["t FULL JOIN u ON a", { type: "FULL", natural: false }],
    ["t, u", { type: "COMMA", natural: false }],
  ])("FROM %s", (text, expected) => {
    expect(find(statementOf(`SELECT 1 FROM ${text}`).node, "Join")).toMatchObject(expected);
  });

  test("TYPE('…') in EXTEND keeps the complex type", () => {
    const { node } = statementOf("SELECT a FROM TABLE(f()) EXTEND (a TYPE('COMPLEX<json>'))");
    expect(find(node, "DataType")).toMatchObject({ name: "TYPE", complexType: "COMPLEX<json>" });
  });
});

describe("ingestion", () => {
  test.each([
    ["INSERT INTO s.t SELECT 1 PARTITIONED BY DAY CLUSTERED BY a, 2", "InsertStatement(TargetTable(s.t), Query(Select(SelectItem(1))), PartitionedByClause(UnitGranularity), ClusteredByClause(OrderItem(a), OrderItem(2)))"],
    ["REPLACE INTO t OVERWRITE ALL SELECT 1 PARTITIONED BY ALL TIME", "ReplaceStatement(TargetTable(t), OverwriteClause, Query(Select(SelectItem(1))), PartitionedByClause(AllGranularity))"],
    ["REPLACE INTO t OVERWRITE WHERE a > 1 SELECT 1 PARTITIONED BY FLOOR(__time TO DAY)", "ReplaceStatement(TargetTable(t), OverwriteClause((a > 1)), Query(Select(SelectItem(1))), PartitionedByClause(FunctionCall(FLOOR, __time, TimeUnit)))"],
    ["INSERT INTO t (a, b) SELECT 1, 2 PARTITIONED BY ALL", "InsertStatement(TargetTable(t), TargetColumns(FieldDeclaration(a), FieldDeclaration(b)), Query(Select(SelectItem(1), SelectItem(2))), PartitionedByClause(AllGranularity))"],
    ["INSERT INTO EXTERN(s3(bucket => 'b')) AS CSV SELECT 1", "InsertStatement(TargetExtern(FunctionCall(s3, NamedArgument(bucket, 'b'))), ExportFormat(CSV), Query(Select(SelectItem(1))))"],
    ["INSERT INTO t WITH w AS (SELECT 1) SELECT 2 PARTITIONED BY 'P1D'", "InsertStatement(TargetTable(t), Query(WithClause(CommonTable(w, Query(Select(SelectItem(1))))), Select(SelectItem(2))), PartitionedByClause('P1D'))"],
  ])("%s", (text, expected) => {
    expect(wholeShape(text)).toBe(expected);
  });

  test("UPSERT is an INSERT that says so", () => {
    expect(statementOf("UPSERT INTO t SELECT 1 PARTITIONED BY ALL").node).toMatchObject({ kind: "InsertStatement", upsert: true });
  });
});

describe("what Druid parses only to refuse it later", () => {
  test.each([
    ["EXPLAIN PLAN FOR SELECT 1", "ExplainStatement(QueryStatement(Query(Select(SelectItem(1)))))"],
    ["SET a = 'x'", "SetStatement(a, 'x')"],
    ["RESET ALL", "ResetStatement"],
    ["ALTER SESSION SET a = 1", "SetStatement(a, 1)"],
    ["UPDATE t SET a = 1 WHERE b", "UpdateStatement(t, Assignment(a, 1), b)"],
    ["DELETE FROM t AS u WHERE a", "DeleteStatement(t, u, a)"],
    ["MERGE INTO t USING u ON a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT (c) VALUES (2)", "MergeStatement(t, NamedTable(u), a, Assignment(b, 1), c, RowConstructor(2))"],
    ["CALL f(1)", "CallStatement(FunctionCall(f, 1))"],
    ["DESCRIBE t c", "DescribeStatement(t, c)"],
    ["DESCRIBE STATEMENT SELECT 1", "ExplainStatement(QueryStatement(Query(Select(SelectItem(1)))))"],
  ])("%s", (text, expected) => {
    expect(wholeShape(text)).toBe(expected);
  });
});

function raise(): never {
  throw new Error("no FROM");
}
