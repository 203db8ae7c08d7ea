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
  /** ESLint: the languages the rule can be run on. */
  readonly languages: readonly ["msqlint/sql"];
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
}

/** What a rule may look at. One per linted text. */
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
  readonly sourceCode: SourceCode;
  report(descriptor: ReportDescriptor): void;
}

/** Listeners by node kind, called on the way down; `Kind:exit` on the way up; `Statement` for each statement; `Violation` for each of the rule's own violations. */
export type Listeners = {
  readonly [Kind in NodeKind]?: (node: NodeOfKind<Kind>) => void;
} & {
  readonly [Kind in NodeKind as `${Kind}:exit`]?: (node: NodeOfKind<Kind>) => void;
} & {
  /** Each statement, after its analysis, whether it is sound or not. */
  readonly Statement?: (node: Statement, analysis: StatementAnalysis) => void;
  /** Each violation of the check that bears the rule's name. */
  readonly Violation?: (violation: Violation, analysis: StatementAnalysis) => void;
};

export interface Rule {
  readonly meta: RuleMeta;
  create(context: RuleContext): Listeners;
}

/** Identity, for the types. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
