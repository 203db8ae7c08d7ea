import { isDeepStrictEqual } from "node:util";
import { builtinRegistry } from "../../rules/index.ts";
import { readSchema } from "../../src/analysis/schema.ts";
import type { Schema } from "../../src/analysis/model.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import type { Release } from "../../src/druid/releases.ts";
import type { Finding } from "../../src/linter/finding.ts";
import { fixText } from "../../src/linter/fix-text.ts";
import { createLinter } from "../../src/linter/lint-text.ts";
import type { Linter } from "../../src/linter/lint-text.ts";
import { createRuleSet } from "../../src/linter/rule-set.ts";
import type { RuleSet } from "../../src/linter/rule-set.ts";
import { verdict } from "../../src/linter/verdict.ts";
import type { VerdictRow } from "../../src/linter/verdict.ts";
import { forEachChild } from "../../src/syntax/child-keys.ts";
import type { Node } from "../../src/syntax/nodes.ts";
import { parse } from "../../src/syntax/parser.ts";
import { tokenKinds } from "../../src/syntax/token-kinds.ts";
import type { SyntaxTree } from "../../src/syntax/tree.ts";
import { loadSchema } from "../conformance/recordings.ts";
import type { Trivia } from "./generators.ts";

/** One release with everything a text is judged by: all rules, the recordings' tables or none. */
export interface Judge {
  readonly release: Release;
  readonly schema: Schema | null;
  readonly rules: RuleSet;
  readonly linter: Linter;
}

const judges = new Map<string, Judge>();

/** With `tables` the schema of the recordings is known, else no table is. */
export function judgeOf(druid: string, tables: boolean): Judge {
  const key = `${druid} ${String(tables)}`;
  const known = judges.get(key);
  if (known !== undefined) return known;
  const release = requireRelease(druid);
  const { schema } = tables ? readSchema(loadSchema("27.0.0")) : { schema: null };
  const rules = createRuleSet(builtinRegistry, release, "all", {});
  const judge: Judge = { release, schema, rules, linter: createLinter({ rules, schema, context: [], engine: "any", through: "run", suppressions: true }) };
  judges.set(key, judge);
  return judge;
}

/** A property that does not hold; `property` names it. */
export class Broken extends Error {
  readonly property: string;
  constructor(property: string, detail: string) {
    super(`${property}: ${detail}`);
    this.property = property;
  }
}

/** Throws Broken where the property does not hold. */
export function demand(holds: boolean, property: string, detail: () => string): void {
  if (!holds) throw new Broken(property, detail());
}

/** Checks every property of one text. Throws Broken, or whatever the code under test throws. */
export function checkText(text: string, judge: Judge, between: readonly Trivia[]): void {
  const tree = parse(text, { release: judge.release, semicolons: "file" });
  checkTokens(tree);
  checkTree(tree);
  const findings = judge.linter.lint(text);
  checkFindings(text, findings);
  demand(isDeepStrictEqual(findings, judge.linter.lint(text)), "findings are the same when repeated", () => JSON.stringify(findings.map(nameOf)));
  const said = verdictOf(text, judge);
  checkFix(text, findings, said, judge);
  checkLayout(tree, said, judge, between);
}

function verdictOf(text: string, { release, schema }: Judge): VerdictRow {
  const row = verdict({ sql: text }, { registry: builtinRegistry, release, schema, through: "controller", types: true, faults: true });
  demand(row.verdict !== "error", "verdict never throws", () => (row.verdict === "error" ? row.message : ""));
  return row;
}

/** Blanks and comments. */
const blank = /^(?:[ \t\n\r\f]|\/\*[^]*?\*\/|(?:--|\/\/)[^\n\r]*(?=[\n\r]|$))*$/;

