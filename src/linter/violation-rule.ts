import type { StatementAnalysis } from "../analysis/model.ts";
import type { Violation } from "../syntax/violation.ts";
import type { TextEdit } from "../text/edits.ts";
import { parsesFurther } from "./fix-harm.ts";
import { completeMeta } from "./rule.ts";
import type { Fixer, Mend, Range, ReportDescriptor, Rule, RuleMetaDefinition } from "./rule.ts";

/**
 * A rule whose decision lives in the parser or the analysis: it says in words, and mends, the violations that bear its name.
 * `meta.messages` holds every message that those violations use.
 */
export interface ViolationRuleDefinition {
  readonly meta: RuleMetaDefinition;
  /** Where a person must look, when it is not the violation's own place. */
  readonly place?: (violation: Violation, analysis: StatementAnalysis) => Range;
  /** The edits of the fix, or null where this violation cannot be mended. Only the metadata says how safe it is. */
  readonly mend?: (violation: Violation, analysis: StatementAnalysis, fixer: Fixer) => TextEdit | readonly TextEdit[] | null;
  /** The fix as an action: "remove `DESC`". `{{placeholders}}` as in messages. */
  readonly mendTitle?: string | ((violation: Violation, analysis: StatementAnalysis) => string);
  /** Ways out that are never applied in bulk. */
  readonly suggestions?: (violation: Violation, analysis: StatementAnalysis) => readonly { readonly title: string; readonly fix: Mend }[];
  /** Other places that explain the fault: where a parenthesis was opened. */
  readonly related?: (violation: Violation, analysis: StatementAnalysis) => readonly { readonly at: Range; readonly message: string }[];
  /** Overrides of the metadata for this violation. */
  readonly describe?: (violation: Violation, analysis: StatementAnalysis) => Partial<Pick<ReportDescriptor, "category" | "safety" | "severity">>;
}

/** Makes a rule of the words and the remedy for violations of the same name. */
export function defineViolationRule(definition: ViolationRuleDefinition): Rule {
  return {
    meta: completeMeta(definition.meta),
    violationsOnly: true,
    create: (context) => ({
      Violation: (violation, analysis) => {
        context.report(descriptorOf(definition, violation, analysis));
      },
    }),
  };
}

/** A remedy for what Druid's parser stops at, where it has been seen to bring the parser further. */
function provenMend(edits: TextEdit | readonly TextEdit[] | null, { stage }: Violation, analysis: StatementAnalysis): TextEdit | readonly TextEdit[] | null {
  if (edits === null || analysis.parsed.sound || stage !== "parse") return edits;
  return parsesFurther(analysis, [edits].flat()) ? edits : null;
}

function descriptorOf(definition: ViolationRuleDefinition, violation: Violation, analysis: StatementAnalysis): ReportDescriptor {
  const { mend, mendTitle } = definition;
  const suggestions = definition.suggestions?.(violation, analysis);
  const related = definition.related?.(violation, analysis);
  const title = typeof mendTitle === "function" ? mendTitle(violation, analysis) : mendTitle;
  return {
    at: definition.place?.(violation, analysis) ?? violation,
    messageId: violation.message,
    data: violation.data,
    stage: violation.stage,
    ...(violation.fault === undefined ? {} : { fault: violation.fault }),
    ...(mend === undefined ? {} : { fix: (fixer: Fixer) => provenMend(mend(violation, analysis, fixer), violation, analysis) }),
    ...(title === undefined ? {} : { fixTitle: title }),
    ...(suggestions === undefined ? {} : { suggestions }),
    ...(related === undefined ? {} : { related }),
    ...definition.describe?.(violation, analysis),
  };
}
