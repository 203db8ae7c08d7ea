import file from "./data/grammar.json" with { type: "json" };
import { within, type Release, type ReleaseRange } from "./releases.ts";

/** A construct that only some releases' parsers take; `data/grammar.json` says what each means and how it is known. */
export type GrammarFeature = keyof typeof file.features;

interface GrammarFact extends ReleaseRange {
  readonly evidence: string;
  readonly note: string;
}

/** Which constructs one release's parser takes. */
export type Grammar = Readonly<Record<GrammarFeature, boolean>>;

const features: Readonly<Record<GrammarFeature, GrammarFact>> = file.features;
const cache = new Map<number, Grammar>();

/** The switches of one release's parser, one plain object a release. */
export function grammarOf(release: Release): Grammar {
  let grammar = cache.get(release.major);
  if (grammar === undefined) {
    grammar = Object.fromEntries(Object.entries(features).map(([name, range]) => [name, within(release, range)])) as Grammar;
    cache.set(release.major, grammar);
  }
  return grammar;
}

/** The first release whose parser takes a construct, as people write it: `29`. */
export function firstRelease(feature: GrammarFeature): number {
  return features[feature].since ?? 0;
}
