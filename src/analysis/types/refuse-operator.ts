import { atLeast } from "../../druid/releases.ts";
import type { Expression } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { unknownType } from "./sql-type.ts";
import { calciteStart, reportViolation } from "./violations.ts";

/** An operator that Druid parses and has no function for: an exception without a place until 27, "No match found" from 28 on. */
export function refuseOperator(operator: string, node: Expression, environment: TypeEnvironment): SqlType {
  reportViolation(environment, node, "operator-unsupported", "unsupported", { operator }, { at: calciteStart(node), placed: atLeast(environment.release, 28) });
  return unknownType;
}
