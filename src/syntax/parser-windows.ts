import type { WindowBound, WindowFrame, WindowSpecification } from "./nodes.ts";
import { parseCommaList, parseExpression } from "./parser-expressions.ts";
import { takeName } from "./parser-names.ts";
import { parseOrderBy } from "./parser-clauses.ts";
import {
  acceptWord, atName, atWord, choose, closeParenthesis, expectWord, fail, next, openParenthesis, startOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { words as W } from "./word-codes.ts";

/** `(base PARTITION BY … ORDER BY … ROWS …)` with the parentheses. */
export function parseWindowSpecification(p: Parser): WindowSpecification {
  const start = startOf(p);
  openParenthesis(p);
  const base = atName(p) ? takeName(p) : null;
  let partitionBy: WindowSpecification["partitionBy"] = [];
  if (atWord(p, W.PARTITION)) {
    choose(p);
    if (expectWord(p, W.BY, "`BY`")) partitionBy = parseCommaList(p);
  }
  const orderBy = atWord(p, W.ORDER) ? parseOrderBy(p) : null;
  const frame = atWord(p, W.ROWS) || atWord(p, W.RANGE) ? parseFrame(p) : null;
  const partial = parsePartial(p);
  closeParenthesis(p);
  const from = Math.min(start, p.lastEnd);
  return { kind: "WindowSpecification", start: from, end: p.lastEnd, base, partitionBy, orderBy, frame, partial };
}

function parsePartial(p: Parser): WindowSpecification["partial"] {
  const allow = atWord(p, W.ALLOW);
  if (!allow && !atWord(p, W.DISALLOW)) return null;
  choose(p);
  expectWord(p, W.PARTIAL, "`PARTIAL`");
  return allow ? "ALLOW PARTIAL" : "DISALLOW PARTIAL";
}

function parseFrame(p: Parser): WindowFrame {
  const start = startOf(p);
  const unit = atWord(p, W.ROWS) ? "ROWS" : "RANGE";
  choose(p);
  let low: WindowBound;
  let high: WindowBound | null = null;
  if (acceptWord(p, W.BETWEEN)) {
    low = parseBound(p);
    expectWord(p, W.AND, "`AND`");
    high = parseBound(p);
  } else {
    low = parseBound(p);
  }
  const exclude = p.major >= 36 && atWord(p, W.EXCLUDE) ? parseExclude(p) : null;
  return { kind: "WindowFrame", start, end: p.lastEnd, unit, low, high, exclude };
}

function parseBound(p: Parser): WindowBound {
  const start = startOf(p);
  if (acceptWord(p, W.CURRENT)) {
    expectWord(p, W.ROW, "`ROW`");
    return { kind: "WindowBound", start, end: p.lastEnd, bound: "CURRENT ROW", offset: null };
  }
  if (atWord(p, W.UNBOUNDED) && (wordAhead(p, 1) === W.PRECEDING || wordAhead(p, 1) === W.FOLLOWING)) {
    choose(p);
    const bound = atWord(p, W.PRECEDING) ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING";
    next(p);
    return { kind: "WindowBound", start, end: p.lastEnd, bound, offset: null };
  }
  const offset = parseExpression(p);
  const bound = atWord(p, W.FOLLOWING) ? "FOLLOWING" : "PRECEDING";
  if (atWord(p, W.PRECEDING) || atWord(p, W.FOLLOWING)) next(p);
  else fail(p, "`PRECEDING` or `FOLLOWING`");
  return { kind: "WindowBound", start: offset.start, end: Math.max(p.lastEnd, offset.start), bound, offset };
}

function parseExclude(p: Parser): string {
  choose(p);
  if (acceptWord(p, W.CURRENT)) {
    expectWord(p, W.ROW, "`ROW`");
    return "CURRENT ROW";
  }
  if (acceptWord(p, W.GROUP)) return "GROUP";
  if (acceptWord(p, W.TIES)) return "TIES";
  expectWord(p, W.NO, "`CURRENT ROW`, `GROUP`, `TIES` or `NO OTHERS`");
  expectWord(p, W.OTHERS, "`OTHERS`");
  return "NO OTHERS";
}
