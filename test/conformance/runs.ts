import type { RealRun } from "./recordings.ts";

/** What of an answer of `verdict --faults` a run is held against. */
export interface Foretold {
  readonly verdict: string;
  readonly fault?: string | null;
}

/** What a running Druid made of a statement. */
export type Outcome = Pick<RealRun, "outcome" | "fault">;

/**
 * True where the answer does not disagree. Refused: we refuse. Failed as a task: we name its fault or none (what
 * depends on data is let pass). Success: we accept and foretell no fault.
 */
export function agrees({ outcome, fault }: Outcome, foretold: Foretold): boolean {
  const none = foretold.fault === undefined || foretold.fault === null;
  switch (outcome) {
    case "refused":
      return foretold.verdict === "reject";
    case "failed":
      return none || foretold.fault === fault;
    case "success":
      return foretold.verdict === "accept" && none;
  }
}
