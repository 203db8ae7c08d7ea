import type { StatementAnalysis } from "../src/analysis/model.ts";
import type { Mend } from "../src/linter/rule.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { findNode } from "../src/syntax/find-node.ts";
import type { Violation } from "../src/syntax/violation.ts";

const numbers: ReadonlySet<string> = new Set(["TINYINT", "SMALLINT", "INTEGER", "INT", "BIGINT", "FLOAT", "REAL", "DOUBLE", "DECIMAL", "NUMERIC"]);

/** Up to 27 a truth value could be cast to a number, and a condition that is not known was 0. */
function asNumber(violation: Violation, analysis: StatementAnalysis): readonly { readonly title: string; readonly fix: Mend }[] {
  const cast = findNode(analysis.parsed.node, violation, "CastExpression");
  if (cast === null || analysis.typeOf(cast.operand)?.name !== "BOOLEAN" || !numbers.has(cast.type.name)) return [];
  const { operand } = cast;
  const condition = operand.kind === "ParenthesizedExpression" ? operand.expression : operand;
  const text = analysis.tree.text.slice(condition.start, condition.end);
  return [{ title: "write a CASE that gives 1 and 0", fix: (fixer) => fixer.replace(cast, `CASE WHEN ${text} THEN 1 ELSE 0 END`) }];
}

export default defineViolationRule({
  meta: {
    name: "cast-not-allowed",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a CAST between types that have nothing to do with each other" },
    sources: ["Calcite: SqlCastFunction.checkOperandTypes, SqlTypeCoercionRule", "recorded with 24 to 33"],
    messages: {
      cast: "a value of type {{from}} cannot be cast to {{to}}: convert it with a function",
      planned: "Druid has no expression for a cast of {{from}} to {{to}}: convert the value with a function",
    },
  },
  suggestions: asNumber,
});
