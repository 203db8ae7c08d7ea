import { firstOutside, writtenTime, type WrittenTime } from "../src/analysis/insight/replaced-time.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { sayInterval } from "../src/analysis/insight/time-filter.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Mend, RuleContext } from "../src/linter/rule.ts";
import type { Expression } from "../src/syntax/nodes.ts";
import { walkExpression } from "../src/analysis/query/expressions.ts";
import { lineBreakOf } from "../src/text/lines.ts";

/** The condition of OVERWRITE WHERE, said of the expression that makes `__time`. */
function copiedCondition(context: RuleContext, condition: Expression, time: Expression | null): string {
  const { text } = context.sourceCode;
  const name = time === null ? "__time" : text.slice(time.start, time.end);
  let result = "";
  let copied = condition.start;
  walkExpression(condition, (node) => {
    if (node.kind !== "ColumnReference") return true;
    result += `${text.slice(copied, node.start)}${name}`;
    copied = node.end;
    return false;
  });
  return result + text.slice(copied, condition.end);
}

/** Adds the condition to the outermost WHERE; null where there is no FROM to put it behind. */
function addFilter(context: RuleContext, written: WrittenTime, condition: Expression): Mend {
  const { where, from } = written.select;
  const added = copiedCondition(context, condition, written.expression);
  return (fixer) => {
    if (where !== null) return [fixer.insertBefore(where, `${added} AND (`), fixer.insertAfter(where, ")")];
    return from === null ? null : fixer.insertAfter(from, `${lineBreakOf(context.sourceCode.text)}WHERE ${added}`);
  };
}

export default defineRule({
  meta: {
    name: "replace-time-filter-missing",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InsertTimeOutOfBounds",
    fix: "suggestion",
    docs: { description: "the SELECT of a REPLACE may give rows outside of the time range that OVERWRITE WHERE names" },
    sources: ["Druid: ControllerImpl.validateTimeBoundsForReplace and InsertTimeOutOfBoundsFault", "recorded on a running Druid 27.0.0"],
    messages: {
      missing: "OVERWRITE WHERE names a time range, but no WHERE of the SELECT bounds its time: the first row outside of the range fails the task with InsertTimeOutOfBounds; filter the SELECT by the same range",
      external: "OVERWRITE WHERE names a time range, but no WHERE of the SELECT bounds its time: should the input hold a row outside of the range, the task fails with InsertTimeOutOfBounds; filter the SELECT by the same range",
      wider: "the SELECT lets through rows from {{outside}}, which OVERWRITE WHERE does not name: such a row fails the task with InsertTimeOutOfBounds; make the two ranges equal",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const replaced = analysis.ingestion?.overwrite?.intervals ?? null;
      if (ingest?.kind !== "ReplaceStatement" || replaced === null) return;
      const written = writtenTime(ingest, analysis);
      const condition = ingest.overwrite?.where ?? null;
      if (written === null || condition === null) return;
      const outside = firstOutside(written, replaced);
      if (outside === null) return;
      if (written.bounds !== null) {
        context.report({ at: written.bounds, messageId: "wider", data: { outside: sayInterval(outside) } });
        return;
      }
      const external = written.source === "external";
      context.report({
        at: condition,
        messageId: external ? "external" : "missing",
        severity: external ? "info" : "warn",
        suggestions: [{ title: "filter the SELECT by the same range", fix: addFilter(context, written, condition) }],
      });
    },
  }),
});
