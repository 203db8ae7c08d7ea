import { defineViolationRule } from "../src/linter/violation-rule.ts";
import type { TextEdit } from "../src/text/edits.ts";

/** The messages of commas that separate nothing: without them the list is what it was meant to be. */
const uselessCommas: ReadonlySet<string> = new Set(["trailingComma", "doubleComma", "leadingComma", "joinComma"]);

export default defineViolationRule({
  meta: {
    name: "syntax-error",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a text that Druid's parser cannot read: a misspelt keyword, a comma or a parenthesis too many or too few, an open quote, a token out of place" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      unexpected: "{{found}} is not expected here, where Druid's grammar has {{expected}}",
      missing: "{{missing}} is missing after `{{after}}`, and Druid's parser stops here",
      ended: "the statement ends after `{{after}}`, where Druid's grammar has {{expected}}",
      nearKeyword: "`{{word}}` is no keyword here, and Druid's parser cannot go on; did you mean `{{write}}`?",
      missingComma: "a comma is missing between `{{before}}` and `{{after}}`: put it in",
      trailingComma: "a comma after the last item, before {{next}}: leave it out",
      doubleComma: "a second comma where the next item must follow: leave it out",
      leadingComma: "a comma where the first item must follow: leave it out",
      joinComma: "a comma joins tables by itself, so {{join}} cannot follow it: leave the comma out",
      unclosedParenthesis: "no `)` closes this parenthesis before {{found}}",
      unmatchedParenthesis: "nothing opened this parenthesis: leave it out, or open it",
      unclosedText: "the quotes of this text do not pair up, so that Druid reads on into what follows: close it, or write `''` for a quote within it",
      backslash: "a backslash does not escape a quote in Druid, so this text ends at it: write `''` for a quote within a text",
      unclosedName: "no quote closes this name on its line",
      unclosedComment: "no `*/` closes this comment, and the rest of the text is part of it",
      character: "`{{character}}` ({{code}}) is no character of Druid's SQL outside of quotes",
      blank: "{{code}} looks like a blank and is none to Druid: write a plain space",
      hashComment: "`#` begins no comment in Druid, and its lexer stops here: write `--`",
      variable: "Druid's SQL has no variables, and its lexer stops at `@`: write `?` and give the value as a parameter, or the value itself",
      superfluous: "`{{found}}` has no place after `{{after}}` in Druid's grammar: leave it out",
      doubled: "`{{found}}` stands twice: leave one out",
      unitText: "{{call}} takes the unit as a text: write `{{write}}`",
      periodText: "{{call}} takes a period as a text, such as 'P1D' for a day: write it in place of `{{found}}`",
      nothing: "nothing stands after `{{operator}}` that it could work on: write it, or leave `{{operator}}` out",
      noOperand: "nothing stands before `{{operator}}` that it could work on: write the value that is tested",
      comparisonAgain: "`{{operator}}` has no left side after `{{joint}}`: Druid does not carry the one before over, so write it again",
      comparison: "`{{found}}` compares nothing: write `{{write}}`",
      subquery: "a query within an expression stands in parentheses: put `(` before `{{found}}` and `)` at its end",
      list: "IN takes a list in parentheses, even of one value: write `(` before {{found}}",
      emptyList: "the list of IN is empty, and Druid's grammar wants a value or a query in it",
      isNotNull: "`NOT NULL` belongs to definitions of columns: write `IS NOT NULL` to test a value",
      caseEnd: "CASE is not ended before {{found}}: write `END` after its last branch",
      caseWhen: "a branch of CASE begins with `WHEN`: write `CASE WHEN … THEN …`",
      granularityList: "PARTITIONED BY takes one granularity of time and nothing else: give {{found}} to CLUSTERED BY",
      granularityMissing: "PARTITIONED BY says no granularity: write HOUR, DAY, MONTH, YEAR, ALL, `FLOOR(__time TO unit)` or `TIME_FLOOR(__time, period)`",
      granularityParentheses: "PARTITIONED BY takes its granularity without parentheses: write `{{found}}` alone",
      parentheses: "what follows {{after}} stands in parentheses: write `(` before `{{found}}` and `)` at its end",
      tableParentheses: "a table function stands in the parentheses of TABLE: write `TABLE({{found}}(…))`",
      intervalUnit: "the unit of an interval stands outside of the quotes: write `{{write}}`",
      unitQuoted: "a unit of time is a word of the grammar, not a text: write `{{write}}` without quotes",
      joiningWord: "{{call}} joins its arguments by `{{joining}}`, not by a comma",
      orderInCall: "Druid's grammar takes no ORDER BY among the arguments of `{{call}}`",
      namedArgument: "an argument is named by `=>`: write `{{name}} => …`",
      json: "JSON is a text to Druid, so `{{found}}` must stand in single quotes with all that belongs to it",
      jsonQuotes: "double quotes hold a name, and this one ends at the next `\"`: put JSON in single quotes",
      datetimeText: "{{type}} is followed by a text in single quotes: write `{{type}} '{{example}}'`",
      datetimeQuotes: "double quotes hold a name, and {{type}} is followed by a text: write `{{type}} {{write}}`",
      array: "an array is written with brackets, `ARRAY[…]`: in parentheses Druid expects a query",
      prefixedText: "this release reads no text with the prefix `{{prefix}}`: write the characters themselves, or `U&'\\000A'` for a line break",
    },
  },
  mend: (violation, _analysis, fixer) => (uselessCommas.has(violation.message) ? fixer.remove(violation) : null),
  mendTitle: "remove `,`",
  suggestions: ({ data, start, end }) => {
    const { write, insert, place } = data;
    if (typeof insert === "string") return [{ title: `insert \`${insert}\``, fix: () => insertion(insert, place, start) }];
    if (typeof write !== "string") return [];
    const title = write === "" ? "leave it out" : `write \`${write.trim()}\``;
    return [{ title, fix: () => ({ start, end, text: write }) }];
  },
});

/** What is missing goes before the token that was met in its place, or, as a comma does, right behind what it belongs to. */
function insertion(insert: string, place: unknown, start: number): TextEdit {
  return typeof place === "number" ? { start: place, end: place, text: insert } : { start, end: start, text: `${insert} ` };
}
