import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** Stages a statement may be refused at, in Druid's order. */
export const stages = ["parse", "validate", "plan", "submit", "controller"] as const;
export type Stage = (typeof stages)[number];

/** A statement of the corpus. */
export interface Statement {
  readonly id: string;
  readonly group: string;
  readonly sql: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** What Druid said: refused at `stage`, or accepted up to it. Lines and columns are 1-based UTF-16 units; line 0 means none. */
export interface RecordedVerdict {
  readonly id: string;
  readonly verdict: "accept" | "reject";
  readonly stage: Stage;
  readonly message?: string;
  readonly hiddenMessage?: string;
  readonly line?: number;
  readonly column?: number;
  readonly errorCode?: string;
  readonly category?: string;
  /** 27.0.0: `[name, SQL type, native type]`; other releases: names only. */
  readonly columns?: readonly (string | readonly [string, string, string])[];
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, string>>;
  readonly rollup?: boolean;
  readonly queryGranularity?: string;
  readonly stages?: number;
  readonly stubbed?: readonly string[];
  /** Says more about the recorder than about Druid: does not count. */
  readonly artifact?: boolean;
}

/** The statements and verdicts of one release, and the tables its planner knew. */
export interface Recording {
  readonly release: string;
  readonly statements: readonly Statement[];
  readonly verdicts: ReadonlyMap<string, RecordedVerdict>;
  /** A schema file as users write it. */
  readonly schema: object;
  /** The last stage the recorder ran. */
  readonly through: Stage;
}

/** What a running Druid 27.0.0 did with a statement. */
export interface RealRun {
  readonly id: string;
  readonly sql: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** refused: by HTTP status; failed: as a task, with `fault`. */
  readonly outcome: "refused" | "failed" | "success";
  readonly status?: number;
  readonly fault?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message?: string;
}

interface Correction extends RecordedVerdict {
  readonly release: string;
}

interface Probe {
  readonly id: string;
  readonly sql: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly verdicts: Readonly<Record<string, Omit<RecordedVerdict, "id">>>;
}

const folder = join(import.meta.dirname, "../../fixtures/conformance");
const kept = new Map<string, unknown>();

/** Releases with recorded verdicts, oldest first. */
export function recordedReleases(): readonly string[] {
  return readdirSync(join(folder, "verdicts")).map((name) => name.replace(".jsonl.br", "")).sort();
}

/** The corpus in one release, with the corrections by a running Druid applied. */
export function loadRecording(release: string): Recording {
  return keep(`recording ${release}`, () => readRecording(release));
}

function readRecording(release: string): Recording {
  const verdicts = new Map(readLines<RecordedVerdict>(join(folder, `verdicts/${release}.jsonl.br`)).map((row) => [row.id, row]));
  for (const correction of readLines<Correction>(join(folder, "corrections.jsonl"))) {
    if (correction.release === release) verdicts.set(correction.id, correction);
  }
  return { release, statements: loadStatements(), verdicts, schema: loadSchema(release), through: furthestStage(release) };
}

/** The probes of syntax and PARTITIONED BY in one release; their table names are those of the release's schema. */
export function loadProbes(release: string): Recording {
  return probesOf("probes", release);
}

/** Statements over the whole grammar and near misses of them: what the parsers of 27.0.0 and 33.0.0 made of each. */
export function loadGrammar(release: string): Recording {
  return { ...probesOf("grammar", release), through: "parse" };
}

/** Statements that the analysis had not seen when they were recorded, some of them written by hand and mistaken in small ways: 27.0.0 through the controller. */
export function loadUnseen(): Recording {
  return { ...probesOf("unseen", "27.0.0"), schema: loadSchema("27.0.0"), through: "controller" };
}

/** Statements of conformance/fact-probes.mjs, one or more for each entry of a fact: what 27.0.0 (the whole engine) and 33.0.0 made of them. */
export function loadFactProbes(release: "27.0.0" | "33.0.0"): Recording {
  return { ...probesOf("fact-probes", release), schema: loadSchema(release), through: furthestStage(release) };
}

/** Statements never seen before they were recorded with the planners of all releases but 27.0.0 and 33.0.0. */
export function loadUnseenByPlanners(release: string): Recording {
  return probesOf("unseen-planners", release);
}

/** Statements as those, recorded with 27.0.0 through the controller and with 33.0.0 through planning; some read tables of their own. */
export function loadUnseenOf(release: "27.0.0" | "33.0.0"): Recording {
  return { ...probesOf("unseen-releases", release), schema: unseenSchema(release), through: furthestStage(release) };
}

/** Statements mistaken as people mistake them, and what ingestions of every kind store: 27.0.0 through the controller, some with 33.0.0 through planning. */
export function loadMistakes(release: "27.0.0" | "33.0.0"): Recording {
  return { ...probesOf("unseen-mistakes", release), schema: loadSchema(release), through: furthestStage(release) };
}

const sqlTypes: Readonly<Record<string, string>> = { LONG: "BIGINT", STRING: "VARCHAR" };

/** `unseen-tables.json` is what the recorder was given: native types. */
function unseenSchema(release: string): object {
  const own = JSON.parse(readFileSync(join(folder, "unseen-tables.json"), "utf8")) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const columnsOf = (columns: Readonly<Record<string, string>>) => Object.entries(columns).map(([name, type]) => [name, name === "__time" ? "TIMESTAMP" : (sqlTypes[type] ?? type)] as const);
  const tables = Object.entries(own).map(([name, columns]) => [name, { columns: Object.fromEntries(columnsOf(columns)) }] as const);
  const schema = loadSchema(release) as { readonly tables: object };
  return { ...schema, tables: { ...schema.tables, ...Object.fromEntries(tables) } };
}

function probesOf(name: string, release: string): Recording {
  const probes = keep(name, () => readLines<Probe>(join(folder, `${name}.jsonl.br`)));
  const verdicts = new Map<string, RecordedVerdict>();
  for (const { id, verdicts: byRelease } of probes) {
    const verdict = byRelease[release];
    if (verdict !== undefined) verdicts.set(id, { id, ...verdict });
  }
  // The probes of 27.0.0 come from the planner, as those of the other releases.
  return { release, statements: probes.map((probe) => ({ group: `probe.${probe.id.replace(/\/.*/s, "")}`, ...probe })), verdicts, schema: probeSchema(release), through: "plan" };
}

/** Statements that a running Druid 27.0.0 was really given. */
export function loadRuns(): readonly RealRun[] {
  return readLines<RealRun>(join(folder, "runs.jsonl.br"));
}

/** Calls of one function with plain arguments (`BIGINT`, `'a'`, `NULL`, a type stands for a column): what 27.0.0 made of each. */
export interface ProbedFunction {
  readonly name: string;
  /** Arguments → `SQL type / native type` of the result. */
  readonly accepted: Readonly<Record<string, string>>;
  readonly acceptedArities: readonly number[];
  /** `stage: reason` → arguments. */
  readonly rejected: Readonly<Record<string, readonly string[]>>;
}

/** What 27.0.0 makes of each function's arguments, one call a combination. */
export function loadProbedFunctions(): readonly ProbedFunction[] {
  return readLines<ProbedFunction>(join(folder, "functions-probed.jsonl.br"));
}

/** A recording from files of the same form: JSON Lines of statements and verdicts, a schema file. */
export function loadExternal(release: string, statementsFile: string, verdictsFile: string, schemaFile: string | undefined): Recording {
  const statements = readLines<Omit<Statement, "group"> & { readonly group?: string }>(statementsFile).map((row) => ({ ...row, group: row.group ?? row.id.replace(/[/~].*/s, "") }));
  const verdicts = new Map(readLines<RecordedVerdict>(verdictsFile).map((row) => [row.id, row]));
  const schema = schemaFile === undefined ? loadSchema(release) : readSchema(schemaFile);
  return { release, statements, verdicts, schema, through: furthestStage(release) };
}

/** The tables of a release's recording, as a schema file. */
export function loadSchema(release: string): object {
  return keep(`schema ${release}`, () => readSchema(join(folder, `schema/${release}.json`)));
}

function readSchema(file: string): object {
  return JSON.parse(readFileSync(file, "utf8")) as object;
}

/** Rows of a JSON Lines file, plain or compressed (.br, .gz); empty when the file is absent. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what the file holds
export function readLines<Row>(file: string): readonly Row[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const text = (file.endsWith(".br") ? brotliDecompressSync(bytes) : file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Row);
}

function loadStatements(): readonly Statement[] {
  return keep("statements", () => readLines<Statement>(join(folder, "statements.jsonl.br")));
}

/** 27.0.0 was recorded with the whole engine, the other releases with the planner. */
function furthestStage(release: string): Stage {
  return release === "27.0.0" ? "controller" : "plan";
}

/** The probes of 27.0.0 were run by the recorder of the other releases, which had tables of its own (`t`, `events`, `wikipedia`). */
function probeSchema(release: string): object {
  return loadSchema(release === "27.0.0" ? "26.0.0" : release);
}

function keep<Value>(name: string, load: () => Value): Value {
  if (!kept.has(name)) kept.set(name, load());
  return kept.get(name) as Value;
}
