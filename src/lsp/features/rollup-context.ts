import { getLocation, modify } from "jsonc-parser";
import { missingRollupKeys } from "../../analysis/insight/rollup.ts";
import { atLeast } from "../../druid/releases.ts";
import { statementAt } from "../../syntax/query.ts";
import type { ParsedStatement } from "../../syntax/tree.ts";
import { applyEdits, differenceOf, type TextEdit } from "../../text/edits.ts";
import { lineBreakOf } from "../../text/lines.ts";
import type { TextView } from "./text-view.ts";

export const rollupTitle = "Set what rollup needs in the query context";

/** What makes the context right for the rollup that the statement at an offset looks meant for; none where nothing is missing. `host` is the JSON document that the SQL stands in. */
export function rollupEdits(view: TextView, offset: number, host: { readonly json: string; readonly offset: number } | null, inDocument: (edit: TextEdit) => TextEdit): readonly TextEdit[] {
  const statement = statementAt(view.tree, offset);
  const analysis = statement?.sound === true ? view.analysisOf(statement) : null;
  const rollup = analysis?.ingestion?.rollup ?? null;
  if (statement === null || analysis === null || rollup === null || rollup.recorded || !rollup.intended) return [];
  const edits: TextEdit[] = [];
  const absent: string[] = [];
  for (const key of missingRollupKeys(rollup)) {
    const entry = analysis.context.get(key);
    // A SET goes before all else that sets the key.
    if (entry?.origin === "set" && entry.valueRange !== null) edits.push(inDocument({ start: entry.valueRange[0], end: entry.valueRange[1], text: "FALSE" }));
    else absent.push(key);
  }
  if (absent.length === 0) return edits;
  const added = host === null ? setBefore(view, statement, absent).map(inDocument) : addToContext(host.json, host.offset, absent);
  return added.length === 0 ? [] : [...edits, ...added];
}

/** SET before the statement, where the release reads that. */
function setBefore({ tree, release }: TextView, { start }: ParsedStatement, keys: readonly string[]): readonly TextEdit[] {
  if (!atLeast(release, 34)) return [];
  const lineBreak = lineBreakOf(tree.text);
  return [{ start, end: start, text: keys.map((key) => `SET ${key} = FALSE;${lineBreak}`).join("") }];
}

/** The keys in the `context` of the request whose SQL holds an offset; one edit of the whole document's changed middle. */
function addToContext(json: string, offset: number, keys: readonly string[]): readonly TextEdit[] {
  const { path } = getLocation(json, offset);
  if (path.at(-1) !== "query") return [];
  // As far in as the first line that is set in at all.
  const indentation = /[\r\n]([\t ]+)\S/u.exec(json)?.[1] ?? "  ";
  const formattingOptions = { insertSpaces: !indentation.startsWith("\t"), tabSize: indentation.length, eol: lineBreakOf(json) };
  let changed = json;
  for (const key of keys) {
    const edits = modify(changed, [...path.slice(0, -1), "context", key], false, { formattingOptions });
    changed = applyEdits(changed, edits.map((edit) => ({ start: edit.offset, end: edit.offset + edit.length, text: edit.content })));
  }
  return [differenceOf(json, changed)];
}
