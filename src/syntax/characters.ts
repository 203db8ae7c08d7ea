import { tokenKinds as T } from "./token-kinds.ts";

/** Classes of characters, which begin tokens each in a way of their own. From `dollar` on they may stand within a word. */
export const characterClasses = { other: 0, blank: 1, single: 2, dollar: 3, digit: 4, letter: 5 } as const;
const C = characterClasses;

const UNDERSCORE = 95;

/** The class of each UTF-16 code unit; looked at without a call, as it is for every character of a text. */
export const classes = new Uint8Array(0x10000);

for (const blank of " \t\n\r\f") classes[blank.charCodeAt(0)] = C.blank;
classes[36] = C.dollar;
classes.fill(C.digit, 48, 58);
classes.fill(C.letter, 65, 91);
classes.fill(C.letter, 97, 123);
classes[UNDERSCORE] = C.letter;

/** Letters beyond ASCII as Calcite's Parser.jj lists them: neither Hangul syllables nor anything beyond the basic plane. */
const letterRanges = [
  [0xc0, 0x1fff], [0x3040, 0x318f], [0x3300, 0x337f], [0x3400, 0x3d2d], [0x4e00, 0x9fff], [0xf900, 0xfaff],
] as const;
for (const [first, last] of letterRanges) classes.fill(C.letter, first, last + 1);
classes[0xd7] = classes[0xf7] = C.other;

/** Kinds of the tokens of one character that begin no longer one, by its code. */
export const singleKinds = new Uint8Array(128);
const singles = {
  "(": T.leftParenthesis,
  ")": T.rightParenthesis,
  ",": T.comma,
  ";": T.semicolon,
  "[": T.leftBracket,
  "]": T.rightBracket,
  "}": T.rightBrace,
  "+": T.plus,
  "%": T.percent,
  "?": T.question,
  "^": T.caret,
};
for (const [character, kind] of Object.entries(singles)) {
  classes[character.charCodeAt(0)] = C.single;
  singleKinds[character.charCodeAt(0)] = kind;
}

/** Offset of the first character from `offset` on that may not stand within a word. */
export function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && (classes[text.charCodeAt(end)] ?? C.other) >= C.dollar) end++;
  return end;
}

/** True for what may follow in a word: letters, digits and `$`. */
export function isWordPart(code: number): boolean {
  return (classes[code] ?? C.other) >= C.dollar;
}

/** The letters of a locale, and of a name without `$`. */
export function isLetter(code: number): boolean {
  return classes[code] === C.letter;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isAsciiLetterOrDigit(code: number): boolean {
  return code < 128 && code !== UNDERSCORE && (classes[code] ?? C.other) >= C.digit;
}
