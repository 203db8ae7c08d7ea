// A JSON payload's context stands outside of the SQL text that is linted. What is found there is addressed by offsets beyond
// the text, so that edits and ranges keep their arithmetic: text.length + 1 + the offset in the host document.

/** The offset by which a linted text's findings address an offset of its host document. */
export function offsetOfHostPlace(textLength: number, hostOffset: number): number {
  return textLength + 1 + hostOffset;
}

/** The host document's offset that an offset addresses, or null when it lies in the linted text itself. */
export function hostPlaceOfOffset(textLength: number, offset: number): number | null {
  return offset > textLength ? offset - textLength - 1 : null;
}
