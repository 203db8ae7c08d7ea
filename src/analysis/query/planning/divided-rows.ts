import type { Node, Select, TableReference } from "../../../syntax/nodes.ts";
import { attempt } from "../../dry-run/evaluate.ts";
import type { Scope } from "../../dry-run/scope.ts";
import { DivisionByZero, UNKNOWN, type Value } from "../../dry-run/values.ts";
import type { Step } from "../../steps.ts";
import { violationAt } from "../query-state.ts";

/**
 * Over rows that are written down the planner computes a SELECT itself (ProjectValuesMerge), and stops where it divides by zero.
 * A query around it may need no such column, so the outermost alone is judged.
 */
export const dividedRowsStep: Step = {
  name: "divided-rows",
  stage: "plan",
  independent: false,
  run(state) {
    const found = state.query?.body.kind === "Select" ? divisionIn(state.query.body) : null;
    if (found !== null) state.report(violationAt("constant-division-by-zero", "row", divisorOf(found.division), {}));
  },
};

function divisorOf(division: Node): Node {
  if (division.kind === "BinaryExpression") return division.right;
  return division.kind === "FunctionCall" ? (division.arguments.at(-1) ?? division) : division;
}

/** With a condition it depends on the release whether rows are left out first. */
function divisionIn(select: Select): DivisionByZero | null {
  const rows = select.where === null && select.having === null ? rowsOf(select.from) : null;
  if (rows === null) return null;
  for (const row of rows) {
    const scope: Scope = { column: (names) => row.get(names.at(-1) ?? "") ?? UNKNOWN, utc: false };
    for (const { expression } of select.items) {
      const value = expression.kind === "Star" ? null : attempt(expression, scope);
      if (value instanceof DivisionByZero) return value;
    }
  }
  return null;
}

function rowsOf(from: TableReference | null): readonly ReadonlyMap<string, Value>[] | null {
  if (from?.kind !== "DerivedTable" || from.query.body.kind !== "Values" || from.query.limit !== null) return null;
  const names = from.alias?.columns.map((column) => column.name) ?? [];
  return from.query.body.rows.map((row) => new Map(row.items.map((item, index) => [names[index] ?? `EXPR$${String(index)}`, writtenValue(attempt(item, nothing))])));
}

const nothing: Scope = { column: () => UNKNOWN, utc: false };

function writtenValue(value: Value | DivisionByZero): Value {
  return value instanceof DivisionByZero ? UNKNOWN : value;
}
