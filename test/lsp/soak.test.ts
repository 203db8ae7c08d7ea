import { readFileSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { expect, it } from "vitest";
import { connect as connectServer } from "../../src/lsp/connect.ts";
import { serve } from "../../src/lsp/server.ts";
import { soak, type Served } from "./soak.ts";

/** `npm run soak:lsp` does the same for longer, with the built server over standard input and output. */
const samples = path.join(import.meta.dirname, "../../fixtures/samples");
const texts = [
  { name: "trips-hourly.sql", languageId: "sql" },
  { name: "backfill.json", languageId: "json" },
  { name: "README.md", languageId: "markdown" },
].map((each) => ({ ...each, text: readFileSync(path.join(samples, each.name), "utf8") }));

async function connect(): Promise<Served> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = connectServer(up, down, () => undefined);
  serve(server, "0.0.0");
  server.listen();
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    end: () => {
      connection.dispose();
      return Promise.resolve();
    },
  };
}

it("answers after a long visit as a fresh server does", async () => {
  const { failures, ...counts } = await soak({ serve: connect, seed: 6, steps: 240, compareEvery: 80, texts });
  expect(failures).toEqual([]);
  expect(counts.comparisons).toBe(3);
});
