import file from "./data/upgrade-notes.json" with { type: "json" };
import type { Release } from "./releases.ts";

/** What a release changes for every statement of a kind. */
export interface UpgradeNote {
  /** First release with the new behaviour. */
  readonly since: number;
  /** Kinds of statements: INSERT, REPLACE. */
  readonly concerns: readonly string[];
  /** `null-handling`: does not hold where the cluster's null handling stays as it was. */
  readonly topic?: string;
  /** Context parameter that settles the matter for a statement. */
  readonly unlessSet?: string;
  readonly change: string;
  readonly helps: string;
}

/** The notes that a move between two releases passes, in order. */
export function upgradeNotes(from: Release, to: Release): readonly UpgradeNote[] {
  return (file.notes as readonly UpgradeNote[]).filter((note) => from.major < note.since && note.since <= to.major);
}
