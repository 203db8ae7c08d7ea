import { operatorsNamed, isCallable } from "../../druid/functions.ts";
import { tableFunction, type TableFunction } from "../../druid/inputs.ts";
import { within, type Release } from "../../druid/releases.ts";
import { formsOf } from "../../linter/explain/topic.ts";
import { tokenIndexAt, tokenText } from "../../syntax/query.ts";
import { trimEndOf } from "../../text/trim.ts";
import { clausePlaceAt } from "./clause.ts";
import type { Span, TextView } from "./text-view.ts";

export interface Signature {
  readonly label: string;
  /** Where in the label each parameter stands. */
  readonly parameters: readonly Span[];
}

export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  /** The first one that has as many parameters as are given. */
  readonly activeSignature: number;
  readonly activeParameter: number;
}

/** The forms of the function whose parentheses hold the offset. Works on tokens, since the call is seldom complete. */
export function signatureHelpAt(view: TextView, offset: number): SignatureHelp | null {
  const { opener, commas, nested } = clausePlaceAt(view.tree, endOfToken(view, offset));
  if (!nested) return null;
  const labels = [...new Set(labelsOf(opener, view.release))];
  if (labels.length === 0) return null;
  const signatures = labels.map((label) => ({ label, parameters: parametersOf(label) }));
  const fitting = signatures.findIndex((signature) => takes(signature, commas));
  const activeSignature = Math.max(0, fitting);
  return { signatures, activeSignature, activeParameter: activeParameterOf(signatures[activeSignature], commas, namedArgument(view, offset)) };
}

/** Within a word or a text the argument is the one that it belongs to. */
function endOfToken({ tree }: TextView, offset: number): number {
  const index = tokenIndexAt(tree, offset - 1);
  const end = index < 0 ? offset : (tree.tokens.ends[index] ?? offset);
  return end > offset && /^['"\w]/u.test(tokenText(tree, index)) ? (tree.tokens.starts[index] ?? offset) : offset;
}

function labelsOf(name: string, release: Release): readonly string[] {
  const table = tableFunction(name);
  if (table === null) return operatorsNamed(name, release).filter(isCallable).flatMap(formsOf);
  return within(release, table) ? [tableFunctionForm(table, release)] : [];
}

/** A table function with its arguments of the release, in brackets those that may be left out. */
export function tableFunctionForm(table: TableFunction, release: Release): string {
  const named = table.name === "EXTERN" ? "" : " => ";
  const shown = Object.entries(table.arguments).filter(([, argument]) => within(release, argument)).map(([argument, { type, required }]) => (required === true ? `${argument}${named}${named === "" ? "" : type}` : `[${argument}${named}${named === "" ? "" : type}]`));
  return `${table.name}(${shown.join(", ")})`;
}

/** Split at the commas of the outermost parentheses; brackets that only say "may be left out" belong to no parameter. */
function parametersOf(label: string): readonly Span[] {
  const open = label.indexOf("(");
  const close = label.lastIndexOf(")");
  if (open < 0 || close <= open + 1) return [];
  return [...label.slice(open + 1, close).matchAll(/[^,]+/gu)].map((match) => {
    const leading = /^[\s[]*/u.exec(match[0])?.[0].length ?? 0;
    const start = open + 1 + match.index + leading;
    return { start, end: Math.max(start, open + 1 + match.index + trimEndOf(match[0], " ]\n\r\t").length) };
  });
}

function isOpen({ label, parameters }: Signature): boolean {
  const last = parameters.at(-1);
  return last !== undefined && /^<?(?:\.\.\.|…)>?$/u.test(label.slice(last.start, last.end));
}

function takes(signature: Signature, commas: number): boolean {
  return commas < signature.parameters.length || isOpen(signature);
}

function activeParameterOf(signature: Signature | undefined, commas: number, named: string | null): number {
  if (signature === undefined) return commas;
  const byName = named === null ? -1 : signature.parameters.findIndex(({ start, end }) => signature.label.slice(start, end).startsWith(`${named} =>`));
  if (byName >= 0) return byName;
  return isOpen(signature) ? Math.min(commas, signature.parameters.length - 1) : commas;
}

/** `name` where the argument that is being typed begins with `name =>`. */
function namedArgument({ tree }: TextView, offset: number): string | null {
  let depth = 0;
  for (let index = tokenIndexAt(tree, offset - 1); index > 0; index--) {
    const text = tokenText(tree, index);
    if (text === ")" || text === "]") depth++;
    else if (text === "(" || text === "[") {
      // Of a list that is open (`uris => ARRAY[`) the argument is the one around.
      if (depth === 0 && text === "(") return null;
      depth = Math.max(0, depth - 1);
    } else if (depth === 0 && text === "=>") return tokenText(tree, index - 1).replaceAll('"', "");
    else if (depth === 0 && (text === "," || text === ";")) return null;
  }
  return null;
}
