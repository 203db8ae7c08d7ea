import file from "./data/deprecated-functions.json" with { type: "json" };

/** What to use in place of a function, and why. */
export interface DeprecatedFunction {
  readonly instead: string;
  readonly why: string;
}

/** The deprecation of a function by name (any case), or null. */
export function deprecatedFunction(name: string): DeprecatedFunction | null {
  const functions: Readonly<Record<string, DeprecatedFunction>> = file.functions;
  const upper = name.toUpperCase();
  return Object.hasOwn(functions, upper) ? (functions[upper] ?? null) : null;
}
