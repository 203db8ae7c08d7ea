import type { Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Violation } from "./violation.ts";

export function diagnose(p: Parser, index: number, druidToken: number, expected: string): Violation {
  const start = p.starts[index] ?? p.text.length;
  const end = p.ends[index] ?? p.text.length;
  return {
    rule: "syntax-error",
    message: "unexpected",
    data: { found: p.text.slice(start, end), expected },
    stage: "parse",
    start,
    end,
    druidStart: druidOffset(p, druidToken),
  };
}

/** The offset that Druid names for a token; of `!` its lexer has read one character more, of a comment all. */
function druidOffset(p: Parser, token: number): number {
  const start = p.starts[token] ?? p.text.length;
  const kind = p.kinds[token];
  if (kind === T.unterminatedComment) return p.ends[token] ?? p.text.length;
  return kind === T.unknown && p.text.charAt(start) === "!" ? start + 1 : start;
}
