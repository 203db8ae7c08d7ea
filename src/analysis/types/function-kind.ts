import { callablesNamed, functionNamed, type FunctionFact } from "../../druid/functions.ts";
import type { QualifiedName } from "../../syntax/nodes.ts";
import type { TypeEnvironment } from "./expression-scope.ts";

/** The facts that a call's name may mean; empty when none. Names of several parts mean nothing. */
export function candidates(name: QualifiedName, environment: TypeEnvironment): readonly FunctionFact[] {
  const [part, ...others] = name.parts;
  if (part === undefined || others.length > 0) return [];
  const facts = callablesNamed(part.name, environment.release);
  return environment.extensions === null ? facts : facts.filter((fact) => isLoaded(fact, environment));
}

function isLoaded(fact: FunctionFact, environment: TypeEnvironment): boolean {
  return fact.extension === "core" || environment.extensions === null || environment.extensions.has(fact.extension);
}

/** The function that a bare word means (CURRENT_DATE, PI), null when it means none. */
export function bareFunction(name: string, environment: TypeEnvironment): FunctionFact | null {
  const fact = functionNamed(name, environment.release);
  return fact !== null && fact.syntax === "FUNCTION_ID" && isLoaded(fact, environment) ? fact : null;
}
