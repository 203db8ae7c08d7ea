import manifest from "../../package.json" with { type: "json" };
import { connect } from "./connect.ts";
import { serve } from "./server.ts";

const graceMilliseconds = 500;

/** Runs the language server over standard input and output until the client ends it or goes away; no failure of its own ends it. */
export function startServer(): void {
  const connection = connect(process.stdin, process.stdout, () => process.exit(1));
  let listens = true;
  const log = (error: unknown): void => {
    if (listens) connection.console.error(`msqlint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  process.on("unhandledRejection", log);
  process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
    // Nobody listens any more.
    if (error.code === "EPIPE") process.exit(1);
    log(error);
  });
  process.stdin.once("end", () => {
    listens = false;
    // What came before the end of the input is still answered.
    setTimeout(() => process.exit(1), graceMilliseconds);
  });
  serve(connection, manifest.version);
  connection.listen();
}