/** Tokens come in order, none empty or upon another, and what lies between them is blank. */
export function checkTokens({ text, tokens }: SyntaxTree): void {
  let offset = 0;
  for (let index = 0; index <= tokens.count; index++) {
    const start = index < tokens.count ? (tokens.starts[index] ?? -1) : text.length;
    const end = index < tokens.count ? (tokens.ends[index] ?? -1) : text.length;
    demand(start >= offset && (end > start || index === tokens.count) && end <= text.length, "tokens cover the text", () => `token ${index} at ${start}–${end} after ${offset}`);
    demand(start === offset || blank.test(text.slice(offset, start)), "tokens cover the text", () => `${JSON.stringify(text.slice(offset, start))} at ${offset} is in no token`);
    offset = end;
  }
}

/** Nodes lie within their parents, in order and none upon another, so that printing them with what lies between gives the text. */
export function checkTree(tree: SyntaxTree): void {
  let printed = "";
  for (const { node, start, end } of tree.statements) {
    demand(start >= printed.length && start <= end && end <= tree.text.length, "statements come in order", () => `${start}–${end} after ${printed.length}`);
    demand(node.start >= start && node.end <= end, "nodes lie within their parents", () => `${node.kind} ${node.start}–${node.end} in a statement ${start}–${end}`);
    printed += tree.text.slice(printed.length, node.start) + print(tree.text, node);
  }
  demand(printed + tree.text.slice(printed.length) === tree.text, "printing the tree gives the text", () => JSON.stringify(printed));
}

/** Each node's own text around its children's, with a stack of its own: a chain of ANDs is deep. */
function print(text: string, root: Node): string {
  const pieces: string[] = [];
  const work: (Node | string)[] = [root];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (typeof next === "string") pieces.push(next);
    else work.push(...inside(text, next).reverse());
  }
  return pieces.join("");
}

function inside(text: string, node: Node): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let offset = node.start;
  demand(node.start <= node.end, "offsets are ordered", () => `${node.kind} ${node.start}–${node.end}`);
  for (const child of childrenOf(node)) {
    demand(child.start >= offset && child.end <= node.end, "nodes lie within their parents, in order", () => `${child.kind} ${child.start}–${child.end} in ${node.kind} ${node.start}–${node.end}, after ${offset}`);
    parts.push(text.slice(offset, child.start), child);
    offset = child.end;
  }
  parts.push(text.slice(offset, node.end));
  return parts;
}

const inAnyOrder: ReadonlySet<Node["kind"]> = new Set(["InsertStatement", "ReplaceStatement", "Query", "SelectItem"]);

/**
 * In the order of the text, but for clauses written in the wrong order (PARTITIONED BY before the query, OFFSET before LIMIT) and for
 * DEFINE, whose names come before what they name.
 */
function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  forEachChild(node, (child) => { children.push(child); });
  return inAnyOrder.has(node.kind) ? children.sort((a, b) => a.start - b.start || a.end - b.end) : children;
}

export function nameOf({ ruleId, start, end }: Finding): string {
  return `${ruleId} ${start}–${end}`;
}

/** Findings and their edits lie within the text, in order, the edits of a fix apart from one another. */
export function checkFindings(text: string, findings: readonly Finding[]): void {
  let before = 0;
  for (const finding of findings) {
    demand(finding.start >= before, "findings come in order", () => nameOf(finding));
    before = finding.start;
    const edits = [...(finding.fix?.edits ?? []), ...finding.suggestions.flatMap((suggestion) => suggestion.edits)];
    for (const { start, end } of [finding, ...finding.related, ...edits]) {
      demand(start >= 0 && start <= end && end <= text.length, "findings lie within the text", () => `${nameOf(finding)}: ${start}–${end} of ${text.length}`);
    }
    // Words of the text may hold braces of their own.
    demand(!finding.message.includes("{{") || text.includes("{{"), "messages are filled in", () => `${finding.ruleId}: ${finding.message}`);
  }
}

/** What Druid refuses. */
export function errorsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.category === "rejected");
}

