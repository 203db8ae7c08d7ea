import file from "./data/faults.json" with { type: "json" };
import { within, type Release, type ReleaseRange } from "./releases.ts";

/** One fault code of an MSQ task. */
export interface Fault extends ReleaseRange {
  readonly code: string;
  /** What the error report of a task says instead (27.0.0), where it differs. */
  readonly reportedAs?: string;
  /** The fixed limit whose excess raises it. */
  readonly limit?: number;
  readonly meaning: string;
  /** What likely helps. */
  readonly fix?: string;
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
}

interface SymptomRow extends Symptom {
  readonly pattern: string;
}

/** The first known symptom in a message of an error; null when there is none. */
export function symptomOf(message: string): Symptom | null {
  for (const { pattern, meaning, fix, rules } of file.symptoms as readonly SymptomRow[]) {
    const match = new RegExp(pattern, "u").exec(message);
    if (match !== null) return { meaning: meaning.replaceAll("$1", match[1] ?? ""), fix, rules };
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
