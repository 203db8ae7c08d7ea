import { readFileSync } from "node:fs";
import { join } from "node:path";
import { percent, typeFacts, type Summary, type TypeFact } from "./harness.ts";

export const floorFile = "floor.json";

/** Figures of one release and stage below which the tests fail. Shares are percents, cut to two digits; wrong refusals are a count. */
export interface Level {
  readonly agreement: number;
  readonly wronglyRejected: number;
  readonly sameStage: number;
  readonly nearPlace: number;
  /** Row types and what is stored of accepted statements, where they were recorded. */
  readonly types?: Readonly<Record<TypeFact, number>>;
}

/** `RELEASE through STAGE` → figures. */
export type Floor = Readonly<Record<string, Level>>;

export function readFloor(): Floor {
  return JSON.parse(readFileSync(join(import.meta.dirname, floorFile), "utf8")) as Floor;
}

export function floorKey(summary: Summary): string {
  return `${summary.release} through ${summary.through}`;
}

export function levelOf(summary: Summary): Level {
  return {
    agreement: cut(percent({ hits: summary.agree, of: summary.statements })),
    wronglyRejected: summary.wronglyRejected + summary.errors,
    sameStage: cut(percent(summary.sameStage)),
    nearPlace: cut(percent(summary.nearPlace)),
    ...(summary.types.columns.of > 0 && { types: Object.fromEntries(typeFacts.map((fact) => [fact, cut(percent(summary.types[fact]))])) as Record<TypeFact, number> }),
  };
}

/** The floor with the measured figures where they are better: it only rises. */
export function raised(floor: Floor, summaries: readonly Summary[]): Floor {
  const result: Record<string, Level> = { ...floor };
  for (const summary of summaries) {
    const key = floorKey(summary);
    const now = levelOf(summary);
    const old = floor[key];
    result[key] =
      old === undefined
        ? now
        : {
            agreement: Math.max(old.agreement, now.agreement),
            wronglyRejected: Math.min(old.wronglyRejected, now.wronglyRejected),
            sameStage: Math.max(old.sameStage, now.sameStage),
            nearPlace: Math.max(old.nearPlace, now.nearPlace),
            ...raisedTypes(old.types, now.types),
          };
  }
  return Object.fromEntries(Object.entries(result).sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true })));
}

function raisedTypes(old: Level["types"], now: Level["types"]): Pick<Level, "types"> {
  if (old === undefined || now === undefined) return now === undefined ? (old === undefined ? {} : { types: old }) : { types: now };
  return { types: Object.fromEntries(typeFacts.map((fact) => [fact, Math.max(old[fact], now[fact])])) as Record<TypeFact, number> };
}

function cut(share: number): number {
  return Math.floor(share * 100) / 100;
}
