import { stages, type Recording, type RecordedVerdict, type Stage, type Statement } from "./recordings.ts";

/** What `verdict` of src/linter is asked. */
export interface VerdictRequest {
  readonly id?: string;
  readonly sql: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

export interface VerdictOptions {
  readonly release: string;
  readonly schema?: object;
  readonly through?: Stage;
  readonly types?: boolean;
  readonly faults?: boolean;
}

/** What it answers; the same fields as a line of `msqlint verdict`. */
export interface Answer {
  readonly verdict: "accept" | "reject" | "error";
  readonly stage?: string | null;
  readonly rule?: string | null;
  readonly message?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly fault?: string | null;
  readonly columns?: unknown;
  readonly dimensions?: unknown;
  readonly metrics?: unknown;
  readonly rollup?: unknown;
  readonly queryGranularity?: unknown;
}

export type VerdictFunction = (request: VerdictRequest, options: VerdictOptions) => Answer;

export type Outcome = "agree" | "wrongly-rejected" | "wrongly-accepted" | "error";

/** Facts of the output that the recorder wrote down for accepted statements of 27.0.0. */
export const typeFacts = ["columns", "dimensions", "metrics", "rollup", "queryGranularity"] as const;
export type TypeFact = (typeof typeFacts)[number];

/** One statement: what Druid said, what we said, and how the two compare. */
export interface Row {
  readonly statement: Statement;
  readonly recorded: RecordedVerdict;
  readonly answer: Answer;
  readonly outcome: Outcome;
  /** Whether Druid refuses within the stages compared. */
  readonly refused: boolean;
  /** Both refuse, at the same stage. Null unless both refuse. */
  readonly sameStage: boolean | null;
  /** Both refuse and Druid names a place: ours is exactly that. Null otherwise. */
  readonly samePlace: boolean | null;
  /** As samePlace, but Druid's place lies within the token we name or the one before. */
  readonly nearPlace: boolean | null;
  /** Druid ended with a fault code: ours is the same. Null otherwise. */
  readonly sameFault: boolean | null;
  /** Facts of the output that differ; null when not compared. */
  readonly differing: readonly TypeFact[] | null;
}

export interface Ratio {
  readonly hits: number;
  readonly of: number;
}

/** Figures of one recording. `agreement` counts every compared statement, the others where both sides have something to compare. */
export interface Summary {
  readonly release: string;
  readonly through: Stage;
  readonly statements: number;
  readonly agree: number;
  readonly wronglyRejected: number;
  readonly wronglyAccepted: number;
  readonly errors: number;
  readonly sameStage: Ratio;
  readonly samePlace: Ratio;
  readonly nearPlace: Ratio;
  readonly sameFault: Ratio;
  readonly catchAll: Ratio;
  readonly types: Readonly<Record<TypeFact, Ratio>>;
  readonly milliseconds: number;
}

export interface Comparison {
  readonly rows: readonly Row[];
  readonly summary: Summary;
}

export interface CompareOptions {
  /** Stages after this one are not compared; a statement refused later counts as accepted. Default: as far as was recorded. */
  readonly through?: Stage;
  readonly types?: boolean;
  /** Only statements for which it holds. */
  readonly only?: (statement: Statement, recorded: RecordedVerdict) => boolean;
}

/** Rules that say only that Druid refuses, not why. At most one rejection in a hundred may fall to them. */
const catchAllRules = new Set(["unsupported-by-druid", "unsupported", "rejected", "internal-error", ""]);

/** Runs the function over a recording and compares statement by statement. Artifacts do not count. */
export function compare(recording: Recording, verdict: VerdictFunction, options: CompareOptions = {}): Comparison {
  const through = earlier(options.through ?? recording.through, recording.through);
  const types = options.types ?? through === "controller";
  const rows: Row[] = [];
  let milliseconds = 0;
  for (const statement of recording.statements) {
    const recorded = recording.verdicts.get(statement.id);
    if (recorded === undefined || recorded.artifact === true) continue;
    if (options.only !== undefined && !options.only(statement, recorded)) continue;
    const start = performance.now();
    const answer = ask(verdict, statement, { release: recording.release, schema: recording.schema, through, types });
    milliseconds += performance.now() - start;
    rows.push(compareRow(statement, recorded, answer, through, types));
  }
  return { rows, summary: summarize(rows, recording.release, through, milliseconds) };
}

/** Figures of any rows, for example those of one group. */
export function summarize(rows: readonly Row[], release: string, through: Stage, milliseconds = 0): Summary {
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const ours = rows.filter((row) => row.answer.verdict === "reject");
  return {
    release,
    through,
    statements: rows.length,
    agree: count("agree"),
    wronglyRejected: count("wrongly-rejected"),
    wronglyAccepted: count("wrongly-accepted"),
    errors: count("error"),
    sameStage: ratio(rows, (row) => row.sameStage),
    samePlace: ratio(rows, (row) => row.samePlace),
    nearPlace: ratio(rows.filter((row) => row.recorded.stage === "parse"), (row) => row.nearPlace),
    sameFault: ratio(rows, (row) => row.sameFault),
    catchAll: ratio(ours, (row) => catchAllRules.has(row.answer.rule ?? "")),
    types: Object.fromEntries(typeFacts.map((fact) => [fact, ratio(rows, (row) => (row.differing === null || row.recorded[fact] === undefined ? null : !row.differing.includes(fact)))])) as Record<TypeFact, Ratio>,
    milliseconds,
  };
}

/** The same verdict by what Druid made of a statement: `accepted`, or the stage at which it refused. */
export function agreementByClass(rows: readonly Row[]): ReadonlyMap<string, Ratio> {
  const classes = ["accepted", ...stages];
  const classOf = (row: Row): string => (row.refused ? row.recorded.stage : "accepted");
  const figures = classes.map((name) => [name, ratio(rows, (row) => (classOf(row) === name ? row.outcome === "agree" : null))] as const);
  return new Map(figures.filter(([, { of }]) => of > 0));
}

/** A share in percent, 100 when there is nothing to count. */
export function percent({ hits, of }: Ratio): number {
  return of === 0 ? 100 : (100 * hits) / of;
}

/** The place of an offset-free position in a text: its UTF-16 offset, or null when the position is none (line 0) or lies outside. */
export function offsetOf(text: string, line: number | null | undefined, column: number | null | undefined): number | null {
  if (!line || !column) return null;
  let start = 0;
  for (let current = 1; current < line; current++) {
    const next = /\r\n|\r|\n/g;
    next.lastIndex = start;
    if (next.exec(text) === null) return null;
    start = next.lastIndex;
  }
  return Math.min(start + column - 1, text.length);
}

function compareRow(statement: Statement, recorded: RecordedVerdict, answer: Answer, through: Stage, types: boolean): Row {
  const refused = recorded.verdict === "reject" && stages.indexOf(recorded.stage) <= stages.indexOf(through);
  const both = refused && answer.verdict === "reject";
  const place = both ? offsetOf(statement.sql, recorded.line, recorded.column) : null;
  const ours = both ? offsetOf(statement.sql, answer.line, answer.column) : null;
  const accepted = !refused && answer.verdict === "accept" && recorded.verdict === "accept";
  return {
    statement,
    recorded,
    answer,
    outcome: outcomeOf(refused, answer),
    refused,
    sameStage: both ? recorded.stage === answer.stage : null,
    samePlace: place === null ? null : place === ours,
    nearPlace: place === null ? null : isNear(statement.sql, place, ours),
    sameFault: both && recorded.errorCode !== undefined && recorded.stage === "controller" ? recorded.errorCode === answer.fault : null,
    differing: accepted && types ? typeFacts.filter((fact) => differs(recorded, answer, fact)) : null,
  };
}

function outcomeOf(refused: boolean, answer: Answer): Outcome {
  if (answer.verdict === "error") return "error";
  if (refused === (answer.verdict === "reject")) return "agree";
  return refused ? "wrongly-accepted" : "wrongly-rejected";
}

/** Releases other than 27.0.0 have only names of columns. */
function differs(recorded: RecordedVerdict, answer: Answer, fact: TypeFact): boolean {
  const expected = recorded[fact];
  if (expected === undefined) return false;
  const actual = answer[fact];
  if (fact === "columns" && recorded.columns?.every((column) => typeof column === "string")) {
    return JSON.stringify(expected) !== JSON.stringify(Array.isArray(actual) ? actual.map((column: unknown) => (Array.isArray(column) ? (column as unknown[])[0] : column)) : actual);
  }
  return canonical(expected) !== canonical(actual);
}

/** JSON with the keys of an object sorted: the order of dimensions is that of the columns, which are compared on their own. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function ask(verdict: VerdictFunction, statement: Statement, options: VerdictOptions): Answer {
  try {
    return verdict({ id: statement.id, sql: statement.sql, ...(statement.context !== undefined && { context: statement.context }) }, options);
  } catch (error) {
    return { verdict: "error", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Blanks and comments, or one token: enough of a lexer to say which token an offset lies in. */
const piece = /\s+|--[^\r\n]*|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|<>|<=|>=|!=|=>|->|\|\||::|[\s\S]/gu;

function isNear(text: string, place: number, ours: number | null): boolean {
  if (ours === null) return false;
  if (place === ours) return true;
  let previous: readonly [number, number] = [0, 0];
  for (const match of text.matchAll(piece)) {
    const span = [match.index, match.index + match[0].length] as const;
    if (/^(?:\s|--|\/\/|\/\*)/.test(match[0])) continue;
    if (ours < span[1]) return contains(span, place) || contains(previous, place);
    previous = span;
  }
  // We name the end of the text.
  return place >= previous[0];
}

function contains([start, end]: readonly [number, number], offset: number): boolean {
  return offset >= start && offset < end;
}

function ratio(rows: readonly Row[], test: (row: Row) => boolean | null): Ratio {
  let hits = 0;
  let of = 0;
  for (const row of rows) {
    const result = test(row);
    if (result === null) continue;
    of++;
    if (result) hits++;
  }
  return { hits, of };
}

function earlier(one: Stage, other: Stage): Stage {
  return stages.indexOf(one) <= stages.indexOf(other) ? one : other;
}
