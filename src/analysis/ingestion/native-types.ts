import { before } from "../../druid/releases.ts";
import type { BinaryExpression, CaseExpression, CastExpression, Expression, FunctionCall, Node } from "../../syntax/nodes.ts";
import type { OutputColumn, SqlType } from "../model.ts";
import { partsOf } from "../query/expression-parts.ts";
import type { AnalysisState } from "../steps.ts";
import { isTyped } from "../types/call-binding.ts";
import { nativeTypeName } from "../types/index.ts";
import { bare, groupedExpression, holdsAggregate, isAggregate, type GroupingLayer } from "./layers.ts";

/** The type of the native query's column that is no aggregate by itself; null where not known. */
export function nativeTypeOf(output: OutputColumn, layer: GroupingLayer | null, state: AnalysisState): string | null {
  const { type, nativeType, expression } = output;
  const isKey = layer !== null && isGroupKey(output, layer, state);
  if (type.name === "NULL") return before(state.release, 28) ? "FLOAT" : "STRING";
  if (type.name.startsWith("INTERVAL")) return isKey || (expression !== null && bare(expression).kind !== "IntervalLiteral") ? "STRING" : "LONG";
  if (type.name === "UNKNOWN") return null;
  if (type.name === "ANY") return castFrom(output, state);
  if (type.name === "BOOLEAN" && !isKey && expression !== null && isJsonValue(expression)) return "STRING";
  const native = type.name === "BOOLEAN" && before(state.release, 28) ? "LONG" : nativeType;
  if (native === "LONG" && !isKey && expression !== null && isInferred(expression, state) && isFraction(expression, state)) return "DOUBLE";
  return layer !== null && native === "COMPLEX" ? null : native;
}

/** What groups has the type that SQL says; what is computed of groups has that of its expression. */
function isGroupKey(output: OutputColumn, layer: GroupingLayer, state: AnalysisState): boolean {
  const grouped = groupedExpression(layer, output);
  return grouped !== null && !holdsAggregate(grouped, state);
}

const isJsonValue = (expression: Expression): boolean => {
  const node = bare(expression);
  return node.kind === "JsonFunctionCall" && node.function === "JSON_VALUE";
};

/** CAST(x AS ANY) keeps the type of x. */
function castFrom({ expression, nativeType }: OutputColumn, state: AnalysisState): string | null {
  if (expression?.kind !== "CastExpression") return nativeType;
  const type = state.types.get(expression.operand);
  if (expression.operand.kind === "NullLiteral") return before(state.release, 28) ? "FLOAT" : "STRING";
  return type === undefined ? null : nativeTypeName(type);
}

/** Druid infers the type of an expression unless it reads a text, which may have several values. */
function isInferred(expression: Expression, state: AnalysisState): boolean {
  if (expression.kind === "FunctionCall" && isAggregate(expression, state)) return true;
  const { references, calls } = partsOf(expression);
  const aggregates = calls.filter((call) => isAggregate(call, state));
  const isWithin = (node: Node): boolean => aggregates.some((call) => call.start <= node.start && node.end <= call.end);
  return references.every((reference) => isWithin(reference) || nativeOf(reference, state) !== "STRING");
}

const nativeOf = (expression: Expression, state: AnalysisState): string | null => nameOf(state.types.get(expression));
const nameOf = (type: SqlType | undefined): string | null => (type === undefined ? null : nativeTypeName(type));
const fractions: ReadonlySet<string | null> = new Set(["DOUBLE", "FLOAT"]);

/** Functions of numbers that give a fraction of whole numbers too. */
const fractional: ReadonlySet<string> = new Set(["FLOOR", "CEIL", "CEILING", "TRUNC", "TRUNCATE"]);
/** Functions that give a fraction where an argument is one, whatever SQL says. */
const promoting: ReadonlySet<string> = new Set(["MOD", "ABS", "ROUND", "GREATEST", "LEAST", "COALESCE", "NVL"]);

/** True where Druid's expression gives a DOUBLE, though SQL may call it a whole number or a truth value. */
function isFraction(expression: Expression, state: AnalysisState): boolean {
  const node = bare(expression);
  switch (node.kind) {
    case "UnaryExpression":
      return isFraction(node.operand, state);
    case "IsExpression":
      return node.test !== "NULL" && isFraction(node.operand, state);
    case "BinaryExpression":
      return isFractionOf(node, state);
    case "BetweenExpression":
      return truthsAreNumbers(state) && [node.operand, node.low, node.high].some((part) => isFraction(part, state));
    case "InExpression":
      return truthsAreNumbers(state) && !node.query && isFraction(node.operand, state);
    case "CaseExpression":
      return partsOfCase(node, state).some((part) => isFraction(part, state));
    case "CastExpression":
      return isFractionCast(node, state);
    case "FunctionCall":
      return isFractionCall(node, state);
    case "StringLiteral":
      return fractions.has(nameOf(state.session?.environment.coercions.get(node)));
    default:
      return fractions.has(nativeOf(node, state));
  }
}

/** Up to 27 a comparison gives 1 or 0 in the type that it compares. */
const truthsAreNumbers = ({ release }: AnalysisState): boolean => before(release, 28);

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

function isFractionOf({ operator, left, right }: BinaryExpression, state: AnalysisState): boolean {
  if (!arithmetic.has(operator) && (!truthsAreNumbers(state) || operator === "||" || bare(left).kind === "NullLiteral" || bare(right).kind === "NullLiteral")) return false;
  return isFraction(left, state) || isFraction(right, state);
}

/** A CASE of truth values becomes its conditions. */
function partsOfCase({ branches, otherwise }: CaseExpression, state: AnalysisState): readonly Expression[] {
  const results = [...branches.map(({ result }) => result), ...(otherwise === null ? [] : [otherwise])];
  const isTruth = results.some((result) => state.types.get(bare(result))?.name === "BOOLEAN");
  return isTruth ? [...results, ...branches.flatMap(({ conditions }) => conditions)] : results;
}

/** A cast between whole numbers is none. */
function isFractionCast(node: CastExpression, state: AnalysisState): boolean {
  if (nativeOf(node, state) !== "LONG") return fractions.has(nativeOf(node, state));
  return nativeOf(node.operand, state) === "LONG" && state.types.get(node.operand)?.name !== "BOOLEAN" && isFraction(node.operand, state);
}

function isFractionCall(call: FunctionCall, state: AnalysisState): boolean {
  if (fractions.has(nativeOf(call, state))) return true;
  const name = call.name.parts[0]?.name.toUpperCase() ?? "";
  if (isAggregate(call, state) || call.name.parts.length > 1) return false;
  if (fractional.has(name)) return call.arguments.every(({ kind }) => kind !== "TimeUnit");
  return promoting.has(name) && call.arguments.some((argument) => isTyped(argument) && isFraction(argument, state));
}
