import { resolve } from "node:path";
import type { Settings } from "../workspace/configuration/resolve.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";

type Options = Pick<LintOptions, "config" | "configEnabled" | "configCode" | "druid" | "engine" | "schema" | "preset" | "rules" | "inlineConfig"> & { readonly json: boolean };

/** Says what applies to a file, and which file and line says so. */
export async function showConfiguration(file: string, options: Options, io: Io): Promise<number> {
  const configuration = configurationFor(options, io.cwd);
  const path = resolve(io.cwd, file);
  const settings = await configuration.settingsFor(path);
  const isIgnored = (await configuration.ignoredIn(resolve(path, "..")))(path, false);
  const rows = rowsOf(settings);
  if (options.json) io.out.write(`${JSON.stringify({ file: path, ignored: isIgnored, configurationFiles: settings.files, settings: rows }, null, 2)}\n`);
  else io.out.write(render(path, isIgnored, settings, rows));
  return exitCode.clean;
}

interface Row {
  readonly key: string;
  readonly value: unknown;
  readonly from: string;
}

function rowsOf(settings: Settings): readonly Row[] {
  const row = (key: string, value: unknown): Row => ({ key, value, from: settings.origins.get(key) ?? "default" });
  return [
    row("druid", settings.release.name),
    row("engine", settings.engine),
    row("schema", settings.schema === null ? null : `${String(settings.schema.tables.size)} tables${settings.schema.complete ? ", complete" : ""}`),
    row("preset", settings.preset),
    row("inlineConfiguration", settings.inlineConfiguration),
    ...(settings.origins.has("documents") ? [row("documents", settings.documents)] : []),
    ...settings.context.map((entry) => row(`context.${entry.key}`, entry.value)),
    ...[...settings.origins.keys()].filter((key) => key.startsWith("rules.")).map((key) => row(key, severityIn(settings, key.slice("rules.".length)))),
  ];
}

function severityIn(settings: Settings, name: string): string {
  const entry = settings.rules.registry.find(name);
  return (entry === null ? undefined : settings.rules.byName.get(entry.name)?.severity) ?? "off";
}

function render(path: string, isIgnored: boolean, settings: Settings, rows: readonly Row[]): string {
  const width = Math.max(...rows.map((row) => row.key.length));
  const values = rows.map((row) => (typeof row.value === "string" ? row.value : JSON.stringify(row.value)));
  const valueWidth = Math.max(...values.map((value) => value.length));
  const lines = rows.map((row, index) => `  ${row.key.padEnd(width)}  ${(values[index] ?? "").padEnd(valueWidth)}  ${row.from}`);
  const files = settings.files.length === 0 ? "  no configuration file" : settings.files.map((file) => `  ${file}`).join("\n");
  return `${path}${isIgnored ? " (ignored)" : ""}\n\nconfiguration files, nearest last:\n${files}\n\nsettings:\n${lines.join("\n")}\n`;
}
