import { contextComments, misspeltContextComments } from "../src/analysis/context/written.ts";
import { contextParameter, parameterOfPreviewName } from "../src/druid/context.ts";
import { atLeast, isPreview } from "../src/druid/releases.ts";
import { nearestParameter } from "../src/analysis/context/names.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "preview-context-comment",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    tolerant: true,
    docs: { description: "a comment of the form --:context is taken for a setting, or misspelt where it would be one" },
    sources: ["Imply preview API 2022.06", "recorded with 24 to 33: such comments change nothing"],
    messages: {
      misspelt: "the console reads `--:context key: value` in exactly that form, so this comment sets nothing: write `{{meant}}`",
      ignored: "only the console of the 2022 preview read `--:context` comments, for Druid this is a comment: put `{{key}}` into the query context",
      set: "only the console of the 2022 preview read `--:context` comments, for Druid this is a comment: write `SET {{key}} = …;`",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const index = analysis.tree.statements.indexOf(analysis.parsed);
      if (isPreview(analysis.options.release)) {
        for (const comment of misspeltContextComments(analysis.tree, index)) {
          const { meant } = comment;
          context.report({ at: comment, messageId: "misspelt", data: { meant }, suggestions: [{ title: `write \`${meant}\``, fix: (fixer) => fixer.replace(comment, meant) }] });
        }
        return;
      }
      for (const comment of contextComments(analysis.tree, index)) {
        const set = atLeast(analysis.options.release, 34);
        const key = contextParameter(comment.key)?.name ?? parameterOfPreviewName(comment.key)?.name ?? nearestParameter(comment.key)?.name ?? comment.key;
        const value = typeof comment.value === "string" ? `'${comment.value.replaceAll("'", "''")}'` : JSON.stringify(comment.value);
        const line = `SET ${key} = ${value};`;
        context.report({
          at: comment,
          messageId: set ? "set" : "ignored",
          data: { key },
          ...(set ? { suggestions: [{ title: `write \`${line}\``, fix: (fixer) => fixer.replace(comment, line) }] } : {}),
        });
      }
    },
  }),
});
