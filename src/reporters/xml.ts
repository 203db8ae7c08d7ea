/** A text as it may stand in XML 1.0, in an attribute or between tags; characters that XML cannot hold become `?`. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replace(/[\t\n\r]/g, (blank) => `&#${String(blank.charCodeAt(0))};`);
}
