import { firstRelease } from "../druid/grammar.ts";
import { clauseRanks } from "./clause-order.ts";
import { atToken, atTokens, clauseAround, closingParenthesis, describeToken, isLiteralKind, isNameKind, kindOf, opensClause, tokenText, wordOf } from "./diagnosis.ts";
import type { Detector, Diagnosis } from "./diagnosis.ts";
import { closestKeyword } from "./keyword-distance.ts";
import type { Parser } from "./parser-state.ts";
import { siblingsBefore } from "./siblings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";
import { wordList } from "./words.ts";

const rule = "syntax-error";

/** Tokens that a search for the beginning of a clause looks back over: enough for any real PARTITIONED BY or join. */
const searchLimit = 24;

function isIngestion(p: Parser): boolean {
  const verb = p.words[p.first];
  return verb === W.INSERT || verb === W.REPLACE;
}

/** The target and what may stand before its query: INSERT OVERWRITE, INTO TABLE, AS SELECT, FROM before SELECT. */
const target: Detector = (p, index) => {
  if (!isIngestion(p)) return null;
  const word = wordOf(p, index);
  const before = wordOf(p, index - 1);
  if (word === W.OVERWRITE && index === p.first + 1) return insertOverwrite(p, index);
  const into = index === p.first + 1 ? [index + 1, index + 2].find((token) => wordOf(p, token) === W.INTO) : undefined;
  if (into !== undefined) return atTokens(p, index, into - 1, rule, "superfluous", { found: p.text.slice(p.starts[index] ?? 0, p.ends[into - 1] ?? 0), after: tokenText(p, index - 1), write: "" });
  if (word === W.TABLE && before === W.INTO) return superfluous(p, index, "INTO");
  if (plainDepth(p, index) !== 0) return null;
  const next = wordOf(p, index + 1);
  if (word === W.AS && (next === W.SELECT || next === W.WITH)) return superfluous(p, index, tokenText(p, index - 1));
  if (before === W.AS && (word === W.SELECT || word === W.WITH)) return superfluous(p, index - 1, tokenText(p, index - 2));
  if (wordOf(p, index - 2) === W.INTO && word === W.AS && isNameKind(kindOf(p, index + 1))) return atTokens(p, index, index + 1, rule, "targetAlias", { write: "" });
  const early = word === W.FROM && index <= p.first + searchLimit && !holdsWord(p, W.SELECT, index);
  return early ? atToken(p, index, "clause-out-of-order", "select", { clause: "FROM" }) : null;
};

function superfluous(p: Parser, index: number, after: string): Diagnosis {
  return atToken(p, index, rule, "superfluous", { found: tokenText(p, index), after, write: "" });
}

/** Hive's and Spark's INSERT OVERWRITE [INTO | TABLE] t. */
function insertOverwrite(p: Parser, index: number): Diagnosis {
  const next = wordOf(p, index + 1);
  const name = next === W.INTO || next === W.TABLE ? index + 2 : index + 1;
  const targetStart = isNameKind(kindOf(p, name)) ? (p.starts[name] ?? null) : null;
  return atToken(p, index, "insert-with-overwrite", "verb", { targetStart, targetEnd: p.ends[name] ?? null });
}

/** Depth of parentheses at a token, counted from the statement's beginning; -1 far into a statement. */
function plainDepth(p: Parser, index: number): number {
  if (index > p.first + searchLimit) return -1;
  let depth = 0;
  for (let token = p.first; token < index; token++) {
    if (p.kinds[token] === T.leftParenthesis) depth++;
    else if (p.kinds[token] === T.rightParenthesis) depth--;
  }
  return depth;
}

function holdsWord(p: Parser, word: number, limit: number): boolean {
  for (let token = p.first; token < limit; token++) if (p.words[token] === word) return true;
  return false;
}

/** `OVERWRITE ALL WHERE …`. */
const overwrite: Detector = (p, index) => {
  const both = wordOf(p, index) === W.WHERE && wordOf(p, index - 1) === W.ALL && wordOf(p, index - 2) === W.OVERWRITE;
  return both ? atToken(p, index - 1, rule, "overwriteBoth", { write: "" }) : null;
};

