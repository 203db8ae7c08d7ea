import recordedFile from "./data/functions.json" with { type: "json" };
import unrecordedFile from "./data/functions-unrecorded.json" with { type: "json" };
import { within, type DeclaredFunction, type Release, type ReleaseRange } from "./releases.ts";

/** How an operator is written. FUNCTION and its variants are called by name. */
export type OperatorSyntax = "FUNCTION" | "FUNCTION_STAR" | "FUNCTION_ID" | "BINARY" | "PREFIX" | "POSTFIX" | "SPECIAL" | "INTERNAL";

/** One function or operator in one release. */
export interface FunctionFact {
  /** As Druid spells it; look-ups ignore case. */
  readonly name: string;
  readonly syntax: OperatorSyntax;
  /** Calcite's SqlKind. */
  readonly kind: string;
  /** Calcite's function category; operators have none. */
  readonly category: string | null;
  readonly aggregate: boolean;
  /** True for window-only functions such as ROW_NUMBER. */
  readonly requiresOver: boolean;
  readonly allowsFilter: boolean;
  readonly leastOperands: number;
  /** Infinity when any number is taken. */
  readonly mostOperands: number;
  /** The numbers of operands taken, where some between least and most are not (1 or 3); null otherwise. */
  readonly operandCounts: readonly number[] | null;
  /** Forms as Druid prints them in its messages, for example `TIME_FLOOR(<TIMESTAMP>, <CHARACTER>, [..])`. */
  readonly signatures: readonly string[];
  /** Calcite's OperandTypes constant or the checker's class, null where unknown. */
  readonly operandTypes: string | null;
  /** Calcite's ReturnTypes constant, SQL type name or inference class, null where unknown. */
  readonly returnType: string | null;
  /** `core`, or the extension that must be loaded. */
  readonly extension: string;
  /** True when the fact comes from documents, not from a dump of Druid. */
  readonly inferred: boolean;
}

interface FunctionRow extends ReleaseRange {
  readonly name: string;
  readonly syntax?: string;
  readonly kind?: string;
  readonly category?: string;
  readonly aggregate?: boolean;
  readonly requiresOver?: boolean;
  readonly allowsFilter?: boolean;
  readonly operands?: readonly number[];
  readonly counts?: readonly number[];
  readonly signatures?: readonly string[];
  readonly operandTypes?: string;
  readonly returnType?: string;
  readonly extension?: string;
  readonly inferred?: boolean;
}

/** Rows by upper-case name. */
interface FunctionFile {
  readonly functions: Readonly<Record<string, readonly FunctionRow[]>>;
}

/** What one name means in a release. */
interface Named {
  readonly operators: readonly FunctionFact[];
  /** Those that are written as a call. */
  readonly callables: readonly FunctionFact[];
}

/** By major release and by name as written: every call is asked about many times. */
const cache = new Map<number, Map<string, Named>>();
const recordedRows = recordedFile as unknown as FunctionFile;
const unrecordedRows = unrecordedFile as unknown as FunctionFile;

/** Everything called or written `name` (any case) in the release, whatever its syntax and extension; empty when unknown. */
export function operatorsNamed(name: string, release: Release): readonly FunctionFact[] {
  return meaningOf(name, release).operators;
}

function meaningOf(name: string, release: Release): Named {
  let known = cache.get(release.major);
  if (known === undefined) cache.set(release.major, (known = new Map<string, Named>()));
  let named = known.get(name);
  if (named === undefined) known.set(name, (named = known.get(name.toUpperCase()) ?? recordedMeaning(name.toUpperCase(), release)));
  if (release.declared === undefined) return named;
  return meaningAs(withDeclared(named.operators, release.declared.functions.get(name.toUpperCase())));
}

const nothing = meaningAs([]);

function recordedMeaning(upper: string, release: Release): Named {
  const rows = rowsNamed(upper).filter((row) => within(release, row));
  return rows.length === 0 ? nothing : meaningAs(rows.map(expand));
}

function meaningAs(operators: readonly FunctionFact[]): Named {
  return { operators, callables: operators.filter(isCallable) };
}

/** What Druid itself has goes before what the user declares; an extension's may not be loaded, so both count. */
function withDeclared(facts: readonly FunctionFact[], declared: DeclaredFunction | undefined): readonly FunctionFact[] {
  if (declared === undefined || declared.kind === "table" || facts.some((fact) => fact.extension === "core")) return facts;
  const { name, kind, minArguments = 0, maxArguments = -1, returns } = declared;
  const aggregate = kind === "aggregate";
  return [...facts, expand({ name, aggregate, operands: [minArguments, maxArguments], ...(returns === undefined ? {} : { returnType: returns }), inferred: true })];
}

/** What a call `name(..)` or a bare `name` resolves to in the release; null when no such function is known. */
export function functionNamed(name: string, release: Release): FunctionFact | null {
  return meaningOf(name, release).callables[0] ?? null;
}

