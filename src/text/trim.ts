/** The text without these characters at its end. A pattern (`/0+$/`) would try again from each of them in the middle. */
export function trimEndOf(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
