import { clauseRanks } from "./clause-order.ts";
import { atToken, atTokens, clauseAround, describeToken, isLiteralKind, isNameKind, kindOf, opensClause, tokenText, wordOf } from "./diagnosis.ts";
import type { Detector } from "./diagnosis.ts";
import type { Parser } from "./parser-state.ts";
import { siblingsAfter, siblingsBefore } from "./siblings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

const rule = "syntax-error";

function opensQuery(word: number): boolean {
  return word === W.SELECT || word === W.WITH || word === W.VALUES;
}

/** True where no item, name or condition can go on. */
function ends(p: Parser, index: number): boolean {
  const kind = kindOf(p, index);
  return kind === T.end || kind === T.rightParenthesis || opensClause(p, index);
}

/** INTO without the table to write to. */
const target: Detector = (p, index, expected) => {
  const into = p.first + 1;
  const named = wordOf(p, into) === W.INTO && wordOf(p, into + 1) === W.OVERWRITE && index === into + 2;
  if (named && (wordOf(p, index) === W.ALL || wordOf(p, index) === W.WHERE)) return atToken(p, into, rule, "targetMissing");
  if (!expected.startsWith("the name of the table")) return null;
  // `INTO select SELECT …`: a table of that name.
  const word = wordOf(p, index);
  const query = kindOf(p, index) === T.leftParenthesis ? opensQuery(wordOf(p, index + 1)) : opensQuery(word) && !opensQuery(wordOf(p, index + 1));
  return query || kindOf(p, index) === T.end || (word !== W.SELECT && opensClause(p, index)) ? atToken(p, index - 1, rule, "targetMissing") : null;
};

/** `a AS FROM t`, `a AS b AS c`. */
const alias: Detector = (p, index) => {
  const named = wordOf(p, index) === W.AS && wordOf(p, index - 2) === W.AS && isNameKind(kindOf(p, index - 1)) && isNameKind(kindOf(p, index + 1));
  if (named) return atTokens(p, index, index + 1, rule, "aliasTwice", { first: tokenText(p, index - 1), write: "" });
  if (wordOf(p, index) !== W.AS || wordOf(p, index + 1) === W.SELECT) return null;
  return kindOf(p, index + 1) === T.comma || ends(p, index + 1) ? atToken(p, index, rule, "aliasMissing", { write: "" }) : null;
};

/** `SELECT FROM t`. */
const selectList: Detector = (p, index, expected) => {
  const before = wordOf(p, index - 1);
  const selects = before === W.SELECT || ((before === W.DISTINCT || before === W.ALL) && wordOf(p, index - 2) === W.SELECT);
  if (!selects || !expected.startsWith("an expression") || !ends(p, index)) return null;
  return atToken(p, index - 1, rule, "columnsMissing", { after: tokenText(p, index - 1), write: `${tokenText(p, index - 1)} *` });
};

/** `FROM WHERE a = 1`, `JOIN ON a = b`, `FROM SELECT a FROM t`. */
const table: Detector = (p, index, expected) => {
  if (expected !== "a table") return null;
  const before = index - 1;
  const word = wordOf(p, before);
  if (word !== W.FROM && word !== W.JOIN && kindOf(p, before) !== T.comma) return null;
  if (opensQuery(wordOf(p, index)) && !ends(p, index + 1) && kindOf(p, index + 1) !== T.comma) {
    return atToken(p, index, rule, "subquery", { found: tokenText(p, index) });
  }
  const next = wordOf(p, index);
  const missing = ends(p, index) || next === W.ON || next === W.USING || next === W.JOIN || next === W.LEFT || next === W.INNER;
  return missing && !opensQuery(next) && kindOf(p, before) !== T.comma ? atToken(p, before, rule, "tableMissing", { after: tokenText(p, before), found: describeToken(p, index) }) : null;
};

const joinWords = new Set<number>([W.JOIN, W.LEFT, W.RIGHT, W.FULL, W.INNER, W.CROSS, W.NATURAL]);

/** `SELECT a WHERE b = 1`, `SELECT * TABLE(EXTERN(…))`: what follows FROM without it. */
const from: Detector = (p, index, expected) => {
  if (!expected.includes("the end") && !expected.includes("`)`")) return null;
  const word = wordOf(p, index);
  const isTable = (word === W.TABLE || word === W.LATERAL) && kindOf(p, index + 1) === T.leftParenthesis;
  const isClause = word === W.WHERE || word === W.HAVING || word === W.QUALIFY || (word === W.GROUP && wordOf(p, index + 1) === W.BY);
  const isJoin = joinWords.has(word) && (word === W.JOIN || joinWords.has(wordOf(p, index + 1)) || wordOf(p, index + 1) === W.OUTER);
  if (!isTable && !isClause && !isJoin) return null;
  const clause = clauseAround(p, index);
  if (clause === null || wordOf(p, clause) !== W.SELECT) return null;
  const late = isClause ? laterFrom(p, index) : null;
  if (late !== null) return atToken(p, late, "clause-out-of-order", "order", { clause: "FROM", before: tokenText(p, index).toUpperCase(), earlier: p.starts[index] ?? 0 });
  return atToken(p, index, rule, "fromMissing", { found: tokenText(p, index), ...(isTable ? { insert: "FROM" } : {}) });
};

