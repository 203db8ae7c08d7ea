import { describe, expect, test } from "vitest";
import { expressionShape, find, statementOf } from "./shape.ts";

describe("operators bind as Calcite's do", () => {
  test.each([
    ["a + b * c", "(a + (b * c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a || b || c", "((a || b) || c)"],
    ["a OR b AND c", "(a OR (b AND c))"],
    ["NOT a = b AND c", "((NOT (a = b)) AND c)"],
    ["- a * b", "((- a) * b)"],
    ["a = b + 1", "(a = (b + 1))"],
    ["a <> b", "(a <> b)"],
    ["a != b", "(a != b)"],
    ["(a + b) * c", "([(a + b)] * c)"],
    ["a IS DISTINCT FROM b", "(a IS DISTINCT FROM b)"],
    ["a IS NOT DISTINCT FROM b", "(a IS NOT DISTINCT FROM b)"],
    ["a MEMBER OF b", "(a MEMBER OF b)"],
    ["a MULTISET UNION ALL b", "(a MULTISET UNION ALL b)"],
    ["a IMMEDIATELY PRECEDES b", "(a IMMEDIATELY PRECEDES b)"],
  ])("%s", (text, expected) => {
    expect(expressionShape(text)).toBe(expected);
  });
});

describe("predicates keep their parts", () => {
  test.each([
    ["a BETWEEN 1 AND 2 AND b", "(BetweenExpression(a, 1, 2) AND b)"],
    ["a NOT BETWEEN SYMMETRIC 1 AND 2", "BetweenExpression(a, 1, 2)"],
    ["a IN (1, 2)", "InExpression(a, 1, 2)"],
    ["a IN (SELECT b FROM u)", "InExpression(a, SubqueryExpression(Query(Select(SelectItem(b), NamedTable(u)))))"],
    ["a LIKE 'x%' ESCAPE '!'", "LikeExpression(a, 'x%', '!')"],
    ["a SIMILAR TO 'x'", "LikeExpression(a, 'x')"],
    ["a IS NULL OR b", "(IsExpression(a) OR b)"],
    ["a = b IS NULL", "IsExpression((a = b))"],
    ["a > ALL (SELECT 1)", "QuantifiedComparison(a, SubqueryExpression(Query(Select(SelectItem(1)))))"],
    ["a = SOME (1, 2)", "QuantifiedComparison(a, 1, 2)"],
    ["EXISTS (SELECT 1)", "(EXISTS SubqueryExpression(Query(Select(SelectItem(1)))))"],
  ])("%s", (text, expected) => {
    expect(expressionShape(text)).toBe(expected);
  });

  test("IS NOT NULL is a negated test for NULL", () => {
    const { node } = statementOf("SELECT a IS NOT NULL FROM t");
    expect(find(node, "IsExpression")).toMatchObject({ negated: true, test: "NULL" });
  });

  test("NOT BETWEEN SYMMETRIC is negated and symmetric", () => {
    const { node } = statementOf("SELECT a NOT BETWEEN SYMMETRIC 1 AND 2 FROM t");
    expect(find(node, "BetweenExpression")).toMatchObject({ negated: true, mode: "SYMMETRIC" });
  });
});

describe("operands", () => {
  test.each([
    ["a.b.c", "a.b.c"],
    ['"a b"."c""d"', 'a b.c"d'],
    ["a[1].b", "FieldAccess(ItemAccess(a, 1), b)"],
    ["(a).b", "FieldAccess([a], b)"],
    ["(a, b)", "RowConstructor(a, b)"],
    ["ROW(a, b)", "RowConstructor(a, b)"],
    ["ARRAY[1, 2]", "CollectionConstructor(1, 2)"],
    ["ARRAY(SELECT 1)", "CollectionConstructor(Query(Select(SelectItem(1))))"],
    ["MAP['a', 1]", "CollectionConstructor('a', 1)"],
    ["PERIOD (a, b)", "PeriodConstructor(a, b)"],
    ["(SELECT 1)", "SubqueryExpression(Query(Select(SelectItem(1))))"],
    ["((SELECT 1) UNION ALL SELECT 2)", "SubqueryExpression(Query(SetOperation(ParenthesizedQuery(Query(Select(SelectItem(1)))), Select(SelectItem(2)))))"],
    ["(a - b) DAY", "OtherExpression([(a - b)])"],
    ["NEXT VALUE FOR s", "OtherExpression(s)"],
    ["?", "DynamicParameter"],
    ["CASE a WHEN 1, 2 THEN b ELSE c END", "CaseExpression(a, CaseBranch(1, 2, b), c)"],
    ["CASE WHEN a THEN b END", "CaseExpression(CaseBranch(a, b))"],
    ["TRUE", "BooleanLiteral"],
    ["NULL", "NullLiteral"],
    ["X'ab'", "BinaryLiteral"],
    ["DATE '2000-01-01'", "DateTimeLiteral"],
    ["{ts '2000-01-01 00:00:00'}", "DateTimeLiteral"],
    ["INTERVAL '1' DAY TO SECOND(3)", "IntervalLiteral('1', IntervalQualifier)"],
    ["INTERVAL (a + 1) DAY", "IntervalLiteral([(a + 1)], IntervalQualifier)"],
  ])("%s", (text, expected) => {
    expect(expressionShape(text)).toBe(expected);
  });
});

