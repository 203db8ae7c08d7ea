import { printType } from "../../analysis/types/sql-type.ts";
import type { Scope, StatementAnalysis } from "../../analysis/model.ts";
import { contextParameters } from "../../druid/context.ts";
import { functionNamed, functionNames } from "../../druid/functions.ts";
import { granularities } from "../../druid/granularities.ts";
import { inputKinds, tableFunction, tableFunctionFormats, tableFunctions } from "../../druid/inputs.ts";
import { atLeast, within, type Release, type ReleaseRange } from "../../druid/releases.ts";
import { enclosing, pathAt, statementAt, tokenIndexAt, tokenText } from "../../syntax/query.ts";
import type { Node, QueryBody, Select } from "../../syntax/nodes.ts";
import { clausePlaceAt, wordsThatMayFollow, type ClausePlace } from "./clause.ts";
import { completeComment } from "./comment-completion.ts";
import { keywordItems, plainItems, quoted, wordBefore, type Completion, type CompletionList } from "./completion-items.ts";
import { contextKeyItems, contextValues } from "./context-completion.ts";
import { completeExtern, type ExternArgument } from "./extern-completion.ts";
import { scopesAround } from "./scopes-around.ts";
import type { Span, TextView } from "./text-view.ts";

/** What may stand at the offset, by what stands before it. */
export function completeAt(view: TextView, offset: number): CompletionList {
  const { tree } = view;
  const inComment = completeComment(view, offset);
  if (inComment !== null) return inComment;
  const index = tokenIndexAt(tree, offset - 1);
  const token = tokenText(tree, index);
  const [start, end] = [tree.tokens.starts[index] ?? 0, tree.tokens.ends[index] ?? 0];
  const within = index >= 0 && start < offset && (offset < end || !isClosed(token));
  if (within && token.startsWith("'")) return completeString(view, index, offset);
  if (within && token.startsWith('"')) return completeName(view, { start, end: endOfName(tree.text, offset, end) }, offset);
  const range = wordBefore(tree.text, offset);
  // Behind a number or within it nothing is to be completed.
  if (/^\d/u.test(tree.text.slice(range.start, range.end))) return { range, items: [] };
  const rest = /^[\w$]*/u.exec(tree.text.slice(offset, offset + 128))?.[0].length ?? 0;
  return { range, wordEnd: offset + rest, items: itemsAt(view, range) };
}

/** A quoted text that has its second quote, so that what follows is not part of it. */
function isClosed(token: string): boolean {
  return token.length > 1 && token.startsWith(token.charAt(token.length - 1));
}

/** In quotes there are names alone. One that has no second quote yet has taken what follows for its own: that is read without it. */
function completeName(view: TextView, range: Span, offset: number): CompletionList {
  const { text } = view.tree;
  const read = range.end > offset ? view : view.reread(`${text.slice(0, offset)}"${text.slice(offset)}`);
  const items = itemsAt(read, range.end > offset ? range : { start: range.start, end: offset + 1 });
  return { range, items: items.filter(({ kind }) => kind === "column" || kind === "table" || kind === "contextKey").map((item) => (item.kind === "contextKey" ? { ...item, insert: `"${item.label}"` } : item)) };
}

/** A quoted name ends at its second quote, unless that is one that the next quoted name begins with. */
function endOfName(text: string, offset: number, end: number): number {
  return /^\w*"$/u.test(text.slice(offset, end)) ? end : offset;
}

