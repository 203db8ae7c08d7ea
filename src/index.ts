import { builtinRegistry } from "../rules/index.ts";
import { analyze as analyzeStatement } from "./analysis/analyze.ts";
import { writtenContext } from "./analysis/context/written.ts";
import type { Schema, StatementAnalysis } from "./analysis/model.ts";
import { readSchema } from "./analysis/schema.ts";
import { defaultRelease, requireRelease } from "./druid/releases.ts";
import type { Release } from "./druid/releases.ts";
import type { Finding } from "./linter/finding.ts";
import { fixText } from "./linter/fix-text.ts";
import { createLinter } from "./linter/lint-text.ts";
import type { Linter } from "./linter/lint-text.ts";
import { extendRegistry } from "./linter/registry.ts";
import { checkRuleSettings, createRuleSet } from "./linter/rule-set.ts";
import type { Preset, RuleSettings } from "./linter/rule-set.ts";
import type { Rule } from "./linter/rule.ts";
import { contextOfRequest, verdict as judge } from "./linter/verdict.ts";
import type { VerdictRequest, VerdictRow } from "./linter/verdict.ts";
import { parse as parseText } from "./syntax/parser.ts";
import type { SyntaxTree } from "./syntax/tree.ts";
import type { Stage } from "./syntax/violation.ts";
import { lineStarts, positionAt } from "./text/lines.ts";

export { defineRule } from "./linter/rule.ts";
export { defineViolationRule } from "./linter/violation-rule.ts";
export { RuleTester } from "./linter/rule-tester.ts";
export type * from "./analysis/model.ts";
export type * from "./linter/finding.ts";
export type * from "./linter/rule.ts";
export type { Preset, RuleSetting, RuleSettings } from "./linter/rule-set.ts";
export type { VerdictRequest, VerdictRow } from "./linter/verdict.ts";
export type * as nodes from "./syntax/nodes.ts";
export type { ParsedStatement, SyntaxTree } from "./syntax/tree.ts";
export type { Stage, Violation } from "./syntax/violation.ts";
export type { TextEdit } from "./text/edits.ts";

/** What a text is judged by; every part may be left out. */
export interface Options {
  /** A release: `27`, `27.0.0`, `imply-2022.06`. Default: the schema's, else 33. */
  readonly druid?: string;
  /** The content of a schema file. */
  readonly schema?: object;
  /** The query context. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** `msq`: judge a bare SELECT as a task. Default `any`: only what both engines refuse is an error. */
  readonly engine?: "msq" | "any";
  /** Default `recommended`. */
  readonly preset?: Preset;
  readonly rules?: RuleSettings;
  /** Rules of one's own, on top of the built-in ones. */
  readonly customRules?: readonly Rule[];
  /** False: suppression comments count for nothing. */
  readonly suppressions?: boolean;
}

