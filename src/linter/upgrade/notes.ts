import { upgradeNotes, type UpgradeNote } from "../../druid/upgrade-notes.ts";
import type { ReleaseView } from "./change.ts";
import { changesNullHandling } from "./null-handling.ts";

/** What changes for all statements of a document alike, and for how many: said once instead of at each of them. */
export function notesFor(before: ReleaseView, after: ReleaseView): ReadonlyMap<UpgradeNote, number> {
  const counts = new Map<UpgradeNote, number>();
  const earlier = new Map(before.statements.map((judged) => [judged.index, judged.analysis]));
  for (const note of upgradeNotes(before.release, after.release)) {
    const concerned = after.statements.filter(({ analysis, index }) => {
      const was = earlier.get(index);
      if (was === undefined || analysis.ingestion === null || !note.concerns.includes(analysis.ingestion.verb)) return false;
      if (note.topic === "null-handling" && !changesNullHandling(was.options, analysis.options)) return false;
      return note.unlessSet === undefined || !analysis.context.has(note.unlessSet);
    });
    if (concerned.length > 0) counts.set(note, concerned.length);
  }
  return counts;
}
