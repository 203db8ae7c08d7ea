// Text of files is not to be trusted on a terminal: escape sequences, overriding direction marks and the like are shown, not sent.

// eslint-disable-next-line no-control-regex -- they are what is looked for
const dangerous = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The text with control characters made visible: `␛` for escape, `<U+202E>` for what has no picture. Line breaks become `␊`. */
export function neutralise(text: string): string {
  return text.replace(/\n/g, "\u240a").replace(dangerous, pictureOf);
}

/** The same, but line breaks stay, for formats that have an escape for them. */
export function visible(text: string): string {
  return text.replace(dangerous, (character) => (character === "\r" ? character : pictureOf(character)));
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

const coloursAndDangers = new RegExp(`\u001b\\[[\\d;]*m|${dangerous.source}`, "gu");

/** What goes to a terminal whatever wrote it: line breaks, tabs and colours pass. */
export function forTerminal(text: string): string {
  return text.replace(coloursAndDangers, (found) => (found.length > 1 ? found : pictureOf(found)));
}

/** JSON of the same value in which no character means anything to a terminal or to whoever looks at it. */
export function printableJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(dangerous, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const tabStop = 4;
const wide = /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u;
const zeroWidth = /^(?:\p{Mn}|\p{Me}|[\u200b-\u200d]|[\ufe00-\ufe0f])/u;

/** A line as a terminal shows it, with the column (from 0) at which each of its UTF-16 units begins; one more entry for its end. */
export interface ShownLine {
  readonly text: string;
  readonly columns: readonly number[];
}

/** Tabs become blanks up to the next stop, wide characters take two columns, dangerous ones are made visible. */
export function showLine(line: string): ShownLine {
  const columns: number[] = [];
  let text = "";
  let column = 0;
  for (const character of line) {
    for (let unit = 0; unit < character.length; unit++) columns.push(column);
    if (character >= " " && character <= "~") {
      text += character;
      column++;
      continue;
    }
    const shown = character === "\t" ? " ".repeat(tabStop - (column % tabStop)) : neutralise(character);
    text += shown;
    column += shown === character ? widthOf(character) : shown.length;
  }
  columns.push(column);
  return { text, columns };
}

function widthOf(character: string): number {
  const code = character.charCodeAt(0);
  if (code < 0x300) return 1;
  return zeroWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
}
