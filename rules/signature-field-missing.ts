import { declaredColumns, externInput, flagProperty, placeInJson, propertyOf, textProperty, textsProperty, type ExternInput } from "../src/analysis/insight/extern-inputs.ts";
import { inlineRecords } from "../src/analysis/insight/inline-data.ts";
import { inputKind } from "../src/druid/inputs.ts";
import { defineRule } from "../src/linter/rule.ts";
import { didYouMean } from "../src/text/nearest.ts";

/** The fields that the input can have; null where that is not known. */
function fieldsOf(input: ExternInput): { readonly names: ReadonlySet<string>; readonly from: "columns" | "data" } | null {
  const { format } = input;
  if (format === null) return null;
  const records = inlineRecords(input);
  if (records !== null && records.length > 0) return { names: new Set(records.flatMap((record) => [...record.keys()])), from: "data" };
  const type = textProperty(format.node, "type") ?? "";
  const delimited = inputKind("inputFormats", type)?.delimiter !== undefined || type === "regex";
  const columns = delimited && !flagProperty(format.node, "findColumnsFromHeader") ? textsProperty(format.node, "columns") : null;
  return columns === null || columns.length === 0 ? null : { names: new Set(columns), from: "columns" };
}

export default defineRule({
  meta: {
    name: "signature-field-missing",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "none",
    docs: { description: "a column of EXTERN's signature that the input never has, so that it is always null" },
    sources: ["Druid: ExternalSegment reads a missing field as null", "Druid: FlatTextInputFormat, JsonLineReader"],
    messages: {
      columns: "`{{column}}` is not among the `columns` of the input format, so it is null in every row: list it there, or take it out of the signature{{suggestion}}",
      data: "no record of the inline data has a field `{{column}}`, so it is null in every row: check the name{{suggestion}}",
    },
    supersedes: ["signature-unused-column"],
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const input = externInput(table, release);
      const fields = input === null ? null : fieldsOf(input);
      const signature = input?.signature ?? null;
      if (input === null || fields === null || signature === null) return;
      for (const column of declaredColumns(input) ?? []) {
        if (fields.names.has(column.name)) continue;
        const data = { column: column.name, suggestion: column.name.length < 3 ? "" : didYouMean(column.name, fields.names) };
        context.report({ at: placeInJson(text, signature, propertyOf(column.node, "name") ?? column.node), messageId: fields.from, data });
      }
    },
  }),
});
