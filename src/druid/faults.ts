import file from "./data/faults.json" with { type: "json" };
import { within, type Release, type ReleaseRange } from "./releases.ts";

/** One fault code of an MSQ task. */
export interface Fault extends ReleaseRange {
  readonly code: string;
  /** What the error report of a task says instead (27.0.0), where it differs. */
  readonly reportedAs?: string;
  /** The fixed limit whose excess raises it. */
  readonly limit?: number;
  /** What the limit counts: `columns of a stage`. */
  readonly limitUnit?: string;
  /** The context parameter that changes it, and from which release on. */
  readonly limitSetBy?: { readonly name: string; readonly since: number };
  readonly meaning: string;
  /** Who raises it, and when. */
  readonly raisedBy: string;
  /** What likely helps. */
  readonly fix: string;
  /** Message as 27.0.0 builds it, with stand-ins for its fields. */
  readonly sample?: string;
  readonly evidence: string;
}

/** What the text of an error says, whatever its code. */
export interface Symptom {
  readonly meaning: string;
  readonly fix: string;
  /** Names of the rules that foretell it. */
  readonly rules: readonly string[];
  /** The column that the message names. */
  readonly column: string | null;
}

interface SymptomRow extends Omit<Symptom, "column"> {
  readonly pattern: string;
  /** What the pattern's first group is. */
  readonly names?: "column";
}

/** The first known symptom in a message of an error; null when there is none. */
export function symptomOf(message: string): Symptom | null {
  for (const { pattern, meaning, fix, rules, names } of file.symptoms as readonly SymptomRow[]) {
    const match = new RegExp(pattern, "u").exec(message);
    if (match === null) continue;
    const subject = match[1] ?? "";
    return { meaning: meaning.replaceAll("$1", subject), fix: fix.replaceAll("$1", subject), rules, column: names === "column" ? subject : null };
  }
  return null;
}

/** Fixed limits of the engine by name. Source: org.apache.druid.msq.indexing.error and Limits. */
export type LimitName = Exclude<keyof typeof file.limits, "autoBytesPerWorker">;

/** The fault of that code, or of that name in an error report, of whatever release; null when unknown. */
export function faultOf(code: string): Fault | null {
  return (file.faults as readonly Fault[]).find((fault) => fault.code === code || fault.reportedAs === code) ?? null;
}

/** Every code of any release. */
export function faultCodes(): readonly string[] {
  return (file.faults as readonly Fault[]).map((fault) => fault.code);
}

/** Codes a task of the release may end with. */
export function faultsOf(release: Release): readonly Fault[] {
  return (file.faults as readonly Fault[]).filter((fault) => within(release, fault));
}

/** A fixed limit of the engine. */
export function limitOf(name: LimitName): number {
  return file.limits[name];
}
