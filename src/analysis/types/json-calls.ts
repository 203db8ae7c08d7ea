import { functionNamed } from "../../druid/functions.ts";
import type { JsonFunctionCall } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import { applyDefinition, bind } from "./apply.ts";
import { typeOfDataType } from "./data-types.ts";
import type { ExpressionScope, TypeEnvironment } from "./expression-scope.ts";
import { sequence } from "./particular-operands.ts";
import { define } from "./operators/definition.ts";
import { returns } from "./return-types.ts";
import { arrayType, complexType, nullableType, sqlType, unknownType, withNullability } from "./sql-type.ts";
import { typeExpression } from "./type-expression.ts";
import { isStopped, reportViolation } from "./violations.ts";

const json = complexType("COMPLEX<json>");
const query = define(sequence(["ANY"], ["CHARACTER"]), returns(json));
const value = define(sequence(["ANY"], ["CHARACTER"]), returns(sqlType("VARCHAR", { precision: 2000, nullable: true })));

/** JSON_VALUE, JSON_QUERY, JSON_OBJECT … with their clauses (SqlJson*Function, NestedDataOperatorConversions). */
export function typeJsonCall(call: JsonFunctionCall, scope: ExpressionScope, environment: TypeEnvironment): SqlType {
  const types = call.arguments.map((argument) => typeExpression(argument, scope, environment));
  if (call.onEmptyDefault !== null) typeExpression(call.onEmptyDefault, scope, environment);
  if (call.onErrorDefault !== null) typeExpression(call.onErrorDefault, scope, environment);
  if (environment.stopped) return unknownType;
  if (jsonAggregates.has(call.function)) return unknownType;
  if (functionNamed(call.function, environment.release) === null) return refuse(call, environment);
  switch (call.function) {
    case "JSON_VALUE": {
      const type = applyDefinition(value, bind(call.function, call, call.arguments, types, environment));
      return isStopped(environment) || call.returning === null ? type : returningType(call, environment);
    }
    case "JSON_QUERY":
      return applyDefinition(query, bind(call.function, call, call.arguments, types, environment));
    case "JSON_QUERY_ARRAY":
      return arrayType(json, true);
    case "JSON_OBJECT":
    case "JSON_MERGE":
      return json;
    default:
      return unknownType;
  }
}

/** Calcite's own aggregates, which its parser makes without asking Druid's operators; none is planned. */
const jsonAggregates: ReadonlySet<string> = new Set(["JSON_OBJECTAGG", "JSON_ARRAYAGG"]);

function returningType(call: JsonFunctionCall, environment: TypeEnvironment): SqlType {
  return call.returning === null ? nullableType("VARCHAR") : withNullability(typeOfDataType(call.returning, environment), true);
}

function refuse(call: JsonFunctionCall, environment: TypeEnvironment): SqlType {
  reportViolation(environment, call, "unknown-function", "unknown", { function: call.function, types: "", suggestions: "", nameStart: call.name.start, nameEnd: call.name.end });
  return unknownType;
}