/** What PARTITIONED BY takes: one granularity, without parentheses. */
const partitionedBy: Detector = (p, index) => {
  if (kindOf(p, index) === T.leftParenthesis && wordOf(p, index - 2) === W.BY && wordOf(p, index - 3) === W.PARTITIONED) {
    const close = closingParenthesis(p, index);
    return close === null ? null : atTokens(p, index, close, rule, "granularityCall", { granularity: tokenText(p, index - 1).toUpperCase(), write: "" });
  }
  const open = kindOf(p, index - 1) === T.leftParenthesis ? 1 : 0;
  const by = index - 1 - open;
  if (wordOf(p, by) === W.BY && wordOf(p, by - 1) === W.PARTITIONED) {
    if (open === 1) return atToken(p, index, rule, "granularityParentheses", { found: tokenText(p, index) });
    const ends = kindOf(p, index) === T.end || clauseRanks.has(wordOf(p, index));
    return ends ? atTokens(p, by - 1, by, rule, "granularityMissing") : null;
  }
  if (wordOf(p, index - 1) === W.ALL && wordOf(p, index - 2) === W.BY && /^times?$/i.test(tokenText(p, index))) {
    return atToken(p, index, "syntax-error", "nearKeyword", { word: tokenText(p, index), write: "TIME" });
  }
  if (kindOf(p, index) !== T.comma || !followsGranularity(p, index)) return null;
  return atToken(p, index, rule, "granularityList", { found: describeToken(p, index + 1) });
};

function followsGranularity(p: Parser, comma: number): boolean {
  for (const token of siblingsBefore(p, comma, comma - searchLimit)) if (p.words[token] === W.BY) return p.words[token - 1] === W.PARTITIONED;
  return false;
}

/** WITH: a query name without AS, two of them without a comma. */
const withItems: Detector = (p, index) => {
  const word = wordOf(p, index);
  const opensQuery = word === W.SELECT || word === W.WITH || word === W.VALUES;
  if (opensQuery && kindOf(p, index - 1) === T.leftParenthesis && isNameKind(kindOf(p, index - 2))) {
    const before = index - 3;
    if (wordOf(p, before) !== W.WITH && !(kindOf(p, before) === T.comma && holdsWord(p, W.WITH, before))) return null;
    return atToken(p, index - 1, rule, "missing", { missing: "`AS`", after: tokenText(p, index - 2), found: "`(`" });
  }
  if (word !== W.RECURSIVE || wordOf(p, index - 1) !== W.WITH) return null;
  return atToken(p, index, "foreign-clause", "recursive");
};

const joinWords = new Set<number>([W.JOIN, W.LEFT, W.RIGHT, W.FULL, W.INNER, W.CROSS, W.NATURAL]);

/** A comma before JOIN, and a join whose ON was left out. */
const join: Detector = (p, index) => {
  if (joinWords.has(wordOf(p, index)) && kindOf(p, index - 1) === T.comma) {
    const next = wordOf(p, index + 1);
    const joins = wordOf(p, index) === W.JOIN || next === W.JOIN || next === W.OUTER;
    return joins ? atToken(p, index - 1, "syntax-error", "joinComma", { join: tokenText(p, index).toUpperCase() }) : null;
  }
  if (kindOf(p, index) !== T.dot || !isNameKind(kindOf(p, index - 1)) || !joinsBefore(p, index - 1)) return null;
  return atToken(p, index - 1, rule, "missing", { missing: "`ON`", after: tokenText(p, index - 2), found: describeToken(p, index - 1) });
};

function joinsBefore(p: Parser, index: number): boolean {
  for (let token = index - 1; token > Math.max(p.first, index - 6); token--) {
    const word = p.words[token];
    if (word === W.JOIN) return true;
    if (word === W.ON || word === W.USING || word === W.SELECT || p.kinds[token] === T.comma) return false;
  }
  return false;
}

/** TABLE EXTERN(…), whose call must stand in parentheses. */
const tableFunction: Detector = (p, index) => {
  if (wordOf(p, index - 1) !== W.TABLE || !isNameKind(kindOf(p, index)) || kindOf(p, index + 1) !== T.leftParenthesis) return null;
  return atToken(p, index, rule, "tableParentheses", { found: tokenText(p, index) });
};

