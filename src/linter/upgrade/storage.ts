import { isSet } from "../../analysis/insight/query-context.ts";
import type { StatementAnalysis, StoredColumn } from "../../analysis/model.ts";
import { functionNamed } from "../../druid/functions.ts";
import type { Rewrite, StatementChange } from "./change.ts";

/** The columns of an ingestion that the later release stores in another way. */
export function storageChanges(old: StatementAnalysis, fresh: StatementAnalysis): readonly StatementChange[] {
  const earlier = new Map(old.ingestion?.stored?.map((column) => [column.name, column]));
  return (fresh.ingestion?.stored ?? []).flatMap((column): readonly StatementChange[] => {
    const was = earlier.get(column.name);
    if (was === undefined || !differs(was, column)) return [];
    const { start, end } = column.output.item ?? fresh.parsed.node;
    const change = `\`${column.name}\` is stored as ${sayStorage(column)}, before it was ${sayStorage(was)}`;
    if (!becomesArray(was, column) || isSet(fresh, "arrayIngestMode")) return [{ start, end, kind: "storage", reason: change, rewrite: null }];
    const reason = `${change}: \`arrayIngestMode\` is \`array\` unless the context says \`mvd\`; a table that holds multi-value strings in this column refuses arrays`;
    return [{ start, end, kind: "storage", reason, rewrite: asMultiValueString(column, fresh) }];
  });
}

/** What one of the two does not know is no difference. */
function differs(was: StoredColumn, is: StoredColumn): boolean {
  return was.role !== is.role || (was.storedType !== is.storedType && was.storedType !== null && is.storedType !== null);
}

function sayStorage({ role, storedType }: StoredColumn): string {
  return role === "time" ? "the time column" : `${role} ${storedType ?? "of unknown type"}`;
}

function becomesArray(was: StoredColumn, is: StoredColumn): boolean {
  return is.storedType?.includes("ARRAY<") === true && was.storedType?.includes("ARRAY<") !== true;
}

/** Stores the array as the multi-value string that it was, in the new release as in the old. */
function asMultiValueString({ output, name }: StoredColumn, { options, parsed }: StatementAnalysis): Rewrite | null {
  const { expression, item } = output;
  if (expression === null || item === null || functionNamed("ARRAY_TO_MV", options.release) === null) return null;
  // Columns of a subquery or of another branch have an expression that stands elsewhere.
  if (expression.start < item.start || expression.end > item.end || item.start < parsed.start) return null;
  const alias = item.alias === null ? ` AS "${name.replaceAll('"', '""')}"` : "";
  const edits = [
    { start: expression.start, end: expression.start, text: "ARRAY_TO_MV(" },
    { start: expression.end, end: expression.end, text: `)${alias}` },
  ];
  return { title: "store a multi-value string as before: wrap the array with ARRAY_TO_MV", edits };
}
