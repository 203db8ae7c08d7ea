import type { QueryContext, Schema } from "../analysis/model.ts";
import { readSchema } from "../analysis/schema.ts";
import type { Finding } from "../linter/finding.ts";
import { createLinter } from "../linter/lint-text.ts";
import type { Registry } from "../linter/registry.ts";
import { createRuleSet, type RuleSettings } from "../linter/rule-set.ts";
import type { Rule, RuleMeta } from "../linter/rule.ts";
import { contextOfRequest } from "../linter/verdict.ts";
import type { TextEdit } from "../text/edits.ts";
import { releaseOf } from "./language.ts";
import type { DruidSourceCode } from "./source-code.ts";

/** `settings.msqlint` of an ESLint configuration. */
export interface PluginSettings {
  readonly druid?: string;
  readonly schema?: object;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly engine?: "msq" | "any";
}

interface EslintFixer {
  replaceTextRange(range: [number, number], text: string): unknown;
}

interface EslintContext {
  readonly id: string;
  readonly options: readonly unknown[];
  readonly settings: { readonly msqlint?: PluginSettings };
  readonly languageOptions: { readonly druid?: string };
  readonly sourceCode: DruidSourceCode;
  report(descriptor: object): void;
}

/** One of our rules in ESLint's form: the same object decides, says and mends; here its findings are only handed on. */
export function toEslintRule(rule: Rule, registry: Registry, page: (name: string) => string): object {
  const { meta } = rule;
  return {
    meta: {
      type: meta.category === "style" ? "suggestion" : "problem",
      docs: { description: meta.docs.description, url: page(meta.name), recommended: meta.severity !== "off" },
      messages: { finding: "{{message}}", action: "{{title}}" },
      schema: meta.schema === null ? [] : [meta.schema],
      ...(meta.fix === "safe" ? { fixable: "code" } : {}),
      hasSuggestions: true,
      languages: meta.languages,
      dialects: ["Druid SQL"],
    },
    create: (context: EslintContext) => ({
      Document: () => {
        for (const finding of findingsOf(context, registry, meta)) report(context, finding);
      },
    }),
  };
}

/** Findings of a file by registry and settings, shared by the rules: the file is linted once. */
const lintedFiles = new WeakMap<DruidSourceCode, Map<Registry, Map<string, readonly Finding[]>>>();

function findingsOf(context: EslintContext, registry: Registry, meta: RuleMeta): readonly Finding[] {
  const { sourceCode } = context;
  // What else stands in languageOptions is another language's, and may not even be JSON.
  const { druid } = context.languageOptions;
  const settings: PluginSettings = { ...(druid === undefined ? {} : { druid }), ...context.settings.msqlint };
  const [options] = context.options as readonly (Readonly<Record<string, unknown>> | undefined)[];
  const own = options === undefined ? {} : { [meta.name]: ["warn", options] as const };
  const bySettings = entryOf(entryOf(lintedFiles, sourceCode, newMap<Registry, Map<string, readonly Finding[]>>), registry, newMap<string, readonly Finding[]>);
  const findings = entryOf(bySettings, JSON.stringify([settings, own]), () => lint(sourceCode.text, settings, registry, own));
  return findings.filter((finding) => finding.ruleId === meta.name);
}

const newMap = <Key, Value>(): Map<Key, Value> => new Map<Key, Value>();

/** The value of a key, made when it is first asked for. */
function entryOf<Key, Value>(map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown }, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function lint(text: string, settings: PluginSettings, registry: Registry, own: RuleSettings): readonly Finding[] {
  const reading = settings.schema === undefined ? null : readSchema(settings.schema);
  const schema: Schema | null = reading?.schema ?? null;
  const release = releaseOf(settings.druid ?? reading?.druid ?? undefined);
  const context: QueryContext = contextOfRequest(settings.context);
  const rules = createRuleSet(registry, release, "all", own);
  return createLinter({ rules, schema, context, engine: settings.engine ?? "any", through: "run", suppressions: true }).lint(text);
}

function report(context: EslintContext, finding: Finding): void {
  const { fix } = finding;
  const suggestions = fix?.safety === "unsafe" ? [{ title: fix.title, edits: fix.edits }, ...finding.suggestions] : finding.suggestions;
  context.report({
    loc: context.sourceCode.getLoc(finding),
    messageId: "finding",
    data: { message: finding.message },
    ...(fix?.safety === "safe" ? { fix: (fixer: EslintFixer) => fixesOf(fixer, fix.edits) } : {}),
    suggest: suggestions.map(({ title, edits }) => ({ messageId: "action", data: { title }, fix: (fixer: EslintFixer) => fixesOf(fixer, edits) })),
  });
}

function fixesOf(fixer: EslintFixer, edits: readonly TextEdit[]): readonly unknown[] {
  return edits.map((edit) => fixer.replaceTextRange([edit.start, edit.end], edit.text));
}
