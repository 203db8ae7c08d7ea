import { typesParameters } from "../../druid/parameters.ts";
import type { Release } from "../../druid/releases.ts";
import { walk } from "../../syntax/child-keys.ts";
import type { BinaryExpression, DynamicParameter, FunctionCall, Node } from "../../syntax/nodes.ts";
import type { AnalysisState, Step } from "../steps.ts";
import { violationAt } from "./query-state.ts";

/**
 * Calcite gives a `?` the type of what it stands beside, and refuses one that stands beside nothing of a type (`Illegal use of dynamic
 * parameter`). Values that the request binds are written into the statement before that.
 */
export const unboundParametersStep: Step = {
  name: "unbound-parameters",
  stage: "validate",
  independent: false,
  run(state) {
    const parameter = untypedParameter(state);
    if (parameter !== null) state.report(violationAt("parameter-unbound", "untyped", parameter, { index: parameter.index + 1 }));
  },
};

function untypedParameter({ query, options, release, tree }: AnalysisState): DynamicParameter | null {
  const { parameters } = options;
  if (parameters === undefined || query === null || !tree.text.includes("?")) return null;
  let found: DynamicParameter | null = null;
  walk(query, (node) => {
    found ??= untypedIn(node, release).find((parameter) => parameter.index >= parameters) ?? null;
    return found === null;
  });
  return found;
}

/** The parameters among a node's own parts to which it gives no type. */
function untypedIn(node: Node, release: Release): readonly DynamicParameter[] {
  switch (node.kind) {
    case "SelectItem":
      return parametersOf([node.expression]);
    case "Values":
      return node.rows.flatMap((row) => parametersOf(row.items));
    case "GroupByClause":
      return parametersOf(node.items);
    case "UnaryExpression":
      return node.operator === "-" || node.operator === "+" ? parametersOf([node.operand]) : [];
    case "BinaryExpression":
      return untypedOperands(node);
    case "InExpression":
      return parametersOf([node.operand]);
    case "CaseExpression":
      return untypedChoices([...node.branches.map((branch) => branch.result), ...(node.otherwise === null ? [] : [node.otherwise])], node.otherwise !== null && release.major >= 28);
    case "CollectionConstructor":
      return allParameters(node.elements);
    case "FunctionCall":
      return untypedArguments(node, release);
    case "JsonFunctionCall":
      return node.function === "JSON_OBJECT" ? [] : parametersOf(node.arguments);
    default:
      return [];
  }
}

const logical: ReadonlySet<string> = new Set(["AND", "OR"]);

/** A comparison or sum takes the type of the other side; `||` takes none. */
function untypedOperands({ operator, left, right }: BinaryExpression): readonly DynamicParameter[] {
  if (logical.has(operator)) return [];
  return operator === "||" ? parametersOf([left, right]) : allParameters([left, right]);
}

/** Results of CASE and COALESCE take the type of one another; from 28 on the one that comes last takes none. */
function untypedChoices(choices: readonly Node[], lastUntyped: boolean): readonly DynamicParameter[] {
  const all = allParameters(choices);
  return all.length === 0 && lastUntyped ? parametersOf(choices.slice(-1)) : all;
}

function untypedArguments(call: FunctionCall, release: Release): readonly DynamicParameter[] {
  const name = call.name.parts.length === 1 ? (call.name.parts[0]?.name.toUpperCase() ?? "") : "";
  if (typesParameters(name)) return [];
  return name === "COALESCE" ? untypedChoices(call.arguments, release.major >= 28) : parametersOf(call.arguments);
}

function parametersOf(nodes: readonly Node[]): readonly DynamicParameter[] {
  return nodes.map(inside).filter((node) => node.kind === "DynamicParameter");
}

/** The parameters when there is nothing else among the nodes that could give them a type. */
function allParameters(nodes: readonly Node[]): readonly DynamicParameter[] {
  const parameters = parametersOf(nodes);
  return parameters.length === nodes.length ? parameters : [];
}

function inside(node: Node): Node {
  let inner = node;
  while (inner.kind === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}
