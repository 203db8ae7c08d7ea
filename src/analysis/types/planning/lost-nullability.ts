import { atLeast, before } from "../../../druid/releases.ts";
import type { Argument, BinaryExpression, CaseExpression, Expression, FunctionCall, Node } from "../../../syntax/nodes.ts";
import { isTyped } from "../call-binding.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import type { PlanFault } from "./call-arguments.ts";
import { constantText } from "./constants.ts";
import { isInterval } from "./formats.ts";
import { garbageCast, garbageText } from "./garbage.ts";
import { admitsNull } from "./settled.ts";

/** Whether a value may be NULL: as validation declares it, and as the converted expression turns out; the latter with its reason. */
interface Nullability {
  readonly declared: boolean;
  readonly converted: PlanFault | boolean;
}

/** True for a key that is NULL in the subtotals of other grouping sets, which validation does not see within expressions. */
export type IsSubtotaled = (node: Node) => boolean;

interface NullabilityContext {
  readonly environment: TypeEnvironment;
  readonly isSubtotaled: IsSubtotaled;
}

/** Columns are followed so far through subqueries. */
const mostSteps = 20;

/**
 * Calcite compares the row type of the converted query with the validated one (SqlToRelConverter.checkConvertedType): a column that was
 * declared never to be NULL and may be so after all is refused.
 */
export function lostNullability(column: Expression, environment: TypeEnvironment, isSubtotaled: IsSubtotaled): PlanFault | null {
  const node = bare(column);
  // A table's own column comes out as it was declared.
  if ((node.kind === "ColumnReference" && environment.sourceOf(node) === null) || isSubtotaled(node)) return null;
  const { declared, converted } = nullabilityOf(column, { environment, isSubtotaled }, mostSteps);
  return declared || typeof converted === "boolean" ? null : converted;
}

function nullabilityOf(expression: Argument, context: NullabilityContext, steps: number): Nullability {
  const { environment } = context;
  const node = bare(expression);
  const of = (part: Argument): Nullability => nullabilityOf(part, context, steps);
  if (context.isSubtotaled(node)) return { declared: asTyped(expression, environment).declared, converted: { rule: "grouping-sets-unsupported", message: "nullable", data: {}, at: expression } };
  switch (node.kind) {
    case "UnaryExpression":
      return node.operator === "NOT" ? of(node.operand) : asTyped(expression, environment);
    case "CastExpression": {
      const garbage = garbageCast(node, environment);
      return garbage === null ? of(node.operand) : { declared: false, converted: garbage };
    }
    case "CollectionConstructor":
      return node.query === null ? anyOf(node.elements.map(of)) : asTyped(expression, environment);
    case "BinaryExpression":
      return ofBinary(node, environment, of);
    case "BetweenExpression":
      return ofCompared([node.operand, node.low, node.high], environment, of);
    case "InExpression":
      return node.query ? asTyped(expression, environment) : ofCompared([node.operand, ...node.values], environment, of);
    case "CaseExpression":
      return ofCase(node, of);
    case "FunctionCall":
      return ofCall(node, environment, of);
    case "ColumnReference": {
      const source = steps === 0 ? null : environment.sourceOf(node);
      return source === null ? asTyped(expression, environment) : nullabilityOf(source, { environment, isSubtotaled: () => false }, steps - 1);
    }
    default:
      return asTyped(expression, environment);
  }
}

function asTyped(expression: Argument, environment: TypeEnvironment): Nullability {
  const nullable = !isTyped(expression) || environment.types.get(expression)?.nullable !== false;
  return { declared: nullable, converted: nullable };
}

function anyOf(parts: readonly Nullability[]): Nullability {
  return { declared: parts.some(({ declared }) => declared), converted: parts.map(({ converted }) => converted).find((converted) => converted !== false) ?? false };
}

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

function ofBinary(node: BinaryExpression, environment: TypeEnvironment, of: (part: Argument) => Nullability): Nullability {
  if (comparisons.has(node.operator)) return ofCompared([node.left, node.right], environment, of);
  const both = anyOf([of(node.left), of(node.right)].map(unlessSimplified));
  if (node.operator === "AND" || node.operator === "OR") return both;
  const { declared } = asTyped(node, environment);
  return { declared, converted: typeof both.converted === "object" ? both.converted : declared };
}

/** A comparison with a text that is no number is NULL. */
function ofCompared(operands: readonly Expression[], environment: TypeEnvironment, of: (part: Argument) => Nullability): Nullability {
  return anyOf(operands.map((operand) => {
    const garbage = garbageText(operand, environment);
    return garbage === null ? of(operand) : { declared: false, converted: garbage };
  }));
}

/** A text that cannot be read is found by the simplifier, which leaves the type of a CASE, and what AND and OR decide, as they are. */
function unlessSimplified({ declared, converted }: Nullability): Nullability {
  return { declared, converted: typeof converted === "object" && converted.rule === "cast-of-unreadable-text" ? declared : converted };
}

function ofCase(node: CaseExpression, of: (part: Argument) => Nullability): Nullability {
  if (node.otherwise === null) return { declared: true, converted: true };
  return anyOf([...node.branches.map(({ result }) => of(result)), of(node.otherwise)].map(unlessSimplified));
}

/** TIMESTAMPADD by the number of a day within its week or year, or by an epoch, comes to NULL. */
const unshiftable: ReadonlySet<string> = new Set(["DOW", "DOY", "ISODOW", "EPOCH", "DAYOFWEEK", "DAYOFYEAR"]);

function ofCall(call: FunctionCall, environment: TypeEnvironment, of: (part: Argument) => Nullability): Nullability {
  const name = call.name.parts.length === 1 ? call.name.parts[0]?.name.toUpperCase() : undefined;
  const [first, interval] = call.arguments;
  if (name === "TIME_IN_INTERVAL" && first !== undefined) {
    const text = constantText(interval);
    // An interval that cannot be read is found first.
    if (atLeast(environment.release, 30) || !isTyped(first) || (typeof text === "string" && !isInterval(text))) return { declared: false, converted: false };
    const fault: PlanFault = { rule: "function-argument-type", message: "nullable", data: { function: name }, at: first };
    return { declared: false, converted: admitsNull(first, environment) && fault };
  }
  if (name === "TIMESTAMPADD" && first?.kind === "TimeUnit" && unshiftable.has(first.unit)) {
    const fault: PlanFault = { rule: "time-unit-invalid", message: "word", data: { function: name, unit: first.unit }, at: first };
    return { declared: asTyped(call, environment).declared, converted: fault };
  }
  if (name !== "COALESCE" || call.arguments.length === 0) return asTyped(call, environment);
  const parts = call.arguments.map(of);
  const declared = parts.every((part) => part.declared);
  // Until 27 it is a CASE, which may be NULL where one of its values may.
  return { declared, converted: before(environment.release, 28) ? anyOf(parts).converted : declared };
}
