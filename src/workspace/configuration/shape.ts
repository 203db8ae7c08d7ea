import { releases } from "../../druid/releases.ts";
import type { RuleEntry } from "../../linter/registry.ts";

/** The part of JSON Schema that the configuration's shape uses. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $comment?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType;
  readonly enum?: readonly (string | number | boolean)[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
}

export type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

const text = (description: string): JsonSchema => ({ type: "string", description });
const texts = (description: string): JsonSchema => ({ anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }], description });
const flag = (description: string, otherwise: boolean): JsonSchema => ({ type: "boolean", description, default: otherwise });

const severity: JsonSchema = { type: "string", enum: ["off", "info", "warn", "error"] };

const argumentCount = (description: string): JsonSchema => ({ type: "integer", minimum: 0, description });

const functionShape: JsonSchema = {
  description: "A function that an extension of the cluster adds: its name, or what is known of it.",
  anyOf: [
    { type: "string" },
    {
      type: "object",
      additionalProperties: false,
      required: ["name"],
      properties: {
        name: text("As it is called, in any case."),
        kind: { type: "string", enum: ["scalar", "aggregate", "table"], default: "scalar", description: "How it may be used." },
        minArguments: argumentCount("Fewest arguments that it takes."),
        maxArguments: argumentCount("Most arguments that it takes."),
        returns: text("SQL type of its result, such as VARCHAR; left out when not known."),
      },
    },
  ],
};

const contextKeyShape: JsonSchema = {
  description: "A key of the query context that an extension of the cluster reads: its name, or what is known of it.",
  anyOf: [
    { type: "string" },
    {
      type: "object",
      additionalProperties: false,
      required: ["name"],
      properties: {
        name: text("The key, case-sensitive."),
        type: { type: "string", enum: ["boolean", "integer", "number", "string", "any"], default: "any", description: "Type of its value." },
      },
    },
  ],
};

/** What may be written at the top and in `overrides`. */
function settingsShape(): Readonly<Record<string, JsonSchema>> {
  return {
    druid: { ...releaseShape(), description: "Druid release to judge by: 27, 27.0, 27.0.0 or imply-2022.06. Default: the schema file's, else 33." },
    engine: {
      type: "string",
      enum: ["any", "msq"],
      default: "any",
      description: "How a bare SELECT is judged: `msq` as a task, `any` only by what both engines refuse.",
    },
    schema: {
      description: "What is known of the cluster: path of a schema file, or its contents.",
      anyOf: [{ type: "string" }, { $ref: "#/$defs/clusterSchema" }],
    },
    context: { type: "object", description: "Query context that statements are sent with, where they do not set their own." },
    preset: {
      type: "string",
      enum: ["recommended", "strict", "all", "none"],
      default: "recommended",
      description: "Severity of the rules that `rules` does not name.",
    },
    rules: { $ref: "#/$defs/rules" },
    inlineConfiguration: flag("Suppression comments in SQL are heeded.", true),
    documents: { $ref: "#/$defs/documents" },
  };
}

function releaseShape(): JsonSchema {
  const names = releases.flatMap((release) => [release.name, ...release.aliases]);
  const numbers = [...new Set(names.map(Number).filter((each) => Number.isInteger(each)))];
  return { anyOf: [{ type: "string", enum: names }, { type: "integer", enum: numbers }] };
}

const documentsShape: JsonSchema = {
  type: "object",
  additionalProperties: false,
  description: "Documents that hold SQL among other things.",
  properties: {
    blocks: {
      type: "string",
      enum: ["druid", "all"],
      default: "druid",
      description: "Which SQL blocks of a document are linted: those with a clause that only Druid has, or all.",
    },
    templates: {
      type: "array",
      items: { type: "string", enum: ["jinja", "variable", "placeholder", "parameter", "python"] },
      description: "Placeholders that are masked in SQL: jinja {{ x }}, variable ${X}, placeholder <x>, parameter :x, python %s, %(x)s and {x}. Default: all.",
    },
    yamlKeys: { type: "array", items: { type: "string" }, description: "YAML keys whose text is SQL. Default: sql, query." },
  },
};

const clusterSchemaShape: JsonSchema = {
  type: "object",
  additionalProperties: false,
  description: "What is known of a cluster, each part optional.",
  properties: {
    $schema: text("This schema."),
    druid: { ...releaseShape(), description: "Release that the cluster runs." },
    complete: flag("A table that is not listed does not exist.", false),
    extensions: { type: "array", items: { type: "string" }, description: "Extensions that are loaded, such as druid-datasketches. Left out: not known." },
    nullHandling: { type: "string", enum: ["legacy", "sql"], description: "druid.generic.useDefaultValueForNull: legacy for true." },
    lookups: { type: "array", items: { type: "string" }, description: "Lookups that exist. Left out: not known." },
    slots: { type: "integer", minimum: 0, description: "Task slots of the cluster." },
    durableStorage: { type: "boolean", description: "Durable storage for intermediate files is set up." },
    tables: {
      type: "object",
      description: "Datasources by name.",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["columns"],
        properties: {
          columns: { type: "object", description: "SQL or native type by column, in the table's order.", additionalProperties: { type: "string" } },
        },
      },
    },
  },
};

/** The shape of `msqlint.config.json` for the rules that are known; also what editors complete by. */
export function configurationSchema(rules: readonly RuleEntry[]): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "msqlint configuration",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: text("Where this schema stands, for editors."),
      root: flag("Configuration files of the folders above do not count.", false),
      extends: texts("Configuration files to begin with, relative to this one; later ones win, this one wins over all."),
      ignore: { type: "array", items: { type: "string" }, description: "Files and folders left out, in .gitignore's syntax, relative to this file." },
      gitignore: flag("Files that git ignores are left out of folders and globs.", true),
      functions: { type: "array", items: functionShape, description: "Functions that an extension of the cluster adds." },
      keywords: { type: "array", items: { type: "string" }, description: "Words that the cluster's parser reserves beside those of the release." },
      contextKeys: { type: "array", items: contextKeyShape, description: "Query context keys that an extension of the cluster reads." },
      ...settingsShape(),
      overrides: {
        type: "array",
        description: "Settings for some of the files; later ones win.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["files"],
          properties: {
            files: texts("Which files, in .gitignore's syntax, relative to this file."),
            ...settingsShape(),
          },
        },
      },
    },
    $defs: { rules: rulesShape(rules), documents: documentsShape, clusterSchema: clusterSchemaShape },
  };
}

/** The shape of a schema file. */
export function clusterSchema(): JsonSchema {
  return clusterSchemaShape;
}

function rulesShape(rules: readonly RuleEntry[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const rule of rules) {
    properties[rule.name] = ruleShape(rule);
    for (const alias of rule.aliases) properties[alias] = { ...ruleShape(rule), description: `Old name of ${rule.name}.` };
  }
  return { type: "object", additionalProperties: false, description: "A severity, or severity and options, by rule.", properties };
}

function ruleShape(rule: RuleEntry): JsonSchema {
  const { meta } = rule.load();
  const description = meta.docs.description;
  const items = meta.schema === null ? [severity] : [severity, meta.schema as JsonSchema];
  const withOptions: JsonSchema = { type: "array", prefixItems: items, minItems: 1, maxItems: items.length };
  return { description, default: rule.severity, anyOf: [severity, withOptions] };
}
