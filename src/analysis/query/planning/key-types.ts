import type { Node } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Aggregate } from "../relations.ts";
import { isRemoved } from "../unique-keys.ts";
import { mayBeEmpty } from "./no-rows.ts";

/** What has no group of its own does no harm where the aggregation is not needed, or nothing comes to be grouped. */
export function reportGroupedType(type: SqlType | null, node: Node, aggregate: Aggregate, session: QuerySession): void {
  if (keyFault(type, session) !== null && !mayBeEmpty(aggregate.input, session) && !isRemoved(aggregate, session)) reportKeyType(type, node, session);
}

/** Reports a type that Druid cannot group by. */
export function reportKeyType(type: SqlType | null, node: Node, session: QuerySession): void {
  const fault = keyFault(type, session);
  if (fault !== null) session.report(violationAt("group-by-type-unsupported", fault, node, fault === "complex" ? { type: type?.complex ?? "COMPLEX" } : {}, "plan"));
}

/** Of these only a NULL that is cast comes so far. */
const keysWithoutType: ReadonlySet<string> = new Set(["NULL", "TIME", "BINARY", "VARBINARY"]);

/** Complex types whose values can be compared, which is asked for from 31 on (`TypeStrategy.groupable`). */
const groupableComplex: ReadonlySet<string> = new Set([
  "COMPLEX<json>", "COMPLEX<serializablePairLongString>", "COMPLEX<serializablePairLongLong>", "COMPLEX<serializablePairLongDouble>", "COMPLEX<serializablePairLongFloat>",
]);

function keyFault(type: SqlType | null, session: QuerySession): "complex" | "null" | null {
  const groupable = session.release.major >= 31 && groupableComplex.has(type?.complex ?? "");
  if (type?.name === "OTHER" && !groupable) return "complex";
  if (type?.name.startsWith("INTERVAL_") === true) return session.release.major < 26 ? "null" : null;
  return type?.name === "ANY" || (keysWithoutType.has(type?.name ?? "") && session.release.major < 33) ? "null" : null;
}
