import { expect, test } from "vitest";
import { checkAgainstSchema } from "../../src/linter/options-schema.ts";

const schema = {
  type: "object",
  properties: {
    allow: { type: "array", items: { type: "string", minLength: 1 } },
    most: { type: "integer", minimum: 1, maximum: 10 },
    mode: { enum: ["strict", "loose"] },
    nested: { type: "object", additionalProperties: { type: ["number", "null"] } },
  },
  required: ["allow"],
  additionalProperties: false,
} as const;

test("a value that fits has no problem", () => {
  expect(checkAgainstSchema({ allow: ["a"], most: 3, mode: "loose", nested: { a: 1, b: null } }, schema)).toEqual([]);
});

test("each problem begins with its path", () => {
  expect(checkAgainstSchema({ allow: ["a", 3] }, schema)).toEqual(["`allow[1]`: expected string, got 3"]);
  expect(checkAgainstSchema({ allow: [], nested: { a: "x" } }, schema)).toEqual(['`nested.a`: expected number or null, got "x"']);
});

test("a missing key and an unknown one are said", () => {
  expect(checkAgainstSchema({ alow: [] }, schema)).toEqual(["unknown option `alow`, known are allow, most, mode, nested", "`allow` is missing"]);
});

test("numbers keep within their range and integers are whole", () => {
  expect(checkAgainstSchema({ allow: [], most: 0 }, schema)).toEqual(["`most`: must be at least 1"]);
  expect(checkAgainstSchema({ allow: [], most: 11 }, schema)).toEqual(["`most`: must be at most 10"]);
  expect(checkAgainstSchema({ allow: [], most: 2.5 }, schema)).toEqual(["`most`: expected integer, got 2.5"]);
});

test("an enumeration names what it takes", () => {
  expect(checkAgainstSchema({ allow: [], mode: "x" }, schema)).toEqual(['`mode`: expected one of "strict", "loose", got "x"']);
});

test("a list is no object", () => {
  expect(checkAgainstSchema([], schema)).toEqual(["expected object, got []"]);
});
