import { sqlType, sqlTypeOfNative } from "../types/index.ts";
import type { TableColumn } from "../steps.ts";

/** A column of an external table as SQL sees it: `__time` is a TIMESTAMP, the others as their native type says. */
export function externColumn(name: string, nativeType: string): TableColumn | null {
  if (name === "__time") return { name, type: sqlType("TIMESTAMP", { precision: 3 }) };
  const type = sqlTypeOfNative(nativeType);
  return type === null ? null : { name, type };
}
