import { externInput, flagProperty, isEditable, placeInJson, propertyOf, textProperty, textsProperty, type ExternInput, type JsonArgument } from "../src/analysis/insight/extern-inputs.ts";
import { inputKind } from "../src/druid/inputs.ts";
import { defineRule } from "../src/linter/rule.ts";

/** The columns of a CSV or TSV format whose first row Druid reads as data; null where it does not. */
function columnsWithoutHeader(format: JsonArgument): readonly string[] | null {
  const kind = inputKind("inputFormats", textProperty(format.node, "type") ?? "");
  const skip = propertyOf(format.node, "skipHeaderRows");
  if (kind?.delimiter === undefined || flagProperty(format.node, "findColumnsFromHeader") || (skip?.kind === "number" && Number(skip.text) > 0)) return null;
  const columns = textsProperty(format.node, "columns");
  return columns === null || columns.length === 0 ? null : columns;
}

/** True when the first line of inline data is the list of columns. */
function beginsWithHeader(input: ExternInput, format: JsonArgument, columns: readonly string[]): boolean {
  const data = input.source === null || textProperty(input.source.node, "type") !== "inline" ? null : textProperty(input.source.node, "data");
  if (data === null) return false;
  const [line = ""] = data.split(/\r\n|\n|\r/u, 1);
  const delimiter = textProperty(format.node, "delimiter") ?? inputKind("inputFormats", textProperty(format.node, "type") ?? "")?.delimiter ?? ",";
  const names = line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/u, "$1"));
  return names.length === columns.length && names.every((name, index) => name.toLowerCase() === columns[index]?.toLowerCase());
}

export default defineRule({
  meta: {
    name: "extern-header-read-as-data",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "suggestion",
    aliases: ["extern-csv-header-mismatch"],
    docs: { description: "the header row of a CSV or TSV input is read as a row of data" },
    sources: ["Druid: FlatTextInputFormat, DelimitedValueReader"],
    messages: {
      flag: "`hasHeaderRow` is ignored when `columns` is given, so Druid reads the header as a row of data: set `skipHeaderRows` to 1",
      data: "the inline data begins with the names of its columns, and Druid reads them as a row of data: set `skipHeaderRows` to 1",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const input = externInput(table, release);
      const format = input?.format ?? null;
      if (input === null || format === null) return;
      const columns = columnsWithoutHeader(format);
      if (columns === null) return;
      const flagged = flagProperty(format.node, "hasHeaderRow");
      if (!flagged && !beginsWithHeader(input, format, columns)) return;
      const place = (part: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } => placeInJson(text, format, part);
      const close = place({ start: format.node.end - 1, end: format.node.end });
      context.report({
        at: place((flagged ? propertyOf(format.node, "hasHeaderRow") : propertyOf(format.node, "columns")) ?? format.node),
        messageId: flagged ? "flag" : "data",
        suggestions: isEditable(format) ? [{ title: "skip the header row", fix: (fixer) => fixer.insertBefore(close, ', "skipHeaderRows": 1') }] : [],
      });
    },
  }),
});
