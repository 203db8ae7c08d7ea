/** Tokens of a text as parallel arrays: the trivia (blanks, comments) between two tokens is what lies between their offsets. */
export interface Tokens {
  readonly count: number;
  /** A code of `tokenKinds`. */
  readonly kinds: Uint8Array;
  /** A code of `words` where the token is an unquoted keyword of any release, else 0. */
  readonly words: Uint16Array;
  /** UTF-16 offsets into the text. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}
