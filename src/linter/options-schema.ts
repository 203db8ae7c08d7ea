// The part of JSON Schema that rules' options use. A whole validator would cost more to load than a lint takes.

type JsonSchema = Readonly<Record<string, unknown>>;

/** What is wrong with a value, each line beginning with its path (`allow[0]: …`); empty when it fits. */
export function checkAgainstSchema(value: unknown, schema: JsonSchema, path = ""): readonly string[] {
  const problems: string[] = [];
  const say = (problem: string): void => {
    problems.push(path === "" ? problem : `\`${path}\`: ${problem}`);
  };
  if (!hasType(value, schema["type"])) {
    say(`expected ${typeNames(schema["type"])}, got ${JSON.stringify(value)}`);
    return problems;
  }
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(value)) {
    say(`expected one of ${schema["enum"].map((each) => JSON.stringify(each)).join(", ")}, got ${JSON.stringify(value)}`);
  }
  if (typeof value === "number") checkNumber(value, schema, say);
  if (typeof value === "string" && value.length < numberOf(schema["minLength"], 0)) say("is too short");
  if (Array.isArray(value)) problems.push(...checkItems(value, schema, path));
  else if (isObject(value)) problems.push(...checkProperties(value, schema, path));
  return problems;
}

function checkNumber(value: number, schema: JsonSchema, say: (problem: string) => void): void {
  const minimum = numberOf(schema["minimum"], -Infinity);
  const maximum = numberOf(schema["maximum"], Infinity);
  if (value < minimum) say(`must be at least ${String(minimum)}`);
  if (value > maximum) say(`must be at most ${String(maximum)}`);
}

function checkItems(value: readonly unknown[], schema: JsonSchema, path: string): readonly string[] {
  const items = schema["items"];
  if (!isObject(items)) return [];
  return value.flatMap((item, index) => checkAgainstSchema(item, items, `${path}[${String(index)}]`));
}

function checkProperties(value: JsonSchema, schema: JsonSchema, path: string): readonly string[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const further = schema["additionalProperties"];
  const problems: string[] = [];
  for (const [key, each] of Object.entries(value)) {
    const known = properties[key];
    const keyPath = path === "" ? key : `${path}.${key}`;
    if (isObject(known)) problems.push(...checkAgainstSchema(each, known, keyPath));
    else if (isObject(further)) problems.push(...checkAgainstSchema(each, further, keyPath));
    else if (further === false) problems.push(`unknown option \`${keyPath}\`, known are ${Object.keys(properties).join(", ")}`);
  }
  const required = Array.isArray(schema["required"]) ? (schema["required"] as readonly string[]) : [];
  for (const key of required) if (!(key in value)) problems.push(`\`${path === "" ? key : `${path}.${key}`}\` is missing`);
  return problems;
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === undefined) return true;
  if (Array.isArray(type)) return type.some((each) => hasType(value, each));
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function typeNames(type: unknown): string {
  return Array.isArray(type) ? type.join(" or ") : String(type);
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
