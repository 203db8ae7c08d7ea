/**
 * A whole Druid 27.0.0 with the multi-stage query engine on the loopback: ZooKeeper, coordinator with overlord, broker, indexer
 * (tasks are threads of it) and historical. Needs Java 17 and Maven; the first use fetches 182 jars (116 MB).
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const home = join(import.meta.dirname, "../server");
const built = join(home, "../target/server");
const extensions = ["druid-multi-stage-query", "druid-datasketches"];
const services = ["coordinator", "indexer", "broker", "historical"];
/** Heap and direct memory. A statement of 1,998 columns ran the indexer out of less. */
const memory = { zookeeper: ["128m", "64m"], coordinator: ["512m", "64m"], indexer: ["1g", "1g"], broker: ["512m", "160m"], historical: ["512m", "160m"] };
const java = [
  "-server", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8", "-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager",
  // The second compiler would only cost: halves the start.
  "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
  ...["java.base/jdk.internal.misc", "java.base/jdk.internal.ref"].flatMap((each) => ["--add-exports", `${each}=ALL-UNNAMED`]),
  ...["java.base/java.nio", "java.base/sun.nio.ch", "java.base/jdk.internal.ref", "java.base/java.io", "java.base/java.lang", "jdk.management/com.sun.management.internal"].flatMap((each) => ["--add-opens", `${each}=ALL-UNNAMED`]),
];
const secondsToStart = 180;
/** How whoever started it may be ended: by a signal, or, as a worker of a test runner, by the end of its parent. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"];

/**
 * Starts it and resolves, when all are ready, with the addresses of `broker` and `overlord` and with `stop()`, which ends the processes
 * and removes their data. `base`: the ports are base + 1, 2, 81 to 83, 91. `properties`: lines for the configuration of all. Rejects with the end of the log of a service that died.
 */
