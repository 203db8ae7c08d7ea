import type { ParsedStatement, SyntaxTree } from "../../syntax/tree.ts";
import type { Span, TextView } from "./text-view.ts";

/** A statement read as if its syntax errors were not there. */
export interface MendedStatement {
  readonly parsed: ParsedStatement;
  readonly text: string;
  /** Turns a place in it into one in the text that it was read from. */
  readonly toOriginal: (place: Span) => Span;
}

/** The parser stops at an error; so many are got over. */
const mostErrors = 5;
const missing = ["x ", "x) ", ") "];

interface Attempt {
  readonly text: string;
  /** Where something was put in, in the attempt's own text. */
  readonly insertions: readonly Span[];
}

/** Puts in a name or an end where one seems to be missing, or takes the offending word away, whichever gets the parser farther. */
export function mendedStatement(view: TextView, statement: ParsedStatement): MendedStatement {
  let attempt: Attempt = { text: view.tree.text.slice(statement.start, statement.end), insertions: [] };
  let tree = view.reread(attempt.text).tree;
  for (let errors = 0; errors < mostErrors; errors++) {
    const error = firstError(tree);
    if (error === null) break;
    const better = waysAround(attempt, error)
      .map((way) => ({ way, tree: view.reread(way.text).tree }))
      .map(({ way, tree: read }) => ({ way, tree: read, reached: original(way.insertions, firstError(read)?.start ?? Infinity) }))
      .reduce((best, other) => (other.reached > best.reached ? other : best));
    if (better.reached <= original(attempt.insertions, error.start)) break;
    attempt = better.way;
    ({ tree } = better);
  }
  const { insertions, text } = attempt;
  return {
    parsed: tree.statements[0] ?? statement,
    text,
    toOriginal: ({ start, end }) => ({ start: statement.start + original(insertions, start), end: statement.start + original(insertions, end) }),
  };
}

function firstError({ statements, text }: SyntaxTree): Span | null {
  // What follows a second statement of what is one was not read.
  const [first, second] = statements;
  if (second !== undefined) return { start: second.start, end: second.start + 1 };
  if (first === undefined) return { start: text.length, end: text.length };
  // Where it is not sound the last one is what the parser stopped at.
  return first.sound ? null : (first.violations.at(-1) ?? null);
}

function waysAround({ text, insertions }: Attempt, { start, end }: Span): readonly Attempt[] {
  const inserted = missing.map((what) => ({
    text: `${text.slice(0, start)}${what}${text.slice(start)}`,
    insertions: [...insertions.map((span) => (span.start < start ? span : { start: span.start + what.length, end: span.end + what.length })), { start, end: start + what.length }],
  }));
  return [...inserted, { text: text.slice(0, start) + " ".repeat(end - start) + text.slice(end), insertions }];
}

function original(insertions: readonly Span[], offset: number): number {
  return offset - insertions.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, offset) - start), 0);
}
