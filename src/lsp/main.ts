import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import manifest from "../../package.json" with { type: "json" };
import { serve } from "./server.ts";

/** Runs the language server over standard input and output until the client ends it or goes away. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, manifest.version);
  connection.listen();
}