function itemsAt(view: TextView, range: Span): readonly Completion[] {
  const place = clausePlaceAt(view.tree, range.start);
  const [last = "", before = "", third = ""] = place.words;
  if (last === "BY" && before === "PARTITIONED") return granularityItems(view.release);
  if (last === "TO" && place.nested) return unitItems();
  if (place.verb === "SET" && !place.nested) return setItems(place, view, range);
  const word = afterWord(place);
  if (word !== null) return word;
  if (place.opener === "EXTERN" && last === "(" && third === "INTO") return destinationItems(view.release);
  if (last === "AS" && before === ")" && place.clause === "INTO" && place.verb === "INSERT") return keywordItems(["CSV"]);
  if (last === "ALL" && before === "OVERWRITE") return keywordItems(["SELECT", "WITH"]);
  if (place.clause === "WHERE" && place.overwrites && beginsExpression(last)) return [...plainItems("column", ["__time"]), ...keywordItems(["TIMESTAMP '$0'", "NOT"])];
  if (last === "INTO") return tableItems(view, range, false);
  if (last === "FROM" || last === "JOIN" || (last === "," && place.clause === "FROM" && !place.nested)) return [...tableItems(view, range, true), ...keywordItems(tableForms)];
  if (place.opener === "TABLE" && last === "(") return tableFunctionItems(view.release);
  if (last === ".") return columnsOfAlias(view, range, before);
  if (place.words.length === 0 || last === ";") return keywordItems(statementStarts(view.release));
  if (last === "AS" && place.opener !== "CAST" && place.opener !== "TRY_CAST") return place.clause === "WITH" ? keywordItems(["($0)"]) : [];
  if (isTypePlace(place)) return plainItems("type", sqlTypes);
  if (last === "FOR" && third === "EXPLAIN") return keywordItems(["INSERT INTO", "REPLACE INTO", "SELECT", "WITH"]);
  if (place.opener !== "" && (last === "(" || last === ",")) {
    if (place.opener === "USING") return joinedColumnItems(view, range);
    const named = place.exports ? destinationArguments(place.opener, view.release) : argumentItems(place.opener, view.release);
    if (named.length > 0) return named;
  }
  if (last === "CASE") return [...keywordItems(["WHEN"], 0), ...columnItems(view, range), ...functionItems(view, range)];
  if (beginsExpression(last)) return [...columnItems(view, range), ...functionItems(view, range), ...keywordItems(last === "(" ? [...expressionWords, "SELECT", "WITH"] : expressionWords)];
  return keywordItems(wordsThatMayFollow(place), 0);
}

const unitFunctions: ReadonlySet<string> = new Set(["TIMESTAMPADD", "TIMESTAMPDIFF"]);
const followersOfWord: ReadonlyMap<string, readonly string[]> = new Map([
  ["EXPLAIN", ["PLAN FOR"]],
  ["INSERT", ["INTO"]],
  ["REPLACE", ["INTO"]],
  ["OVERWRITE", ["ALL", "WHERE"]],
  ["UNION", ["ALL"]],
  ...["PARTITIONED", "CLUSTERED", "GROUP", "ORDER", "PARTITION"].map((word): [string, readonly string[]] => [word, ["BY"]]),
  ...["INNER", "CROSS", "LEFT", "RIGHT", "FULL"].map((word): [string, readonly string[]] => [word, ["JOIN"]]),
  ["IS", ["NULL", "NOT NULL", "TRUE", "FALSE", "NOT TRUE", "NOT FALSE"]],
  // A number.
  ["LIMIT", []],
  ["OFFSET", []],
]);

/** What the words right before leave no other choice than. */
function afterWord({ words: [last = "", before = "", third = ""], opener, commas, clause }: ClausePlace): readonly Completion[] | null {
  const followers = followersOfWord.get(last);
  if (followers !== undefined) return keywordItems(followers);
  if ((last === "TIMESTAMP" || last === "DATE") && beginsExpression(before)) return keywordItems(["'$0'"]);
  if (last === "INTERVAL") return keywordItems(["'$0' DAY"]);
  if (last === "ALL" && before === "UNION") return keywordItems(["SELECT", "($0)"]);
  if (before === "INTERVAL" && last.startsWith("'")) return unitItems();
  if (last === "(" && opener === "EXTRACT") return plainItems("granularity", extractUnits);
  if (last === "(" && unitFunctions.has(opener)) return unitItems();
  if (last === "(" && opener === "OVER") return keywordItems(["PARTITION BY $0", "ORDER BY $0"]);
  if (last === "(" && opener === "FILTER") return keywordItems(["WHERE $0"]);
  // A name of its own is made up.
  if (opener === "EXTEND" && (last === "(" || last === ",")) return [];
  if (clause === "WITH" && last === "," && before === ")") return [];
  if (opener === "EXTERN" && third !== "INTO" && (last === "(" || last === ",")) return keywordItems(externTexts.slice(commas, commas + 1), 0);
  return null;
}

const externTexts = ["'{\"type\": \"$0\"}'", "'{\"type\": \"$0\"}'", "'[{\"name\": \"$0\", \"type\": \"string\"}]'"];

