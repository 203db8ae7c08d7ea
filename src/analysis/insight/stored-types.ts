import type { StoredColumn } from "../model.ts";

/**
 * The native type of a stored column (`string/STRING` is STRING), for comparing tables: the forms of a sketch that is being built and
 * of one that is merged are one type. Null where unknown.
 */
export function nativeStoredType(column: StoredColumn): string | null {
  const type = column.storedType?.split("/").at(-1) ?? null;
  return type === null ? null : type.replace(/(?:Build|Merge)>$/u, ">");
}
