import { ErrorCodes, Message, type MessageStrategy, type RequestMessage, type ResponseMessage } from "vscode-languageserver";

/**
 * What the protocol says of a visit's order: nothing is answered before `initialize`, which comes once, and nothing behind `shutdown`.
 * Parameters of `initialize` that are not as they should be are put right.
 */
export function createLifeCycle(reply: (response: ResponseMessage) => void): MessageStrategy {
  let state: "new" | "greeted" | "over" = "new";
  const refuse = ({ id }: RequestMessage, code: number, message: string): void => { reply({ jsonrpc: "2.0", id, error: { code, message } }); };
  return {
    handleMessage: (message, next) => {
      if (Message.isRequest(message)) {
        if (message.method === "initialize" && state === "new") {
          state = "greeted";
          return next({ ...message, params: initializeParams(message.params) } as RequestMessage);
        }
        if (state === "new") refuse(message, ErrorCodes.ServerNotInitialized, `${message.method} before initialize`);
        else if (state === "over" || message.method === "initialize") refuse(message, ErrorCodes.InvalidRequest, state === "over" ? `${message.method} behind shutdown` : "initialize comes once");
        else {
          if (message.method === "shutdown") state = "over";
          return next(message);
        }
        return undefined;
      }
      return Message.isNotification(message) && state !== "greeted" && message.method !== "exit" ? undefined : next(message);
    },
  };
}

/** An object with an object of capabilities, whatever was sent. */
function initializeParams(given: unknown): object {
  const params = objectOf(given);
  return { processId: null, rootUri: null, ...params, capabilities: objectOf((params as { readonly capabilities?: unknown }).capabilities) };
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
