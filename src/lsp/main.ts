import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import manifest from "../../package.json" with { type: "json" };
import { serve } from "./server.ts";

/** Runs the language server over standard input and output until the client ends it or goes away; no failure of its own ends it. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  const log = (error: unknown): void => { connection.console.error(`msqlint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`); };
  process.on("unhandledRejection", log);
  process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
    // Nobody listens any more.
    if (error.code === "EPIPE") process.exit(1);
    log(error);
  });
  serve(connection, manifest.version);
  connection.listen();
}
