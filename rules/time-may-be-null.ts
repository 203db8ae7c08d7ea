import { writtenTime } from "../src/analysis/insight/replaced-time.ts";
import { ingestionOf, visitAll } from "../src/analysis/insight/statements.ts";
import { keyOf } from "../src/analysis/insight/time-filter.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Expression, FunctionCall, Select } from "../src/syntax/nodes.ts";
import { lineBreakOf } from "../src/text/lines.ts";

/** The TIME_PARSE that makes the time: the expression itself, or what it floors. */
function parseCall(expression: Expression): FunctionCall | null {
  const node = withoutParentheses(expression);
  if (node.kind !== "FunctionCall") return null;
  const name = node.name.parts.at(-1)?.name.toUpperCase();
  if (name === "TIME_PARSE") return node;
  const [inner] = node.arguments;
  return (name === "FLOOR" || name === "TIME_FLOOR") && inner?.kind === "FunctionCall" ? parseCall(inner) : null;
}

/** True where WHERE names the same call: whatever it says of it, a null does not pass, or was thought of. */
function isFiltered(select: Select, call: FunctionCall): boolean {
  const key = keyOf(call);
  let found = false;
  if (select.where !== null) {
    visitAll(select.where, (node) => {
      found ||= node.kind === "FunctionCall" && keyOf(node) === key;
      return !found;
    });
  }
  return found;
}

export default defineRule({
  meta: {
    name: "time-may-be-null",
    category: "risk",
    stage: "run",
    severity: "off",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "InsertTimeNull",
    fix: "suggestion",
    aliases: ["time-null-risk"],
    docs: { description: "`__time` comes of TIME_PARSE without a default: one text that it cannot read fails the task" },
    sources: ["Druid: InsertTimeNullFault", "recorded on a running Druid 27.0.0", "documentation: multi-stage-query/reference, error codes"],
    messages: {
      parse: "TIME_PARSE gives null for a text that it cannot read, and one row without `__time` fails the task with InsertTimeNull: filter such rows with IS NOT NULL, or give a default with COALESCE",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const written = ingest === null ? null : writtenTime(ingest, analysis);
      if (written === null || written.expression === null || written.source === "inline") return;
      const call = parseCall(written.expression);
      if (call === null || isFiltered(written.select, call)) return;
      const { text } = context.sourceCode;
      const condition = `${text.slice(call.start, call.end)} IS NOT NULL`;
      const { where, from } = written.select;
      context.report({
        at: call,
        messageId: "parse",
        suggestions: [
          {
            title: "leave out rows without a time",
            fix: (fixer) => {
              if (where !== null) return [fixer.insertBefore(where, `${condition} AND (`), fixer.insertAfter(where, ")")];
              return from === null ? null : fixer.insertAfter(from, `${lineBreakOf(text)}WHERE ${condition}`);
            },
          },
        ],
      });
    },
  }),
});
