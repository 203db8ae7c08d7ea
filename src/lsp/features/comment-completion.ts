import { commentBefore } from "./comment.ts";
import { plainItems, wordBefore, type Completion, type CompletionList } from "./completion-items.ts";
import { contextKeyItems, contextValues } from "./context-completion.ts";
import type { TextView } from "./text-view.ts";

const directives = ["msqlint-disable-next-line", "msqlint-disable-line", "msqlint-disable-statement", "msqlint-disable", "msqlint-enable"];

/** Directives and names of rules in a comment, context keys in one of the preview; nothing else may come there. Null outside of comments. */
export function completeComment(view: TextView, offset: number): CompletionList | null {
  const said = commentBefore(view, offset);
  if (said === null) return null;
  const range = wordBefore(view.tree.text, offset, /(?<![\w-])[\w-]*$/u);
  return { range, items: itemsFor(said.slice(0, said.length - (range.end - range.start)), view) };
}

function itemsFor(before: string, view: TextView): readonly Completion[] {
  if (/^\s*$/u.test(before)) return plainItems("keyword", directives);
  if (/^\s*msqlint-(?:disable|enable)[\w-]*\s(?!.*\s--\s)/u.test(before)) return ruleItems(view);
  if (view.release.major !== 23) return [];
  if (/^:context\s+$/u.test(before)) return contextKeyItems(view.release, ": ");
  const key = /^:context\s+(\S+?)\s*:\s*$/u.exec(before)?.[1];
  return key === undefined ? [] : contextValues(key, view.release).map((value, index) => ({ label: String(value), kind: "value", detail: key, insert: String(value), order: index }));
}

function ruleItems({ registry }: TextView): readonly Completion[] {
  return registry.entries.map((entry) => ({ label: entry.name, kind: "rule", detail: entry.category, insert: entry.name, order: 0 }));
}