export async function startServer({ base = 28000, properties = [], say = () => {} } = {}) {
  const jars = resolveJars();
  const folder = mkdtempSync(join(tmpdir(), "msqlint-druid-"));
  const ports = { ZOOKEEPER: base + 1, DERBY: base + 2, COORDINATOR: base + 81, BROKER: base + 82, HISTORICAL: base + 83, INDEXER: base + 91 };
  const broker = `http://127.0.0.1:${ports.BROKER}`;
  const overlord = `http://127.0.0.1:${ports.COORDINATOR}`;
  configure(folder, ports, properties);
  const running = new Map();
  const start = (name, ...command) => running.set(name, startJava(folder, jars, name, command));
  const abandon = () => {
    killAll(running, folder);
    process.exit(1);
  };
  const stop = async () => {
    for (const ending of endings) process.off(ending, abandon);
    await stopAll(running, folder);
  };
  for (const ending of endings) process.once(ending, abandon);
  const until = (name, test) => waitFor(folder, running, name, test, say);
  try {
    start("zookeeper", "org.apache.zookeeper.server.ZooKeeperServerMain", join(folder, "zoo.cfg"));
    await until("zookeeper", () => listens(ports.ZOOKEEPER));
    for (const name of services) start(name, "org.apache.druid.cli.Main", "server", name);
    for (const name of services) await until(name, () => answers(`http://127.0.0.1:${ports[name.toUpperCase()]}/status/health`, "true"));
    await until("broker", () => answers(`${broker}/druid/broker/v1/readiness`, ""));
    await until("coordinator", () => answers(`${overlord}/druid/indexer/v1/workers`, '"capacity"'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { broker, overlord, stop };
}

/** Jars and extensions, through Maven on first use; the class path of the services. */
function resolveJars() {
  const pom = join(home, "pom.xml");
  const stamp = join(built, "resolved");
  if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync(pom).mtimeMs) {
    rmSync(built, { recursive: true, force: true });
    const { status, error } = spawnSync("mvn", ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${join(built, "lib")}`, "-DincludeScope=runtime"], { stdio: ["ignore", 2, 2] });
    if (error?.code === "ENOENT") throw new Error("mvn is not to be found; a running Druid needs Java 17 and Maven");
    if (status !== 0) throw new Error(`mvn failed (${error?.message ?? `exit ${status}`})`);
    for (const jar of readdirSync(join(built, "lib"))) {
      const extension = extensions.find((name) => new RegExp(`^${name}-[\\d.]+\\.jar$`).test(jar));
      if (extension === undefined) continue;
      mkdirSync(join(built, "extensions", extension), { recursive: true });
      renameSync(join(built, "lib", jar), join(built, "extensions", extension, jar));
    }
    writeFileSync(stamp, "");
  }
  return join(built, "lib", "*");
}

/** Writes the configuration of every service and the folders they want. */
function configure(folder, ports, properties) {
  for (const name of ["zookeeper", "derby", "segments", "indexing-logs", "task", "segment-cache", "log", "tmp"]) mkdirSync(join(folder, name));
  const words = { RUN: folder, EXTENSIONS: join(built, "extensions"), ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [`${name}_PORT`, String(port)])) };
  const fill = (name) => readFileSync(join(home, "conf", name), "utf8").replaceAll(/@(\w+)@/g, (_, word) => words[word]);
  mkdirSync(join(folder, "conf/common"), { recursive: true });
  writeFileSync(join(folder, "conf/common/common.runtime.properties"), `${fill("common.properties")}${properties.join("\n")}\n`);
  writeFileSync(join(folder, "conf/common/log4j2.xml"), fill("log4j2.xml"));
  for (const name of services) {
    mkdirSync(join(folder, "conf", name));
    writeFileSync(join(folder, "conf", name, "runtime.properties"), fill(`${name}.properties`));
  }
  writeFileSync(join(folder, "zoo.cfg"), ["tickTime=2000", `dataDir=${join(folder, "zookeeper")}`, `clientPort=${ports.ZOOKEEPER}`, "clientPortAddress=127.0.0.1", "maxClientCnxns=0", "admin.enableServer=false", ""].join("\n"));
}

function startJava(folder, jars, name, command) {
  const [heap, direct] = memory[name];
  const log = openSync(join(folder, "log", `${name}.log`), "a");
  const classPath = [join(folder, "conf", name), join(folder, "conf/common"), jars].join(":");
  const args = [...java, `-Djava.io.tmpdir=${join(folder, "tmp")}`, `-Dderby.stream.error.file=${join(folder, "log/derby.log")}`, "-Xms64m", `-Xmx${heap}`, `-XX:MaxDirectMemorySize=${direct}`, "-cp", classPath, ...command];
  return spawn("java", args, { cwd: folder, stdio: ["ignore", log, log] });
}

async function waitFor(folder, running, name, test, say) {
  const process = running.get(name);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  while (seconds() < secondsToStart) {
    if (await test()) return say(`${name} is up`);
    if (process.exitCode !== null) break;
    await sleep(250);
  }
  const log = readFileSync(join(folder, "log", `${name}.log`), "utf8").split("\n").slice(-30).join("\n");
  throw new Error(`${name} ${process.exitCode === null ? `did not come up in ${secondsToStart} s` : "ended"}:\n${log}`);
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.end());
  });
}

async function answers(url, text) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    return response.ok && (await response.text()).includes(text);
  } catch {
    return false;
  }
}

/** The others end on a signal; the indexer takes longer than it is worth. */
async function stopAll(running, folder) {
  for (const [name, process] of running) if (name !== "zookeeper") process.kill();
  await Promise.race([Promise.all([...running].map(([name, process]) => name === "zookeeper" || process.exitCode !== null || once(process, "exit"))), sleep(4000)]);
  killAll(running, folder);
}

function killAll(running, folder) {
  for (const process of running.values()) process.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * What becomes of a statement `{sql, context?}` as a task, in the words of the recorded runs: `{outcome: "refused", status, message}`,
 * `{outcome: "failed", fault, message}` or `{outcome: "success"}`. A task that has not ended in time is shut down: failed, without a fault.
 */
export async function runStatement({ broker, overlord }, { sql, context = {} }, { seconds = 60 } = {}) {
  const submitted = await ask(`${broker}/druid/v2/sql/task`, { query: sql, context });
  // What ends in HTTP 500 may have started the task of a UNION ALL's first branch, whose controller takes a slot from the next workers.
  if (submitted.status >= 500) await untilIdle(overlord, seconds);
  if (submitted.status >= 400) return { outcome: "refused", status: submitted.status, message: submitted.body?.error?.errorMessage ?? "" };
  // An EXPLAIN answers at once: there is no task.
  if (submitted.status !== 202) return { outcome: "success" };
  const task = `${overlord}/druid/indexer/v1/task/${submitted.body.taskId}`;
  const state = await endOf(task, seconds);
  if (state === "SUCCESS") return { outcome: "success" };
  if (state === undefined) return { outcome: "failed", message: `no end in ${seconds} s` };
  const fault = await faultOf(task);
  return { outcome: "failed", fault: fault?.errorCode, message: fault?.errorMessage };
}

async function endOf(task, seconds) {
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const { body } = await ask(`${task}/status`);
    const state = body?.status?.statusCode;
    if (state === "SUCCESS" || state === "FAILED") return state;
    await sleep(200);
  }
  await ask(`${task}/shutdown`, {});
  return undefined;
}

/** Until no task is waiting, pending or running: asked for by its state, one that has no slot yet would not be seen. */
async function untilIdle(overlord, seconds) {
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const { body } = await ask(`${overlord}/druid/indexer/v1/tasks`);
    if (Array.isArray(body) && body.every((task) => task.statusCode !== "RUNNING")) return;
    await sleep(200);
  }
}

/** The report is pushed just after the task has ended. */
async function faultOf(task) {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { body } = await ask(`${task}/reports`);
    const status = body?.multiStageQuery?.payload?.status;
    if (status !== undefined && status.status !== "RUNNING") return status.errorReport?.error;
    await sleep(200);
  }
  return undefined;
}

async function ask(url, body) {
  const request = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(60_000) });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}
