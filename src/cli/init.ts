import { existsSync } from "node:fs";
import { join } from "node:path";
import { defaultRelease } from "../druid/releases.ts";
import { configurationFileName, requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { writeNewText } from "../workspace/write.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/** Writes a configuration to begin with into the current folder; one that is there stays. */
export function init(druid: string | null, io: Io): number {
  const path = join(io.cwd, configurationFileName);
  if (existsSync(path)) throw new UsageError(`${configurationFileName} exists already; \`msqlint config FILE\` says what it does`);
  const release = druid === null ? defaultRelease() : requireNamedRelease(druid);
  writeNewText(path, template(release.name));
  io.out.write(`wrote ${configurationFileName}: set the release of your cluster there, then run \`msqlint .\`\n`);
  return exitCode.clean;
}

function template(release: string): string {
  return `{
  "$schema": "./node_modules/msqlint/schema/msqlint.config.schema.json",
  // The release that your cluster runs.
  "druid": "${release}",
  // What is known of the cluster (tables, columns, extensions): with it unknown tables and columns are found.
  // "schema": "druid-schema.json",
  // The query context that statements are sent with.
  "context": {},
  // Severity (off, info, warn, error), or [severity, options], by rule; \`msqlint rules\` lists them.
  "rules": {},
  // Files left out, as in .gitignore.
  "ignore": []
}
`;
}
