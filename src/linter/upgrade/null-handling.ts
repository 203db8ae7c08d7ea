import type { AnalysisOptions, Schema, StatementAnalysis } from "../../analysis/model.ts";
import { before, type Release } from "../../druid/releases.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { Expression, FunctionCall, IsExpression, Node } from "../../syntax/nodes.ts";
import type { TextEdit } from "../../text/edits.ts";
import type { Range } from "../rule.ts";
import type { StatementChange } from "./change.ts";
import { missingValueMeets, type MissingKind, type MissingValueMeeting } from "./missing-value.ts";

/**
 * A construct that treats a missing value in another way once null is no longer the same as '' and 0: where it stands, and the edits
 * that keep what it did (none where that is no matter of one expression).
 */
interface NullSensitive {
  readonly at: Range;
  readonly edits: readonly TextEdit[];
}

/** Legacy null handling is the default below 28, a choice up to 31, and gone after that. */
function isLegacy(release: Release, schema: Schema | null): boolean {
  if (!before(release, 32)) return false;
  return (schema?.nullHandling ?? (before(release, 28) ? "legacy" : "sql")) === "legacy";
}

/** True where missing values stop being '' and 0. */
export function changesNullHandling(old: Pick<AnalysisOptions, "release" | "schema">, fresh: Pick<AnalysisOptions, "release" | "schema">): boolean {
  return isLegacy(old.release, old.schema) && !isLegacy(fresh.release, fresh.schema);
}

/** What a statement asks of missing values, where the later release no longer reads them as '' and 0. */
export function nullHandlingChange(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  if (!changesNullHandling(old.options, fresh.options)) return [];
  const found: NullSensitive[] = [];
  collect(fresh.parsed.node, fresh, found);
  const [first] = found;
  if (first === undefined) return [];
  const { text } = fresh.tree;
  const shown = found.slice(0, shownPlaces).map(({ at }) => `\`${shorten(text.slice(at.start, at.end))}\``);
  const more = found.length > shownPlaces ? ` and ${String(found.length - shownPlaces)} more` : "";
  const reason = `missing values are null, no longer '' and 0, and meet ${shown.join(", ")}${more} in another way (unless the cluster already runs with SQL null handling: \`"nullHandling": "sql"\` in the schema file says so)`;
  const edits = withoutOverlaps(found.flatMap((each) => (each.edits.length === 0 ? [] : [each.edits])));
  const { start, end } = first.at;
  return [{ start, end, kind: "meaning", reason, rewrite: edits.length === 0 ? null : { title: "treat missing values as before", edits } }];
}

const shownPlaces = 3;

function shorten(text: string): string {
  const flat = text.replace(/\s+/gu, " ");
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}

