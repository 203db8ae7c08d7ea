import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import type { Registry } from "../linter/registry.ts";
import { serve } from "./server.ts";

/** Runs the language server over standard input and output until the client ends it or goes away. */
export function startServer(registry: Registry, version: string): void {
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  serve(connection, registry, version);
  connection.listen();
}
