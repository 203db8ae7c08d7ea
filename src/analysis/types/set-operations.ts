import type { SqlType } from "../model.ts";
import { widerTypeOf } from "./coercion.ts";
import { leastRestrictive } from "./least-restrictive.ts";

/**
 * The row of UNION, INTERSECT, EXCEPT of these rows, all of one length. A column has no type (null) where the branches' types do not
 * go together: Druid then says "Type mismatch in column N of UNION ALL".
 */
export function mergeSetOperationRows(rows: readonly (readonly SqlType[])[]): readonly (SqlType | null)[] {
  const first = rows[0] ?? [];
  return first.map((_, column) => {
    const types = rows.flatMap((row) => row[column] ?? []);
    return leastRestrictive(types) ?? widerTypeOf(types, true);
  });
}
