import { atLeast, before } from "../../druid/releases.ts";
import { jdbcFunction, type JdbcFunction } from "../../druid/jdbc-functions.ts";
import { foreignFunction } from "../../druid/foreign-functions.ts";
import { callablesNamed, functionNames, givesTable, type FunctionFact } from "../../druid/functions.ts";
import type { Argument, ColumnReference, FunctionCall, WindowSpecification } from "../../syntax/nodes.ts";
import { nearest } from "../../text/nearest.ts";
import type { SqlType } from "../model.ts";
import { applyDefinition, bind, reportTypes } from "./apply.ts";
import { isTyped } from "./call-binding.ts";
import type { ExpressionScope, TypeEnvironment } from "./expression-scope.ts";
import { candidates } from "./function-kind.ts";
import { definitionIn, type OperatorDefinition } from "./operators/definition.ts";
import { operators } from "./operators/tables.ts";
import { specialCalls } from "./special-calls.ts";
import { isBooleanType, parseTypeName, sqlType, unknownType, withNullability } from "./sql-type.ts";
import { typeExpression } from "./type-expression.ts";
import { refuseOperator } from "./refuse-operator.ts";
import { isStopped, reportViolation } from "./violations.ts";
import { typeCoalesce } from "./predicates.ts";

/** The type of a call in any of its forms; OVER and FILTER included, their placement left to the query. */
export function typeFunctionCall(call: FunctionCall, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const type = typeCallItself(call, scope, environment);
  if (call.filter !== null && !environment.stopped) checkFilter(call, call.filter, scope, environment);
  if (call.over?.kind === "WindowSpecification") typeWindow(call.over, scope, environment);
  return environment.stopped ? unknownType : ofGroup(call, type, scope, environment);
}

/** What a window is parted and ordered by; a number there is no position. */
function typeWindow({ partitionBy, orderBy }: WindowSpecification, scope: ExpressionScope, environment: TypeEnvironment): void {
  for (const expression of [...partitionBy, ...(orderBy?.items.map((item) => item.expression) ?? [])]) {
    if (environment.stopped) return;
    typeExpression(expression, scope, environment);
  }
}

/** Aggregates that are NULL over no rows, and over rows only where their operand is. */
const nullOverNoRows: ReadonlySet<string> = new Set(["MIN", "MAX", "AVG", "BIT_AND", "BIT_OR", "BIT_XOR"]);

function ofGroup(call: FunctionCall, type: SqlType, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  if (scope.grouped !== true || !type.nullable || call.filter !== null || call.over !== null || call.name.parts.length > 1) return type;
  const name = call.name.parts[0]?.name.toUpperCase() ?? "";
  if (name === "SUM") return withNullability(type, false);
  const [operand] = call.arguments;
  const operandType = operand !== undefined && isTyped(operand) ? environment.types.get(operand) : undefined;
  return nullOverNoRows.has(name) && operandType?.nullable === false ? withNullability(type, false) : type;
}

function typeCallItself(call: FunctionCall, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const name = call.name.parts.map((part) => part.name).join(".");
  const jdbc = call.form === "jdbc" ? jdbcFunction(name, environment.release) : null;
  if (call.form === "jdbc" && jdbc === null) return refuseJdbc(call, name, environment);
  const facts = candidates(call.name, environment);
  const types = typeArguments(call, facts, scope, environment);
  if (environment.stopped) return unknownType;
  if (facts.length === 0 && jdbc !== null) return typeJdbc(call, jdbc, types);
  if (facts[0]?.kind === "ARRAY_VALUE_CONSTRUCTOR") return refuseOperator("ARRAY()", call, environment);
  if (facts.length === 0 && call.form === "bare") return scope.resolveColumn(columnOf(call));
  if (facts.length === 0) return refuseUnknown(call, name, types, environment);
  // Until 27 validation lets it through, and the planner has nothing to do with it.
  if (facts.every(givesTable) && atLeast(environment.release, 28)) return refuseTable(call, name, environment);
  const upper = name.toUpperCase();
  if (Object.hasOwn(specialCalls, upper)) {
    const special = specialCalls[upper]?.(call, types, environment) ?? null;
    if (special !== null) return finish(call, facts[0], special, environment);
  }
  const definition = definitionIn(operators, upper, environment.release);
  const fact = facts.find((candidate) => takes(candidate, definition, call.arguments.length));
  if (fact === undefined || (fact.syntax === "FUNCTION_ID" && call.form !== "bare" && call.form !== "jdbc" && call.arguments.length === 0)) {
    return refuseCount(call, name, facts, types, environment);
  }
  if (upper === "COALESCE" && call.arguments.length === 0) return refuseCount(call, name, facts, types, environment);
  if (upper === "COALESCE") return typeCoalesce(call, types, environment);
  if (definition === null) return finish(call, fact, declaredType(upper, environment), environment);
  return finish(call, fact, applyDefinition(definition, bind(fact.name, call, call.arguments, types, environment)), environment);
}

