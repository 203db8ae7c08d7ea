type Data = Readonly<Record<string, string | number | boolean | null>>;

/** A value that is longer is cut: a string may fill a file, and a message is one line. */
const longestValue = 200;

/** Fills `{{placeholders}}`; null is nothing, one without a value stays as it is. */
export function renderMessage(template: string, data: Data): string {
  if (!template.includes("{{")) return template;
  return template.replace(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) => {
    const value = data[name];
    return value === undefined ? whole : shorten(String(value ?? ""));
  });
}

function shorten(text: string): string {
  const value = /[\r\n]/u.test(text) ? text.replace(/\s+/gu, " ") : text;
  if (value.length <= longestValue) return value;
  const isPair = /[\ud800-\udbff]/u.test(value.charAt(longestValue - 1));
  return `${value.slice(0, isPair ? longestValue - 1 : longestValue)}…`;
}
