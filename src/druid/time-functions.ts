import file from "./data/time-functions.json" with { type: "json" };

/** Positions (0-based) of the arguments of a time function that hold a Joda pattern and a time zone. */
export interface TimeFunction {
  readonly pattern?: number;
  readonly zone?: number;
}

/** The time function of that name (any case), or null. */
export function timeFunction(name: string): TimeFunction | null {
  const functions: Readonly<Record<string, TimeFunction>> = file.functions;
  const upper = name.toUpperCase();
  return Object.hasOwn(functions, upper) ? (functions[upper] ?? null) : null;
}

/** The Joda letters for a directive of strftime (`Y` of `%Y`), or null. */
export function patternOfDirective(directive: string): string | null {
  const directives: Readonly<Record<string, string>> = file.strftimeDirectives;
  return directives[directive] ?? null;
}
