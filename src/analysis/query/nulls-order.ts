import type { OrderItem } from "../../syntax/nodes.ts";
import { violationAt, type QuerySession } from "./query-state.ts";

/** Up to 27 NULLS FIRST and NULLS LAST are not in Druid's operator table, which ends in a NullPointerException. */
export function checkNulls(item: OrderItem, session: QuerySession): boolean {
  if (item.nulls === null) return true;
  if (session.release.major >= 28) return checkNullsPlace(item, item.nulls, session);
  session.report(violationAt("nulls-order-unsupported", "crash", item, { nulls: item.nulls }));
  return false;
}

/** From 28 on only the default place of NULL can be asked for: first when ascending, last when descending. */
function checkNullsPlace(item: OrderItem, nulls: "FIRST" | "LAST", session: QuerySession): boolean {
  const descending = item.direction === "DESC";
  if (descending === (nulls === "LAST")) return true;
  session.report(violationAt("nulls-order-unsupported", "place", item, { nulls, direction: descending ? "DESC" : "ASC" }));
  return false;
}
