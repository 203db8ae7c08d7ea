import type { Release } from "../druid/releases.ts";
import { tokenize } from "./lexer.ts";
import type { Expression } from "./nodes.ts";
import { createParser, refuse, startStatement, type Parser } from "./parser-state.ts";
import { parseWholeStatement } from "./parser-statements.ts";
import { computedSetValue } from "./set-values.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";
import type { ParsedStatement, SyntaxTree } from "./tree.ts";
import type { Violation } from "./violation.ts";

export interface ParseOptions {
  readonly release: Release;
  /**
   * `file`: `;` separates statements and is no fault. `druid`: the text is what Druid would be sent, and a `;` is what the release
   * makes of it.
   */
  readonly semicolons: "file" | "druid";
}

/** Parses a text of any content. Never throws; what the release's parser refuses stands in the statements' violations. */
export function parse(text: string, options: ParseOptions): SyntaxTree {
  const tokens = tokenize(text, options.release);
  const statements: ParsedStatement[] = [];
  const parser = createParser(text, options.release, tokens);
  let from = 0;
  while (from < tokens.count) {
    const limit = findSemicolon(tokens, from);
    if (limit > from) statements.push(parseOne(parser, from, limit));
    from = limit + 1;
  }
  if (options.semicolons === "file") return { text, tokens, statements };
  return { text, tokens, statements: asSent(text, options.release, tokens, statements) };
}

function findSemicolon(tokens: Tokens, from: number): number {
  const { kinds, count } = tokens;
  let index = from;
  while (index < count && kinds[index] !== T.semicolon) index++;
  return index;
}

function parseOne(p: Parser, from: number, limit: number): ParsedStatement {
  startStatement(p, from, limit);
  const node = parseWholeStatement(p);
  return finish(p, node, from, limit);
}

function finish(p: Parser, node: ParsedStatement["node"], from: number, limit: number): ParsedStatement {
  const { starts, ends, count } = p.tokens;
  return {
    node,
    start: starts[from] ?? 0,
    end: ends[limit - 1] ?? 0,
    semicolon: limit < count ? (starts[limit] ?? -1) : -1,
    violations: p.violations,
    sound: !p.failed,
  };
}

/** Adds what Druid says of the semicolons, or of an empty text, when the text is sent as it is. */
function asSent(text: string, release: Release, tokens: Tokens, statements: ParsedStatement[]): ParsedStatement[] {
  const [first, ...others] = statements;
  if (first === undefined) return [emptyStatement(text, release, tokens)];
  const violation = separatorViolation(text, release, tokens, first, others);
  if (violation === null) return statements;
  // What Druid 24 misses after the last token comes after a `;`.
  const later = first.violations.filter(({ rule }) => rule === "partitioned-by-missing" || rule === "replace-missing-overwrite");
  const earlier = first.violations.filter((other) => !later.includes(other));
  return [{ ...first, violations: [...earlier, violation, ...later] }, ...others];
}

function separatorViolation(
  text: string, release: Release, tokens: Tokens, first: ParsedStatement, others: readonly ParsedStatement[],
): Violation | null {
  const second = others[0];
  const list = release.major >= 34;
  if (list) {
    if (second === undefined) return null;
    const computed = computedValue([first, ...others]);
    if (computed !== null) return { rule: "set-non-literal", message: "computed", data: { value: text.slice(computed.start, computed.end) }, stage: "parse", start: computed.start, end: computed.end, druidStart: null };
    const offender = [first, ...others.slice(0, -1)].find((statement) => statement.node.kind !== "SetStatement");
    if (offender === undefined) return null;
    return { rule: "multiple-statements", message: "list", data: {}, stage: "parse", start: second.start, end: second.end, druidStart: null };
  }
  const index = firstSemicolon(tokens);
  if (index < 0) return null;
  const start = tokens.starts[index] ?? 0;
  const base = { data: {}, stage: "parse", druidStart: start } as const;
  if (second === undefined) return { ...base, rule: "trailing-semicolon", message: "semicolon", start, end: tokens.ends[tokens.count - 1] ?? start + 1 };
  if (first.node.kind === "SetStatement") {
    return { ...base, rule: "set-statement-version", message: "set", data: { release: release.name }, start: first.start, end: first.end };
  }
  return { ...base, rule: "multiple-statements", message: "several", start: second.start, end: second.end };
}

/** The first value that is no literal of the SETs before anything else. */
function computedValue(statements: readonly ParsedStatement[]): Expression | null {
  for (const { node } of statements) {
    const value = node.kind === "SetStatement" ? computedSetValue(node) : null;
    if (value !== null || node.kind !== "SetStatement") return value;
  }
  return null;
}

function firstSemicolon(tokens: Tokens): number {
  const index = findSemicolon(tokens, 0);
  return index < tokens.count ? index : -1;
}

/** What Druid is sent holds no statement at all: blank, comments, or a lone `;`. */
function emptyStatement(text: string, release: Release, tokens: Tokens): ParsedStatement {
  const p = createParser(text, release, tokens);
  const start = tokens.starts[0] ?? text.length;
  const end = tokens.ends[Math.max(0, tokens.count - 1)] ?? text.length;
  refuse(p, "empty-statement", "empty", {}, start, end, tokens.count === 0 ? Math.max(text.length - 1, 0) : null);
  p.failed = true;
  return { node: { kind: "ErrorStatement", start, end }, start, end, semicolon: -1, violations: p.violations, sound: false };
}
