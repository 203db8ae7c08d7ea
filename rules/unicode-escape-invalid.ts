import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "unicode-escape-invalid",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an escape of a Unicode literal that names no character, or a mark for escapes that Druid does not take" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      digits: "a backslash in a Unicode literal is followed by four hexadecimal digits: write them, or two backslashes for one",
      escaped: "in a string with escapes `\\u` is followed by four hexadecimal digits, `\\U` by eight that name a character: complete them, or write the character itself",
      mark: "`{{mark}}` cannot mark escapes: UESCAPE takes one character that is no hexadecimal digit, blank, plus sign or double quote",
      introducer: "UESCAPE belongs to a Unicode literal: write `U&` before the string, or leave it out",
    },
  },
});
