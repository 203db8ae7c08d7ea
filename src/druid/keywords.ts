import file from "./data/keywords.json" with { type: "json" };
import { within, type Release, type ReleaseRange } from "./releases.ts";

/** Sets of upper-case words, by what they say about a word. Source: Druid's parser metadata and one probe a word and position. */
export type KeywordSet =
  /** Not usable as a name without quotes. */
  | "reserved"
  /** Known to the grammar, yet usable as a name. */
  | "nonReserved"
  /** Reserved words that name a function. */
  | "reservedFunctionNames"
  /** Reserved words that stand alone as a value: CURRENT_TIMESTAMP, USER … */
  | "contextVariables"
  /** Reserved words that pass as an expression of their own (context variables, TRUE, NULL …). */
  | "reservedButColumn"
  /** Reserved words for which `WORD(x)` parses. */
  | "reservedButCallable"
  /** Non-reserved words whose call has a grammar of its own: `WORD(x)` does not parse. */
  | "nonReservedNotCallable";

interface WordRange extends ReleaseRange {
  readonly words: string;
}

const cache = new Map<string, ReadonlySet<string>>();

/** The words of one set in one release, upper case. Built on first use. */
export function keywordSet(set: KeywordSet, release: Release): ReadonlySet<string> {
  const key = `${set} ${release.major}`;
  let words = cache.get(key);
  if (words === undefined) {
    words = collect(file[set], release);
    cache.set(key, words);
  }
  return words;
}

/** The words that are in the set in some release, upper case, each once. */
export function wordsOfAnyRelease(set: KeywordSet): ReadonlySet<string> {
  const ranges: readonly WordRange[] = file[set];
  return new Set(ranges.flatMap((range) => range.words.split(" ")));
}

/** Words that need double quotes to be a name in the release, upper case; without those that a configuration declares. */
export function reservedWords(release: Release): ReadonlySet<string> {
  return keywordSet("reserved", release);
}

/** True when the word, in any case, needs double quotes to be a name in the release. */
export function isReserved(word: string, release: Release): boolean {
  const upper = word.toUpperCase();
  return reservedWords(release).has(upper) || release.declared?.keywords.has(upper) === true;
}

/** True when the word, in any case, is reserved or not, part of the grammar of the release. */
export function isKeyword(word: string, release: Release): boolean {
  const upper = word.toUpperCase();
  return isReserved(upper, release) || keywordSet("nonReserved", release).has(upper);
}

function collect(ranges: readonly WordRange[], release: Release): ReadonlySet<string> {
  const words = new Set<string>();
  for (const range of ranges) {
    if (!within(release, range)) continue;
    for (const word of range.words.split(" ")) words.add(word);
  }
  return words;
}
