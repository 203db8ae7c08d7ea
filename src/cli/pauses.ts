import { elapsed } from "./clock.ts";

/** Lets signals through now and then; asked between two files. Null: not now. */
export function pauses(): () => Promise<void> | null {
  let pausedAt = elapsed();
  return () => {
    if (elapsed() - pausedAt < 100) return null;
    return new Promise(setImmediate).then(() => { pausedAt = elapsed(); });
  };
}
