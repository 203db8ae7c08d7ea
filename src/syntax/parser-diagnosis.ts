import type { Parser } from "./parser-state.ts";
import type { Violation } from "./violation.ts";

export function diagnose(p: Parser, index: number, druidToken: number, expected: string): Violation {
  const start = p.starts[index] ?? p.text.length;
  const end = p.ends[index] ?? p.text.length;
  const druidStart = p.starts[druidToken] ?? p.text.length;
  return {
    rule: "syntax-error",
    message: "unexpected",
    data: { found: p.text.slice(start, end), expected },
    stage: "parse",
    start,
    end,
    druidStart,
  };
}
