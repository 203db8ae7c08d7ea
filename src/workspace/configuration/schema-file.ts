import { getNodeValue } from "jsonc-parser";
import type { Schema } from "../../analysis/model.ts";
import { readSchema } from "../../analysis/schema.ts";
import { resolveRelease, type Release } from "../../druid/releases.ts";
import { parseJsonFile, placeIn } from "../json.ts";
import { readText } from "../read.ts";
import { UsageError } from "../usage-error.ts";
import { clusterSchema } from "./shape.ts";
import { validateShape } from "./validate.ts";

/** What a schema file says of a cluster: form in docs/schema.md. */
export interface ClusterDescription {
  readonly schema: Schema;
  /** The release that the cluster runs, null where the file does not say. */
  readonly release: Release | null;
  /** Stands for the contents in the cache's keys. */
  readonly source: string;
}

/** The contents of a schema file, as JSON gives them. */
export interface SchemaFileContents {
  readonly druid?: string | number;
  readonly complete?: boolean;
  readonly extensions?: readonly string[];
  readonly nullHandling?: "legacy" | "sql";
  readonly lookups?: readonly string[];
  readonly slots?: number;
  readonly durableStorage?: boolean;
  readonly tables?: Readonly<Record<string, { readonly columns: Readonly<Record<string, string>> }>>;
}

const sizeCap = 512 * 1024 * 1024;

/** Reads a schema file. Throws UsageError, with the place, when it is missing or not of that form. */
export function readSchemaFile(path: string): ClusterDescription {
  const read = readText(path, sizeCap);
  if (read.kind !== "text") throw new UsageError(`schema file ${path}: ${read.message}`);
  const node = parseJsonFile(path, read.text);
  const [problem] = validateShape(node, clusterSchema());
  if (problem !== undefined) throw new UsageError(`${placeIn(path, read.text, problem.offset)}: ${problem.message}`);
  return describeCluster(getNodeValue(node) as SchemaFileContents, read.text);
}

/** The analysis' view of contents that have the right shape. Of a column whose type we cannot name nothing is claimed. */
export function describeCluster(contents: SchemaFileContents, source = JSON.stringify(contents)): ClusterDescription {
  const { druid, ...rest } = contents;
  return { schema: readSchema(rest).schema, release: druid === undefined ? null : resolveRelease(String(druid)), source };
}
