import type { Argument, Expression } from "./nodes.ts";
import { parseExpression } from "./parser-expressions.ts";
import { specialCall } from "./parser-functions.ts";
import { nameOf, parseName, takeWordAsName } from "./parser-names.ts";
import { parsePrimary } from "./parser-primary.ts";
import { accept, acceptWord, at, atWord, choose, closeParenthesis, expect, expectWord, next, openParenthesis, refuse, startOf, textOf, type Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

// Functions of texts whose arguments are told apart by words.

export function parsePosition(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args = [parsePrimary(p)];
  expectWord(p, W.IN, "`IN`");
  args.push(parseExpression(p));
  if (acceptWord(p, W.FROM)) args.push(parseExpression(p));
  closeParenthesis(p);
  return specialCall(p, start, name, args);
}

export function parseTranslate(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [parseExpression(p)];
  if (acceptWord(p, W.USING)) args.push(parseCharsetName(p));
  else while (accept(p, T.comma)) args.push(parseExpression(p));
  closeParenthesis(p);
  return specialCall(p, start, name, args, "special");
}

export function parseOverlay(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args = [parseExpression(p)];
  expectWord(p, W.PLACING, "`PLACING`");
  args.push(parseExpression(p));
  expectWord(p, W.FROM, "`FROM`");
  args.push(parseExpression(p));
  if (acceptWord(p, W.FOR)) args.push(parseExpression(p));
  closeParenthesis(p);
  return specialCall(p, start, name, args);
}

export function parseSubstring(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args = [parseExpression(p)];
  let form: "plain" | "special" = "plain";
  if (atWord(p, W.FROM)) {
    form = "special";
    choose(p, 1);
  } else expect(p, T.comma, "`,` or `FROM`");
  args.push(parseExpression(p));
  if (acceptWord(p, W.FOR) || accept(p, T.comma)) args.push(parseExpression(p));
  closeParenthesis(p);
  return specialCall(p, start, name, args, form);
}

export function parseTrim(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [];
  if (at(p, T.rightParenthesis) && p.major >= 28) {
    next(p);
    p.open.pop();
    return specialCall(p, start, name, args, "plain");
  }
  const word = p.words[p.index];
  if (word === W.BOTH || word === W.LEADING || word === W.TRAILING) {
    const wordStart = startOf(p);
    const side = textOf(p, p.index).toUpperCase();
    choose(p);
    args.push({ kind: "ArgumentKeyword", start: wordStart, end: p.lastEnd, word: side });
  }
  const nothing = p.major >= 28 && args.length === 1 && at(p, T.rightParenthesis);
  if (!atWord(p, W.FROM) && !nothing) args.push(parseExpression(p));
  let form: "plain" | "special" = "plain";
  if (atWord(p, W.FROM)) {
    form = "special";
    const from = startOf(p);
    choose(p, 1);
    if (args.length === 0) refuse(p, "trim-from-empty", "empty", {}, from, p.lastEnd);
    args.push(parseExpression(p));
  }
  closeParenthesis(p);
  return specialCall(p, start, name, args, form);
}

export function parseCharsetName(p: Parser): Argument {
  const { name, start, end } = parseName(p, "the name of a character set");
  return { kind: "ArgumentKeyword", start, end, word: name.toUpperCase() };
}
