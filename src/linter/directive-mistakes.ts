import type { SyntaxTree } from "../syntax/tree.ts";
import { editDistance } from "../text/nearest.ts";
import { commentsThatName, type Comment } from "./comments.ts";

/** The words that a directive begins with. */
const directives = ["disable-next-line", "disable-line", "disable-statement", "disable", "enable"].map((word) => `msqlint-${word}`);

/** A comment that was meant as a directive and is none. */
export interface DirectiveMistake {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  /** The directive that was most likely meant, null where none is near. */
  readonly meant: string | null;
}

/** The comments of a text that address this tool by its name and say nothing that it knows. */
export function directiveMistakes(tree: SyntaxTree): readonly DirectiveMistake[] {
  return commentsThatName(tree).flatMap((comment) => mistakeIn(tree.text, comment) ?? []);
}

/** The tool's name at the comment's beginning and the word behind it, however they are joined. */
const address = /^\s*(msqlint([-_:]|:?[^\S\r\n]+)([a-z][\w-]*))/iu;

function mistakeIn(text: string, comment: Comment): DirectiveMistake | null {
  const [whole, written, joint, word] = address.exec(text.slice(comment.textStart, comment.textEnd)) ?? [];
  if (whole === undefined || written === undefined || word === undefined || directives.includes(written)) return null;
  const meant = nearestDirective(word);
  // A sentence may begin with the tool's name; a word that is joined to it is a directive.
  if (meant === null && joint !== "-") return null;
  const start = comment.textStart + whole.length - written.length;
  return { start, end: start + written.length, written, meant };
}

function nearestDirective(word: string): string | null {
  const wanted = `msqlint-${word.toLowerCase().replaceAll("_", "-")}`;
  const near = directives.map((directive) => ({ directive, edits: editDistance(wanted, directive) })).sort((a, b) => a.edits - b.edits)[0];
  return near !== undefined && near.edits <= 2 ? near.directive : null;
}
