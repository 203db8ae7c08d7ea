import file from "./data/quirks.json" with { type: "json" };
import { within, type Release, type ReleaseRange } from "./releases.ts";

/** An accident of Druid: it refuses with an exception of its own, not with words for the user. */
export interface Quirk extends ReleaseRange {
  /** The rule and its message that refuse what Druid refuses by accident. */
  readonly rule: string;
  readonly message: string;
  /** Values of a placeholder of the message to which it is limited. */
  readonly data?: Readonly<Record<string, readonly string[]>>;
  /** Name of a Java exception, or `planner error`: the cause is lost in a failed rule of the planner. */
  readonly exception: string;
  /** Every recorded refusal of the rule and message in these releases is this exception. */
  readonly always?: boolean;
  /** The release whose text stands here. */
  readonly release: string;
  /** How Druid's answer begins. */
  readonly text: string;
  /** A statement of the recordings that ends so. */
  readonly example: string;
}

/** All accidents known, by rule. */
export function quirks(): readonly Quirk[] {
  return file.quirks;
}

/** The accidents that a rule follows in a release. */
export function quirksOf(rule: string, release: Release): readonly Quirk[] {
  return quirks().filter((quirk) => quirk.rule === rule && within(release, quirk));
}

/** The accident in which a refusal with this message always ends in the release, or null. */
export function accidentOf(rule: string, message: string, data: Readonly<Record<string, unknown>>, release: Release): Quirk | null {
  return quirksOf(rule, release).find((quirk) => quirk.always === true && quirk.message === message && concerns(quirk, data)) ?? null;
}

function concerns({ data }: Quirk, of: Readonly<Record<string, unknown>>): boolean {
  return data === undefined || Object.entries(data).every(([name, values]) => values.includes(String(of[name])));
}