function refuseTable(call: FunctionCall, name: string, environment: TypeEnvironment): SqlType {
  reportViolation(environment, call, "extern-without-table", "scalar", { name });
  return unknownType;
}

/** Of a function that only the user's configuration knows: the type that it says. */
function declaredType(name: string, environment: TypeEnvironment): SqlType {
  const returns = environment.release.declared?.functions.get(name)?.returns;
  const type = returns === undefined ? null : parseTypeName(returns);
  return type === null ? unknownType : withNullability(type, true);
}

function takes(fact: FunctionFact, definition: OperatorDefinition | null, count: number): boolean {
  if (definition?.counts !== undefined) return definition.counts.includes(count);
  return count >= fact.leastOperands && count <= fact.mostOperands;
}

/** Aggregates that may be told an order by WITHIN GROUP; they do not keep to it. */
const takesOrder: ReadonlySet<string> = new Set(["LISTAGG", "STRING_AGG", "ARRAY_AGG"]);

/** What every call is checked for once its operands are right: OVER where it must stand, DISTINCT where it may. */
function finish(call: FunctionCall, fact: FunctionFact | undefined, type: SqlType, environment: TypeEnvironment): SqlType {
  if (environment.stopped || fact === undefined) return unknownType;
  const data = { function: fact.name };
  if (isRefusedDistinct(call, fact, environment)) {
    reportViolation(environment, call, "distinct-aggregate-unsupported", "distinct", data);
  } else if (call.quantifier !== null && !fact.aggregate) {
    reportViolation(environment, call, "aggregate-clause-misplaced", "quantifier", { ...data, quantifier: call.quantifier }, { at: call.name.end + 1 });
  } else if (call.withinGroup !== null && !fact.aggregate) {
    reportViolation(environment, call, "aggregate-clause-misplaced", "withinScalar", data);
  } else if (call.withinGroup !== null && !takesOrder.has(fact.name.toUpperCase())) {
    reportViolation(environment, call, "aggregate-clause-misplaced", "withinAggregate", data);
  } else if (call.nullTreatment !== null) {
    refuseOperator(call.nullTreatment, call, environment);
  }
  return isStopped(environment) ? unknownType : type;
}

function typeArguments(call: FunctionCall, facts: readonly FunctionFact[], scope: ExpressionScope, environment: TypeEnvironment): SqlType[] {
  return call.arguments.map((argument) => typeArgument(argument, facts, scope, environment));
}

function typeArgument(argument: Argument, facts: readonly FunctionFact[], scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  if (isTyped(argument)) return typeExpression(argument, scope, environment);
  switch (argument.kind) {
    case "Star":
      if (!facts.some((fact) => fact.syntax === "FUNCTION_STAR")) reportViolation(environment, argument, "star-argument", "star", {});
      return unknownType;
    case "NamedArgument":
      typeExpression(argument.value, scope, environment);
      if (!environment.stopped) reportViolation(environment, argument, "function-argument-type", "named", { name: argument.name.name }, { placed: false });
      return unknownType;
    case "Query":
      return withNullability(scope.typeQuery(argument)?.[0]?.type ?? unknownType, true);
    case "TimeUnit":
      return sqlType("SYMBOL");
    case "ArgumentKeyword":
    case "DefaultArgument":
    case "TableArgument":
      return sqlType("SYMBOL");
  }
}

function checkFilter(call: FunctionCall, filter: NonNullable<FunctionCall["filter"]>, scope: ExpressionScope, environment: TypeEnvironment): void {
  const [fact] = candidates(call.name, environment);
  if (fact !== undefined && !fact.aggregate) {
    reportViolation(environment, call, "aggregate-clause-misplaced", "filter", { function: fact.name });
    return;
  }
  const type = typeExpression(filter, scope, environment);
  if (!environment.stopped && !isBooleanType(type)) {
    reportViolation(environment, filter, "condition-not-boolean", "condition", { clause: "FILTER", type: reportTypes(type) });
  }
}

