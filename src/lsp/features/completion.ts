import { printType } from "../../analysis/types/sql-type.ts";
import { contextParameters, enumValues, readsParameter } from "../../druid/context.ts";
import { functionNames, functionNamed } from "../../druid/functions.ts";
import { granularities } from "../../druid/granularities.ts";
import { inputKind, inputKinds } from "../../druid/inputs.ts";
import { atLeast, within, type Release } from "../../druid/releases.ts";
import { keywordSet } from "../../druid/keywords.ts";
import type { Scope } from "../../analysis/model.ts";
import { pathAt, statementAt, tokenIndexAt, tokenText, wordsBefore, type Span, type TextView } from "./text-view.ts";

export type CompletionKind = "keyword" | "function" | "column" | "table" | "granularity" | "contextKey" | "value" | "property";

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  /** What is put in; `$0` marks the cursor. */
  readonly insert: string;
  /** Smaller comes first. */
  readonly order: number;
}

export interface CompletionList {
  /** What the choice replaces. */
  readonly range: Span;
  readonly items: readonly Completion[];
}

/** What may stand at the offset, by what stands before it. */
export function completeAt(view: TextView, offset: number): CompletionList {
  const range = wordRange(view.tree.text, offset);
  const inJson = jsonCompletions(view, offset);
  if (inJson !== null) return inJson;
  return { range, items: itemsAt(view, range.start) };
}

function wordRange(text: string, offset: number): Span {
  const before = /[\w$]*$/u.exec(text.slice(Math.max(0, offset - 128), offset))?.[0] ?? "";
  return { start: offset - before.length, end: offset };
}

function itemsAt(view: TextView, offset: number): readonly Completion[] {
  const words = wordsBefore(view.tree, offset, 4);
  const [last = "", before = "", third = ""] = words;
  if (last === "BY" && before === "PARTITIONED") return granularityItems(view.release);
  if (last === "TO" && third === "(") return unitItems();
  if (last === "SET" && (words.length === 1 || before === ";")) return contextKeyItems(view.release);
  if (last === "=" && third === "SET") return contextValueItems(before, view);
  if (last === "OVERWRITE") return keywords(["ALL", "WHERE"]);
  if (last === "INTO") return tableItems(view, offset, false);
  if (last === "FROM" || last === "JOIN") return [...tableItems(view, offset, true), ...keywords(["TABLE(EXTERN($0))", "LATERAL", "UNNEST($0)"])];
  if (last === ".") return columnsOfAlias(view, offset, before);
  if (words.length === 0 || last === ";") return keywords(statementStarts);
  if (expressionStarts.has(last)) return [...columnItems(view, offset), ...functionItems(view), ...keywords(expressionWords)];
  return [...keywords(clauseWords(words, view.release)), ...columnItems(view, offset), ...functionItems(view)];
}

const statementStarts = ["INSERT INTO", "REPLACE INTO", "SELECT", "WITH", "EXPLAIN PLAN FOR"];
const expressionWords = ["CASE", "CAST($0 AS )", "DISTINCT", "NOT", "NULL", "TRUE", "FALSE", "TIMESTAMP '$0'", "INTERVAL '$0' DAY"];
const expressionStarts: ReadonlySet<string> = new Set(["SELECT", "WHERE", "ON", "HAVING", "AND", "OR", "NOT", ",", "(", "=", "<", ">", "<=", ">=", "<>", "BY", "WHEN", "THEN", "ELSE", "CASE", "+", "-", "*", "/", "||", "BETWEEN", "IN", "LIKE", "DISTINCT"]);

/** Clauses that may follow, ingestion's own first. */
function clauseWords(words: readonly string[], release: Release): readonly string[] {
  const clauses = ["AS", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "UNION ALL", "PARTITIONED BY", "CLUSTERED BY", "AND", "OR", "IN ($0)", "BETWEEN", "IS NULL", "IS NOT NULL", "LIKE", "JOIN", "LEFT JOIN", "ON", "OVERWRITE ALL", "OVERWRITE WHERE", "SELECT", "WITH"];
  if (atLeast(release, 26) && words[0] === ")") clauses.push("EXTEND ($0)");
  return clauses;
}

