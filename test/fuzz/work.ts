import { Session } from "node:inspector/promises";

const ownCode = /\/(?:src|rules)\/[^?]*\.ts/u;

/** The test runner makes such a function of each export of a module, and a call of it of each use of an import. */
const exportGetter = "() => { try { return ";

/**
 * How many functions of the project's own a run calls once everything that is made only once has been made: the run is made twice, and
 * the second one counted. V8 counts, so that it hardly differs from machine to machine.
 */
export async function callsOf(run: () => void): Promise<number> {
  run();
  const session = new Session();
  session.connect();
  try {
    await session.post("Debugger.enable");
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    run();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    await session.post("Profiler.stopPreciseCoverage");
    let calls = 0;
    for (const { scriptId, functions } of result.filter(({ url }) => ownCode.test(url))) {
      const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
      for (const { ranges: [whole] } of functions) {
        if (whole !== undefined && !scriptSource.startsWith(exportGetter, whole.startOffset)) calls += whole.count;
      }
    }
    return calls;
  } finally {
    session.disconnect();
  }
}
