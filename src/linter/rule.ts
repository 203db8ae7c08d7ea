import type { Release } from "../druid/releases.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import type { Node, NodeKind, NodeOfKind, Statement } from "../syntax/nodes.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Stage, Violation } from "../syntax/violation.ts";
import type { TextEdit } from "../text/edits.ts";

/** A promise about false positives: `rejected` has none, `fails` none we can construct, `risk` may be fine. */
export type Category = "rejected" | "fails" | "risk" | "deprecated" | "style";

export type Severity = "off" | "info" | "warn" | "error";

/** `safe` keeps the meaning (or gives a refused statement its evident one); `unsafe` may change it; `suggestion` is never applied in bulk. */
export type FixKind = "none" | "safe" | "unsafe" | "suggestion";

/** How it is known that Druid does what the rule says. */
export type Evidence = "recorded" | "source" | "documents" | "inferred";

/** Metadata is data: the page, the configuration's schema, ESLint's `meta`, SARIF rules, hover text derive from it. */
export interface RuleMeta {
  readonly name: string;
  readonly category: Category;
  /** Where Druid meets the fault; `run` for what only the running task or its result shows. */
  readonly stage: Stage;
  /** In the preset `recommended`. */
  readonly severity: Severity;
  /** Version of msqlint that brought the rule. */
  readonly since: string;
  /** Releases for which it speaks: `>=24`, `>=24 <34`. */
  readonly druid: string;
  readonly evidence: Evidence;
  /** MSQ's fault code that it foretells. */
  readonly fault?: string;
  /** Further codes, of other releases or messages. */
  readonly otherFaults?: readonly string[];
  readonly fix: FixKind;
  /** Names it had before, kept for ever. */
  readonly aliases?: readonly string[];
  readonly docs: {
    /** One line, what the rule finds. */
    readonly description: string;
  };
  /** Druid class names, documentation pages, recordings. */
  readonly sources: readonly string[];
  /** Texts by id with `{{placeholders}}`: what, why, what to do. */
  readonly messages: Readonly<Record<string, string>>;
  /** JSON Schema of the options array's first element; null when the rule has none. */
  readonly schema: Readonly<Record<string, unknown>> | null;
  readonly defaultOptions?: Readonly<Record<string, unknown>>;
  /** Runs also on statements that a real syntax error left partly unknown. Default false. */
  readonly tolerant?: boolean;
  /**
   * Looks at the other statements of the text, too: what it says of a statement may change although the statement does not. Such a rule
   * listens to `Statement` only and asks a statement for its kind and place, and what the journal of `across-files.ts` says of it.
   */
  readonly looksAround?: boolean;
  /** Names of rules whose findings at an overlapping place say the same mistake in a worse way and give way to this one's. */
  readonly supersedes?: readonly string[];
  /** True where one message at several places of a statement is one mistake: the later places become related ones. */
  readonly saidOnce?: boolean;
  /** ESLint: the languages the rule can be run on. */
  readonly languages: readonly ["msqlint/sql"];
}

/** As a rule's file writes it: what is the same in nearly every rule may be left out. */
export type RuleMetaDefinition = Omit<RuleMeta, "languages" | "schema"> & Partial<Pick<RuleMeta, "schema">>;

/** The metadata with the defaults filled in. */
export function completeMeta(meta: RuleMetaDefinition): RuleMeta {
  return { ...meta, schema: meta.schema ?? null, languages: ["msqlint/sql"] };
}

/** A place by offsets; every node is one. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** ESLint's fixer, on offsets. */
export interface Fixer {
  replace(range: Range, text: string): TextEdit;
  remove(range: Range): TextEdit;
  insertBefore(range: Range, text: string): TextEdit;
  insertAfter(range: Range, text: string): TextEdit;
}

export type Mend = (fixer: Fixer) => TextEdit | readonly TextEdit[] | null;

export interface ReportDescriptor {
  readonly at: Range;
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  /** Applied by `--fix` when `meta.fix` is safe, by `--unsafe-fixes` when unsafe. */
  readonly fix?: Mend;
  /** Said to the user as the action: "remove `DESC`". */
  readonly fixTitle?: string;
  readonly suggestions?: readonly { readonly title: string; readonly fix: Mend }[];
  readonly related?: readonly { readonly at: Range; readonly message: string }[];
  /** Overrides of the metadata where one rule covers releases with different fates. */
  readonly stage?: Stage;
  readonly category?: Category;
  readonly fault?: string;
  /** Overrides the metadata for this finding: a fix that is only sometimes safe. */
  readonly safety?: "safe" | "unsafe";
  /** In place of the metadata's severity, where no configuration names another. */
  readonly severity?: Exclude<Severity, "off">;
}

/** What a rule may look at: of the text being linted. */
export interface SourceCode {
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly release: Release;
  textOf(range: Range): string;
  /** The analysis of the statement that holds this place (made once, on first use). */
  analysisAt(range: Range): StatementAnalysis;
  /** From the node's parent up to the statement. Valid while the node is being visited. */
  ancestors(node: Node): readonly Node[];
}

export interface RuleContext {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Asked for within a listener: a built-in rule's context outlives a text. */
  readonly sourceCode: SourceCode;
  report(descriptor: ReportDescriptor): void;
}

/** Listeners by node kind, called on the way down; `Kind:exit` on the way up; `Statement` for each statement; `Violation` for each of the rule's own violations. */
export type Listeners = {
  readonly [Kind in NodeKind]?: (node: NodeOfKind<Kind>) => void;
} & {
  readonly [Kind in NodeKind as `${Kind}:exit`]?: (node: NodeOfKind<Kind>) => void;
} & {
  /** Each statement, after its analysis; one that is not sound only for tolerant rules. */
  readonly Statement?: (node: Statement, analysis: StatementAnalysis) => void;
  /** Each violation of the check that bears the rule's name. */
  readonly Violation?: (violation: Violation, analysis: StatementAnalysis) => void;
};

export interface Rule {
  readonly meta: RuleMeta;
  /** True when all that it says is about violations of its name: then it is not even loaded before one occurs. */
  readonly violationsOnly?: boolean;
  /**
   * Called once for each linted text: what it closes over lives as long as that text's lint. The built-in rules keep nothing about a
   * text; theirs is called once for all texts of a run.
   */
  create(context: RuleContext): Listeners;
}

/** A rule with listeners of its own. A check of Druid's that the analysis makes is said by `defineViolationRule` instead. */
export function defineRule(rule: { readonly meta: RuleMetaDefinition; create(context: RuleContext): Listeners }): Rule {
  return { meta: completeMeta(rule.meta), create: (context) => rule.create(context) };
}