function keywords(texts: readonly string[]): readonly Completion[] {
  return texts.map((text, index) => ({ label: text.replace("$0", ""), kind: "keyword", detail: "", insert: text, order: 300 + index }));
}

function granularityItems(release: Release): readonly Completion[] {
  const words = granularities.filter((granularity) => (granularity.keyword || atLeast(release, 30)) && !granularity.quotedOnly);
  const bare = words.map((granularity, index) => ({ label: granularity.name, kind: "granularity" as const, detail: granularity.period ?? "everything in one time chunk", insert: granularity.name, order: index }));
  const floors = granularities
    .filter((granularity) => granularity.period !== null && !words.includes(granularity))
    .map((granularity, index) => ({ label: `TIME_FLOOR(__time, '${granularity.period ?? ""}')`, kind: "granularity" as const, detail: granularity.name, insert: `TIME_FLOOR(__time, '${granularity.period ?? ""}')`, order: 100 + index }));
  return [...bare, ...floors];
}

function unitItems(): readonly Completion[] {
  const units = granularities.flatMap((granularity) => granularity.unit ?? []);
  return units.map((unit, index) => ({ label: unit, kind: "granularity", detail: "", insert: unit, order: index }));
}

function contextKeyItems(release: Release): readonly Completion[] {
  return contextParameters()
    .filter((parameter) => readsParameter(parameter, release) && parameter.internal !== true)
    .map((parameter) => ({ label: parameter.name, kind: "contextKey", detail: parameter.meaning, insert: `${parameter.name} = $0`, order: parameter.scope === "msq" ? 0 : 1 }));
}

function contextValueItems(key: string, view: TextView): readonly Completion[] {
  const parameter = contextParameters().find((candidate) => candidate.name.toUpperCase() === key);
  if (parameter === undefined) return [];
  const values = parameter.type === "boolean" ? ["TRUE", "FALSE"] : enumValues(parameter.name, view.release).map((value) => `'${value}'`);
  return values.map((value, index) => ({ label: value, kind: "value", detail: parameter.name, insert: value, order: index }));
}

function functionItems(view: TextView): readonly Completion[] {
  return functionNames(view.release).map((name) => {
    const fact = functionNamed(name, view.release);
    const detail = fact === null ? "" : fact.aggregate ? "aggregate" : fact.extension === "core" ? "" : fact.extension;
    const insert = fact?.syntax === "FUNCTION_ID" ? name : `${name}($0)`;
    return { label: name, kind: "function" as const, detail, insert, order: 200 };
  });
}

function scopesAt(view: TextView, offset: number): readonly Scope[] {
  const statement = statementAt(view.tree, offset);
  if (statement === null) return [];
  const analysis = view.analysisOf(statement);
  const scopes: Scope[] = [];
  for (const node of [...pathAt(statement.node, offset)].reverse()) {
    const scope = node.kind === "Query" ? analysis.scopeOf(node) : null;
    if (scope !== null) scopes.push(scope);
  }
  return scopes;
}

function columnItems(view: TextView, offset: number): readonly Completion[] {
  const seen = new Set<string>();
  const items: Completion[] = [];
  for (const scope of scopesAt(view, offset)) {
    for (const table of scope.tables) {
      for (const column of table.columns ?? []) {
        if (seen.has(column.name)) continue;
        seen.add(column.name);
        items.push({ label: column.name, kind: "column", detail: `${printType(column.type)}${table.alias === null ? "" : ` of ${table.alias}`}`, insert: quoted(column.name, view.release), order: 0 });
      }
    }
  }
  return items;
}

function columnsOfAlias(view: TextView, offset: number, alias: string): readonly Completion[] {
  const name = alias.replaceAll('"', "");
  for (const scope of scopesAt(view, offset - 1)) {
    const table = scope.tables.find((candidate) => candidate.alias?.toUpperCase() === name);
    if (table?.columns == null) continue;
    return table.columns.map((column, index) => ({ label: column.name, kind: "column", detail: printType(column.type), insert: quoted(column.name, view.release), order: index }));
  }
  return [];
}

