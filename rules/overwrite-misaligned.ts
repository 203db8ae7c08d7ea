import { nodesOfKind } from "../src/syntax/find-node.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import type { BetweenExpression, BinaryExpression } from "../src/syntax/nodes.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

const HALF_OPEN: Readonly<Record<string, string>> = { "<=": "<", ">": ">=" };

/** The one comparison that counts its bound the wrong way; null where there are several, or none. */
function inclusive(analysis: StatementAnalysis): BinaryExpression | BetweenExpression | null {
  const ingest = ingestionOf(analysis.parsed.node);
  const where = ingest?.kind === "ReplaceStatement" ? (ingest.overwrite?.where ?? null) : null;
  if (where === null) return null;
  const comparisons = nodesOfKind(where, "BinaryExpression").filter((node) => HALF_OPEN[node.operator] !== undefined);
  const found = [...comparisons, ...nodesOfKind(where, "BetweenExpression")];
  return found.length === 1 ? (found[0] ?? null) : null;
}

export default defineViolationRule({
  meta: {
    name: "overwrite-misaligned",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a bound of OVERWRITE WHERE lies within a segment instead of between two" },
    sources: ["Druid: DruidSqlParserUtils.validateQueryAndConvertToIntervals", "Druid: PeriodGranularity.bucketStart", "recorded with 24 to 33"],
    messages: {
      inclusive: "the interval {{interval}} runs one millisecond over a boundary of {{granularity}}: `<=`, `>` and BETWEEN count their bound in or out; use `>=` and `<`",
      boundary: "the interval {{interval}} does not begin and end at a boundary of {{granularity}}: {{boundary}} lies within a segment that would be replaced in part",
      zone: "literals are read in `sqlTimeZone` {{zone}}, segments are cut in UTC: the interval {{interval}} does not begin and end at a boundary of {{granularity}}",
    },
  },
  suggestions: (violation, analysis) => {
    const node = violation.message === "inclusive" ? inclusive(analysis) : null;
    if (node === null) return [];
    if (node.kind === "BinaryExpression") {
      const operator = HALF_OPEN[node.operator] ?? node.operator;
      return [{ title: `write \`${operator}\``, fix: (fixer) => fixer.replace({ start: node.operatorStart, end: node.operatorStart + node.operator.length }, operator) }];
    }
    const { text } = analysis.tree;
    const [column, low, high] = [node.operand, node.low, node.high].map((part) => text.slice(part.start, part.end));
    return [{ title: "write half-open bounds", fix: (fixer) => fixer.replace(node, `${column ?? ""} >= ${low ?? ""} AND ${column ?? ""} < ${high ?? ""}`) }];
  },
});
