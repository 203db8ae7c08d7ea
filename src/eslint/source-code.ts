import { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep, type CallMethodStep } from "@eslint/plugin-kit";
import { childKeys, forEachChild } from "../syntax/child-keys.ts";
import type { Node, Statement } from "../syntax/nodes.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { lineStarts, positionAt, type LineStarts } from "../text/lines.ts";
import { commentsOf, type Comment } from "./comments.ts";
import { countBefore } from "../text/search.ts";

/** The root that ESLint visits: a file's statements and comments. */
export interface DocumentNode {
  readonly kind: "Document";
  readonly start: number;
  readonly end: number;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}

export type AnyNode = Node | DocumentNode | Comment;

/**
 * The type by which ESLint knows a node: `SqlIdentifier` for kind `identifier`. Its selectors are blind to case, so that without the
 * prefix its rules for JavaScript would take our nodes for theirs, and throw.
 */
const eslintTypeOf = (kind: string): string => (kind === "Document" || kind === "Comment" ? kind : `Sql${kind.charAt(0).toUpperCase()}${kind.slice(1)}`);

/** Where {@link eslintTypeOf} is kept on a node. */
export const nodeTypeKey = "eslintType";

export const visitorKeys: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(childKeys).map(([kind, keys]) => [eslintTypeOf(kind), keys])),
  Document: ["statements"],
  Comment: [],
};

const commentParser = new ConfigCommentParser();
const directivePattern = /^\s*eslint(?:-enable|-disable(?:(?:-next)?-line)?)?(?:\s|$)/u;

interface DirectiveProblem {
  readonly ruleId: null;
  readonly message: string;
  readonly loc: unknown;
}

/** A file of Druid SQL in ESLint's hands. */
export class DruidSourceCode extends TextSourceCodeBase {
  readonly tree: SyntaxTree;
  readonly comments: readonly Comment[];
  readonly visitorKeys: Readonly<Record<string, readonly string[]>> = visitorKeys;
  readonly #lines: LineStarts;
  readonly #parents = new WeakMap<object, AnyNode>();
  #steps: readonly (VisitNodeStep | CallMethodStep)[] | null = null;

  constructor(tree: SyntaxTree) {
    const lines = lineStarts(tree.text);
    const comments = commentsOf(tree, (offset) => positionAt(lines, offset));
    const ast: DocumentNode = { kind: "Document", start: 0, end: tree.text.length, statements: tree.statements.map((statement) => statement.node), comments };
    super({ text: tree.text, ast, lineEndingPattern: /\r\n|\n|\r/u });
    this.tree = tree;
    this.comments = comments;
    this.#lines = lines;
  }

  override getLoc(node: object): { start: { line: number; column: number }; end: { line: number; column: number } } {
    const { start, end } = node as AnyNode;
    return { start: positionAt(this.#lines, start), end: positionAt(this.#lines, end) };
  }

  override getRange(node: object): [number, number] {
    const { start, end } = node as AnyNode;
    return [start, end];
  }

  override getParent(node: object): object | undefined {
    this.traverse();
    return this.#parents.get(node);
  }

  /** Rules that run on any language look for comments here. */
  getAllComments(): readonly Comment[] {
    return this.comments;
  }

  /** Rules for JavaScript ask for these before they look at a node. None of their nodes follows, so that none of what they ask next does. */
  get tokensAndComments(): readonly Comment[] {
    return this.comments;
  }

  /** `indent` asks it of every node that it does not know. An empty file has no token: what is given then is empty as well. */
  getFirstToken(node: object): object {
    const { start: from } = node as AnyNode;
    const { count, starts, ends } = this.tree.tokens;
    const first = countBefore(count, (index) => (starts[index] ?? 0) < from);
    const place = first < count ? { start: starts[first] ?? 0, end: ends[first] ?? 0 } : { start: this.text.length, end: this.text.length };
    const { start, end } = place;
    return { type: "Punctuator", value: this.text.slice(start, end), range: [start, end], loc: this.getLoc(place) };
  }

  /** The scope that a rule for JavaScript asks for before it looks at a node: of its variables SQL has none. */
  getScope(): object {
    return { type: "global", block: this.ast, isStrict: false, upper: null, childScopes: [], variables: [], set: new Map(), references: [], through: [] };
  }

  getInlineConfigNodes(): readonly Comment[] {
    return this.comments.filter((comment) => directivePattern.test(comment.value));
  }

  getDisableDirectives(): { problems: DirectiveProblem[]; directives: Directive[] } {
    const problems: DirectiveProblem[] = [];
    const directives: Directive[] = [];
    for (const comment of this.getInlineConfigNodes()) {
      const parsed = commentParser.parseDirective(comment.value);
      if (parsed === undefined || !parsed.label.startsWith("eslint-")) continue;
      const type = parsed.label.slice("eslint-".length);
      const loc = this.getLoc(comment);
      if (type === "disable-line" && loc.start.line !== loc.end.line) {
        problems.push({ ruleId: null, message: "eslint-disable-line comment should not span multiple lines.", loc });
        continue;
      }
      if (isDirectiveType(type)) directives.push(new Directive({ type, node: comment, value: parsed.value, justification: parsed.justification }));
    }
    return { problems, directives };
  }

  applyInlineConfig(): { problems: DirectiveProblem[]; configs: { config: { rules: object }; loc: unknown }[] } {
    const problems: DirectiveProblem[] = [];
    const configs: { config: { rules: object }; loc: unknown }[] = [];
    for (const comment of this.getInlineConfigNodes()) {
      const parsed = commentParser.parseDirective(comment.value);
      if (parsed?.label !== "eslint") continue;
      const loc = this.getLoc(comment);
      const result = commentParser.parseJSONLikeConfig(parsed.value);
      if (result.ok) configs.push({ config: { rules: result.config }, loc });
      else problems.push({ ruleId: null, message: result.error.message, loc });
    }
    return { problems, configs };
  }

  override traverse(): Iterable<VisitNodeStep | CallMethodStep> {
    this.#steps ??= this.#walk();
    return this.#steps;
  }

  #walk(): readonly VisitNodeStep[] {
    const steps: VisitNodeStep[] = [];
    const visit = (node: AnyNode, parent: AnyNode | null): void => {
      if (parent !== null) this.#parents.set(node, parent);
      (node as AnyNode & { [nodeTypeKey]?: string })[nodeTypeKey] = eslintTypeOf(node.kind);
      steps.push(new VisitNodeStep({ target: node, phase: 1, args: [node, parent] }));
      if (node.kind === "Document") for (const statement of node.statements) visit(statement, node);
      else if (node.kind !== "Comment") forEachChild(node, (child) => { visit(child, node); });
      steps.push(new VisitNodeStep({ target: node, phase: 2, args: [node, parent] }));
    };
    visit(this.ast as DocumentNode, null);
    return steps;
  }
}

type DirectiveType = "disable" | "enable" | "disable-next-line" | "disable-line";
const directiveTypes: ReadonlySet<string> = new Set<DirectiveType>(["disable", "enable", "disable-next-line", "disable-line"]);

function isDirectiveType(text: string): text is DirectiveType {
  return directiveTypes.has(text);
}