function statementStarts(release: Release): readonly string[] {
  const starts = ["INSERT INTO", "REPLACE INTO", "SELECT", "WITH", "EXPLAIN PLAN FOR"];
  return atLeast(release, 34) ? [...starts, "SET"] : starts;
}

const tableForms = ["TABLE(EXTERN('$0', '', ''))", "TABLE($0)", "UNNEST($0)", "LATERAL", "(SELECT $0)"];
const expressionWords = ["CASE WHEN $0 THEN  END", "CAST($0 AS )", "DISTINCT", "NOT", "NULL", "TRUE", "FALSE", "TIMESTAMP '$0'", "INTERVAL '$0' DAY", "ARRAY[$0]", "EXISTS ($0)"];
const sqlTypes = ["VARCHAR", "BIGINT", "DOUBLE", "FLOAT", "TIMESTAMP", "DATE", "BOOLEAN", "INTEGER", "DECIMAL", "VARCHAR ARRAY", "BIGINT ARRAY", "DOUBLE ARRAY"];
const expressionStarts: ReadonlySet<string> = new Set(["SELECT", "WHERE", "ON", "HAVING", "AND", "OR", "NOT", ",", "(", "[", "=", "<", ">", "<=", ">=", "<>", "!=", "BY", "WHEN", "THEN", "ELSE", "CASE", "+", "-", "*", "/", "%", "||", "BETWEEN", "IN", "LIKE", "DISTINCT", "ALL", "=>"]);

function beginsExpression(word: string): boolean {
  return expressionStarts.has(word);
}

/** Behind AS in CAST, and behind a column's name in EXTEND. */
function isTypePlace({ words: [last = "", before = ""], opener }: ClausePlace): boolean {
  if (opener === "CAST" || opener === "TRY_CAST") return last === "AS";
  return opener === "EXTEND" && last !== "(" && last !== "," && (before === "(" || before === ",");
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
  return plainItems("granularity", granularities.flatMap((granularity) => granularity.unit ?? []));
}

/** `SET key = value`: the key, what follows it, the value. */
function setItems({ words: [last = "", before = ""] }: ClausePlace, view: TextView, range: Span): readonly Completion[] {
  const hasValue = /^[\w$]*"?\s*=/u.test(view.tree.text.slice(range.end, range.end + 200));
  if (last === "SET") return contextKeyItems(view.release, hasValue ? "" : " = ");
  if (last !== "=") return before === "SET" ? keywordItems(["="]) : [];
  return plainItems("value", setValues(before, view).map((value) => (typeof value === "string" ? `'${value}'` : String(value).toUpperCase())));
}

/** `key` in upper case, as it is written. */
function setValues(key: string, { release }: TextView): readonly (string | number | boolean)[] {
  const name = contextParameters().find((parameter) => parameter.name.toUpperCase() === key.replaceAll('"', ""))?.name;
  return name === undefined ? [] : contextValues(name, release);
}

