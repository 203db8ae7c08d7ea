import { atLeast, isPreview } from "../../druid/releases.ts";
import type { Release } from "../../druid/releases.ts";
import type { SetStatement } from "../../syntax/nodes.ts";
import { literalValue } from "../../syntax/set-values.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { editDistance } from "../../text/nearest.ts";
import type { ContextEntry, QueryContext } from "../model.ts";

/** SET before a statement counts from this release on; older parsers refuse it. */
const firstReleaseWithSet = 34;

/**
 * The query context that is written in the SQL text before the statement of that index: SETs, and the leading
 * `--:context key: value` comments that the preview alone read. Offsets are the text's.
 */
export function writtenContext(tree: SyntaxTree, index: number, release: Release): QueryContext {
  if (isPreview(release)) return commentEntries(tree, index);
  return atLeast(release, firstReleaseWithSet) ? setEntries(tree, index) : [];
}

/** True for a SET that only prepares a later statement, where the release has that: it is not a request of its own. */
export function isPrelude(tree: SyntaxTree, index: number, release: Release): boolean {
  return atLeast(release, firstReleaseWithSet) && tree.statements[index]?.node.kind === "SetStatement" && index < tree.statements.length - 1;
}

function setEntries(tree: SyntaxTree, index: number): QueryContext {
  const entries: ContextEntry[] = [];
  for (let before = index - 1; before >= 0; before--) {
    const node = tree.statements[before]?.node;
    if (node?.kind !== "SetStatement") break;
    const entry = entryOfSet(node);
    if (entry !== null) entries.push(entry);
  }
  return entries.reverse();
}

/** Null where Druid refuses the value: only literals can be set. */
function entryOfSet(node: SetStatement): ContextEntry | null {
  const value = node.value === null ? undefined : literalValue(node.value);
  if (node.value === null || value === undefined) return null;
  return {
    key: node.name.parts.map((part) => part.name).join("."),
    value,
    keyRange: [node.name.start, node.name.end],
    valueRange: [node.value.start, node.value.end],
    origin: "set",
  };
}

const contextComment = /--:context[^\S\r\n]+([^\s:]+)[^\S\r\n]*:[^\S\r\n]*([^\r\n]*)/gu;

/** A `--:context key: value` comment: the preview's console read it. */
export interface ContextComment {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly value: unknown;
}

/** The comments of that form between the statement before and this one; `[start, end)` spans the whole comment. */
export function contextComments(tree: SyntaxTree, index: number): readonly ContextComment[] {
  return commentEntries(tree, index).map(({ key, value, keyRange, valueRange }) => {
    const keyStart = keyRange?.[0] ?? 0;
    return { start: tree.text.lastIndexOf("--:context", keyStart), end: valueRange?.[1] ?? keyStart, key, value };
  });
}

const nearlyContextComment = /--[^\S\r\n]*:[^\S\r\n]*([a-z]+)[^\S\r\n]+([\w$]+)[^\S\r\n]*[:=]?[^\S\r\n]*([^\r\n]*)/giu;

/** A comment that looks like `--:context key: value` and is not of that form: the word misspelt, a blank or the colon out of place. */
export interface MisspeltContextComment {
  readonly start: number;
  readonly end: number;
  /** As it was most likely meant. */
  readonly meant: string;
}

/** Those before the statement; read by nobody. */
export function misspeltContextComments(tree: SyntaxTree, index: number): readonly MisspeltContextComment[] {
  const [from, to] = gapBefore(tree, index);
  const between = tree.text.slice(from, to);
  if (!between.includes("--")) return [];
  const right = new Set(contextComments(tree, index).map(({ start }) => start));
  return [...between.matchAll(nearlyContextComment)].flatMap((match) => {
    const [whole, word = "", key = "", value = ""] = match;
    const start = from + match.index;
    if (right.has(start) || editDistance(word.toLowerCase(), "context") > 2) return [];
    return [{ start, end: start + whole.trimEnd().length, meant: `--:context ${key}: ${value.trimEnd()}` }];
  });
}

/** Offsets of what lies between the statement before and this one. */
function gapBefore(tree: SyntaxTree, index: number): readonly [number, number] {
  return [(tree.statements[index - 1]?.semicolon ?? -1) + 1, tree.statements[index]?.start ?? tree.text.length];
}

/** The comments between the statement before and this one. */
function commentEntries(tree: SyntaxTree, index: number): QueryContext {
  const [from, to] = gapBefore(tree, index);
  const between = tree.text.slice(from, to);
  if (!between.includes("--:context")) return [];
  return [...between.matchAll(contextComment)].map((match): ContextEntry => {
    const [whole, key = "", written = ""] = match;
    const value = written.trimEnd();
    const keyStart = from + match.index + whole.indexOf(key);
    const valueStart = from + match.index + whole.length - written.length;
    return {
      key,
      value: jsonValue(value),
      keyRange: [keyStart, keyStart + key.length],
      valueRange: [valueStart, valueStart + value.length],
      origin: "comment",
    };
  });
}

/** As JSON where it is JSON, else the text itself. */
function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
