import type { SyntaxTree } from "../syntax/tree.ts";
import type { TextEdit } from "../text/edits.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { LineStarts } from "../text/lines.ts";
import { countBefore } from "../text/search.ts";
import { commentsThatName, type Comment } from "./comments.ts";

/** A rule named in a suppression comment; `name` null where the comment names none and so means all. */
export interface SuppressedRule {
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
  /** What is taken away when this name has no use. */
  readonly removal: TextEdit;
}

type SuppressionKind = "disable" | "disable-line" | "disable-next-line" | "disable-statement";

/** A suppression comment, and where it holds. */
export interface Suppression {
  readonly kind: SuppressionKind;
  readonly rules: readonly SuppressedRule[];
  /** Offsets of the text in which it silences what begins there. */
  readonly from: number;
  readonly to: number;
  readonly comment: { readonly start: number; readonly end: number };
}

/** A directive as written, before its reach is known. */
interface Directive {
  readonly kind: SuppressionKind | "enable";
  readonly rules: readonly SuppressedRule[];
  readonly comment: { readonly start: number; readonly end: number };
}

const directive = /^\s*msqlint-(disable-next-line|disable-line|disable-statement|disable|enable)(?=\s|$)/u;

/** The suppressions of a text, in the order of their comments. */
export function readSuppressions(tree: SyntaxTree): readonly Suppression[] {
  const directives = commentsThatName(tree).flatMap((comment) => readDirective(tree.text, comment) ?? []);
  const lines = lineStarts(tree.text);
  const ends = new BlockEnds(tree.text.length + 1);
  // From the last to the first, so that what ends a block is known where it begins.
  const suppressions = directives.reverse().flatMap((each): readonly Suppression[] => {
    if (each.kind === "enable") ends.add(each);
    else if (each.kind === "disable") return blocksOf(each, ends).reverse();
    else return [{ kind: each.kind, rules: each.rules, comment: each.comment, ...reachOf(each, each.kind, tree, lines) }];
    return [];
  });
  return suppressions.reverse();
}

// What a comment says: `msqlint-disable-next-line a, b -- reason`

function readDirective(text: string, comment: Comment): Directive | null {
  const said = text.slice(comment.textStart, comment.textEnd);
  const match = directive.exec(said);
  if (match === null) return null;
  const kind = match[1] as Directive["kind"];
  const listStart = match[0].length;
  const reason = / --(?=\s|$)/u.exec(said.slice(listStart));
  const listEnd = reason === null ? said.length : listStart + reason.index;
  const whole = { start: comment.start, end: comment.end };
  const rules = readRuleNames(text, comment.textStart + listStart, comment.textStart + listEnd, whole);
  if (rules.length > 0) return { kind, rules, comment: whole };
  return { kind, rules: [{ name: null, ...whole, removal: removalOfComment(text, whole) }], comment: whole };
}

function readRuleNames(text: string, start: number, end: number, comment: { start: number; end: number }): readonly SuppressedRule[] {
  const names = [...text.slice(start, end).matchAll(/[^\s,]+/gu)].map((match) => ({
    name: match[0],
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
  return names.map((each, index) => ({ ...each, removal: removalOfName(text, names, index, comment) }));
}

function removalOfName(
  text: string,
  names: readonly { readonly start: number; readonly end: number }[],
  index: number,
  comment: { start: number; end: number },
): TextEdit {
  const name = names[index];
  if (name === undefined || names.length === 1) return removalOfComment(text, comment);
  const next = names[index + 1];
  if (next !== undefined) return { start: name.start, end: next.start, text: "" };
  return { start: names[index - 1]?.end ?? name.start, end: name.end, text: "" };
}

/** Takes the comment away, with its line where it has the line to itself. */
function removalOfComment(text: string, comment: { start: number; end: number }): TextEdit {
  let start = comment.start;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  const behind = endOfBlanks(text, comment.end);
  const endsLine = behind === text.length || isLineBreak(text[behind]);
  const ownLine = endsLine && (start === 0 || isLineBreak(text[start - 1]));
  if (ownLine) return { start, end: behind + lengthOfBreak(text, behind), text: "" };
  if (endsLine && behind === comment.end) return { start, end: comment.end, text: "" };
  return { start: comment.start, end: comment.end, text: isBlank(text[comment.start - 1]) || isBlank(text[comment.end]) ? "" : " " };
}

/** Where the blanks from an offset on end, at the latest with their line: many comments may stand in one line, so that it is not read to its end for each. */
function endOfBlanks(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isLineBreak(text[end]) && isBlank(text[end])) end++;
  return end;
}

function isLineBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

function lengthOfBreak(text: string, offset: number): number {
  if (offset >= text.length) return 0;
  return text.startsWith("\r\n", offset) ? 2 : 1;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || character.trim() === "";
}

// Where a directive holds

function reachOf(each: Directive, kind: Exclude<SuppressionKind, "disable">, tree: SyntaxTree, lines: LineStarts): { readonly from: number; readonly to: number } {
  if (kind === "disable-statement") return statementAround(tree, each.comment.start);
  const anchor = kind === "disable-line" ? each.comment.start : each.comment.end;
  const line = positionAt(lines, anchor).line + (kind === "disable-line" ? 0 : 1);
  return { from: lines[line - 1] ?? tree.text.length + 1, to: lines[line] ?? tree.text.length + 1 };
}

/** The statement that holds the comment or, between two, the one that follows. */
function statementAround({ statements, text }: SyntaxTree, offset: number): { readonly from: number; readonly to: number } {
  const endOf = (index: number): number => {
    const statement = statements[index];
    if (statement === undefined) return 0;
    return statement.semicolon >= 0 ? statement.semicolon + 1 : statement.end + 1;
  };
  if (statements.length === 0) return { from: 0, to: text.length + 1 };
  const index = Math.min(countBefore(statements.length, (each) => endOf(each) <= offset), statements.length - 1);
  const isOpen = index === statements.length - 1 && (statements[index]?.semicolon ?? -1) < 0;
  return { from: endOf(index - 1), to: isOpen ? text.length + 1 : endOf(index) };
}

/** Where the nearest `enable` stands, as the directives are gone through from the last one to the first. */
class BlockEnds {
  readonly #byName = new Map<string | null, number>();
  readonly #textEnd: number;

  constructor(textEnd: number) {
    this.#textEnd = textEnd;
  }

  add({ rules, comment }: Directive): void {
    for (const { name } of rules) this.#byName.set(name, comment.start);
  }

  /** An `enable` without names ends all. */
  of(name: string | null): number {
    return Math.min(this.#byName.get(name) ?? this.#textEnd, this.#byName.get(null) ?? this.#textEnd);
  }
}

/** One suppression for each rule named, up to the `enable` that ends it. */
function blocksOf(each: Directive, ends: BlockEnds): Suppression[] {
  return each.rules.map((rule) => ({ kind: "disable", rules: [rule], from: each.comment.start, to: ends.of(rule.name), comment: each.comment }));
}
