import { closestKeyword } from "./keyword-distance.ts";

const units = ["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "DECADE", "CENTURY", "MILLENNIUM"];

/** The unit of time that a word or a text means, null for another: `days`, `'DAY'`, `daily`, `MONHT`. */
export function meantUnit(text: string): string | null {
  const word = text.replaceAll("'", "").toUpperCase();
  const singular = word.replace(/(?:S|LY)$/, "");
  return units.find((unit) => unit === word || unit === singular) ?? (word === "DAILY" ? "DAY" : closestKeyword(word, units));
}
