type Data = Readonly<Record<string, string | number | boolean | null>>;

/** Fills `{{placeholders}}`; null is nothing, one without a value stays as it is. */
export function renderMessage(template: string, data: Data): string {
  if (!template.includes("{{")) return template;
  return template.replace(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) => {
    const value = data[name];
    return value === undefined ? whole : String(value ?? "");
  });
}
