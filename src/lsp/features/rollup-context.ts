import { getLocation, modify } from "jsonc-parser";
import { missingRollupKeys } from "../../analysis/insight/rollup.ts";
import { atLeast } from "../../druid/releases.ts";
import { statementAt } from "../../syntax/query.ts";
import { applyEdits, type TextEdit } from "../../text/edits.ts";
import type { TextView } from "./text-view.ts";

export const rollupTitle = "Set what rollup needs in the query context";

/** The keys that have to become false for the rollup that the statement at an offset looks meant for; none where nothing is missing. */
export function rollupKeysMissingAt(view: TextView, offset: number): readonly string[] {
  const statement = statementAt(view.tree, offset);
  const rollup = statement?.sound === true ? (view.analysisOf(statement).ingestion?.rollup ?? null) : null;
  return rollup === null || rollup.recorded || !rollup.intended ? [] : missingRollupKeys(rollup);
}

/** SET before the statement, where the release reads that. */
export function setRollupKeys(view: TextView, offset: number): readonly TextEdit[] {
  const statement = statementAt(view.tree, offset);
  const keys = statement === null || !atLeast(view.release, 34) ? [] : rollupKeysMissingAt(view, offset);
  if (statement === null || keys.length === 0) return [];
  return [{ start: statement.start, end: statement.start, text: keys.map((key) => `SET ${key} = FALSE;\n`).join("") }];
}

/** The keys in the `context` of the request whose SQL holds an offset of a JSON document; one edit of the whole document's changed middle. */
export function addRollupKeys(json: string, offset: number, keys: readonly string[]): readonly TextEdit[] {
  const { path } = getLocation(json, offset);
  if (path.at(-1) !== "query" || keys.length === 0) return [];
  let changed = json;
  for (const key of keys) {
    const edits = modify(changed, [...path.slice(0, -1), "context", key], false, { formattingOptions: { insertSpaces: true, tabSize: 2, eol: json.includes("\r\n") ? "\r\n" : "\n" } });
    changed = applyEdits(changed, edits.map((edit) => ({ start: edit.offset, end: edit.offset + edit.length, text: edit.content })));
  }
  return [differenceOf(json, changed)];
}

function differenceOf(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && start < after.length && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < before.length - start && same < after.length - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
