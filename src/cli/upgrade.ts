import { builtinRegistry } from "../../rules/index.ts";
import { upgradeChanges, type UpgradeChange } from "../linter/upgrade.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { readText } from "../workspace/read.ts";
import { documentKindOf } from "../workspace/documents/kind.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import { findFiles } from "./find-files.ts";
import type { Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";

interface LocatedChange extends UpgradeChange {
  readonly file: string;
  readonly line: number;
}

/** Lists the statements whose verdict or meaning changes between two releases. Exit code 1 when there are any. */
export async function upgrade(from: string, to: string, options: LintOptions, format: "text" | "json", io: Io): Promise<number> {
  const releases = { from: requireNamedRelease(from), to: requireNamedRelease(to) };
  const configuration = configurationFor(options, io.cwd);
  const { files } = await findFiles(options, configuration, io);
  const changes: LocatedChange[] = [];
  for (const { path } of files) {
    if (documentKindOf(path) !== "sql") continue;
    const read = readText(path, options.maxSize);
    if (read.kind !== "text") continue;
    const { schema, context } = await configuration.settingsFor(path);
    const lines = lineStarts(read.text);
    for (const change of upgradeChanges(read.text, { ...releases, schema, context, registry: builtinRegistry })) {
      changes.push({ ...change, file: path, line: positionAt(lines, change.start).line });
    }
  }
  io.out.write(format === "json" ? `${JSON.stringify(changes, null, 2)}\n` : render(changes, releases.from.name, releases.to.name));
  return changes.length === 0 ? exitCode.clean : exitCode.findings;
}

function render(changes: readonly LocatedChange[], from: string, to: string): string {
  if (changes.length === 0) return `nothing changes from ${from} to ${to}\n`;
  const lines = changes.map((change) => `${change.file}:${String(change.line)}: ${change.kind}${change.rule === null ? "" : ` (${change.rule})`}: ${change.reason}`);
  return `${lines.join("\n")}\n\n${String(changes.length)} changes from ${from} to ${to}\n`;
}
