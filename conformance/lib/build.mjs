/** Makes the recorder of one release: jars through Maven, classes through javac, both kept under conformance/target/. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const home = join(import.meta.dirname, "..");
const releases = JSON.parse(readFileSync(join(home, "releases.json"), "utf8"));

/** Releases that can be recorded, oldest first. */
export const releaseNames = Object.keys(releases).filter((name) => !name.startsWith("$"));

/** What is published of a release: `{profiles, msqEngine?, datasketches?}`. Throws for an unknown one. */
export function release(name) {
  const found = releaseNames.includes(name) ? releases[name] : undefined;
  if (!found) throw new Error(`no recorder for Druid ${name}; there are ${releaseNames.join(", ")}`);
  return found;
}

/**
 * Builds on first use and returns the class path. `variant` is 'planner' (stand-in engine), 'engine' (the real one)
 * or 'datasketches' (planner with that extension).
 */
export function build(name, variant) {
  const folder = join(home, "target", `${name}-${variant}`);
  const classes = join(folder, "classes");
  const stamp = join(folder, "built");
  const sources = sourceFiles(variant === "engine");
  const jars = classPath(name, variant, folder);
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (!existsSync(stamp) || statSync(stamp).mtimeMs < newest) {
    run("javac", ["-J-Xmx512m", "-nowarn", "-proc:none", "-Xlint:none", "-XDsuppressNotes", "-d", classes, "-cp", jars.join(delimiter), ...sources]);
    writeFileSync(stamp, "");
  }
  const linked = variant === "engine" ? relinkSketches(folder, classes, jars) : jars;
  return [classes, join(home, "java/resources"), ...linked].join(delimiter);
}

function sourceFiles(withEngine) {
  return ["planner", ...(withEngine ? ["engine"] : [])].flatMap((part) => {
    const folder = join(home, "java", part, "msqlint/conformance");
    return readdirSync(folder).map((file) => join(folder, file));
  });
}

function classPath(name, variant, folder) {
  const file = join(folder, "classpath.txt");
  const pom = join(home, "pom.xml");
  if (!existsSync(file) || statSync(file).mtimeMs < statSync(pom).mtimeMs) {
    mkdirSync(folder, { recursive: true });
    const extra = { engine: ["msq-engine"], datasketches: ["datasketches"] }[variant] ?? [];
    const profiles = [...release(name).profiles, ...extra].join(",");
    run("mvn", ["-q", "-B", "-f", pom, `-Ddruid.version=${name}`, "-P", profiles, "dependency:build-classpath", `-Dmdep.outputFile=${file}`]);
  }
  return readFileSync(file, "utf8").trim().split(delimiter);
}

/** Replaces 26's sketch extension by one that links with the libraries of 27. */
function relinkSketches(folder, classes, jars) {
  const extension = jars.find((jar) => /druid-datasketches-[^/]*\.jar$/.test(jar));
  const library = jars.find((jar) => /datasketches-java-[^/]*\.jar$/.test(jar));
  const relinked = join(folder, "druid-datasketches-relinked.jar");
  if (!existsSync(relinked)) {
    run("java", ["-cp", [classes, ...jars].join(delimiter), "msqlint.conformance.SketchRelocation", extension, library, relinked]);
  }
  return jars.map((jar) => (jar === extension ? relinked : jar));
}

/** Its words go to standard error: standard output is for verdicts. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (error?.code === "ENOENT") throw new Error(`${command} is not to be found; the recorder needs Java 17 and Maven`);
  if (status !== 0) throw new Error(`${command} failed (${error?.message ?? `exit ${status}`})`);
}
