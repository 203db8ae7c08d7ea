import { atLeast } from "../druid/releases.ts";
import { tokenize } from "../syntax/lexer.ts";
import { parse } from "../syntax/parser.ts";
import { tokenKinds } from "../syntax/token-kinds.ts";
import type { Tokens } from "../syntax/tokens.ts";
import type { ParsedStatement, SyntaxTree } from "../syntax/tree.ts";
import { summarizeStatement, withPlaces, type StatementSummary } from "./across-files.ts";
import { rememberSummary } from "./across-rule.ts";
import type { Finding } from "./finding.ts";
import { createLinter, type Linter, type LinterSettings } from "./lint-text.ts";
import { withoutRepeats } from "./repeats.ts";
import type { ActiveRule, RuleSet } from "./rule-set.ts";
import { applySuppressions } from "./suppress.ts";

/** A statement with the SETs that prepare it, the trivia before them and the `;` behind; and what it gave. Offsets count from its start. */
interface Piece {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly statements: readonly ParsedStatement[];
  /** By statement. */
  readonly summaries: readonly (StatementSummary | null)[];
}

/** By text, those that were not seen for longest first. */
type Pieces = Map<string, Piece>;

interface Work {
  readonly settings: LinterSettings;
  /** Rules that look at one statement only: what they say stays true as long as the piece's text does. */
  readonly pieceLinter: Linter;
  /** Rules that look at the statements around: they are asked anew each time. */
  readonly aroundLinter: Linter;
}

/**
 * A linter for a text that changes bit by bit: it gives what `createLinter` gives, and reads and lints only the statements that were not
 * there the last time. Texts with a query context of their own, and rules that a configuration brings, are linted whole.
 */
export function createIncrementalLinter(settings: LinterSettings): Linter {
  const { rules } = settings;
  const whole = createLinter(settings);
  if (rules.listening.some((active) => active.entry.perText === true)) return whole;
  let work: Work | null = null;
  const known: Pieces = new Map();
  return {
    lint: (text, textSettings = {}) => {
      const { context, semicolons, onStatement } = textSettings;
      if (semicolons === "druid" || onStatement !== undefined || (context !== undefined && context.length > 0)) return whole.lint(text, textSettings);
      work ??= prepare(settings);
      const { tree, findings } = lintPieces(work, text, known);
      forgetOldest(known, text.length);
      return settings.suppressions ? applySuppressions(tree, findings, rules) : findings;
    },
    lintTree: (tree, textSettings) => whole.lintTree(tree, textSettings),
  };
}

function prepare(settings: LinterSettings): Work {
  const { rules } = settings;
  const around = new Set(rules.listening.filter(({ entry }) => entry.load().meta.looksAround === true));
  return {
    settings,
    pieceLinter: createLinter({ ...settings, suppressions: false, rules: only(rules, (active) => !around.has(active)) }),
    aroundLinter: createLinter({ ...settings, suppressions: false, rules: only(rules, (active) => around.has(active)), through: "parse" }),
  };
}

function only(rules: RuleSet, passes: (active: ActiveRule) => boolean): RuleSet {
  return { ...rules, listening: rules.listening.filter(passes), byName: new Map([...rules.byName].filter(([, active]) => passes(active))) };
}

function lintPieces(work: Work, text: string, known: Pieces): { readonly tree: SyntaxTree; readonly findings: readonly Finding[] } {
  const tokens = tokenize(text, work.settings.rules.release);
  const findings: Finding[] = [];
  const statements: ParsedStatement[] = [];
  let start = 0;
  for (const end of endsOfPieces(text, tokens, work.settings)) {
    const piece = pieceOf(work, text.slice(start, end), known);
    for (const finding of piece.findings) findings.push(moved(finding, start, statements.length));
    for (const [index, statement] of piece.statements.entries()) {
      const here = movedStatement(statement, start);
      statements.push(here);
      const summary = piece.summaries[index];
      if (summary !== undefined) rememberSummary(here, summary === null ? null : movedSummary(summary, start));
    }
    start = end;
  }
  const tree = { text, tokens, statements };
  findings.push(...work.aroundLinter.lintTree(tree));
  return { tree, findings: withoutRepeats(findings, work.settings.rules, tree.text) };
}

/** How a SET begins, `ALTER SYSTEM SET` among them. */
const preparing = /^(?:SET|ALTER)$/iu;

/** Pieces cover the text. Each ends behind a `;`, so that it is read by itself as it is read in the text. */
function endsOfPieces(text: string, { kinds, starts, ends, count }: Tokens, { rules: { release } }: LinterSettings): readonly number[] {
  const pieceEnds: number[] = [];
  let first = 0;
  for (let index = 0; index < count; index++) {
    if (kinds[index] !== tokenKinds.semicolon) continue;
    const prepares = atLeast(release, 34) && preparing.test(text.slice(starts[first], ends[first]));
    if (!prepares && index > first) pieceEnds.push(ends[index] ?? text.length);
    first = index + 1;
  }
  // What follows the last one (a comment, one more `;`) belongs to it.
  if (first >= count) pieceEnds.pop();
  pieceEnds.push(text.length);
  return pieceEnds;
}

function pieceOf(work: Work, text: string, known: Pieces): Piece {
  const piece = known.get(text) ?? lintPiece(work, detached(text));
  known.delete(piece.text);
  known.set(piece.text, piece);
  return piece;
}

/** A quote that is opened takes the rest of the text with it, and gives it back when it is closed: pieces stay for a while. */
function forgetOldest(known: Pieces, textLength: number): void {
  const most = 4 * textLength + 10_000;
  let kept = 0;
  for (const { text } of [...known.values()].reverse()) {
    kept += text.length;
    if (kept > most) known.delete(text);
  }
}

/** A copy: what is kept of a piece would else keep the whole text of that time. */
function detached(piece: string): string {
  return ` ${piece}`.slice(1);
}

function lintPiece({ pieceLinter, settings: { rules } }: Work, text: string): Piece {
  const tree = parse(text, { release: rules.release, semicolons: "file" });
  const summaries: (StatementSummary | null)[] = [];
  const findings = pieceLinter.lintTree(tree, { onStatement: (analysis, index) => { summaries[index] = summarizeStatement("", index, analysis); } });
  return { text, findings, statements: tree.statements, summaries };
}

function moved(finding: Finding, by: number, statementsBefore: number): Finding {
  if (by === 0) return finding;
  const move = <Range extends { readonly start: number; readonly end: number }>(range: Range): Range => ({ ...range, start: range.start + by, end: range.end + by });
  return {
    ...move(finding),
    fix: finding.fix === null ? null : { ...finding.fix, edits: finding.fix.edits.map(move) },
    suggestions: finding.suggestions.map((suggestion) => ({ ...suggestion, edits: suggestion.edits.map(move) })),
    related: finding.related.map(move),
    statement: finding.statement < 0 ? finding.statement : finding.statement + statementsBefore,
  };
}

/** Its own place only: what lies within it still counts from the piece's start, and no rule that looks around goes there. */
function movedStatement(parsed: ParsedStatement, by: number): ParsedStatement {
  const [start, end] = [parsed.start + by, parsed.end + by];
  return { ...parsed, node: { ...parsed.node, start, end }, start, end, semicolon: parsed.semicolon < 0 ? -1 : parsed.semicolon + by };
}

function movedSummary(summary: StatementSummary, by: number): StatementSummary {
  return withPlaces(summary, ({ file, start, end }) => ({ file, start: start + by, end: end + by }));
}
