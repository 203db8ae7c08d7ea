import { operatorsNamed, isCallable } from "../../druid/functions.ts";
import { formsOf } from "../../linter/explain/topic.ts";
import { tokenIndexAt, tokenText } from "../../syntax/query.ts";
import type { TextView } from "./text-view.ts";

export interface SignatureHelp {
  readonly signatures: readonly { readonly label: string; readonly parameters: readonly string[] }[];
  readonly activeParameter: number;
}

/** The forms of the function whose parentheses hold the offset. Works on tokens, since the call is seldom complete. */
export function signatureHelpAt(view: TextView, offset: number): SignatureHelp | null {
  const { tree } = view;
  let depth = 0;
  let commas = 0;
  for (let index = tokenIndexAt(tree, offset - 1); index > 0; index--) {
    const text = tokenText(tree, index);
    if (text === ")" || text === "]") depth++;
    else if (text === ";") return null;
    else if (text === "," && depth === 0) commas++;
    else if (text === "(" || text === "[") {
      if (depth > 0) depth--;
      else if (text === "(") return helpFor(view, tokenText(tree, index - 1), commas);
      else commas = 0;
    }
  }
  return null;
}

function helpFor(view: TextView, name: string, activeParameter: number): SignatureHelp | null {
  const facts = operatorsNamed(name, view.release).filter(isCallable);
  const labels = [...new Set(facts.flatMap(formsOf))];
  if (labels.length === 0) return null;
  return { signatures: labels.map((label) => ({ label, parameters: parametersOf(label) })), activeParameter };
}

function parametersOf(label: string): readonly string[] {
  const inside = /^[^(]*\((.*)\)/u.exec(label)?.[1] ?? "";
  return inside === "" ? [] : inside.split(/,\s*/u).map((part) => part.replace(/[[\]]/gu, ""));
}