/** OVER and FILTER without their parentheses, and PARTITIONED BY within a window. */
const windows: Detector = (p, index) => {
  const word = wordOf(p, index);
  const before = wordOf(p, index - 1);
  if (before === W.OVER && (word === W.PARTITION || word === W.ORDER)) return atToken(p, index, rule, "parentheses", { after: "OVER", found: tokenText(p, index) });
  if (before === W.FILTER && word === W.WHERE) return atToken(p, index, rule, "parentheses", { after: "FILTER", found: tokenText(p, index) });
  if (before === W.GROUP && wordOf(p, index - 2) === W.WITHIN) return atToken(p, index, rule, "parentheses", { after: "WITHIN GROUP", found: tokenText(p, index) });
  if (word !== W.PARTITIONED || kindOf(p, index - 1) !== T.leftParenthesis || wordOf(p, index - 2) !== W.OVER) return null;
  return atToken(p, index, "syntax-error", "nearKeyword", { word: tokenText(p, index), write: "PARTITION" });
};

/** A direction or a clause's second word that is nearly one. */
const secondWord: Detector = (p, index, expected) => {
  const text = tokenText(p, index);
  if (expected === "`BY`") {
    // A name that is all there is to sort by is no misspelt BY.
    const goesOn = isNameKind(kindOf(p, index + 1)) || isLiteralKind(kindOf(p, index + 1));
    const near = kindOf(p, index) === T.name && goesOn ? closestKeyword(text, ["BY"]) : null;
    if (near !== null) return atToken(p, index, "syntax-error", "nearKeyword", { word: text, write: near });
    return atToken(p, index, rule, "missing", { missing: expected, after: tokenText(p, index - 1), found: describeToken(p, index), insert: "BY" });
  }
  if (kindOf(p, index) !== T.name || !sortsBefore(p, index)) return null;
  if (/^(?:asc|desc)ending$/i.test(text)) return atToken(p, index, "syntax-error", "nearKeyword", { word: text, write: /^asc/i.test(text) ? "ASC" : "DESC" });
  const direction = closestKeyword(text, ["DESC", "ASC"]);
  return direction === null ? null : atToken(p, index, "syntax-error", "nearKeyword", { word: text, write: direction });
};

function sortsBefore(p: Parser, index: number): boolean {
  for (let token = index - 1; token > Math.max(p.first, index - searchLimit); token--) {
    if (p.words[token] !== W.BY) continue;
    return p.words[token - 1] === W.ORDER || p.words[token - 1] === W.CLUSTERED;
  }
  return false;
}

/** PARTITIONED BY of a query that writes to no table, or within the parentheses of the query that is written. */
const ingestionClause: Detector = (p, index, expected) => {
  const word = wordOf(p, index);
  if ((word !== W.PARTITIONED && word !== W.CLUSTERED) || wordOf(p, index + 1) !== W.BY) return null;
  const data = { clause: `${wordList[word] ?? ""} BY` };
  if (!isIngestion(p)) return atTokens(p, index, index + 1, rule, index === p.first ? "clauseAlone" : "ingestionOnly", data);
  const opened = p.open.at(-1);
  const inside = opened !== undefined && expected.includes("`)`") && closingParenthesis(p, opened) !== null;
  return inside ? atTokens(p, index, index + 1, rule, "ingestionInside", data) : null;
};

/** `ORDER BY *`, `COUNT(DISTINCT *)`. */
const star: Detector = (p, index, expected) => {
  const begins = kindOf(p, index - 1) === T.comma || kindOf(p, index - 1) === T.leftParenthesis || wordOf(p, index - 1) === W.BY || wordOf(p, index - 1) === W.DISTINCT;
  return kindOf(p, index) === T.star && begins && expected.startsWith("an expression") ? atToken(p, index, rule, "star") : null;
};

/** A name given where none can be: `CLUSTERED BY a AS b`. */
const clauseItem: Detector = (p, index) => {
  const clause = clauseAround(p, index);
  const word = clause === null ? 0 : wordOf(p, clause);
  const clauses = word === W.GROUP || word === W.ORDER || word === W.PARTITIONED || word === W.CLUSTERED;
  if (!clauses || clause === null) return null;
  const named = wordOf(p, index) === W.AS && isNameKind(kindOf(p, index + 1));
  return named ? atTokens(p, index, index + 1, rule, "namedHere", { clause: `${wordList[word] ?? ""} BY`, write: "" }) : null;
};

