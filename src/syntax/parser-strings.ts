import { refuse, type Parser } from "./parser-state.ts";

const escapes = /\\(?:\\|\+[0-9A-Fa-f]{6}|[0-9A-Fa-f]{4})|\\/g;

/** Resolves the escapes of U&'…' and U&"…" (backslash and four hexadecimal digits; Calcite knows no `\+`). */
export function decodeUnicode(p: Parser, text: string, start: number): string {
  if (!text.includes("\\")) return text;
  let faulty = false;
  const value = text.replace(escapes, (escape) => {
    if (escape === "\\\\") return "\\";
    if (escape.length !== 5) {
      faulty = true;
      return escape;
    }
    return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  });
  if (faulty) refuse(p, "unicode-escape-invalid", "digits", { text }, start, p.lastEnd);
  return value;
}

const cEscapes = /\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[^])|''/g;
const letters: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The value of what stands between the quotes of E'…'. */
export function decodeEscapes(text: string): string {
  return text.replace(cEscapes, (escape) => {
    if (escape === "''") return "'";
    const body = escape.slice(1);
    const letter = body.charAt(0);
    if (body.length === 1 && letter in letters) return letters[letter] ?? body;
    if (/^[uUx]./.test(body)) return safeCodePoint(Number.parseInt(body.slice(1), 16));
    if (/^[0-7]/.test(body)) return safeCodePoint(Number.parseInt(body, 8));
    return body;
  });
}

function safeCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