/** The FROM of the same query after a token, null when it has none. */
function laterFrom(p: Parser, index: number): number | null {
  for (const token of siblingsAfter(p, index)) {
    if (p.kinds[token] !== T.reserved) continue;
    if (wordOf(p, token) === W.FROM && wordOf(p, token - 1) !== W.DISTINCT) return token;
    if (wordOf(p, token) === W.SELECT || wordOf(p, token) === W.UNION) return null;
  }
  return null;
}

const comparingWords = new Set<number>([W.IS, W.IN, W.LIKE, W.BETWEEN, W.NOT]);

function compares(p: Parser, index: number): boolean {
  const kind = kindOf(p, index);
  return (kind >= T.equal && kind <= T.greaterEqual) || (kind === T.reserved && comparingWords.has(wordOf(p, index)));
}

/** Two conditions side by side, or with a comma between: `a = 1 b = 2`. */
const joint: Detector = (p, index) => {
  if (kindOf(p, index) === T.comma && compares(p, afterOperand(p, index + 1)) && followsCondition(p, index)) {
    return atToken(p, index, rule, "jointComma", { write: " AND" });
  }
  const before = kindOf(p, index - 1);
  const word = wordOf(p, index);
  const endsCondition = isNameKind(before) || isLiteralKind(before) || before === T.rightParenthesis || endingWords.has(wordOf(p, index - 1));
  const begins = word === W.EXISTS || (word === W.NOT && isNameKind(kindOf(p, index + 1))) || compares(p, afterOperand(p, index));
  if (!endsCondition || !begins || !followsCondition(p, index)) return null;
  return atToken(p, index, rule, "joint", { after: tokenText(p, index), insert: "AND" });
};

const endingWords = new Set<number>([W.NULL, W.TRUE, W.FALSE, W.END]);

/** The token after a name, a literal or a call, at most a few tokens further; the token itself when it begins none of them. */
function afterOperand(p: Parser, index: number): number {
  const kind = kindOf(p, index);
  if (isLiteralKind(kind)) return index + 1;
  if (!isNameKind(kind) && kindOf(p, index + 1) !== T.leftParenthesis) return index;
  let next = index + 1;
  while (kindOf(p, next) === T.dot) next += 2;
  if (kindOf(p, next) !== T.leftParenthesis) return next;
  let depth = 0;
  for (; next < Math.min(p.limit, index + searchLimit); next++) {
    if (p.kinds[next] === T.leftParenthesis) depth++;
    else if (p.kinds[next] === T.rightParenthesis && --depth === 0) return next + 1;
  }
  return index;
}

const searchLimit = 24;

/** True where a comparison stands before the token, in WHERE, HAVING, ON, a branch of CASE or parentheses of their own. */
function followsCondition(p: Parser, index: number): boolean {
  let compared = false;
  for (const token of siblingsBefore(p, index, index - 4 * searchLimit)) {
    const kind = p.kinds[token];
    if (kind === T.leftParenthesis) return compared && !isNameKind(kindOf(p, token - 1)) && kindOf(p, index) !== T.comma;
    if (compares(p, token)) compared = true;
    const word = kind === T.reserved ? (p.words[token] ?? 0) : 0;
    if (word === W.WHERE || word === W.HAVING || word === W.ON || word === W.WHEN || word === W.QUALIFY) return compared;
    if (kind === T.comma || word === W.THEN || word === W.BY || clauseRanks.has(word)) return false;
  }
  return false;
}

/** `COUNT(DISTINCT)`, `CAST(a AS)`. */
const argument: Detector = (p, index) => {
  const before = index - 1;
  const word = wordOf(p, before);
  if (kindOf(p, index) !== T.rightParenthesis || (word !== W.DISTINCT && word !== W.AS)) return null;
  return atToken(p, before, rule, "nothing", { operator: tokenText(p, before) });
};

/** A call of JSON_VALUE and its like without the path. */
const path: Detector = (p, index, expected) => {
  const opened = p.open.at(-1);
  if (expected !== "`,`" || kindOf(p, index) !== T.rightParenthesis || opened === undefined) return null;
  const call = tokenText(p, opened - 1).toUpperCase();
  return /^JSON_(?:VALUE|QUERY|EXISTS)$/.test(call) ? atToken(p, index, rule, "path", { call }) : null;
};

/** What a statement lacks, likeliest first. */
export const missingParts: readonly Detector[] = [target, argument, alias, selectList, table, from, joint, path];
