import { isRenamable, placeOfKey } from "../src/analysis/insight/query-context.ts";
import type { ContextEntry, StatementAnalysis } from "../src/analysis/model.ts";
import { contextParameter, nameInRelease, parameterOfPreviewName } from "../src/druid/context.ts";
import { isPreview } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";

/** What is said of an entry, and the name to write in its place; null where nothing is to be written. */
interface Misnamed {
  readonly message: "renamed" | "both" | "alias" | "later";
  readonly name: string;
  readonly write: string | null;
}

function keysOf(analysis: StatementAnalysis): ReadonlySet<string> {
  return new Set([...analysis.context.values()].map(({ key }) => key));
}

function misnamed({ key }: ContextEntry, written: ReadonlySet<string>, analysis: StatementAnalysis): Misnamed | null {
  const parameter = parameterOfPreviewName(key);
  const { release } = analysis.options;
  const winner = parameter?.preview ?? "";
  const outdone = parameter?.previewAlias === key && written.has(winner);
  if (isPreview(release)) {
    if (outdone) return { message: "alias", name: winner, write: null };
    const known = parameter === null ? contextParameter(key) : null;
    if (known?.preview === undefined) return null;
    const name = nameInRelease(known, release);
    return { message: "later", name, write: written.has(name) ? null : name };
  }
  if (parameter === null || parameter.name === key) return null;
  if (written.has(parameter.name)) return { message: "both", name: parameter.name, write: null };
  return outdone ? { message: "alias", name: winner, write: null } : { message: "renamed", name: parameter.name, write: parameter.name };
}

export default defineRule({
  meta: {
    name: "context-preview-name",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a context parameter has its name of the 2022 preview, or in the preview that of later releases" },
    sources: ["Imply preview API 2022.06", "Druid: MultiStageQueryContext (24 on)", "executed on 27.0.0: the old names are ignored"],
    messages: {
      renamed: "`{{key}}` is the name of the 2022 preview, which Druid ignores: it is `{{name}}` now",
      both: "`{{key}}` is the name of the 2022 preview and ignored, `{{name}}` beside it counts: remove the old one",
      alias: "`{{key}}` counts for nothing beside `{{name}}`, which wins in the preview: remove it",
      later: "`{{key}}` is a name of Druid 24 and later, which the preview ignores: it is `{{name}}` there",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const written = keysOf(analysis);
      for (const entry of analysis.context.values()) {
        const found = misnamed(entry, written, analysis);
        if (found === null) continue;
        const { message, name, write } = found;
        const at = placeOfKey(analysis, entry);
        const mend = write !== null && isRenamable(analysis, entry);
        context.report({
          at,
          messageId: message,
          data: { key: entry.key, name },
          ...(mend ? { fix: (fixer) => fixer.replace(at, write), fixTitle: `write \`${write}\`` } : {}),
        });
      }
    },
  }),
});
