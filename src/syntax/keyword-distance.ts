import { editDistance } from "../text/nearest.ts";

/** Words that open a statement. */
export const openingKeywords: readonly string[] = ["SELECT", "INSERT", "REPLACE", "WITH", "EXPLAIN", "VALUES", "DESCRIBE", "SET"];

/** Words that open a query. */
export const queryKeywords: readonly string[] = ["SELECT", "WITH", "VALUES"];

/** Words that open or go on with a clause: those whose misspelling leaves a statement unreadable. */
const clauseKeywords: readonly string[] = [
  "SELECT", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "UNION", "JOIN", "INNER", "CROSS", "INTO", "OVERWRITE",
  "PARTITIONED", "CLUSTERED", "BETWEEN", "DISTINCT", "VALUES", "EXTEND", "TABLE", "INTERVAL", "TIMESTAMP", "PLAN",
];

/**
 * The keyword that a misspelt word most likely means, null when none is near: one edit for words of up to five letters, two for longer
 * ones, a swap of neighbours counting as one.
 */
export function closestKeyword(text: string, keywords: readonly string[] = clauseKeywords): string | null {
  const word = text.toUpperCase();
  let best: string | null = null;
  let bestDistance = 3;
  for (const keyword of keywords) {
    if (Math.abs(keyword.length - word.length) > 2 || keyword === word) continue;
    const edits = editDistance(word, keyword);
    if (edits < bestDistance && edits <= (keyword.length <= 5 ? 1 : 2)) {
      best = keyword;
      bestDistance = edits;
    }
  }
  return best;
}