/** A finding with its place as people count: lines and columns from 1, columns in UTF-16 code units. */
export interface LocatedFinding extends Finding {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The findings of a text, by place. Throws RangeError when the options name an unknown release, rule or type. */
export function lint(text: string, options: Options = {}): readonly LocatedFinding[] {
  return locate(text, linterOf(options).lint(text));
}

export interface FixOutcome {
  readonly output: string;
  /** The number of fixes applied. */
  readonly fixed: number;
  /** What is left. */
  readonly findings: readonly LocatedFinding[];
}

/** The text with every safe fix applied (with `unsafe`, the others too). Throws as `lint` does. */
export function fix(text: string, options: Options & { readonly unsafe?: boolean } = {}): FixOutcome {
  const linter = linterOf(options);
  const result = fixText(text, (each) => linter.lint(each), { unsafe: options.unsafe === true });
  return { output: result.output, fixed: result.fixed, findings: locate(result.output, result.findings) };
}

/** The syntax tree of a text, whatever the text is. Throws RangeError on an unknown release. */
export function parse(text: string, options: Pick<Options, "druid"> & { readonly semicolons?: "file" | "druid" } = {}): SyntaxTree {
  return parseText(text, { release: releaseOf(options, null), semicolons: options.semicolons ?? "file" });
}

/** What each statement of a text means: output columns, ingestion, violations. Throws as `lint` does. */
export function analyze(text: string, options: Pick<Options, "druid" | "schema" | "context" | "engine"> & { readonly through?: Stage } = {}): readonly StatementAnalysis[] {
  const { schema, druid } = schemaOf(options.schema);
  const release = releaseOf(options, druid);
  const tree = parseText(text, { release, semicolons: "file" });
  const context = contextOfRequest(options.context);
  const analysisOptions = { release, schema, engine: options.engine ?? "any", through: options.through ?? "controller" };
  return tree.statements.map((statement, index) =>
    analyzeStatement(tree, statement, { ...analysisOptions, context: [...context, ...writtenContext(tree, index, release)] }, "all"),
  );
}

export interface VerdictSettings extends Pick<Options, "druid" | "schema"> {
  /** The last stage whose checks are made. Default `controller`. */
  readonly through?: Exclude<Stage, "run">;
  /** Accepted statements also say their columns and how they are stored. */
  readonly types?: boolean;
  /** Accepted statements also say the fault in which their task is bound to end. */
  readonly faults?: boolean;
}

/** What Druid's MSQ engine would say of one request. Throws RangeError only on account of the settings. */
export function verdict(request: string | VerdictRequest, settings: VerdictSettings = {}): VerdictRow {
  const { schema, druid } = schemaOf(settings.schema);
  return judge(typeof request === "string" ? { sql: request } : request, {
    registry: builtinRegistry,
    release: releaseOf(settings, druid),
    schema,
    through: settings.through ?? "controller",
    types: settings.types === true,
    faults: settings.faults === true,
  });
}

function linterOf(options: Options): Linter {
  const { schema, druid } = schemaOf(options.schema);
  const release = releaseOf(options, druid);
  const { rules, customRules, context } = options;
  if (rules !== undefined || customRules !== undefined || context !== undefined) return newLinter(options, schema, release);
  const key = `${release.name} ${options.preset ?? ""} ${options.engine ?? ""} ${String(options.suppressions)}`;
  const linters = lintersOf(schema ?? noSchema);
  let linter = linters.get(key);
  if (linter === undefined) linters.set(key, (linter = newLinter(options, schema, release)));
  return linter;
}

/** Linters whose settings are told by a few words, by schema: a caller lints thousands of texts in the same way. */
const keptLinters = new WeakMap<object, Map<string, Linter>>();

function lintersOf(schema: object): Map<string, Linter> {
  let linters = keptLinters.get(schema);
  if (linters === undefined) keptLinters.set(schema, (linters = new Map<string, Linter>()));
  return linters;
}

function newLinter(options: Options, schema: Schema | null, release: Release): Linter {
  const registry = options.customRules === undefined ? builtinRegistry : extendRegistry(builtinRegistry, options.customRules);
  const settings = options.rules ?? {};
  const [problem] = checkRuleSettings(registry, settings);
  if (problem !== undefined) throw new RangeError(problem.message);
  return createLinter({
    rules: createRuleSet(registry, release, options.preset ?? "recommended", settings),
    schema,
    context: contextOfRequest(options.context),
    engine: options.engine ?? "any",
    through: "run",
    suppressions: options.suppressions !== false,
  });
}

function releaseOf(options: Pick<Options, "druid">, named: string | null): Release {
  const text = options.druid ?? named;
  return text === null ? defaultRelease() : requireRelease(text);
}

interface ReadSchema {
  readonly schema: Schema | null;
  readonly druid: string | null;
}

const noSchema: ReadSchema = { schema: null, druid: null };
const readSchemas = new WeakMap<object, ReadSchema>();

/** Read once for each object: a caller asks for thousands of verdicts with the same one. */
function schemaOf(content: object | undefined): ReadSchema {
  if (content === undefined) return noSchema;
  const known = readSchemas.get(content);
  if (known !== undefined) return known;
  const { schema, druid, problems } = readSchema(content);
  if (problems[0] !== undefined) throw new RangeError(`schema: ${problems[0]}`);
  const read = { schema, druid };
  readSchemas.set(content, read);
  return read;
}

function locate(text: string, findings: readonly Finding[]): readonly LocatedFinding[] {
  if (findings.length === 0) return [];
  const lines = lineStarts(text);
  return findings.map((finding) => {
    const from = positionAt(lines, finding.start);
    const to = positionAt(lines, finding.end);
    return { ...finding, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  });
}