describe("strings have the value that they stand for", () => {
  test.each([
    ["'it''s'", "it's", "plain"],
    [String.raw`E'a\tb\x41'`, "a\tbA", "escaped"],
    [String.raw`U&'\0061b'`, "ab", "unicode"],
    ["N'x'", "x", "charset"],
    ["_utf8'x'", "x", "charset"],
    ["'a' 'b'", "ab", "adjacent"],
  ])("%s", (text, value, form) => {
    expect(find(statementOf(`SELECT ${text} FROM t`).node, "StringLiteral")).toMatchObject({ value, form });
  });
});

describe("calls", () => {
  test.each([
    ["f()", "FunctionCall(f)"],
    ["COUNT(*)", "FunctionCall(COUNT, Star)"],
    ["COUNT(DISTINCT a)", "FunctionCall(COUNT, a)"],
    ["s.f(a, b)", "FunctionCall(s.f, a, b)"],
    ["f(a => 1)", "FunctionCall(f, NamedArgument(a, 1))"],
    ["f(DEFAULT)", "FunctionCall(f, DefaultArgument)"],
    ["f(SELECT 1)", "FunctionCall(f, Query(Select(SelectItem(1))))"],
    ["f(t.*)", "FunctionCall(f, Star(t))"],
    ["CURRENT_TIMESTAMP", "FunctionCall(CURRENT_TIMESTAMP)"],
    ["FLOOR(a TO DAY)", "FunctionCall(FLOOR, a, TimeUnit)"],
    ["EXTRACT(YEAR FROM a)", "FunctionCall(EXTRACT, TimeUnit, a)"],
    ["TIMESTAMPADD(HOUR, 1, a)", "FunctionCall(TIMESTAMPADD, TimeUnit, 1, a)"],
    ["TRIM(BOTH 'x' FROM a)", "FunctionCall(TRIM, ArgumentKeyword, 'x', a)"],
    ["SUBSTRING(a FROM 1 FOR 2)", "FunctionCall(SUBSTRING, a, 1, 2)"],
    ["POSITION(a IN b)", "FunctionCall(POSITION, a, b)"],
    ["OVERLAY(a PLACING b FROM 1)", "FunctionCall(OVERLAY, a, b, 1)"],
    ["CAST(a AS VARCHAR(10))", "CastExpression(a, DataType)"],
    ["SUM(a) FILTER (WHERE b)", "FunctionCall(SUM, a, b)"],
    ["LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)", "FunctionCall(LISTAGG, a, ',', OrderByClause(OrderItem(b)))"],
    ["ARRAY_AGG(a ORDER BY b)", "FunctionCall(ARRAY_AGG, a, OrderByClause(OrderItem(b)))"],
    ["SUM(a) OVER w", "FunctionCall(SUM, a, w)"],
    ["SUM(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)", "FunctionCall(SUM, a, WindowSpecification(b, OrderByClause(OrderItem(c)), WindowFrame(WindowBound(1), WindowBound)))"],
    ["{fn UPPER(a)}", "FunctionCall(UPPER, a)"],
    ["JSON_VALUE(a, '$.b' RETURNING BIGINT DEFAULT 1 ON ERROR)", "JsonFunctionCall(JSON_VALUE, a, '$.b', DataType, 1)"],
    ["JSON_OBJECT('a' VALUE b)", "JsonFunctionCall(JSON_OBJECT, 'a', b)"],
  ])("%s", (text, expected) => {
    expect(expressionShape(text)).toBe(expected);
  });

  test("a type keeps precision, scale and collection", () => {
    const { node } = statementOf("SELECT CAST(a AS DECIMAL(10, 2) ARRAY) FROM t");
    expect(find(node, "DataType")).toMatchObject({ name: "DECIMAL", precision: 10, scale: 2, collections: ["ARRAY"] });
  });

  test("the clauses of JSON_QUERY are kept", () => {
    const { node } = statementOf("SELECT JSON_QUERY(a, '$.b' WITH ARRAY WRAPPER EMPTY ARRAY ON EMPTY NULL ON ERROR) FROM t");
    expect(find(node, "JsonFunctionCall")).toMatchObject({ modifiers: ["WITH ARRAY WRAPPER"], onEmpty: "EMPTY ARRAY", onError: "NULL" });
  });
});
