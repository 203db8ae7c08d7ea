import { readSuppressions, type Suppression } from "../../linter/suppressions.ts";
import { statementAt } from "../../syntax/query.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { TextEdit } from "../../text/edits.ts";
import { lineStarts, positionAt } from "../../text/lines.ts";
import { countBefore } from "../../text/search.ts";
import { commentAround } from "./comment.ts";

/** Where the text stands. */
export interface SuppressionHost {
  /** What the whole text is called. */
  readonly whole: "file" | "block";
  /** The line break to write; null where the document folds lines, so that a comment up to the line's end would swallow the SQL. */
  readonly lineBreak: string | null;
}

export interface SuppressionOffer {
  readonly title: string;
  readonly edit: TextEdit;
}

/** Comments that silence a rule where it speaks at an offset: for the line, the statement, the whole text. */
export function suppressionOffers(tree: SyntaxTree, rule: string, offset: number, host: SuppressionHost): readonly SuppressionOffer[] {
  const known = readSuppressions(tree);
  const edits = { line: forLine(tree, rule, offset, host, known), statement: forStatement(tree, rule, offset, host, known), [host.whole]: forAll(tree, rule, host) };
  return Object.entries(edits).flatMap(([reach, edit]) => (edit === null ? [] : [{ title: `Disable \`${rule}\` for this ${reach}`, edit }]));
}

function forLine(tree: SyntaxTree, rule: string, offset: number, { lineBreak }: SuppressionHost, known: readonly Suppression[]): TextEdit | null {
  const { text, tokens: { starts, ends, count } } = tree;
  const lines = lineStarts(text);
  const start = lines[positionAt(lines, offset).line - 1] ?? 0;
  const before = known.find(({ kind, from }) => kind === "disable-next-line" && from === start);
  if (before !== undefined) return addedTo(before, rule);
  // Within a text of several lines a comment would be part of the text.
  const last = countBefore(count, (index) => (starts[index] ?? 0) < start) - 1;
  if ((ends[last] ?? 0) > start) return null;
  // Nor is it one within a comment that began on a line before.
  const around = commentAround({ tree }, start);
  if (around !== null) return around.end > offset ? null : inserted(around.end, ` /* msqlint-disable-line ${rule} */`);
  const indentation = /^[ \t]*/u.exec(text.slice(start))?.[0] ?? "";
  if (lineBreak === null) return inserted(start + indentation.length, `/* msqlint-disable-line ${rule} */ `);
  return inserted(start, `${indentation}-- msqlint-disable-next-line ${rule}${lineBreak}`);
}

function forStatement(tree: SyntaxTree, rule: string, offset: number, { lineBreak }: SuppressionHost, known: readonly Suppression[]): TextEdit | null {
  const statement = statementAt(tree, offset);
  if (statement === null) return null;
  // A comment about the next line stays right above that line.
  const { comment: { start } } = known.find(({ kind, from, to }) => kind === "disable-next-line" && from <= statement.start && statement.start < to) ?? { comment: statement };
  return inserted(start, lineBreak === null ? `/* msqlint-disable-statement ${rule} */ ` : `-- msqlint-disable-statement ${rule}${lineBreak}`);
}

function forAll({ text }: SyntaxTree, rule: string, { lineBreak }: SuppressionHost): TextEdit {
  return inserted(text.startsWith("\uFEFF") ? 1 : 0, `/* msqlint-disable ${rule} */${lineBreak ?? " "}`);
}

/** One more rule behind those that a comment names. */
function addedTo({ rules }: Suppression, rule: string): TextEdit | null {
  const last = rules.at(-1);
  return last?.name == null ? null : inserted(last.end, `, ${rule}`);
}

function inserted(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}
