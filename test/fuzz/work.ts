import { Session } from "node:inspector/promises";

const ownCode = /\/(?:src|rules)\/[^?]*\.ts/u;

/** The test runner turns the exports of a module into such functions. */
const exportGetter = "get";

/**
 * How many functions of the project's own a run calls once everything that is made only once has been made: the run is made twice, and
 * the second one counted. V8 counts, so that it hardly differs from machine to machine.
 */
export async function callsOf(run: () => void): Promise<number> {
  run();
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    run();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    await session.post("Profiler.stopPreciseCoverage");
    const functions = result.filter(({ url }) => ownCode.test(url)).flatMap((script) => script.functions);
    return functions.filter(({ functionName }) => functionName !== exportGetter).reduce((sum, { ranges: [whole] }) => sum + (whole?.count ?? 0), 0);
  } finally {
    session.disconnect();
  }
}
