import { extendSignature } from "../src/analysis/extern/extend.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { nodesOfKind } from "../src/syntax/find-node.ts";
import type { TextEdit } from "../src/text/edits.ts";
import { trimEndOf } from "../src/text/trim.ts";

/** The column list as the third argument of EXTERN; null where it has one already, or the list says more than a signature can. */
function toSignature(start: number, { parsed, tree }: StatementAnalysis): readonly TextEdit[] | null {
  const table = nodesOfKind(parsed.node, "TableFunction").find(({ extend }) => extend?.start === start);
  if (table?.extend === undefined || table.extend === null || table.call.kind !== "FunctionCall") return null;
  const { call, extend } = table;
  const last = call.arguments.at(-1);
  const isExtern = call.name.parts.length === 1 && call.name.parts[0]?.name.toUpperCase() === "EXTERN";
  if (!isExtern || call.arguments.length !== 2 || last === undefined || call.arguments.some(({ kind }) => kind === "NamedArgument")) return null;
  const signature = extendSignature(extend);
  if (signature === null) return null;
  const gap = trimEndOf(tree.text.slice(last.end, extend.start), " \t").length;
  return [
    { start: last.end, end: last.end, text: `, '${signature.replaceAll("'", "''")}'` },
    { start: last.end + gap, end: extend.end, text: "" },
  ];
}

export default defineViolationRule({
  meta: {
    name: "extend-clause-version",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <26",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a column list after a table function, before 26" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      extend: "a column list after a table function is read from Druid 26 on: give the signature as the third argument of EXTERN",
    },
  },
  mend: (violation, analysis) => toSignature(violation.start, analysis),
  mendTitle: "write the columns as a signature",
});