function tableItems(view: TextView, offset: number, withCommonTables: boolean): readonly Completion[] {
  const items: Completion[] = [];
  const add = (name: string, detail: string, order: number): void => {
    if (!items.some((item) => item.label === name)) items.push({ label: name, kind: "table", detail, insert: quoted(name, view.release), order });
  };
  if (withCommonTables) {
    const statement = statementAt(view.tree, offset);
    const path = statement === null ? [] : pathAt(statement.node, offset);
    for (const node of path) if (node.kind === "Query") for (const table of node.with?.tables ?? []) add(table.name.name, "WITH", 0);
  }
  const [first] = view.tree.statements;
  const schema = first === undefined ? null : view.analysisOf(first).options.schema;
  for (const name of schema?.tables.keys() ?? []) add(name, "datasource", 1);
  return items;
}

/** A name as it must be written: quoted where it is reserved or no plain word. */
export function quoted(name: string, release: Release): string {
  const plain = /^[A-Za-z_]\w*$/u.test(name) && !keywordSet("reserved", release).has(name.toUpperCase());
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Properties and types inside of the JSON texts of EXTERN. */
function jsonCompletions(view: TextView, offset: number): CompletionList | null {
  const { tree } = view;
  const index = tokenIndexAt(tree, offset - 1);
  const start = tree.tokens.starts[index] ?? 0;
  if (index < 0 || tree.text.charAt(start) !== "'" || offset <= start || offset > (tree.tokens.ends[index] ?? 0)) return null;
  const argument = externArgumentAt(view, index);
  if (argument === null) return null;
  const text = tokenText(tree, index);
  const word = /[\w-]*$/u.exec(tree.text.slice(start, offset))?.[0] ?? "";
  const range = { start: offset - word.length, end: offset };
  const before = tree.text.slice(start, range.start);
  if (/"type"\s*:\s*"$/u.test(before)) return { range, items: typeItems(argument, view.release) };
  if (!/[{,]\s*"$/u.test(before)) return { range, items: [] };
  return { range, items: propertyItems(argument, text, view.release) };
}

type ExternArgument = "inputSources" | "inputFormats" | "signature";
const externArguments: readonly ExternArgument[] = ["inputSources", "inputFormats", "signature"];

function externArgumentAt(view: TextView, stringIndex: number): ExternArgument | null {
  let commas = 0;
  for (let index = stringIndex - 1; index > 0; index--) {
    const text = tokenText(view.tree, index);
    if (text === ",") commas++;
    else if (text === "(") return tokenText(view.tree, index - 1).toUpperCase() === "EXTERN" ? (externArguments[commas] ?? null) : null;
    else if (text === ")" || text === ";") return null;
  }
  return null;
}

function typeItems(argument: ExternArgument, release: Release): readonly Completion[] {
  const names = argument === "signature" ? ["string", "long", "double", "float", "COMPLEX<json>"] : inputKinds(argument, release).map((kind) => kind.type);
  return names.map((name, index) => ({ label: name, kind: "value", detail: "", insert: name, order: index }));
}

function propertyItems(argument: ExternArgument, text: string, release: Release): readonly Completion[] {
  if (argument === "signature") return ["name", "type"].map((name, index) => ({ label: name, kind: "property", detail: "", insert: name, order: index }));
  const type = /"type"\s*:\s*"([^"]*)"/u.exec(text)?.[1];
  const kind = type === undefined ? null : inputKind(argument, type);
  if (kind === null) return [{ label: "type", kind: "property", detail: "", insert: "type", order: 0 }];
  return Object.entries(kind.properties)
    .filter(([, property]) => within(release, property))
    .map(([name, property]) => ({ label: name, kind: "property", detail: `${property.type}${property.required === true ? ", required" : ""}`, insert: name, order: property.required === true ? 0 : 1 }));
}
