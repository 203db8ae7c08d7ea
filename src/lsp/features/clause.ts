import { tokenIndexAt, tokenText } from "../../syntax/query.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";

/** Where in a statement an offset stands, told by the words before it: of one that is half typed there is no tree to ask. */
export interface ClausePlace {
  /** Upper-case texts of the tokens before, nearest first; a word that is being typed is none of them. */
  readonly words: readonly string[];
  /** The clause's first word, such as `FROM` or `PARTITIONED`; null before the first one. */
  readonly clause: string | null;
  /** Within parentheses; `opener` is the word before them, empty where there is none. */
  readonly nested: boolean;
  readonly opener: string;
  /** They are those of a destination in `INTO EXTERN(…)`. */
  readonly exports: boolean;
  /** Arguments before this one within the parentheses. */
  readonly commas: number;
  /** The statement's first word. */
  readonly verb: string;
  /** Its WHERE is that of OVERWRITE. */
  readonly overwrites: boolean;
  /** The last word of a CASE that is not at its END, such as `WHEN`; null outside of one. */
  readonly caseWord: string | null;
}

const clauses: ReadonlySet<string> = new Set(["WITH", "INTO", "OVERWRITE", "SELECT", "FROM", "JOIN", "ON", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "PARTITIONED", "CLUSTERED", "SET", "EXTEND", "VALUES"]);

const caseFollowers: ReadonlyMap<string, readonly string[]> = new Map([
  ["CASE", ["WHEN"]],
  ["WHEN", ["THEN"]],
  ["THEN", ["WHEN", "ELSE", "END"]],
  ["ELSE", ["END"]],
]);

export function clausePlaceAt(tree: SyntaxTree, offset: number): ClausePlace {
  const last = lastTokenBefore(tree, offset);
  const words: string[] = [];
  for (let index = last; index >= 0 && words.length < 6; index--) words.push(tokenText(tree, index).toUpperCase());
  const found: { clause: string | null; verb: string; before: string | null } = { clause: null, verb: "", before: null };
  /** The words before each pair of parentheses around the offset, the innermost first. */
  const openers: string[] = [];
  let exports = false;
  let depth = 0;
  let commas = 0;
  let ends = 0;
  let caseWord: string | null = null;
  for (let index = last; index >= 0; index--) {
    const word = tokenText(tree, index).toUpperCase();
    if (word === ";") break;
    if (word === ")" || word === "]") depth++;
    else if ((word === "(" || word === "[") && depth > 0) depth--;
    else if (word === "(" || word === "[") {
      openers.push(tokenText(tree, index - 1).toUpperCase());
      exports ||= openers.length === 2 && openers[1] === "EXTERN" && tokenText(tree, index - 2).toUpperCase() === "INTO";
    } else if (depth === 0 && openers.length === 0) {
      if (word === ",") commas++;
      else if (word === "END") ends++;
      else if (ends === 0 && caseFollowers.has(word)) caseWord ??= word;
      else if (word === "CASE") ends--;
      if (clauses.has(word)) found.clause ??= word;
      if (word === "OVERWRITE" || word === "SELECT") found.before ??= word;
    }
    found.verb = word;
  }
  return { words, clause: found.clause, nested: openers.length > 0, opener: openers[0] ?? "", exports, commas, verb: found.verb, overwrites: found.before === "OVERWRITE", caseWord };
}

/** A word in which the offset stands, or right behind which, is still being typed. */
function lastTokenBefore(tree: SyntaxTree, offset: number): number {
  const index = tokenIndexAt(tree, offset - 1);
  const typing = index >= 0 && (tree.tokens.ends[index] ?? 0) >= offset && /^["\w]/u.test(tokenText(tree, index));
  return typing ? index - 1 : index;
}

const joins = ["JOIN", "LEFT JOIN", "INNER JOIN", "CROSS JOIN", "FULL JOIN", "RIGHT JOIN"];
const predicates = ["AND", "OR", "IN ($0)", "BETWEEN", "LIKE '$0'", "IS NULL", "IS NOT NULL", "NOT IN ($0)"];

/** The clauses and operators that may follow what stands before, those of ingestion where the statement is one. */
export function wordsThatMayFollow(place: ClausePlace): readonly string[] {
  const ingests = !place.nested && (place.verb === "INSERT" || place.verb === "REPLACE" || place.verb === "EXPLAIN");
  const partitioned = ingests ? ["PARTITIONED BY"] : [];
  // An ingestion is sorted by CLUSTERED BY: Druid refuses ORDER BY.
  const own = followers(place, partitioned, ingests && place.verb !== "EXPLAIN" ? ["PARTITIONED BY", "LIMIT", "UNION ALL"] : ["ORDER BY", "LIMIT", "UNION ALL", ...partitioned]);
  const inCase = place.caseWord === null ? null : caseFollowers.get(place.caseWord);
  return inCase == null ? own : [...inCase, ...predicates];
}

function followers(place: ClausePlace, partitioned: readonly string[], ends: readonly string[]): readonly string[] {
  switch (place.clause) {
    case "INTO":
      if (place.words[0] === ")" && place.verb === "INSERT") return ["AS CSV", "SELECT", "WITH"];
      return place.verb === "INSERT" ? ["SELECT", "WITH"] : ["OVERWRITE ALL", "OVERWRITE WHERE", "SELECT", "WITH"];
    case "OVERWRITE":
      return ["SELECT", "WITH", ...predicates];
    case "WITH":
      return ["AS ($0)", "SELECT"];
    case "SELECT":
      return ["FROM", "AS", "FILTER (WHERE $0)", "OVER ($0)", ...predicates, ...ends];
    case "EXTEND":
    case "FROM":
    case "JOIN":
      return [...(place.words[0] === ")" ? ["EXTEND ($0)"] : []), "WHERE", "GROUP BY", "AS", ...(place.clause === "JOIN" ? ["ON"] : []), ...joins, ...ends];
    case "ON":
      return ["AND", "OR", "WHERE", "GROUP BY", ...joins, ...ends];
    case "WHERE":
      // That of OVERWRITE ends at the query, that of a query at its other clauses.
      return place.overwrites ? [...predicates, "SELECT", "WITH"] : [...predicates, "GROUP BY", ...ends];
    case "GROUP":
      return ["HAVING", ...ends];
    case "HAVING":
      return [...predicates, ...ends];
    case "ORDER":
      return ["ASC", "DESC", "NULLS FIRST", "NULLS LAST", "LIMIT", ...partitioned];
    case "LIMIT":
      return ["OFFSET", ...partitioned];
    case "OFFSET":
      return partitioned;
    case "PARTITIONED":
      return ["CLUSTERED BY"];
    case "CLUSTERED":
    case "SET":
      return [];
    default:
      return ["FROM", "WHERE", "GROUP BY", ...ends];
  }
}
