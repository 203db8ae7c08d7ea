import { functionNamed } from "../../../druid/functions.ts";
import { atLeast } from "../../../druid/releases.ts";
import { forEachChild } from "../../../syntax/child-keys.ts";
import type { Node } from "../../../syntax/nodes.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import type { PlanCheck } from "./call-arguments.ts";

/** Sketch functions that until 27 exist over aggregates only: an argument must hold one, and no filter can have them. */
export const overAggregate: PlanCheck = (planned) => {
  if (atLeast(planned.environment.release, 28)) return null;
  if (planned.position === "filter") return { rule: "sketch-function-without-aggregate", message: "filter", data: { function: planned.name } };
  if (planned.position === "grouped" || planned.arguments.some((argument) => holdsAggregate(argument, planned.environment))) return null;
  return { rule: "sketch-function-without-aggregate", message: "aggregate", data: { function: planned.name } };
};

function holdsAggregate(node: Node, environment: TypeEnvironment): boolean {
  // A column may be an aggregate of a subquery.
  if (node.kind === "ColumnReference") return !environment.isStored(node) && ((environment.types.get(node)?.name ?? "UNKNOWN") === "UNKNOWN" || environment.types.get(node)?.name === "OTHER");
  if (node.kind === "FunctionCall" && functionNamed(node.name.parts[0]?.name ?? "", environment.release)?.aggregate === true) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= child.kind !== "Identifier" && child.kind !== "QualifiedName" && holdsAggregate(child, environment);
  });
  return found;
}
