import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { text as textOf } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { createProtocolConnection, LSPErrorCodes, StreamMessageReader, StreamMessageWriter, type ProtocolConnection } from "vscode-languageserver/node";
import { launcher } from "../cli/run.ts";

const uri = "file:///nowhere/load.sql";
const servers: { readonly server: ChildProcessWithoutNullStreams; readonly connection: ProtocolConnection }[] = [];

afterEach(() => {
  for (const { server, connection } of servers.splice(0)) {
    connection.dispose();
    server.kill();
  }
});

/** The server as it is shipped, in a process of its own, that has been greeted. */
async function startBuilt(capabilities: object = {}): Promise<{ readonly server: ChildProcessWithoutNullStreams; readonly connection: ProtocolConnection }> {
  const server = spawn(process.execPath, [launcher, "lsp", "--stdio"]);
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  servers.push({ server, connection });
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities });
  await connection.sendNotification("initialized", {});
  return { server, connection };
}

describe("the built server", () => {
  it("refuses a rename with an error that tells why", async () => {
    const { connection } = await startBuilt();
    await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "sql", version: 1, text: "INSERT INTO t SELECT a AS b, c AS d, __time FROM s PARTITIONED BY DAY" } });
    const at = (character: number): object => ({ textDocument: { uri }, position: { line: 0, character } });
    const refused = (why: string): unknown => expect.objectContaining({ code: LSPErrorCodes.RequestFailed, message: expect.stringContaining(why) as unknown });
    await expect(connection.sendRequest("textDocument/rename", { ...at(26), newName: "d" })).rejects.toEqual(refused("`d` is taken"));
    await expect(connection.sendRequest("textDocument/prepareRename", at(40))).rejects.toEqual(refused("`__time` cannot be renamed here"));
    await expect(connection.sendRequest("textDocument/rename", { ...at(26), newName: "e" })).resolves.toMatchObject({ changes: { [uri]: [{ newText: "e" }] } });
  });

  it.each([0, 300])("ends in silence when its client goes away before it answers, %d ms after the greeting", async (patience) => {
    const { server } = await startBuilt({ workspace: { configuration: true } });
    const [said, ended] = [textOf(server.stderr), once(server, "exit")];
    setTimeout(() => server.stdin.end(), patience);
    expect([await ended, await said]).toEqual([[1, null], ""]);
  });
});
