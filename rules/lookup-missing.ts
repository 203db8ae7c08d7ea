import { defineRule } from "../src/linter/rule.ts";
import { didYouMean, nearest } from "../src/text/nearest.ts";

export default defineRule({
  meta: {
    name: "lookup-missing",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "suggestion",
    docs: { description: "LOOKUP names a lookup that the cluster does not have" },
    sources: ["Druid: LookupExprMacro, LookupReferencesManager", "recorded on a running Druid 27.0.0: planned, and the task fails"],
    messages: {
      missing: "the schema file lists no lookup `{{lookup}}`: Druid plans the statement all the same, and the task fails with UnknownError; check the name, or create the lookup first{{suggestion}}",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      const [, name] = call.arguments;
      if (call.name.parts.length !== 1 || call.name.parts[0]?.name.toUpperCase() !== "LOOKUP" || name?.kind !== "StringLiteral") return;
      const lookups = context.sourceCode.analysisAt(call).options.schema?.lookups ?? null;
      if (lookups === null || lookups.has(name.value)) return;
      const names = [...lookups];
      context.report({
        at: name,
        messageId: "missing",
        data: { lookup: name.value, suggestion: didYouMean(name.value, names) },
        suggestions: nearest(name.value, names).map((each) => ({ title: `write '${each}'`, fix: (fixer) => fixer.replace(name, `'${each.replaceAll("'", "''")}'`) })),
      });
    },
  }),
});
