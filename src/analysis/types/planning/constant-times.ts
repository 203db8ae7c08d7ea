import { childAround } from "../../../syntax/find-node.ts";
import type { Expression, Node } from "../../../syntax/nodes.ts";
import type { PlanFault } from "./call-arguments.ts";
import { constantValue, isConstant } from "./constants.ts";

const earliest = BigInt(Date.parse("0000-01-01T00:00:00Z"));
const latest = BigInt(Date.parse("+010000-01-01T00:00:00Z"));
/** A time zone moves the printed day: what lies so near the limits is then left undecided. */
const zoneMargin = 18n * 3_600_000n;

/** Longer ones are no constants that somebody wrote down; keeps the work linear where calls are nested. */
const longest = 300;

/**
 * A constant of type TIMESTAMP or DATE that lies outside the years 0 to 9999: the planner folds it and cannot write the literal down
 * (Calcite's TimestampString). What is folded is the outermost constant: one within another of a different type does no harm.
 */
export function unwritableTime(node: Expression, root: Expression, inUtc: boolean): PlanFault | null {
  if (node.end - node.start > longest) return null;
  const margin = inUtc ? 0n : zoneMargin;
  const time = constantValue(node);
  if (typeof time !== "bigint" || (time >= earliest - margin && time < latest + margin)) return null;
  if (isFoldedAway(node, root)) return null;
  return { rule: "constant-not-computable", message: "year", data: { year: yearOf(time) } };
}

/** True below a constant, and behind a first argument of COALESCE, where the planner may drop it. */
export function isFoldedAway(node: Expression, root: Expression): boolean {
  for (let at: Node = root; at !== node; ) {
    if (isConstant(at as Expression)) return true;
    if (at.kind === "FunctionCall" && at.name.parts[0]?.name.toUpperCase() === "COALESCE") return true;
    const inner = childAround(at, node);
    if (inner === null) return true;
    at = inner;
  }
  return false;
}

/** Of the proleptic calendar; roughly, beyond what a Date can hold. */
function yearOf(milliseconds: bigint): number {
  const year = new Date(Number(milliseconds)).getUTCFullYear();
  return Number.isNaN(year) ? 1970 + Number(milliseconds / 31_556_952_000n) : year;
}
