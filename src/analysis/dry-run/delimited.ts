/**
 * A line of CSV as Druid reads it (opencsv's RFC4180Parser, one line at a time): a field that begins with a quote goes on to a quote that
 * a delimiter or the line's end follows; doubled quotes stand for one.
 */
export function splitCsvLine(line: string, delimiter: string): readonly string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  while (at < line.length) {
    const end = line.charAt(at) === '"' ? endOfQuoted(line, at, delimiter) : line.indexOf(delimiter, at);
    const field = end < 0 ? line.slice(at) : line.slice(at, end);
    fields.push(withoutQuotes(field));
    if (end < 0) break;
    at = end + delimiter.length;
  }
  return fields;
}

/** Where the delimiter after a quoted field stands, -1 where the line ends with it. */
function endOfQuoted(line: string, start: number, delimiter: string): number {
  let quoted = true;
  for (let at = start + 1; at < line.length; at++) {
    if (line.charAt(at) === '"') quoted = !quoted;
    else if (!quoted && line.charAt(at - 1) === '"' && line.startsWith(delimiter, at)) return at;
  }
  return -1;
}

/** A quote that nothing answers is part of the value. */
function withoutQuotes(field: string): string {
  let value = field;
  if (value.startsWith('"') && value.indexOf('"', 1) > 0) {
    value = value.slice(1);
    if (value.endsWith('"')) value = value.slice(0, -1);
  }
  return value.replaceAll('""', '"');
}
