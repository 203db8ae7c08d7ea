import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "insert-with-overwrite",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "an INSERT has an OVERWRITE clause" },
    sources: ["Druid: insert.ftl of the parser", "recorded with 24 to 33"],
    messages: {
      overwrite: "INSERT only adds rows, so it takes no OVERWRITE: write REPLACE if the old rows shall go, or remove the clause",
      verb: "`INSERT OVERWRITE` is Hive's and Spark's: Druid replaces rows by `REPLACE INTO … OVERWRITE ALL` or `OVERWRITE WHERE`",
    },
  },
  suggestions: ({ message, data }, analysis) => {
    const { start } = analysis.parsed;
    const { targetStart, targetEnd } = data;
    if (message === "verb") {
      if (typeof targetStart !== "number" || typeof targetEnd !== "number") return [];
      const name = analysis.tree.text.slice(targetStart, targetEnd);
      return [{ title: "replace the whole table", fix: () => ({ start, end: targetEnd, text: `REPLACE INTO ${name} OVERWRITE ALL` }) }];
    }
    const word = { start, end: start + "INSERT".length };
    if (analysis.tree.text.slice(word.start, word.end).toUpperCase() !== "INSERT") return [];
    return [{ title: "write REPLACE, which deletes the old rows", fix: (fixer) => fixer.replace(word, "REPLACE") }];
  },
});
