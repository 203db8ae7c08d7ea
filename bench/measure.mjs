import { spawnSync } from "node:child_process";

/** The median of at least one number. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median wall time in milliseconds of several commands, run in turn so that a busy moment falls on all of them alike. */
export function raceProcesses(commands, rounds) {
  const times = new Map(commands.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, command, args, input } of commands) {
      const start = performance.now();
      const result = spawnSync(command, args, { stdio: [input === undefined ? "ignore" : "pipe", "ignore", "ignore"], input });
      if (result.error !== undefined) throw result.error;
      // The first round warms the file cache.
      if (round > 0) times.get(name).push(performance.now() - start);
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

const roundMilliseconds = 150;

/**
 * Median milliseconds of processor time that a function takes, after it has been warmed for `warmMilliseconds`. A round repeats it until
 * it is long enough to tell the function from a garbage collection; processor time, since others may use the machine.
 */
export function timeWarm(run, rounds, warmMilliseconds) {
  repeatFor(run, warmMilliseconds);
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(repeatFor(run, roundMilliseconds));
  return median(times);
}

/** Runs a function for so much processor time, at least once; the milliseconds of one run. */
function repeatFor(run, milliseconds) {
  const start = process.cpuUsage();
  let runs = 0;
  let spent;
  do {
    run();
    runs++;
    const { user, system } = process.cpuUsage(start);
    spent = (user + system) / 1000;
  } while (spent < milliseconds);
  return spent / runs;
}

/** Peak resident memory in MB of a Node process that runs the given module arguments. */
export function peakMemory(args) {
  const report = "data:text/javascript,process.on('exit',()=>process.stderr.write('\\nmaxrss '+process.resourceUsage().maxRSS))";
  const result = spawnSync(process.execPath, ["--import", report, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  const match = /maxrss (\d+)/.exec(result.stderr);
  return match === null ? NaN : Number(match[1]) / 1024;
}

export function isInstalled(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error === undefined;
}

/** A Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export const fixed = (number, digits = 1) => (Number.isFinite(number) ? number.toFixed(digits) : "–");
