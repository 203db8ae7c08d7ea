/** Where in its work Druid meets a fault of a statement, in order. */
export type Stage = "parse" | "validate" | "plan" | "submit" | "controller" | "run";

/**
 * A check of Druid's that a statement does not pass, found by the parser or the analysis. The rule of the same name says it in
 * words and mends it; `verdict` takes the first one in Druid's order.
 */
export interface Violation {
  /** The rule that owns the check; its `meta.messages` holds `message`. */
  readonly rule: string;
  readonly message: string;
  /** What the message's `{{placeholders}}` stand for, and what the rule's fix needs. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly stage: Stage;
  /** The text that a person must change (UTF-16 offsets into the source, end exclusive). */
  readonly start: number;
  readonly end: number;
  /** The offset that Druid's own message names; null where Druid names none or the same as `start`. */
  readonly druidStart: number | null;
  /** MSQ's fault code, where the statement is refused as a task fault (TooManyColumns …). */
  readonly fault?: string;
}
