import type { FormatName } from "../reporters/index.ts";
import { defaultMaxSize } from "../workspace/read.ts";
import type { Shard } from "../workspace/shard.ts";

/** One report and where it goes; null: standard output. */
export interface ReportTarget {
  readonly format: FormatName;
  readonly file: string | null;
}

/** What the command line asks of a lint. */
export interface LintOptions {
  readonly patterns: readonly string[];
  readonly fix: boolean;
  readonly unsafeFixes: boolean;
  readonly diff: boolean;
  readonly targets: readonly ReportTarget[];
  readonly stdin: boolean;
  readonly stdinFilename: string | null;
  readonly config: string | null;
  readonly configEnabled: boolean;
  readonly configCode: boolean;
  readonly druid: string | null;
  readonly engine: "any" | "msq" | null;
  readonly schema: string | null;
  readonly preset: "recommended" | "strict" | "all" | "none" | null;
  /** As given: `name:severity`, `name:[severity,{…}]`. */
  readonly rules: readonly string[];
  readonly quiet: boolean;
  readonly maxWarnings: number;
  readonly inlineConfig: boolean;
  readonly color: boolean | null;
  readonly cache: boolean;
  readonly cacheLocation: string | null;
  /** A file of findings that do not count. */
  readonly baseline: string | null;
  /** Write the baseline instead of heeding it. */
  readonly updateBaseline: boolean;
  readonly statistics: boolean;
  readonly allowEmpty: boolean;
  readonly maxSize: number;
  /** How many threads may lint; null: as many as pay. */
  readonly threads: number | null;
  readonly selection: Selection | null;
  readonly shard: Shard | null;
}

/** Only what git knows to be different. */
export type Selection = { readonly kind: "staged" } | { readonly kind: "changed"; readonly since: string | null };

export const defaultLintOptions: LintOptions = {
  patterns: [],
  fix: false,
  unsafeFixes: false,
  diff: false,
  targets: [{ format: "stylish", file: null }],
  stdin: false,
  stdinFilename: null,
  config: null,
  configEnabled: true,
  configCode: true,
  druid: null,
  engine: null,
  schema: null,
  preset: null,
  rules: [],
  quiet: false,
  maxWarnings: Infinity,
  inlineConfig: true,
  color: null,
  cache: false,
  cacheLocation: null,
  baseline: null,
  updateBaseline: false,
  statistics: false,
  allowEmpty: false,
  maxSize: defaultMaxSize,
  threads: null,
  selection: null,
  shard: null,
};
