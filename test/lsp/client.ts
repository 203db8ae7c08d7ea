import { PassThrough } from "node:stream";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type Diagnostic, type DidChangeWatchedFilesRegistrationOptions, type ProtocolConnection, type PublishDiagnosticsParams, type RegistrationParams } from "vscode-languageserver/node";
// What the server loads on demand is loaded here beforehand, so that no test pays for it.
import "../../src/lsp/answers/index.ts";
import { connect } from "../../src/lsp/connect.ts";
import { serve } from "../../src/lsp/server.ts";

export interface Client {
  readonly connection: ProtocolConnection;
  readonly logs: string[];
  /** The patterns of files of which the client was asked to tell. */
  readonly watched: unknown[];
  open(uri: string, languageId: string, text: string): Promise<void>;
  pull(uri: string): Promise<readonly Diagnostic[]>;
  pushed(uri: string): Promise<PublishDiagnosticsParams>;
}

const clients: ProtocolConnection[] = [];

export function disposeClients(): void {
  for (const client of clients.splice(0)) client.dispose();
}

/** A client of a server in this process that has been greeted. */
export async function start(capabilities: object = { textDocument: { diagnostic: {} } }, settings: object | null = null, params: object = {}): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = connect(up, down, () => undefined);
  serve(server, "0.0.0");
  server.listen();
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  clients.push(connection);
  const logs: string[] = [];
  const published: PublishDiagnosticsParams[] = [];
  const waiting: (() => void)[] = [];
  connection.onNotification("window/logMessage", (message: { message: string }) => {
    logs.push(message.message);
  });
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const wake of waiting.splice(0)) wake();
  });
  // As slow as an editor that asks its extensions.
  connection.onRequest("workspace/configuration", async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [settings];
  });
  const watched: unknown[] = [];
  connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
    for (const { registerOptions } of registrations) watched.push(...((registerOptions as Partial<DidChangeWatchedFilesRegistrationOptions>).watchers ?? []).map(({ globPattern }) => globPattern));
    return null;
  });
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities, ...params });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    logs,
    watched,
    open: (uri, languageId, text) => connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } }),
    pull: async (uri) => (await connection.sendRequest<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri } })).items,
    pushed: async (uri) => {
      for (;;) {
        const found = published.find((params) => params.uri === uri);
        if (found !== undefined) {
          published.splice(published.indexOf(found), 1);
          return found;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
