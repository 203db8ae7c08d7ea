import type { Node } from "jsonc-parser";
import { didYouMean } from "../../text/nearest.ts";
import type { JsonSchema, JsonType } from "./shape.ts";

/** What is wrong with a JSON document, and where (offset into its text). */
export interface ShapeProblem {
  readonly message: string;
  readonly offset: number;
}

/** Holds a parsed JSON document against a shape; unknown keys are problems. */
export function validateShape(node: Node, schema: JsonSchema): readonly ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  check(node, schema, { root: schema, path: "", noun: "key", problems });
  return problems;
}

interface Walk {
  readonly root: JsonSchema;
  readonly path: string;
  /** What the keys of the object at hand are called. */
  readonly noun: string;
  readonly problems: ShapeProblem[];
}

function check(node: Node, given: JsonSchema, walk: Walk): void {
  const schema = resolve(given, walk.root);
  if (schema.anyOf !== undefined) {
    checkAnyOf(node, schema.anyOf, walk);
    return;
  }
  const type = typeOf(node);
  if (schema.type !== undefined && !fits(type, schema.type)) {
    say(node, `expected ${article(schema.type)}, got ${shown(node)}`, walk);
    return;
  }
  if (schema.enum !== undefined && !schema.enum.includes(node.value as string)) sayNotListed(node, schema.enum, walk);
  if (schema.minimum !== undefined && typeof node.value === "number" && node.value < schema.minimum) {
    say(node, `must be at least ${String(schema.minimum)}, got ${shown(node)}`, walk);
  }
  if (type === "array") checkItems(node, schema, walk);
  if (type === "object") checkProperties(node, schema, walk);
}

/** The alternatives differ in type: the first of the value's type speaks for it. */
function checkAnyOf(node: Node, alternatives: readonly JsonSchema[], walk: Walk): void {
  const resolved = alternatives.map((each) => resolve(each, walk.root));
  const type = typeOf(node);
  const fitting = resolved.find((each) => each.type === undefined || fits(type, each.type));
  if (fitting !== undefined) {
    check(node, fitting, walk);
    return;
  }
  const types = resolved.flatMap((each) => (each.type === undefined ? [] : [article(each.type)]));
  say(node, `expected ${types.join(" or ")}, got ${shown(node)}`, walk);
}

function checkItems(node: Node, schema: JsonSchema, walk: Walk): void {
  const items = node.children ?? [];
  if (schema.minItems !== undefined && items.length < schema.minItems) say(node, `expected at least ${String(schema.minItems)} item`, walk);
  if (schema.maxItems !== undefined && items.length > schema.maxItems) say(node, schema.maxItems === 1 ? "this rule has no options: expected a severity alone" : `expected a severity and one object of options, got ${String(items.length)} items`, walk);
  items.forEach((item, index) => {
    const shape = schema.prefixItems?.[index] ?? schema.items;
    if (shape !== undefined) check(item, shape, { ...walk, path: `${walk.path}[${String(index)}]`, noun: "key" });
  });
}

function checkProperties(node: Node, schema: JsonSchema, walk: Walk): void {
  const known = schema.properties ?? {};
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = String(keyNode.value);
    if (seen.has(key)) say(keyNode, `${walk.noun} \`${key}\` is given twice`, { ...walk, path: "" });
    seen.add(key);
    const shape = Object.hasOwn(known, key) ? known[key] : schema.additionalProperties;
    if (shape === false) say(keyNode, `unknown ${walk.noun} \`${key}\`${didYouMean(key, Object.keys(known))}`, walk);
    else if (typeof shape === "object" && valueNode !== undefined) {
      check(valueNode, shape, { ...walk, path: walk.path === "" ? key : `${walk.path}.${key}`, noun: key === "rules" ? "rule" : "key" });
    }
  }
  for (const key of schema.required ?? []) if (!seen.has(key)) say(node, `\`${key}\` is missing`, walk);
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace("#/$defs/", "");
  return root.$defs?.[name] ?? {};
}

function sayNotListed(node: Node, values: readonly (string | number | boolean)[], walk: Walk): void {
  const names = [...new Set(values.map(String))];
  const hint = typeof node.value === "string" ? didYouMean(node.value, names) : "";
  // Of `27`, `27.0` and `27.0.0` the shortest is enough.
  const list = `, expected one of ${names.filter((name) => !names.some((other) => name.startsWith(`${other}.`))).join(", ")}`;
  say(node, `unknown value ${shown(node)}${list}${hint}`, walk);
}

function say(node: Node, message: string, walk: Walk): void {
  walk.problems.push({ message: walk.path === "" ? message : `\`${walk.path}\`: ${message}`, offset: node.offset });
}

function typeOf(node: Node): JsonType {
  if (node.type === "property") return "object";
  if (node.type === "number") return Number.isInteger(node.value) ? "integer" : "number";
  return node.type;
}

function fits(type: JsonType, wanted: JsonType): boolean {
  return type === wanted || (type === "integer" && wanted === "number");
}

function article(type: JsonType): string {
  return type === "null" ? "null" : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function shown(node: Node): string {
  if (node.type === "object" || node.type === "array") return article(node.type);
  return `\`${JSON.stringify(node.value)}\``;
}
