import { keywordSet } from "../druid/keywords.ts";
import { releases, type Release } from "../druid/releases.ts";
import { words } from "./word-codes.ts";

/** Every word that has a code, by code; index 0 is no word. The grammar"s own words first, then those that a release reserves. */
export const wordList: readonly string[] = collectWords();

const longestWord = Math.max(...wordList.map((word) => word.length));
const slots = 4096;
const slotCodes = new Uint16Array(slots);
const slotHashes = new Int32Array(slots);
const reservedByMajor = new Map<number, Uint8Array>();

for (let code = 1; code < wordList.length; code++) {
  const hash = hashOf(wordList[code] ?? "");
  let slot = hash & (slots - 1);
  while (slotCodes[slot] !== 0) slot = (slot + 1) & (slots - 1);
  slotCodes[slot] = code;
  slotHashes[slot] = hash;
}

/** Step of the hash that the lexer carries along an identifier: case does not count. */
export function hashStep(hash: number, charCode: number): number {
  return (Math.imul(hash, 31) + (charCode | 32)) | 0;
}

/** Code of the ASCII word at `[start, end)` of a text whose hash is known, 0 when it is no keyword. */
export function wordAt(text: string, start: number, end: number, hash: number): number {
  if (end - start > longestWord) return 0;
  let slot = hash & (slots - 1);
  for (;;) {
    const code = slotCodes[slot] ?? 0;
    if (code === 0) return 0;
    if (slotHashes[slot] === hash && equals(text, start, end, wordList[code] ?? "")) return code;
    slot = (slot + 1) & (slots - 1);
  }
}

/** Code of a word in any case, 0 when it is no keyword. */
export function wordCode(word: string): number {
  return wordAt(word, 0, word.length, hashOf(word));
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

function collectWords(): string[] {
  const list = ["", ...Object.keys(words)];
  const seen = new Set(list);
  for (const release of releases) {
    for (const word of keywordSet("reserved", release)) {
      if (seen.has(word)) continue;
      seen.add(word);
      list.push(word);
    }
  }
  return list;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let index = 0; index < word.length; index++) hash = hashStep(hash, word.charCodeAt(index));
  return hash;
}

function equals(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index++) {
    const char = text.charCodeAt(start + index);
    const upper = char >= 97 && char <= 122 ? char - 32 : char;
    if (upper !== word.charCodeAt(index)) return false;
  }
  return true;
}