/** What LIMIT and OFFSET take: one number, and no calculation. */
const count: Detector = (p, index, expected) => {
  const kind = kindOf(p, index);
  const clause = (token: number): boolean => wordOf(p, token) === W.LIMIT || wordOf(p, token) === W.OFFSET;
  if (expected === "a number" && clause(index - 1) && !opensClause(p, index) && kind !== T.end && kind !== T.rightParenthesis) {
    const digits = /^'(\d+)'$/.exec(tokenText(p, index))?.[1];
    return atToken(p, index, rule, "count", { clause: tokenText(p, index - 1).toUpperCase(), found: describeToken(p, index), ...(digits === undefined ? {} : { write: digits }) });
  }
  const calculated = ((kind >= T.plus && kind <= T.percent) || /^percent$/i.test(tokenText(p, index))) && clause(index - 2);
  return calculated ? atToken(p, index, rule, "count", { clause: tokenText(p, index - 2).toUpperCase(), found: describeToken(p, index) }) : null;
};

/** TABLE around what is no call: `TABLE((EXTERN(…)))`, `TABLE(SELECT …)`, `TABLE('{…}', …)`. */
const tableCall: Detector = (p, index, expected) => {
  if (expected !== "the name of a table function") return null;
  const word = wordOf(p, index);
  if (word === W.SELECT || word === W.WITH || word === W.VALUES) return atToken(p, index - 2, rule, "tableQuery", { write: "" });
  const inner = kindOf(p, index) === T.leftParenthesis ? index + 1 : index;
  if (kindOf(p, inner) === T.string) return atToken(p, index, rule, "tableText");
  const wrapped = inner > index && isNameKind(kindOf(p, inner)) && kindOf(p, inner + 1) === T.leftParenthesis;
  return wrapped ? atToken(p, index, rule, "tableWrapped", { call: tokenText(p, inner) }) : null;
};

/** EXTEND elsewhere than right behind TABLE(…). */
const extend: Detector = (p, index) =>
  wordOf(p, index) === W.EXTEND && kindOf(p, index + 1) === T.leftParenthesis && index > p.first + 1 ? atToken(p, index, rule, "extend") : null;

/** A new statement where the one before has no `;`. */
const nextStatement: Detector = (p, index, expected) => {
  if (!expected.includes("the end of the statement") || p.open.length > 0) return null;
  const word = wordOf(p, index);
  const next = wordOf(p, index + 1);
  const opens = word === W.SELECT || ((word === W.INSERT || word === W.REPLACE) && next === W.INTO) || (word === W.EXPLAIN && next === W.PLAN);
  return opens && kindOf(p, index + 1) !== T.end ? atToken(p, index, rule, "nextStatement", { found: tokenText(p, index), insert: ";" }) : null;
};

/** EXTERN as a target before the releases that export. */
const exportTarget: Detector = (p, index) => {
  const destination = wordOf(p, p.first + 1) === W.INTO && /^extern$/i.test(tokenText(p, p.first + 2)) && kindOf(p, p.first + 3) === T.leftParenthesis;
  if (p.grammar.export || !destination || index > p.first + searchLimit) return null;
  return atToken(p, p.first + 2, rule, "export", { since: firstRelease("export") });
};

/** `PARTITION BY` at the end of an ingestion. */
const halfClause: Detector = (p, index) => {
  const half = wordOf(p, index) === W.PARTITION && wordOf(p, index + 1) === W.BY;
  return half ? atToken(p, index, rule, "nearKeyword", { word: tokenText(p, index), write: "PARTITIONED" }) : null;
};

/** Mistakes in how clauses are put together, likeliest first. */
export const clauseMistakes: readonly Detector[] = [
  exportTarget, target, overwrite, partitionedBy, windows, ingestionClause, star, clauseItem, count, withItems, join,
  tableFunction, tableCall, extend, secondWord, halfClause, nextStatement,
];