function checkFix(text: string, findings: readonly Finding[], said: VerdictRow, judge: Judge): void {
  if (findings.every((finding) => finding.fix === null)) return;
  // Linting again gives the same, which is a property of its own.
  const known = new Map([[text, findings]]);
  const lint = (each: string): readonly Finding[] => {
    const found = known.get(each) ?? judge.linter.lint(each);
    known.set(each, found);
    return found;
  };
  for (const unsafe of [false, true]) {
    const { output, findings: left } = fixText(text, lint, { unsafe });
    // Errors of parsing show one after the other, and fixing ends after ten passes.
    const whole = errorsOf(findings).every((finding) => finding.stage !== "parse");
    demand(!whole || fixText(output, lint, { unsafe }).output === output, "fixing is idempotent", () => JSON.stringify({ unsafe, output }));
    if (output === text) continue;
    const before = errorsOf(findings);
    // What could not be parsed may show other errors once it can be.
    if (whole) {
      demand(errorsOf(left).length <= before.length, "fixing never adds an error", () => JSON.stringify({ unsafe, output, left: errorsOf(left).map(nameOf) }));
    }
    if (!unsafe && said.verdict === "accept") demand(verdictOf(output, judge).verdict === "accept", "a safe fix keeps the verdict", () => JSON.stringify(output));
  }
}

const strings: ReadonlySet<number> = new Set([tokenKinds.string, tokenKinds.escapedString, tokenKinds.unicodeString, tokenKinds.charsetString, tokenKinds.binaryString]);

/** They stand for a function or for a column of that very name, whose case counts. */
const variables: ReadonlySet<string> = new Set([
  "CURRENT_CATALOG", "CURRENT_DATE", "CURRENT_DEFAULT_TRANSFORM_GROUP", "CURRENT_PATH", "CURRENT_ROLE", "CURRENT_SCHEMA", "CURRENT_TIME",
  "CURRENT_TIMESTAMP", "CURRENT_USER", "LOCALTIME", "LOCALTIMESTAMP", "SESSION_USER", "SYSTEM_USER", "USER",
]);

/** The same tokens in another layout, with other comments, line ends and case of reserved words. */
export function layOut({ text, tokens }: SyntaxTree, between: readonly Trivia[]): string {
  let output = "";
  let offset = 0;
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? 0;
    const gap = text.slice(offset, start);
    // Two strings in a row are one string or an error, depending on the line break between them.
    const fixed = strings.has(tokens.kinds[index] ?? 0) && strings.has(tokens.kinds[index - 1] ?? 0);
    const filling = between.length === 0 ? "" : (between[index % between.length] ?? "");
    output += fixed || (gap === "" && index % 2 === 0) ? gap : filling;
    const token = text.slice(start, end);
    output += tokens.kinds[index] === tokenKinds.reserved && !variables.has(token.toUpperCase()) ? otherCase(token) : token;
    offset = end;
  }
  return output;
}

function otherCase(token: string): string {
  return token === token.toUpperCase() ? token.toLowerCase() : token.toUpperCase();
}

function checkLayout(tree: SyntaxTree, said: VerdictRow, judge: Judge, between: readonly Trivia[]): void {
  // What the lexer stops at may run to the end of its line or of the text.
  if (tree.tokens.kinds.some((kind) => kind >= tokenKinds.hintBegin)) return;
  const loose = layOut(tree, between);
  const other = verdictOf(loose, judge);
  demand(isDeepStrictEqual(essence(other), essence(said)), "layout, comments and case do not count", () => JSON.stringify({ loose, said, other }));
}

/** What an answer says apart from places and words. The guess at what a writer meant by a syntax error may go by the layout. */
function essence(row: VerdictRow): unknown {
  // A column without an alias may bear the very words of its expression.
  if (row.verdict === "accept") return "accept";
  return row.verdict === "error" ? null : [row.stage, row.stage === "parse" ? null : row.rule, row.fault];
}