function functionItems(view: TextView, range: Span): readonly Completion[] {
  // A call whose name is being changed has its parentheses.
  const call = /^\w*\s*\(/u.test(view.tree.text.slice(range.end)) ? "" : "($0)";
  return functionNames(view.release).filter((name) => /^\w+$/u.test(name)).map((name) => {
    const fact = functionNamed(name, view.release);
    const detail = fact === null ? "" : fact.aggregate ? "aggregate" : fact.extension === "core" ? "" : fact.extension;
    return { label: name, kind: "function" as const, detail, insert: fact?.syntax === "FUNCTION_ID" ? name : name + call, order: 200 };
  });
}

// Tables

function tableItems(view: TextView, range: Span, withCommonTables: boolean): readonly Completion[] {
  const items: Completion[] = [];
  const add = (name: string, detail: string, order: number): void => {
    if (!items.some((item) => item.label === name)) items.push({ label: name, kind: "table", detail, insert: quoted(name, view.release), order });
  };
  if (withCommonTables) for (const name of commonTablesAt(view, range)) add(name, "WITH", 0);
  const [first] = view.tree.statements;
  const schema = first === undefined ? null : view.analysisOf(first).options.schema;
  for (const name of schema?.tables.keys() ?? []) add(name, "datasource", 1);
  return items;
}

function commonTablesAt(view: TextView, range: Span): readonly string[] {
  const { path } = mendedAt(view, range) ?? { path: [] };
  return path.flatMap((node) => (node.kind === "Query" ? (node.with?.tables ?? []) : [])).map((table) => table.name.name);
}

function tableFunctionItems(release: Release): readonly Completion[] {
  return tableFunctions()
    .filter((each) => within(release, each))
    .map(({ name }, index) => ({ label: name, kind: "function", detail: "table function", insert: name === "EXTERN" ? "EXTERN('$0', '', '')" : `${name}($0)`, order: index }));
}

/** Where INTO EXTERN may export to. */
function destinationItems(release: Release): readonly Completion[] {
  return inputKinds("exportDestinations", release).map(({ type, properties, extension }, index) => {
    const name = type.toUpperCase();
    const required = Object.keys(properties).filter((key) => properties[key]?.required === true);
    const list = required.map((key, at) => `${key} => '${at === 0 ? "$0" : ""}'`).join(", ");
    return { label: name, kind: "function", detail: extension ?? "destination of an export", insert: `${name}(${list})`, order: index };
  });
}

function destinationArguments(name: string, release: Release): readonly Completion[] {
  return namedArguments(inputKinds("exportDestinations", release).find(({ type }) => type.toUpperCase() === name)?.properties ?? {}, release);
}

/** The named arguments of a table function. */
function argumentItems(name: string, release: Release): readonly Completion[] {
  return name === "EXTERN" ? [] : namedArguments(tableFunction(name)?.arguments ?? {}, release);
}

function namedArguments(known: Readonly<Record<string, ReleaseRange & { readonly type: string; readonly required?: boolean }>>, release: Release): readonly Completion[] {
  return Object.entries(known)
    .filter(([, argument]) => within(release, argument))
    .map(([label, argument], index) => ({ label, kind: "property", detail: `${argument.type}${argument.required === true ? ", required" : ""}`, insert: `${label} => $0`, order: index }));
}

// Columns

/** A statement with a name in the place of what is being typed, and the path to it; null where even so it cannot be read. */
function mendedAt(view: TextView, range: Span): { readonly path: readonly Node[]; readonly scopes: readonly Scope[]; readonly analysis: StatementAnalysis } | null {
  const statement = statementAt(view.tree, range.start);
  if (statement === null) return null;
  const [before, after] = [view.tree.text.slice(statement.start, range.start), view.tree.text.slice(Math.min(range.end, statement.end), statement.end)];
  for (const attempt of ["x", "x)", "x))", "x THEN x END", "x WHEN x THEN x END", "(x)"]) {
    const mended = view.reread(`${before}${attempt} ${after}`);
    const [parsed] = mended.tree.statements;
    if (parsed?.sound !== true) continue;
    const path = pathAt(parsed.node, before.length);
    const analysis = mended.analysisOf(parsed);
    return { path, scopes: scopesAround(path, analysis), analysis };
  }
  return null;
}

function columnItems(view: TextView, range: Span): readonly Completion[] {
  const seen = new Set<string>();
  const items: Completion[] = [];
  const mended = mendedAt(view, range);
  for (const column of mended === null ? [] : columnsOfResult(mended.path, mended.analysis)) {
    seen.add(column);
    items.push({ label: column, kind: "column", detail: "of the SELECT list", insert: quoted(column, view.release), order: 0 });
  }
  for (const scope of mended?.scopes ?? []) {
    const inner = new Set(seen);
    const several = columnsOfSeveral(scope);
    for (const { alias, columns } of scope.tables) {
      for (const { name, type } of columns ?? []) {
        if (inner.has(name)) continue;
        seen.add(name);
        const qualifier = several.has(name) && alias !== null ? `${quoted(alias, view.release)}.` : "";
        items.push({ label: `${qualifier}${name}`, kind: "column", detail: `${printType(type)}${alias === null ? "" : ` of ${alias}`}`, insert: qualifier + quoted(name, view.release), order: 0 });
      }
    }
  }
  return items;
}

/** What USING may join by: the names that two tables have. */
function joinedColumnItems(view: TextView, range: Span): readonly Completion[] {
  const [scope] = mendedAt(view, range)?.scopes ?? [];
  return scope === undefined ? [] : [...columnsOfSeveral(scope)].map((name) => ({ label: name, kind: "column", detail: "of both tables", insert: quoted(name, view.release), order: 0 }));
}

/** Names that say nothing without the table's. */
function columnsOfSeveral({ tables }: Scope): ReadonlySet<string> {
  const once = new Set<string>();
  const several = new Set<string>();
  for (const { name } of tables.flatMap((table) => table.columns ?? [])) (once.has(name) ? several : once).add(name);
  return several;
}

/** CLUSTERED BY is about what the query gives, ORDER BY and HAVING about that and what it reads. */
function columnsOfResult(path: readonly Node[], analysis: StatementAnalysis): readonly string[] {
  const select = selectOfResult(path);
  if (select === null) return [];
  const tables = analysis.scopeOf(select)?.tables ?? [];
  return select.items.flatMap(({ alias, expression }): string | readonly string[] => {
    if (expression.kind !== "Star") return alias?.name ?? (expression.kind === "ColumnReference" ? (expression.parts.at(-1)?.name ?? []) : []);
    const qualifier = expression.qualifier.at(-1)?.name;
    return tables.filter((table) => qualifier === undefined || table.alias === qualifier).flatMap(({ columns }) => (columns ?? []).map(({ name }) => name));
  });
}

function selectOfResult(path: readonly Node[]): Select | null {
  const [select, query] = [enclosing(path, "Select"), enclosing(path, "Query")];
  if (select?.having != null && path.includes(select.having)) return select;
  if (query?.orderBy != null && path.includes(query.orderBy)) return namingSelect(query.body);
  const ingestion = enclosing(path, "ClusteredByClause") === null ? null : (enclosing(path, "InsertStatement") ?? enclosing(path, "ReplaceStatement"));
  return ingestion === null ? null : namingSelect(ingestion.source.body);
}

/** The first SELECT of a set operation names the columns. */
function namingSelect(body: QueryBody): Select | null {
  if (body.kind === "SetOperation") return namingSelect(body.left);
  if (body.kind === "ParenthesizedQuery") return namingSelect(body.query.body);
  return body.kind === "Select" ? body : null;
}

function columnsOfAlias(view: TextView, range: Span, alias: string): readonly Completion[] {
  const name = alias.replaceAll('"', "");
  for (const scope of mendedAt(view, range)?.scopes ?? []) {
    const table = scope.tables.find((candidate) => candidate.alias?.toUpperCase() === name);
    if (table?.columns == null) continue;
    return table.columns.map((column, index) => ({ label: column.name, kind: "column", detail: printType(column.type), insert: quoted(column.name, view.release), order: index }));
  }
  return [];
}

// Within quotes

const externArguments: readonly ExternArgument[] = ["inputSources", "inputFormats", "signature"];
const periodFunctions: ReadonlySet<string> = new Set(["TIME_FLOOR", "TIME_CEIL", "TIME_SHIFT"]);
const extractUnits = ["EPOCH", "SECOND", "MINUTE", "HOUR", "DAY", "DOW", "DOY", "WEEK", "MONTH", "QUARTER", "YEAR"];

/** The JSON texts of EXTERN, the periods and units of time functions; in other texts there is nothing to complete. */
function completeString(view: TextView, index: number, offset: number): CompletionList {
  const { tree } = view;
  const [start, token] = [tree.tokens.starts[index] ?? 0, tokenText(tree, index)];
  const place = clausePlaceAt(tree, start);
  const argument = place.opener === "EXTERN" ? externArguments[place.commas] : undefined;
  if (argument !== undefined) {
    const json = token.slice(1, isClosed(token) ? -1 : undefined);
    const { range, items } = completeExtern(argument, json, offset - start - 1, view.release);
    return { range: { start: range.start + start + 1, end: range.end + start + 1 }, items };
  }
  const range = { start: start + 1, end: isClosed(token) ? start + token.length - 1 : offset };
  if (place.verb === "SET" && !place.nested && place.words[0] === "=") return { range, items: plainItems("value", setValues(place.words[1] ?? "", view).map(String)) };
  if (place.words[0] === "=>" && place.words[1] === "FORMAT" && tableFunction(place.opener) !== null) return { range, items: plainItems("value", tableFunctionFormats()) };
  if (place.commas === 1 && periodFunctions.has(place.opener)) return { range, items: plainItems("granularity", granularities.flatMap((granularity) => granularity.period ?? [])) };
  if (place.commas === 1 && place.opener === "TIME_EXTRACT") return { range, items: plainItems("granularity", extractUnits) };
  return { range, items: [] };
}
