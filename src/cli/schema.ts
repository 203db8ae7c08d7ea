import { resolve } from "node:path";
import { authorizationOf, pullSchema } from "../workspace/cluster.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { explainWriteError, writeNewText } from "../workspace/write.ts";
import { exitCode } from "./exit-code.ts";
import { say, type Io } from "./io.ts";

export interface SchemaPullOptions {
  readonly url: string;
  readonly out: string | null;
  /** Seconds for each request. */
  readonly timeout: number;
}

/** `msqlint schema pull`: asks a cluster and writes the schema file, or prints it. */
export async function schemaPull(options: SchemaPullOptions, io: Io): Promise<number> {
  if (!(options.timeout > 0)) throw new UsageError("--timeout takes a number of seconds above 0");
  const progress = (message: string): void => {
    if (io.error.isTerminal) io.error.write(`${message} …\n`);
  };
  const address = { url: options.url, authorization: authorizationOf(io.environment), timeoutMilliseconds: options.timeout * 1000 };
  const warning = (message: string): void => {
    say(io, message);
  };
  const schema = await pullSchema(address, { progress, warning });
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (options.out === null) {
    io.out.write(text);
    return exitCode.clean;
  }
  try {
    writeNewText(resolve(io.cwd, options.out), text);
  } catch (error) {
    throw new UsageError(`cannot write ${options.out}: ${explainWriteError(error)}`);
  }
  io.error.write(`${options.out}: ${schema.druid === undefined ? "" : `Druid ${schema.druid}, `}${String(Object.keys(schema.tables).length)} tables, ${String(schema.lookups.length)} lookups\n`);
  return exitCode.clean;
}