/** Of constructs within one another the outer one keeps what they did together only as far as it goes: the inner ones wait for a second look. */
function withoutOverlaps(groups: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  let end = -1;
  for (const group of groups) {
    const [from, to] = [Math.min(...group.map((edit) => edit.start)), Math.max(...group.map((edit) => edit.end))];
    if (from < end) continue;
    kept.push(...group);
    end = to;
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}

function collect(node: Node, analysis: StatementAnalysis, found: NullSensitive[]): void {
  const sensitive = nullSensitivity(node, analysis);
  if (sensitive !== null) found.push(sensitive);
  // OVERWRITE WHERE asks of `__time` alone, and what a comparison inside NOT would do alone does not count.
  if (node.kind === "OverwriteClause" || (node.kind === "UnaryExpression" && metBy(node, analysis) !== null)) return;
  forEachChild(node, (child) => {
    collect(child, analysis, found);
  });
}

function nullSensitivity(node: Node, analysis: StatementAnalysis): NullSensitive | null {
  switch (node.kind) {
    case "BinaryExpression":
      return node.operator === "||" ? concatenation(node, [node.left, node.right], analysis) : comparison(node, analysis);
    case "InExpression":
    case "BetweenExpression":
    case "LikeExpression":
    case "UnaryExpression":
      return comparison(node, analysis);
    case "IsExpression":
      return nullTest(node, analysis);
    case "FunctionCall":
      return functionCall(node, analysis);
    default:
      return null;
  }
}

/** A condition that held for the value that stood for a missing one, and holds for no null. */
function comparison(node: Expression, analysis: StatementAnalysis): NullSensitive | null {
  const met = metBy(node, analysis);
  if (met?.holds !== true) return null;
  return { at: node, edits: wrap(node, "(", ` OR ${operandText(met.operand, analysis)} IS NULL)`) };
}

function metBy(node: Expression, analysis: StatementAnalysis): MissingValueMeeting | null {
  return missingValueMeets(node, (expression) => kindOf(expression, analysis));
}

function operandText(operand: Expression, { tree }: StatementAnalysis): string {
  const text = tree.text.slice(operand.start, operand.end);
  return operand.kind === "ColumnReference" || operand.kind === "FunctionCall" || operand.kind === "ParenthesizedExpression" ? text : `(${text})`;
}

/** Numbers were never null to `IS NULL`: what was meant by asking them is not known. */
function nullTest(node: IsExpression, analysis: StatementAnalysis): NullSensitive | null {
  const kind = node.test === "NULL" ? kindOf(node.operand, analysis) : null;
  if (kind === null) return null;
  if (kind !== "string") return { at: node, edits: [] };
  const operand = operandText(node.operand, analysis);
  return { at: node, edits: wrap(node, "(", node.negated ? ` AND ${operand} <> '')` : ` OR ${operand} = '')`) };
}

function functionCall(node: FunctionCall, analysis: StatementAnalysis): NullSensitive | null {
  const operands = node.arguments.filter((argument): argument is Expression => argument.kind !== "Star" && argument.kind !== "Query");
  const [first] = operands;
  if (first === undefined || operands.length !== node.arguments.length) return null;
  switch (node.name.parts.at(-1)?.name.toUpperCase()) {
    case "CONCAT":
    case "TEXTCAT":
      return concatenation(node, operands, analysis);
    case "COALESCE":
    case "NVL":
      return replaced(node, operands.slice(0, -1), operands.at(-1)?.kind === "StringLiteral" ? textual : ["string"], ["NULLIF(", ", '')"], analysis);
    case "COUNT":
      return node.quantifier === null ? counted(node, first, analysis) : null;
    case "AVG":
      return replaced(node, [first], ["number", "unknown"], ["COALESCE(", ", 0)"], analysis);
    case "MIN":
    case "MAX":
      return replaced(node, [first], ["number"], ["COALESCE(", ", 0)"], analysis);
    default:
      return null;
  }
}

const textual: readonly MissingKind[] = ["string", "unknown"];

/** `a || null` was `a`. */
function concatenation(node: Expression, operands: readonly Expression[], analysis: StatementAnalysis): NullSensitive | null {
  return replaced(node, operands, textual, ["COALESCE(", ", '')"], analysis);
}

/** COUNT passed over '' and counted every number; now it counts '' and passes over missing numbers. */
function counted(node: FunctionCall, operand: Expression, analysis: StatementAnalysis): NullSensitive | null {
  if (operand.kind !== "ColumnReference") return null;
  switch (kindOf(operand, analysis)) {
    case "string":
      return { at: node, edits: wrap(operand, "NULLIF(", ", '')") };
    case "number":
      return { at: node, edits: [{ start: operand.start, end: operand.end, text: "*" }] };
    case "unknown":
      return { at: node, edits: [] };
    case null:
      return null;
  }
}

function replaced(node: Range, operands: readonly Expression[], kinds: readonly MissingKind[], [open, close]: readonly [string, string], analysis: StatementAnalysis): NullSensitive | null {
  const sensitive = operands.filter((operand) => operand.kind === "ColumnReference" && kinds.includes(kindOf(operand, analysis)));
  return sensitive.length === 0 ? null : { at: node, edits: sensitive.flatMap((operand) => wrap(operand, open, close)) };
}

function wrap({ start, end }: Range, open: string, close: string): readonly TextEdit[] {
  return [
    { start, end: start, text: open },
    { start: end, end, text: close },
  ];
}

const numbers: ReadonlySet<string> = new Set(["BIGINT", "INTEGER", "DOUBLE", "FLOAT", "DECIMAL"]);

function kindOf(expression: Expression, analysis: StatementAnalysis): MissingKind {
  const type = analysis.typeOf(expression);
  if (type === null || !type.nullable || expression.kind === "NullLiteral" || isTimeColumn(expression)) return null;
  if (type.name === "UNKNOWN") return expression.kind === "ColumnReference" ? "unknown" : null;
  if (type.name === "VARCHAR" || type.name === "CHAR") return "string";
  return numbers.has(type.name) ? "number" : null;
}

/** Of a table about which nothing is known, too, it is never missing. */
function isTimeColumn(expression: Expression): boolean {
  return expression.kind === "ColumnReference" && expression.parts.at(-1)?.name === "__time";
}
