import { Worker } from "node:worker_threads";
import { threadArgument, type ThreadMessage, type ThreadWork } from "./lint-threads.ts";

/** Runs the launcher in a thread of its own; what it sends, once it has ended. Rejects when it dies. */
export async function startThread(launcher: string, work: ThreadWork): Promise<readonly ThreadMessage[]> {
  const thread = new Worker(launcher, { argv: [threadArgument], workerData: work });
  const messages: ThreadMessage[] = [];
  return new Promise((resolve, reject) => {
    thread.on("message", (message: ThreadMessage) => messages.push(message));
    thread.once("error", reject);
    thread.once("exit", () => { resolve(messages); });
  });
}
