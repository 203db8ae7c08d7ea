import { keywordSet, wordsOfAnyRelease } from "../druid/keywords.ts";
import type { Release } from "../druid/releases.ts";
import { words } from "./word-codes.ts";

/** Every word that has a code, by code; index 0 is no word. The grammar's own words first, then those that a release reserves. */
export const wordList: readonly string[] = collectWords();

const LINE_BREAK = 10;
const slots = 4096;
const slotCodes = new Uint16Array(slots);
const slotHashes = new Int32Array(slots);
const reservedByMajor = new Map<number, Uint8Array>();

/** The words one after the other, in ASCII, each ended by a line break, and where each begins. */
const letters = new TextEncoder().encode(`${wordList.join("\n")}\n`);
const firstLetters = new Uint16Array(wordList.length + 1);

let longestWord = 0;

for (let code = 1, first = 1; code < wordList.length; code++) {
  const { length } = wordList[code] ?? "";
  firstLetters[code] = first;
  first += length + 1;
  longestWord = Math.max(longestWord, length);
  const hash = hashOf(wordList[code] ?? "", 0, length);
  let slot = hash & (slots - 1);
  while (slotCodes[slot] !== 0) slot = (slot + 1) & (slots - 1);
  slotCodes[slot] = code;
  slotHashes[slot] = hash;
}

/** Code of the ASCII word at `[start, end)` of a text, 0 when it is no keyword. */
export function wordAt(text: string, start: number, end: number): number {
  if (end - start > longestWord) return 0;
  const hash = hashOf(text, start, end);
  let slot = hash & (slots - 1);
  for (;;) {
    const code = slotCodes[slot] ?? 0;
    if (code === 0) return 0;
    if (slotHashes[slot] === hash && equals(text, start, end, firstLetters[code] ?? 0)) return code;
    slot = (slot + 1) & (slots - 1);
  }
}

/** Code of a word in any case, 0 when it is no keyword. */
export function wordCode(word: string): number {
  return wordAt(word, 0, word.length);
}

/** 1 at the code of each word that is reserved in the release. */
export function reservedCodes(release: Release): Uint8Array {
  let codes = reservedByMajor.get(release.major);
  if (codes === undefined) {
    codes = new Uint8Array(wordList.length);
    for (const word of keywordSet("reserved", release)) codes[wordCode(word)] = 1;
    codes[0] = 0;
    reservedByMajor.set(release.major, codes);
  }
  return codes;
}

function collectWords(): readonly string[] {
  return [...new Set(["", ...Object.keys(words), ...wordsOfAnyRelease("reserved")])];
}

/** Of length and three characters, as the table is made anew at every start; case does not count. */
function hashOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 32;
  const middle = text.charCodeAt((start + end) >> 1) | 32;
  const last = text.charCodeAt(end - 1) | 32;
  return Math.imul(Math.imul(Math.imul(first, 31) + middle, 31) + last, 31) + end - start;
}

/** Upper and lower case differ in one bit, which tells no two other characters of words apart. */
const caseBit = 32;

/** Whether the keyword whose letters begin at `first` stands at `[start, end)` of a text, in any case. */
function equals(text: string, start: number, end: number, first: number): boolean {
  let letter = first;
  for (let offset = start; offset < end; offset++, letter++) {
    if (((text.charCodeAt(offset) ^ (letters[letter] ?? 0)) & ~caseBit) !== 0) return false;
  }
  return letters[letter] === LINE_BREAK;
}
