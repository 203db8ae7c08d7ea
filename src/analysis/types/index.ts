/** Typing of expressions as Calcite and Druid do it: what the other parts of the analysis may use. */
export type { ExpressionScope, TypeEnvironment } from "./expression-scope.ts";
export { typeExpression } from "./type-expression.ts";
export { planExpression, type PlanOptions, type PlanPosition } from "./plan-expression.ts";
export { constantNumber, isConstant } from "./planning/constants.ts";
export { constantOf as comparedLiterals } from "./planning/compared-literals.ts";
export { nullableParts } from "./planning/nullable-parts.ts";
export { lostNullability, type IsSubtotaled } from "./planning/lost-nullability.ts";
export { admitsNull, comparedWithItself, isAlwaysMet, isNeverMet, isUnsure } from "./planning/settled.ts";
export { isContradiction } from "./planning/contradictions.ts";
export {
  isBooleanType,
  nativeTypeName,
  parseTypeName,
  printType,
  sqlType,
  sqlTypeOfNative,
  unknownType,
  withNullability,
} from "./sql-type.ts";
export { areComparable, leastRestrictive } from "./least-restrictive.ts";
export { mergeSetOperationRows } from "./set-operations.ts";
