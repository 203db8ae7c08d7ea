import type { Expression, Select } from "../../syntax/nodes.ts";
import type { OutputColumn } from "../model.ts";
import { booleanInForce } from "../context/checks.ts";
import type { AnalysisState } from "../steps.ts";
import { bare, groupedExpression, isGrouping, referenceName } from "./layers.ts";
import type { StorageSettings } from "./stored.ts";

const NONE = "NoneGranularity";

/**
 * The query granularity that segments record, as Druid prints it: of the grouped `__time` when it floors a table's `__time` and
 * no other key does (`timestampResultFieldGranularity`), else none. Without rollup always none.
 */
export function queryGranularity(state: AnalysisState, output: readonly OutputColumn[], settings: StorageSettings): string {
  const { layer } = settings;
  const time = output.find((column) => column.name === "__time");
  if (!settings.rollup || layer === null || time === undefined || !readsTable(layer.select, state)) return NONE;
  const floor = floorOf(groupedExpression(layer, time));
  if (floor === null) return NONE;
  if (countsExactly(layer.select, state)) return NONE;
  const floors = (state.shape.groupKeys ?? []).filter((key) => floorOf(keyExpression(layer.select, key)) !== null);
  return floors.length > 1 ? NONE : `{type=period, period=${floor.period}, timeZone=${floor.zone}, origin=null}`;
}

function keyExpression(select: Select, key: Expression): Expression {
  const node = bare(key);
  const name = referenceName(node);
  const item = name === null ? undefined : select.items.find((candidate) => candidate.alias?.name === name);
  return item === undefined || item.expression.kind === "Star" || floorOf(bare(item.expression)) === null ? node : bare(item.expression);
}

/** An exact COUNT(DISTINCT …) is planned as two levels of grouping. */
function countsExactly(select: Select, state: AnalysisState): boolean {
  if (booleanInForce(state, "useApproximateCountDistinct", true)) return false;
  return select.items.some(({ expression }) => expression.kind === "FunctionCall" && expression.quantifier === "DISTINCT");
}

/** A table directly, or through subqueries that do not group. */
function readsTable(select: Select, state: AnalysisState): boolean {
  let from = select.from;
  while (from?.kind === "DerivedTable") {
    const { body } = from.query;
    if (body.kind !== "Select" || isGrouping(body, state) || from.query.limit !== null) return false;
    from = body.from;
  }
  return from?.kind === "NamedTable";
}

const UNITS: Readonly<Record<string, string>> = {
  SECOND: "PT1S", MINUTE: "PT1M", HOUR: "PT1H", DAY: "P1D", WEEK: "P1W", MONTH: "P1M", QUARTER: "P3M", YEAR: "P1Y", DECADE: "P10Y", CENTURY: "P100Y", MILLENNIUM: "P1000Y",
};

interface Floor {
  readonly period: string;
  readonly zone: string;
}

/** FLOOR(__time TO unit), TIME_FLOOR(__time, period[, NULL[, zone]]), DATE_TRUNC(unit, __time). */
function floorOf(expression: Expression | null): Floor | null {
  if (expression?.kind !== "FunctionCall") return null;
  const name = expression.name.parts.at(-1)?.name.toUpperCase();
  const [first, second, origin, zone] = expression.arguments;
  if (first === undefined || second === undefined) return null;
  if (name === "FLOOR" && isTime(first) && second.kind === "TimeUnit") return unitFloor(second.unit);
  if (name === "DATE_TRUNC" && first.kind === "StringLiteral" && isTime(second)) return unitFloor(first.value);
  if (name !== "TIME_FLOOR" || !isTime(first) || second.kind !== "StringLiteral") return null;
  if (origin !== undefined && origin.kind !== "NullLiteral") return null;
  if (zone !== undefined && zone.kind !== "StringLiteral" && zone.kind !== "NullLiteral") return null;
  return { period: second.value.toUpperCase(), zone: zone?.kind === "StringLiteral" ? zone.value : "UTC" };
}

function unitFloor(unit: string): Floor | null {
  const period = UNITS[unit.toUpperCase()];
  return period === undefined ? null : { period, zone: "UTC" };
}

function isTime(node: { readonly kind: string }): boolean {
  return node.kind === "ColumnReference" && referenceName(node as Expression) === "__time";
}
