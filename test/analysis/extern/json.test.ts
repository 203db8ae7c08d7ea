import { describe, expect, test } from "vitest";
import { readJson } from "../../../src/analysis/extern/json.ts";
import { parseJavaUri } from "../../../src/analysis/extern/java-uri.ts";
import { inputFormatProblems } from "../../../src/analysis/extern/input-format.ts";
import { inputSourceProblems } from "../../../src/analysis/extern/input-source.ts";
import { nativeTypeOf, readSignature } from "../../../src/analysis/extern/signature.ts";
import { requireRelease } from "../../../src/druid/releases.ts";

const release = requireRelease("27");

function problem(text: string): string | undefined {
  return readJson(text).fault?.problem;
}

describe("JSON as strictly as Jackson reads it", () => {
  test("what follows the first value is not looked at", () => {
    expect(readJson('{"a": 1} and more').node?.kind).toBe("object");
    expect(readJson("[1]]").node?.kind).toBe("array");
  });

  test("nodes know their places", () => {
    const { node } = readJson(' {"a": [true]}');
    expect(node).toMatchObject({ kind: "object", start: 1, end: 14, members: [{ name: "a", nameStart: 2, nameEnd: 5, value: { kind: "array", start: 7, end: 13 } }] });
  });

  test.each([
    ["", "it is empty"],
    ["{", "the `{` is never closed"],
    ['{"a": 1,}', "a comma stands before `}`"],
    ["{'a': 1}", "names take double quotes, not single ones"],
    ["{a: 1}", "a name in double quotes is expected"],
    ['{"a" 1}', "a colon is missing behind `a`"],
    ['{"a": 1 "b": 2}', "a comma or `}` is missing"],
    ["[1,]", "a value is missing before `]`"],
    ["// c", "comments are not allowed"],
    ['"a\nb"', "a line break or control character inside a string must be escaped"],
    ['"\\x"', "`\\x` is no escape"],
    ["[NaN]", "`NaN` is no JSON value"],
    ["[01]", "the number is malformed"],
    ["12x", "a blank is missing behind the number"],
  ])("%j: %s", (text, message) => {
    expect(problem(text)).toBe(message);
  });

  test("a hundred thousand brackets are an error, not a crash", () => {
    expect(problem("[".repeat(100_000))).toBe("it is nested too deeply");
  });
});

describe("java.net.URI", () => {
  test.each(["http://a", "http:a", "http:///a", "http://a/b?x=[1]", "http://[::1]/a", "http://a/é", "a", "//a/b", "http://#a"])("%s is a URI", (text) => {
    expect(parseJavaUri(text)).not.toBeNull();
  });

  test.each(["http://a b", "http://a/[1]", "http://a/%zz", "http://a/{x}", "http://a#b#c", "http:", "http://", "1http://a", "http ://a"])("%s is none", (text) => {
    expect(parseJavaUri(text)).toBeNull();
  });
});

function sourceProblem(text: string): string | undefined {
  const { node } = readJson(text);
  return node === null ? undefined : inputSourceProblems(node, release)[0]?.rule;
}

function formatProblem(text: string, druid = release): string | undefined {
  const { node } = readJson(text);
  return node === null ? undefined : inputFormatProblems(node, druid)[0]?.rule;
}

describe("input sources and formats", () => {
  test.each([
    ['{"type":"inline","data":1}', undefined],
    ['{"type":"inline","data":"x","extra":1}', undefined],
    ['["inline",{"data":"x"}]', undefined],
    ['{"type":"inline"}', "extern-missing-property"],
    ['{"type":"inline","data":["a"]}', "extern-property-type"],
    ['{"type":"inline","data":"a","data":"b"}', "extern-duplicate-property"],
    ['{"type":"Inline","data":"x"}', "extern-unknown-type"],
    ['{"type":"http","uris":["ftp://a"]}', "extern-property-value"],
    ['{"type":"local","baseDir":"/a"}', "extern-missing-property"],
    ['{"type":"s3"}', undefined],
    ['{"type":"combining","delegates":[{"type":"inline","data":"x"}]}', "extern-combining-inline"],
    ["null", "extern-property-type"],
  ])("source %s: %s", (text, rule) => {
    expect(sourceProblem(text)).toBe(rule);
  });

  test.each([
    ['{"type":"csv"}', "extern-csv-columns"],
    ['{"type":"csv","columns":["a,b"]}', "extern-csv-columns"],
    ['{"type":"tsv","columns":["a,b"]}', undefined],
    ['{"type":"csv","columns":"a"}', "extern-property-type"],
    ['{"type":"json","flattenSpec":{"fields":[{"type":"path","name":"x"}]}}', "extern-missing-property"],
    ['{"type":"json","featureSpec":{"NOSUCH":true}}', "extern-property-value"],
    ['{"type":"json","keepNullColumns":1}', undefined],
  ])("format %s: %s", (text, rule) => {
    expect(formatProblem(text)).toBe(rule);
  });

  test("TRUE in capitals is a boolean from Druid 28 on", () => {
    const text = '{"type":"json","keepNullColumns":"TRUE"}';
    expect(formatProblem(text)).toBe("extern-property-type");
    expect(formatProblem(text, requireRelease("28"))).toBeUndefined();
  });
});

describe("a signature", () => {
  test.each([
    ["string", "STRING"],
    ["Long", "LONG"],
    ["ARRAY<string>", "ARRAY<STRING>"],
    ["COMPLEX<json", "COMPLEX<jso>"],
    ["string_array", "ARRAY<STRING>"],
    ["array<string>", null],
    ["varchar", null],
    ["ARRAY<", null],
  ])("the type %s means %s", (text, native) => {
    expect(nativeTypeOf(text)).toBe(native);
  });

  test("says every column it cannot read, and suggests the type that is meant", () => {
    const { node } = readJson('[{"name":"a","type":"varchar"},{"name":"b"},{"x":"string"}]');
    const problems = node === null ? [] : readSignature(node, release).problems;
    expect(problems.map((each) => [each.rule, each.data["suggestion"]])).toEqual([
      ["signature-invalid-type", "string"],
      ["signature-invalid-type", ""],
      ["signature-missing-name", undefined],
    ]);
  });
});
