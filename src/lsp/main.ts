import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { builtinRegistry } from "../../rules/index.ts";
import { serve } from "./server.ts";

/** Runs the language server over standard input and output until the client ends it or goes away. */
export function startServer(version: string): void {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  serve(connection, builtinRegistry, version);
  connection.listen();
}
