import type { Release } from "../druid/releases.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Finding, FindingFix, FindingSuggestion } from "./finding.ts";
import { renderMessage, sayRefusal } from "./message.ts";
import type { ActiveRule } from "./rule-set.ts";
import type { Category, Fixer, Mend, ReportDescriptor, RuleMeta, Severity } from "./rule.ts";

const fixer: Fixer = {
  replace: (range, text) => ({ start: range.start, end: range.end, text }),
  remove: (range) => ({ start: range.start, end: range.end, text: "" }),
  insertBefore: (range, text) => ({ start: range.start, end: range.start, text }),
  insertAfter: (range, text) => ({ start: range.end, end: range.end, text }),
};

/** What a rule reported as a finding. Throws when the rule names a message that it does not have. */
export function toFinding(active: ActiveRule, meta: RuleMeta, descriptor: ReportDescriptor, release: Release, statement: number): Finding {
  const template = meta.messages[descriptor.messageId];
  if (template === undefined) throw new Error(`rule \`${meta.name}\` has no message \`${descriptor.messageId}\``);
  const category = descriptor.category ?? meta.category;
  const inferred = isInferred(meta, category, release);
  const severity = active.configured ? active.severity : (descriptor.severity ?? active.severity);
  const message = sayRefusal(meta.name, descriptor.messageId, template, descriptor.data ?? {}, release);
  const mended = mend(meta, descriptor);
  return {
    ruleId: meta.name,
    severity: inferred ? atMostWarning(severity) : severity,
    category,
    stage: descriptor.stage ?? meta.stage,
    message: inferred ? `${message} (inferred: Druid ${release.name} itself was not asked)` : message,
    start: descriptor.at.start,
    end: descriptor.at.end,
    fix: mended.fix,
    suggestions: mended.suggestions,
    related: (descriptor.related ?? []).map(({ at, message: text }) => ({ start: at.start, end: at.end, message: text })),
    statement,
    fault: descriptor.fault ?? meta.fault ?? null,
    inferred,
    release: release.name,
  };
}

function isInferred(meta: RuleMeta, category: Category, release: Release): boolean {
  return category !== "style" && (!release.recorded || meta.evidence === "inferred");
}

function atMostWarning(severity: Exclude<Severity, "off">): Exclude<Severity, "off"> {
  return severity === "error" ? "warn" : severity;
}

/** The fix goes where the rule's promise puts it: a rule without a promise can only suggest. */
function mend(meta: RuleMeta, descriptor: ReportDescriptor): { readonly fix: FindingFix | null; readonly suggestions: readonly FindingSuggestion[] } {
  const suggestions = (descriptor.suggestions ?? []).flatMap(({ title, fix }) => {
    const edits = editsOf(fix);
    return edits === null ? [] : [{ title: renderMessage(title, descriptor.data ?? {}), edits }];
  });
  const edits = descriptor.fix === undefined ? null : editsOf(descriptor.fix);
  if (edits === null) return { fix: null, suggestions };
  const title = renderMessage(descriptor.fixTitle ?? `fix \`${meta.name}\``, descriptor.data ?? {});
  const safety = descriptor.safety ?? meta.fix;
  if (safety === "safe" || safety === "unsafe") return { fix: { title, edits, safety }, suggestions };
  return { fix: null, suggestions: [{ title, edits }, ...suggestions] };
}

function editsOf(make: Mend): readonly TextEdit[] | null {
  const made = make(fixer);
  if (made === null) return null;
  const edits = "text" in made ? [made] : [...made];
  return edits.length === 0 ? null : edits.sort((a, b) => a.start - b.start || a.end - b.end);
}