/** Everything that a call of `name` may mean in the release, functions of every extension included. */
export function callablesNamed(name: string, release: Release): readonly FunctionFact[] {
  return meaningOf(name, release).callables;
}

/** True for a function of FROM TABLE(…), which gives rows and no value. */
export const givesTable = (fact: FunctionFact): boolean => fact.category === "USER_DEFINED_TABLE_FUNCTION";

/** True for a name that is a function without parentheses in the release (CURRENT_DATE, PI), as an unquoted word. */
export function isFunctionWithoutParentheses(name: string, release: Release): boolean {
  parenthesisless ??= collectParenthesisless();
  if (!parenthesisless.lengths.has(name.length) || !parenthesisless.names.has(name.toUpperCase())) return false;
  return operatorsNamed(name, release).some((operator) => operator.syntax === "FUNCTION_ID");
}

/** Upper-case names that are functions without parentheses in some release. Every column is asked about: most lengths answer already. */
interface Parenthesisless {
  readonly names: ReadonlySet<string>;
  readonly lengths: ReadonlySet<number>;
}

let parenthesisless: Parenthesisless | null = null;

function collectParenthesisless(): Parenthesisless {
  const files = [recordedRows, unrecordedRows].flatMap(({ functions }) => Object.entries(functions));
  const names = files.filter(([, rows]) => rows.some((row) => row.syntax === "FUNCTION_ID")).map(([name]) => name);
  return { names: new Set(names), lengths: new Set(names.map((name) => name.length)) };
}

/** Upper-case names of all functions and operators of the release, those of extensions included. */
export function operatorNames(release: Release): readonly string[] {
  const names = [...Object.keys(recordedRows.functions), ...Object.keys(unrecordedRows.functions), ...(release.declared?.functions.keys() ?? [])];
  return names.filter((name) => operatorsNamed(name, release).length > 0);
}

/** What was last asked of `functionNames`: each misspelt name asks the same. */
let lastNames: { readonly release: Release; readonly extensions: ReadonlySet<string> | "all"; readonly names: readonly string[] } | null = null;

/** Names that can be called in the release, for suggestions; those of extensions only when asked for. */
export function functionNames(release: Release, extensions: ReadonlySet<string> | "all" = "all"): readonly string[] {
  if (lastNames?.release === release && lastNames.extensions === extensions) return lastNames.names;
  const isWanted = (fact: FunctionFact) => isCallable(fact) && (fact.extension === "core" || extensions === "all" || extensions.has(fact.extension));
  const names = operatorNames(release).filter((name) => operatorsNamed(name, release).some(isWanted));
  lastNames = { release, extensions, names };
  return names;
}

/** The releases in which some form of the function exists, as ranges; empty when it exists in none. */
export function functionRanges(name: string): readonly ReleaseRange[] {
  return rowsNamed(name.toUpperCase()).map(({ since, until }) => ({ since, until }));
}

/** True when the function takes that number of operands. */
export function takesOperands(fact: FunctionFact, count: number): boolean {
  if (fact.operandCounts !== null) return fact.operandCounts.includes(count);
  return fact.leastOperands <= count && count <= fact.mostOperands;
}

/** True for what is written as a call: functions proper, COUNT(*), CURRENT_DATE, and the SPECIAL forms that look like calls. */
export function isCallable(fact: FunctionFact): boolean {
  switch (fact.syntax) {
    case "FUNCTION":
    case "FUNCTION_STAR":
    case "FUNCTION_ID":
      return true;
    case "SPECIAL":
      return /^[A-Z]\w*$/.test(fact.name) && fact.kind !== "LIKE" && fact.kind !== "REINTERPRET";
    case "BINARY":
    case "PREFIX":
    case "POSTFIX":
    case "INTERNAL":
      return false;
  }
}

/** Rows become facts, and in the bundle are parsed, only when asked for: most statements use few functions. */
function rowsNamed(upper: string): readonly FunctionRow[] {
  return own(recordedRows, upper) ?? own(unrecordedRows, upper) ?? [];
}

/** A name may be that of a property every object has (`constructor`). */
function own({ functions }: FunctionFile, upper: string): readonly FunctionRow[] | undefined {
  return Object.hasOwn(functions, upper) ? functions[upper] : undefined;
}

function expand(row: FunctionRow): FunctionFact {
  const aggregate = row.aggregate ?? false;
  const [least = 0, most = -1] = row.operands ?? [];
  return {
    name: row.name,
    syntax: (row.syntax ?? "FUNCTION") as OperatorSyntax,
    kind: row.kind ?? "OTHER_FUNCTION",
    category: row.category ?? null,
    aggregate,
    requiresOver: row.requiresOver ?? false,
    allowsFilter: row.allowsFilter ?? aggregate,
    leastOperands: least,
    mostOperands: most < 0 ? Infinity : most,
    operandCounts: row.counts ?? null,
    signatures: row.signatures ?? [],
    operandTypes: row.operandTypes ?? null,
    returnType: row.returnType ?? null,
    extension: row.extension ?? "core",
    inferred: row.inferred ?? false,
  };
}
