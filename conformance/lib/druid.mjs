/** Starts the recorder of one release as a child process. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build, release } from "./build.mjs";

const opened = [
  "java.base/java.lang", "java.base/java.lang.reflect", "java.base/java.io", "java.base/java.net", "java.base/java.nio", "java.base/java.util", "java.base/java.util.concurrent",
  "java.base/sun.nio.ch", "java.base/jdk.internal.ref", "java.base/jdk.internal.misc", "java.base/jdk.internal.loader", "jdk.management/com.sun.management.internal",
];
const exported = ["java.base/jdk.internal.misc", "java.base/jdk.internal.ref"];

/** Tables given to every planner beside those of Druid's test schema; the recordings with the real engine do without. */
export const extraTables = join(import.meta.dirname, "../tables.json");

/**
 * Starts Druid `name`. `engine`: 'msq' (real, where published) or 'stand-in'; `sketches`: load that extension into the planner;
 * `nulls`: 'legacy' or 'sql' instead of the release's default; `heap`: such as '1g'; `args` go to the recorder's main class.
 */
export function startDruid(name, { engine, sketches = false, nulls, heap = "1g", tables, args = [], stdio }) {
  const real = engine === "msq";
  const path = build(name, real ? "engine" : sketches ? "datasketches" : "planner");
  const added = tables ?? (real ? null : extraTables);
  return spawn("java", [
    `-Xmx${heap}`, "-Xss8m", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow",
    ...opened.flatMap((each) => ["--add-opens", `${each}=ALL-UNNAMED`]),
    ...exported.flatMap((each) => ["--add-exports", `${each}=ALL-UNNAMED`]),
    "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8", "-Duser.language=en", "-Dlog4j2.level=OFF", "-Dlog4j2.formatMsgNoLookups=true",
    ...(nulls ? [`-Ddruid.generic.useDefaultValueForNull=${nulls === "legacy"}`] : []),
    "-cp", path, "msqlint.conformance.Main", "--release", name,
    ...(real ? ["--engine"] : []), ...(sketches && !real ? ["--sketches"] : []), ...(added ? ["--tables", added] : []), ...args,
  ], { stdio });
}

/** The engine a release is recorded with unless told otherwise. */
export const defaultEngine = (name) => (release(name).msqEngine ? "msq" : "stand-in");
