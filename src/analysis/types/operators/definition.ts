import { within, type Release } from "../../../druid/releases.ts";
import type { OperandChecker, ReturnInference } from "../call-binding.ts";

/** What validation does with a call once the function and the number of its arguments are known. */
export interface OperatorDefinition {
  readonly check: OperandChecker;
  readonly returns: ReturnInference;
  /** Numbers of operands taken where they are not simply the facts' range. */
  readonly counts?: readonly number[];
  /** Major versions, both included. */
  readonly since?: number;
  readonly until?: number;
}

/** By name (upper case for functions); several where releases differ, the first that is in range counts. */
export type OperatorTable = Readonly<Record<string, OperatorDefinition | readonly OperatorDefinition[]>>;

export function define(check: OperandChecker, returns: ReturnInference, extra: Omit<OperatorDefinition, "check" | "returns"> = {}): OperatorDefinition {
  return { check, returns, ...extra };
}

/** The table's entry in force for the release, null when it has none. */
export function definitionIn(table: OperatorTable, name: string, release: Release): OperatorDefinition | null {
  if (!Object.hasOwn(table, name)) return null;
  const entry = table[name];
  if (entry === undefined) return null;
  const definitions = Array.isArray(entry) ? (entry as readonly OperatorDefinition[]) : [entry as OperatorDefinition];
  return definitions.find((definition) => within(release, definition)) ?? null;
}
