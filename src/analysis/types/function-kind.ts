import { functionNamed, isCallable, operatorsNamed, type FunctionFact } from "../../druid/functions.ts";
import type { FunctionCall, JsonFunctionCall, QualifiedName } from "../../syntax/nodes.ts";
import type { TypeEnvironment } from "./expression-scope.ts";

/** What a call is by its name alone: `unknown` when the release (with the loaded extensions) has no such function. */
export type FunctionKind = "scalar" | "aggregate" | "window" | "unknown";

/** The facts that a call's name may mean; empty when none. Names of several parts mean nothing. */
export function candidates(name: QualifiedName, environment: TypeEnvironment): readonly FunctionFact[] {
  const [part, ...others] = name.parts;
  if (part === undefined || others.length > 0) return [];
  return operatorsNamed(part.name, environment.release).filter((fact) => isCallable(fact) && isLoaded(fact, environment));
}

function isLoaded(fact: FunctionFact, environment: TypeEnvironment): boolean {
  return fact.extension === "core" || environment.extensions === null || environment.extensions.has(fact.extension);
}

export function functionKind(call: FunctionCall, environment: TypeEnvironment): FunctionKind {
  const [fact] = candidates(call.name, environment);
  if (fact === undefined) return "unknown";
  if (fact.requiresOver) return "window";
  return fact.aggregate ? "aggregate" : "scalar";
}

/** True for an aggregate function that is not used as a window function. */
export function isAggregateCall(call: FunctionCall | JsonFunctionCall, environment: TypeEnvironment): boolean {
  return call.kind === "FunctionCall" && call.over === null && functionKind(call, environment) === "aggregate";
}

/** True for a call with OVER. */
export function isWindowFunction(call: FunctionCall): boolean {
  return call.over !== null;
}

/** The function that a bare word means (CURRENT_DATE, PI), null when it means none. */
export function bareFunction(name: string, environment: TypeEnvironment): FunctionFact | null {
  const fact = functionNamed(name, environment.release);
  return fact !== null && fact.syntax === "FUNCTION_ID" && isLoaded(fact, environment) ? fact : null;
}