const printTypes = (types: readonly SqlType[]): string => types.map(reportTypes).join(", ");

function refuseUnknown(call: FunctionCall, name: string, types: readonly SqlType[], environment: TypeEnvironment): SqlType {
  const at = call.name.parts.at(-1)?.start ?? call.start;
  const foreign = foreignFunction(name);
  if (foreign !== null) {
    reportViolation(environment, call, "unknown-function", "foreign", { function: name, types: printTypes(types), instead: foreign.instead });
    return unknownType;
  }
  const unloaded = callablesNamed(name, environment.release).find(({ extension }) => extension !== "core");
  if (unloaded !== undefined) {
    reportViolation(environment, call, "unknown-function", "extension", { function: unloaded.name, types: printTypes(types), extension: unloaded.extension }, { at });
    return unknownType;
  }
  const suggestions = nearest(name.toUpperCase(), functionNames(environment.release, environment.extensions ?? "all"));
  reportViolation(environment, call, "unknown-function", suggestions.length === 0 ? "unknown" : "suggest", {
    function: name,
    types: printTypes(types),
    suggestions: suggestions.join(", "),
    names: suggestions.map((suggestion) => `\`${suggestion}\``).join(", "),
    nameStart: call.name.start,
    nameEnd: call.name.end,
  }, { at });
  return unknownType;
}

function refuseCount(call: FunctionCall, name: string, facts: readonly FunctionFact[], types: readonly SqlType[], environment: TypeEnvironment): SqlType {
  const least = Math.min(...facts.map((fact) => fact.leastOperands));
  const most = Math.max(...facts.map((fact) => fact.mostOperands));
  reportViolation(environment, call, "function-argument-count", "count", {
    function: name,
    count: call.arguments.length,
    least,
    most: Number.isFinite(most) ? most : null,
    signatures: facts.flatMap((fact) => fact.signatures).join("; "),
    types: printTypes(types),
  });
  return unknownType;
}

/** Aggregates that are or ignore their own DISTINCT. */
const takesDistinct: ReadonlySet<string> = new Set(["COUNT", "ARRAY_AGG", "ARRAY_CONCAT_AGG", "STRING_AGG", "LISTAGG", "EARLIEST", "LATEST"]);

/** From 31 on aggregates with DISTINCT need exact counting (DruidSqlValidator). A window refuses DISTINCT by itself. */
function isRefusedDistinct(call: FunctionCall, fact: FunctionFact, environment: TypeEnvironment): boolean {
  if (call.filter !== null) return false;
  if (call.quantifier !== "DISTINCT" || call.over !== null || !fact.aggregate || !environment.approximateCountDistinct || before(environment.release, 31)) return false;
  return !takesDistinct.has(fact.name.toUpperCase()) && !fact.name.toUpperCase().startsWith("APPROX_");
}

/** A word such as USER that Druid has no function for is a column of that name. */
function columnOf(call: FunctionCall): ColumnReference {
  return { kind: "ColumnReference", start: call.start, end: call.end, parts: call.name.parts };
}

/** Of a JDBC function that is none of Druid's own; its operands are left unchecked. */
function typeJdbc(call: FunctionCall, { result }: JdbcFunction, types: readonly SqlType[]): SqlType {
  const nullable = types.some((type) => type.nullable);
  if (result === "first") return withNullability(types[0] ?? unknownType, nullable);
  const named = result === null ? convertedType(call) : parseTypeName(result);
  return named === null ? unknownType : withNullability(named, nullable);
}

/** {fn CONVERT(x, SQL_BIGINT)}: the type that its second argument names; null for those with parts. */
function convertedType(call: FunctionCall): SqlType | null {
  const [, type] = call.arguments;
  return type?.kind === "ArgumentKeyword" ? parseTypeName(type.word.replace(/^SQL_/u, "")) : null;
}

/** `{fn …}`: Druid's operator table knows none of JDBC's functions. */
function refuseJdbc(call: FunctionCall, name: string, environment: TypeEnvironment): SqlType {
  reportViolation(environment, call, "unknown-function", "jdbc", { function: name });
  return unknownType;
}

