import type { Release } from "../../druid/releases.ts";
import type { Expression } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import type { SqlType } from "../model.ts";
import type { TypeEnvironment } from "./expression-scope.ts";

/** An environment that keeps its first violation: for tests and tools that type one expression. */
export function createTypeEnvironment(release: Release, options: Partial<TypeEnvironment> = {}): TypeEnvironment & { readonly violations: Violation[] } {
  const violations: Violation[] = [];
  return {
    release,
    extensions: null,
    lookups: null,
    approximateCountDistinct: true,
    types: new Map<Expression, SqlType>(),
    coercions: new Map<Expression, SqlType>(),
    ...options,
    violations,
    get stopped() {
      return violations.length > 0;
    },
    report(violation) {
      if (violations.length === 0) violations.push(violation);
    },
  };
}
