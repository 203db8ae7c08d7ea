import type { Readable, Writable } from "node:stream";
import { createConnection, ErrorCodes, ProposedFeatures, StreamMessageReader, StreamMessageWriter, type Connection, type ResponseMessage } from "vscode-languageserver/node";
import { createFrameCheck } from "./frame-check.ts";
import { createLifeCycle } from "./life-cycle.ts";

/** A connection over two streams; `lost` is called when what comes in can no longer be told apart into messages. */
export function connect(input: Readable, output: Writable, lost: () => void): Connection {
  const [reader, writer] = [new StreamMessageReader(input), new StreamMessageWriter(output)];
  const reply = (response: ResponseMessage): Promise<void> => writer.write(response).catch(() => undefined);
  const unreadable = (message: string): Promise<void> => reply({ jsonrpc: "2.0", id: null, error: { code: ErrorCodes.ParseError, message } });
  const connection = createConnection(ProposedFeatures.all, reader, writer, { messageStrategy: createLifeCycle((response) => void reply(response)) });
  reader.onError((error) => {
    if (error instanceof SyntaxError) void unreadable(error.message);
  });
  const check = createFrameCheck();
  input.on("data", (chunk: Buffer) => {
    const wrong = check(chunk);
    if (wrong !== null) void unreadable(wrong).then(lost);
  });
  return connection;
}
