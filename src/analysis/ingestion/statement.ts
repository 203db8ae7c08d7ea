import type { InsertStatement, ReplaceStatement } from "../../syntax/nodes.ts";

export function verbOf(ingest: InsertStatement | ReplaceStatement): "INSERT" | "REPLACE" {
  return ingest.kind === "ReplaceStatement" ? "REPLACE" : "INSERT";
}

/** True for `INTO EXTERN(…)`: rows go to files, the rules of segments do not apply. */
export function isExport(ingest: InsertStatement | ReplaceStatement): boolean {
  return ingest.target?.kind === "TargetExtern";
}
