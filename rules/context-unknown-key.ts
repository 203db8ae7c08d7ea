import { contextParameter, declaredContextKey, isForbiddenKey, isOtherKnownKey, nameInRelease, parameterOfPreviewName } from "../src/druid/context.ts";
import { isRenamable, placeOfKey } from "../src/analysis/insight/query-context.ts";
import type { ContextEntry } from "../src/analysis/model.ts";
import type { DeclaredContextKey, Release } from "../src/druid/releases.ts";
import { nearestParameter } from "../src/analysis/context/names.ts";
import { defineRule } from "../src/linter/rule.ts";

function isKnown(key: string, release: Release): boolean {
  return contextParameter(key) !== null || isOtherKnownKey(key) || isForbiddenKey(key, release) || parameterOfPreviewName(key) !== null;
}

/** The type that the configuration declares for the key, where the value has not got it; text in quotes counts as what it holds, as Druid reads it. */
function missedType({ key, value }: ContextEntry, release: Release): string | null {
  const type = declaredContextKey(key, release)?.type ?? "any";
  return value === null || hasType(value, type) ? null : type;
}

function hasType(value: unknown, type: NonNullable<DeclaredContextKey["type"]>): boolean {
  switch (type) {
    case "any":
      return true;
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean" || (typeof value === "string" && /^(?:true|false)$/i.test(value));
    case "number":
      return isNumber(value);
    case "integer":
      return isNumber(value) && Number.isInteger(Number(value));
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)));
}

export default defineRule({
  meta: {
    name: "context-unknown-key",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a context parameter is not known to any release" },
    sources: ["Druid: QueryContext, MultiStageQueryContext and the other readers of 24 to 38", "recorded with 24 to 33: unknown keys change nothing"],
    messages: {
      unknown: "no Druid release reads `{{key}}`, it is ignored without a word: remove it, or list it in the option `keys` if an extension reads it",
      suggest: "no Druid release reads `{{key}}`, it is ignored without a word: do you mean `{{suggestion}}`?",
      type: "the configuration declares `{{key}}` as {{type}}, and `{{value}}` is none",
      case: "names of context parameters are case-sensitive, so `{{key}}` is ignored: write `{{suggestion}}`",
    },
    schema: {
      type: "object",
      properties: { keys: { type: "array", items: { type: "string" }, description: "Keys that an extension of the cluster reads." } },
      additionalProperties: false,
    },
  },
  create: (context) => {
    const own = new Set(context.options["keys"] as readonly string[] | undefined);
    return {
      Statement: (_node, analysis) => {
        for (const entry of analysis.context.values()) {
          const { release } = analysis.options;
          if (declaredContextKey(entry.key, release) !== null) {
            const type = missedType(entry, release);
            if (type !== null) context.report({ at: placeOfKey(analysis, entry), messageId: "type", data: { key: entry.key, type, value: JSON.stringify(entry.value) } });
            continue;
          }
          if (own.has(entry.key) || isKnown(entry.key, release)) continue;
          const lower = entry.key.toLowerCase();
          const near = nearestParameter(entry.key);
          const suggestion = near === null ? "" : nameInRelease(near, release);
          const sameWord = suggestion.toLowerCase() === lower ? suggestion : undefined;
          const at = placeOfKey(analysis, entry);
          const written = suggestion !== "" && !analysis.context.has(suggestion) && isRenamable(analysis, entry);
          context.report({
            at,
            messageId: sameWord !== undefined ? "case" : suggestion === "" ? "unknown" : "suggest",
            data: { key: entry.key, suggestion },
            ...(sameWord !== undefined && written ? { fix: (fixer) => fixer.replace(at, sameWord), fixTitle: `write \`${sameWord}\`` } : {}),
            ...(sameWord === undefined && written ? { suggestions: [{ title: `write \`${suggestion}\``, fix: (fixer) => fixer.replace(at, suggestion) }] } : {}),
          });
        }
      },
    };
  },
});
