import file from "./data/foreign-functions.json" with { type: "json" };

/** What Druid has in place of a function that other databases know. */
export interface ForeignFunction {
  /** Druid's functions that `instead` mentions. */
  readonly functions: readonly string[];
  /** How to write it in Druid. */
  readonly instead: string;
}

/** Druid's way to say what a function of another database says, by its name (any case); null for any other name. */
export function foreignFunction(name: string): ForeignFunction | null {
  const functions: Readonly<Record<string, ForeignFunction>> = file.functions;
  const upper = name.toUpperCase();
  return Object.hasOwn(functions, upper) ? (functions[upper] ?? null) : null;
}

/** The names of all of them. */
export function foreignFunctionNames(): readonly string[] {
  return Object.keys(file.functions);
}
