/** Milliseconds since the process began. `performance.now()` would load a module of Node's at every start. */
export function elapsed(): number {
  return process.uptime() * 1000;
}
