import { inputFormatProblems } from "./input-format.ts";
import { inputSourceProblems } from "./input-source.ts";
import { bindArguments, textArgument } from "./arguments.ts";
import { externColumn } from "./columns.ts";
import { extendColumns } from "./extend.ts";
import { jsonOfLiteral, type JsonNode } from "./json.ts";
import type { JsonProblem } from "./json-problem.ts";
import { rangeInLiteral } from "./literal-offsets.ts";
import { readSignature } from "./signature.ts";
import type { Argument, ExtendClause, FunctionCall, StringLiteral } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import type { AnalysisState, TableColumn } from "../steps.ts";

const PARAMETERS = ["inputSource", "inputFormat", "signature"];

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The literals of an EXTERN call; null where Calcite refuses its arguments (reported). `signature` is null without one. */
interface ExternLiterals {
  readonly source: StringLiteral;
  readonly format: StringLiteral;
  readonly signature: StringLiteral | null;
}

/** Columns of TABLE(EXTERN(…)); reports what Druid refuses. Null: refused. */
export function externCallColumns(state: AnalysisState, call: FunctionCall, extend: ExtendClause | null): readonly TableColumn[] | null {
  const literals = readLiterals(state, call, extend);
  if (literals === null) return null;
  const columns = literals.signature === null ? declaredColumns(state, extend) : signedColumns(state, literals.signature);
  const source = readArgument(state, literals.source, "inputSource");
  if (source !== null) reportProblems(state, literals.source, inputSourceProblems(source, state.release));
  const format = readArgument(state, literals.format, "inputFormat");
  if (format !== null) reportProblems(state, literals.format, inputFormatProblems(format, state.release));
  return columns;
}

function readLiterals(state: AnalysisState, call: FunctionCall, extend: ExtendClause | null): ExternLiterals | null {
  const bound = bindArguments(call, PARAMETERS);
  if (bound.fault !== null) {
    const { message, node, data } = bound.fault;
    if (message === "too-many") report(state, call, "extern-argument-count", "count", { count: call.arguments.length });
    else report(state, node, "extern-argument-name", message, data, call.start);
    return null;
  }
  const [source, format, signature] = PARAMETERS.map((name) => bound.values.get(name));
  if (source === undefined || format === undefined) {
    report(state, call, "extern-argument-count", "count", { count: call.arguments.length });
    return null;
  }
  const texts = [source, format, signature].map((argument, index) => literalOf(state, call, argument, index));
  if (texts.includes("fault")) return null;
  const [sourceText, formatText, signatureText] = texts as readonly (StringLiteral | null)[];
  if (sourceText === null || sourceText === undefined || formatText === null || formatText === undefined) return null;
  if (signatureText === null && extend === null) {
    report(state, call, "extern-argument-count", "neither", {});
    return null;
  }
  if (signatureText !== null && extend !== null) {
    report(state, extend, "extern-argument-count", "both", {});
    return null;
  }
  return { source: sourceText, format: formatText, signature: signatureText ?? null };
}

function literalOf(state: AnalysisState, call: FunctionCall, argument: Argument | undefined, index: number): StringLiteral | null | "fault" {
  if (argument === undefined) return null;
  const parameter = PARAMETERS[index] ?? "";
  const text = textArgument(argument, state.release);
  if (text.kind === "text") return text.literal;
  if (text.kind === "null" && parameter === "signature") return null;
  const adjacent = argument.kind === "StringLiteral" && argument.form === "adjacent";
  const message = adjacent ? "adjacent" : text.kind === "null" ? "null" : text.kind === "other-type" ? "type" : "literal";
  report(state, argument, "extern-argument-not-literal", message, { parameter }, text.kind === "other-type" ? call.start : null);
  return "fault";
}

function declaredColumns(state: AnalysisState, extend: ExtendClause | null): readonly TableColumn[] | null {
  if (extend === null) return null;
  const { columns, faults } = extendColumns(extend, state.release);
  for (const fault of faults) report(state, fault.node, fault.rule, fault.message, fault.data);
  return faults.length === 0 ? columns : null;
}

function signedColumns(state: AnalysisState, literal: StringLiteral): readonly TableColumn[] | null {
  const node = readArgument(state, literal, "signature");
  if (node === null) return null;
  const { columns, problems } = readSignature(node, state.release);
  reportProblems(state, literal, problems);
  if (problems.length > 0) return null;
  if (columns.length === 0) return withoutColumns(state, literal);
  return columns.flatMap((column) => externColumn(column.name, column.nativeType) ?? []);
}

/** Druid comes upon it while planning, if no name failed before; where everything is to be said it stands for those names. */
function withoutColumns(state: AnalysisState, { start, end }: StringLiteral): readonly TableColumn[] | null {
  const violation: Violation = { rule: "signature-empty", message: "empty", data: {}, stage: "plan", start, end, druidStart: null };
  if (state.mode === "first") {
    state.shape.unplannable.push(violation);
    return [];
  }
  state.report(violation);
  return null;
}

function readArgument(state: AnalysisState, literal: StringLiteral, parameter: string): JsonNode | null {
  const { node, fault } = jsonOfLiteral(literal);
  if (fault === null) return node;
  const place = rangeInLiteral(state.tree.text, literal, fault.start, fault.end);
  report(state, place, "extern-invalid-json", "syntax", { parameter, problem: fault.problem });
  return null;
}

function reportProblems(state: AnalysisState, literal: StringLiteral, problems: readonly JsonProblem[]): void {
  for (const problem of problems) {
    const place = rangeInLiteral(state.tree.text, literal, problem.start, problem.end);
    report(state, place, problem.rule, problem.message, problem.data);
  }
}

function report(
  state: AnalysisState,
  place: Place,
  rule: string,
  message: string,
  data: Readonly<Record<string, string | number | boolean | null>>,
  druidStart: number | null = null,
): void {
  state.report({ rule, message, data, stage: "validate", start: place.start, end: place.end, druidStart });
}
