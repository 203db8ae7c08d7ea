import type { StatementAnalysis } from "../../analysis/model.ts";
import type { Release } from "../../druid/releases.ts";
import type { TextEdit } from "../../text/edits.ts";
import type { Finding } from "../finding.ts";
import type { RuleSet } from "../rule-set.ts";
import type { Range } from "../rule.ts";

/** A difference that moving from one release to another makes for a statement. Offsets are the document's. */
export interface UpgradeChange extends Range {
  /** Index of the statement in the document. */
  readonly statement: number;
  /** `meaning`: it runs as before and does something else. */
  readonly kind: "refused" | "accepted" | "fault" | "meaning" | "columns" | "storage" | "rollup" | "deprecated";
  /** The rule behind it, where there is one. */
  readonly rule: string | null;
  readonly reason: string;
  /** New text that goes with the new release, or null where none can be given; then `reason` says what to do. */
  readonly rewrite: Rewrite | null;
}

export interface Rewrite {
  readonly title: string;
  /** Ordered, not overlapping, in the document's offsets. */
  readonly edits: readonly TextEdit[];
}

/** A statement as one release sees it, and how its offsets are those of the document. */
export interface JudgedStatement {
  readonly index: number;
  readonly analysis: StatementAnalysis;
  readonly place: (range: Range) => Range;
  readonly toHost: (edit: TextEdit) => TextEdit;
}

/** A document as one release sees it. */
export interface ReleaseView {
  readonly release: Release;
  readonly rules: RuleSet;
  /** Of the rules `rulesForUpgrade`. */
  readonly findings: readonly Finding[];
  /** Without those that hold placeholders, of which only the findings are known. */
  readonly statements: readonly JudgedStatement[];
}

/** A change as the parts of the comparison give it: in the offsets of the statement's own text. */
export interface StatementChange extends Range {
  readonly kind: UpgradeChange["kind"];
  readonly reason: string;
  readonly rewrite: Rewrite | null;
}
