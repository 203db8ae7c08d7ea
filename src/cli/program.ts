import { resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { formatNames, isFormatName } from "../reporters/index.ts";
import { parseSize } from "../workspace/read.ts";
import type { Shard } from "../workspace/shard.ts";
import { isFile } from "../workspace/stat.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { defaultLintOptions, type LintOptions, type ReportTarget, type Selection } from "./lint-options.ts";
import { toolVersion } from "./version.ts";

/** Reads a command line with options and runs its command. Throws UsageError for what is not understood. */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.clean;
  const finish = (result: number): void => {
    code = result;
  };
  // `lint` said aloud: what follows are its paths, also where one is called like a command.
  const isLint = args[0] === "lint";
  const program = buildProgram(io, finish, !isLint);
  try {
    await program.parseAsync(isLint ? args.slice(1) : [...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCode.clean;
    if (error.code === "commander.help") throw new UsageError(`\`${args.join(" ")}\` needs another word: see \`msqlint ${args.join(" ")} --help\``);
    throw new UsageError(oneLine(error.message));
  }
  return code;
}

/** "error: unknown option '--foo'\n(Did you mean --fox?)" → one line. */
function oneLine(message: string): string {
  return message.replace(/^error: /, "").split(/[\r\n]+/).map((line) => line.trim()).join(" ").trim();
}

function buildProgram(io: Io, finish: (code: number) => void, withCommands: boolean): Command {
  const program = new Command("msqlint")
    .description("Says what Apache Druid's multi-stage query engine would say about SQL, before it does.\nWithout a command it lints.")
    .version(toolVersion, "--version", "print the version")
    .helpOption("--help", "print this help")
    .configureOutput({ writeOut: (text) => { io.out.write(text); }, writeErr: () => undefined, getOutHasColors: () => false })
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError(true);
  addLint(program, io, finish);
  if (!withCommands) return program;
  addVerdictCommand(program, io, finish);
  addExplainCommand(program, io, finish);
  addRulesCommand(program, io, finish);
  addInitCommand(program, io, finish);
  addConfigCommand(program, io, finish);
  addReportCommand(program, io, finish);
  addCheckSampleCommand(program, io, finish);
  addUpgradeCommand(program, io, finish);
  addMergeCommand(program, io, finish);
  addSchemaCommand(program, io, finish);
  addLanguageServerCommand(program);
  return program;
}

// lint

interface RawConfigurationOptions {
  readonly config: string | boolean;
  readonly configCode: boolean;
  readonly druid?: string;
  readonly engine?: "any" | "msq";
  readonly schema?: string;
  readonly preset?: LintOptions["preset"];
  readonly rule?: readonly string[];
}

interface RawLintOptions extends RawConfigurationOptions {
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly diff?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly inlineConfig: boolean;
  readonly color?: boolean;
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly statistics?: boolean;
  readonly allowEmpty?: boolean;
  readonly maxSize?: number;
  readonly threads?: number;
  readonly changed?: boolean;
  readonly since?: string;
  readonly staged?: boolean;
  readonly shard?: Shard;
}

function addLint(command: Command, io: Io, finish: (code: number) => void): void {
  const targets = new TargetList();
  command.usage("[lint] [options] [paths...]\n       msqlint COMMAND [options]").argument("[paths...]", "files, folders, globs, or - for standard input");
  addConfigurationOptions(command);
  command
    .option("--fix", "apply safe fixes")
    .option("--unsafe-fixes", "with --fix or --diff: also fixes that may change the meaning")
    .option("--diff", "print what fixes would change, write nothing")
    .addOption(new Option("--format <name>", `report format: ${formatNames.join(", ")}; may be repeated`).argParser((name: string) => targets.addFormat(name)))
    .addOption(new Option("--output-file <path>", "write the report of the --format before it to a file").argParser((path: string) => targets.addFile(path)))
    .option("--stdin", "lint standard input, like -")
    .option("--stdin-filename <path>", "the path that standard input stands for")
    .option("--quiet", "report errors only")
    .addOption(new Option("--max-warnings <n>", "exit 1 when there are more warnings").argParser(parseCount))
    .option("--no-inline-config", "do not heed suppression comments")
    .option("--color", "colour the output")
    .option("--no-color", "do not colour the output")
    .option("--cache", "keep findings between runs")
    .option("--cache-location <path>", "where they are kept")
    .option("--baseline <path>", "findings in this file do not count")
    .option("--update-baseline", "write them there: what is found now, without what is no longer found")
    .option("--statistics", "count findings by rule")
    .option("--allow-empty", "exit 0 when no file matches")
    .addOption(new Option("--max-size <size>", "refuse larger files, such as 20MB (default: 10MB)").argParser(parseMaxSize))
    .addOption(new Option("--threads <n>", "how many threads may lint (default: as many as pay)").argParser(parseThreads))
    .option("--changed", "only files that git sees changed, new ones included")
    .option("--since <ref>", "only files changed since this branch or commit left ours")
    .option("--staged", "only files that are staged")
    .addOption(new Option("--shard <i/n>", "only the i-th of n parts of the files; a file's path says which part it is in").argParser(parseShard))
    .action(async (paths: string[], raw: RawLintOptions) => {
      const { lint } = await import("./lint.ts");
      finish(await lint(lintOptionsOf(paths, raw, targets), io));
    });
}

function addConfigurationOptions(command: Command): void {
  command
    .option("--config <path>", "use this configuration file only")
    .option("--no-config", "read no configuration file")
    .option("--no-config-code", "do not run msqlint.config.js")
    .option("--druid <release>", "Druid release to judge by, such as 27 or 33.0.0")
    .addOption(new Option("--engine <name>", "how a bare SELECT is judged").choices(["any", "msq"]))
    .option("--schema <path>", "schema file of the cluster")
    .addOption(new Option("--preset <name>", "severities to begin with").choices(["recommended", "strict", "all", "none"]))
    .addOption(new Option("--rule <name:severity>", "set a rule, such as limit-without-order:off; may be repeated").argParser(collect));
}

function lintOptionsOf(paths: readonly string[], raw: RawLintOptions, targets: TargetList): LintOptions {
  if (raw.updateBaseline === true && raw.baseline === undefined) throw new UsageError("--update-baseline needs --baseline, which says where it goes");
  if (paths.includes("")) throw new UsageError("an empty path names no file");
  const explicit = raw.stdin === true || raw.changed === true || raw.since !== undefined || raw.staged === true;
  return {
    ...defaultLintOptions,
    ...configurationOptionsOf(raw),
    patterns: paths.length > 0 || explicit ? paths : requirePaths(),
    fix: raw.fix ?? false,
    unsafeFixes: raw.unsafeFixes ?? false,
    diff: raw.diff ?? false,
    targets: targets.finish(),
    stdin: raw.stdin ?? false,
    stdinFilename: raw.stdinFilename ?? null,
    quiet: raw.quiet ?? false,
    maxWarnings: raw.maxWarnings ?? Infinity,
    color: raw.color ?? null,
    cache: raw.cache ?? raw.cacheLocation !== undefined,
    cacheLocation: raw.cacheLocation ?? null,
    baseline: raw.baseline ?? null,
    updateBaseline: raw.updateBaseline ?? false,
    statistics: raw.statistics ?? false,
    allowEmpty: raw.allowEmpty ?? false,
    maxSize: raw.maxSize ?? defaultLintOptions.maxSize,
    threads: raw.threads ?? null,
    selection: selectionOf(raw),
    shard: raw.shard ?? null,
  };
}

function configurationOptionsOf(raw: RawConfigurationOptions & { readonly inlineConfig?: boolean }) {
  return {
    config: typeof raw.config === "string" ? raw.config : null,
    configEnabled: raw.config !== false,
    configCode: raw.configCode,
    druid: raw.druid ?? null,
    engine: raw.engine ?? null,
    schema: raw.schema ?? null,
    preset: raw.preset ?? null,
    rules: raw.rule ?? [],
    inlineConfig: raw.inlineConfig ?? true,
  };
}

function requirePaths(): never {
  throw new UsageError("no files given; name files, folders or globs (`msqlint .`), or see `msqlint --help`");
}

function selectionOf(raw: RawLintOptions): Selection | null {
  if (raw.staged === true && (raw.changed === true || raw.since !== undefined)) throw new UsageError("--staged cannot be combined with --changed or --since");
  if (raw.staged === true) return { kind: "staged" };
  if (raw.since !== undefined) return { kind: "changed", since: raw.since };
  return raw.changed === true ? { kind: "changed", since: null } : null;
}

/** Formats and the files that they go to, in the order of the command line: a file belongs to the format before it. */
class TargetList {
  private readonly formats: { format: ReportTarget["format"]; file: string | null }[] = [];
  private waiting: string | null = null;

  addFormat(name: string): string {
    if (!isFormatName(name)) throw new InvalidArgumentError(`Known formats are ${formatNames.join(", ")}.`);
    this.formats.push({ format: name, file: this.waiting });
    this.waiting = null;
    return name;
  }

  addFile(path: string): string {
    const last = this.formats.at(-1);
    if (last === undefined && this.waiting === null) this.waiting = path;
    else if (last?.file === null) last.file = path;
    else throw new InvalidArgumentError("Each --output-file belongs to the --format before it; this one has none.");
    return path;
  }

  finish(): readonly ReportTarget[] {
    if (this.formats.length === 0) return [{ format: "stylish", file: this.waiting }];
    const toOutput = this.formats.filter((target) => target.file === null);
    const files = this.formats.flatMap((target) => (target.file === null ? [] : [resolve(target.file)]));
    const twice = files.find((file, index) => files.indexOf(file) < index);
    if (twice !== undefined) throw new UsageError(`two formats cannot go to one --output-file ${twice}`);
    if (toOutput.length > 1) throw new UsageError(`only one --format may go to standard output; give ${toOutput[0]?.format ?? ""} an --output-file`);
    return this.formats;
  }
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a number from 0.");
  return Number(text);
}

function parseMaxSize(text: string): number {
  const size = parseSize(text);
  if (size === null) throw new InvalidArgumentError("Expected a size such as 20MB.");
  return size;
}

function parseThreads(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 64) throw new InvalidArgumentError("Expected a number from 1 to 64.");
  return count;
}

function parseShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const index = Number(match?.[1]);
  const count = Number(match?.[2]);
  if (match === null || index < 1 || index > count) throw new InvalidArgumentError("Expected i/n, such as 1/4.");
  return { index, count };
}

// The other commands

function addVerdictCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("verdict")
    .description("judge statements (JSON Lines on standard input) as Druid would")
    .option("--druid <release>", "Druid release to judge by")
    .option("--schema <path>", "schema file of the cluster")
    .addOption(new Option("--through <stage>", "last stage whose checks are made").choices(["parse", "validate", "plan", "submit", "controller"]).default("controller"))
    .option("--types", "accepted statements also say their columns and how they are stored")
    .option("--faults", "accepted statements also say the fault that their task is bound to end in")
    .action(async (raw: { druid?: string; schema?: string; through: "parse" | "validate" | "plan" | "submit" | "controller"; types?: boolean; faults?: boolean }) => {
      const { verdictCommand } = await import("./verdict.ts");
      const options = { druid: raw.druid ?? null, schema: raw.schema ?? null, through: raw.through, types: raw.types ?? false, faults: raw.faults ?? false };
      finish(await verdictCommand(options, io));
    });
}

function addExplainCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command("explain")
    .description("explain a rule, fault code, context parameter or function; or what the statements of a file will do")
    .argument("<name>", "rule, fault code, context parameter, function, or file")
    .addOption(new Option("--format <name>", "how").choices(["text", "markdown", "json"]).default("text"));
  addConfigurationOptions(command);
  command.action(async (name: string, raw: RawConfigurationOptions & { format: "text" | "markdown" | "json" }) => {
    const path = resolve(io.cwd, name);
    if (isFile(path)) {
      const { explainFile } = await import("./explain-file.ts");
      finish(await explainFile(path, raw.format, configurationOptionsOf(raw), io));
      return;
    }
    const { explain } = await import("./explain.ts");
    finish(explain(name, { format: raw.format, druid: raw.druid ?? null }, io));
  });
}

function addRulesCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("rules")
    .description("list the rules")
    .addOption(new Option("--format <name>", "how").choices(["text", "markdown", "json"]).default("text"))
    .action(async (raw: { format: "text" | "markdown" | "json" }) => {
      const { listRules } = await import("./rules.ts");
      finish(listRules(raw.format, io));
    });
}

function addInitCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("init")
    .description("write a configuration file into this folder")
    .option("--druid <release>", "Druid release to judge by")
    .action(async (raw: { druid?: string }) => {
      const { init } = await import("./init.ts");
      finish(init(raw.druid ?? null, io));
    });
}

function addConfigCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program.command("config").description("say what applies to a file, and which file and line says so").argument("<file>", "a file, which need not exist");
  addConfigurationOptions(command);
  command.option("--json", "as JSON").action(async (file: string, raw: RawConfigurationOptions & { readonly json?: boolean }) => {
    const { showConfiguration } = await import("./config.ts");
    finish(await showConfiguration(file, { ...configurationOptionsOf(raw), json: raw.json ?? false }, io));
  });
}

function addReportCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("report")
    .description("say what went wrong in a task, by its report")
    .argument("<report>", "the task's report (JSON)")
    .option("--sql <path>", "the statement that was submitted: its place is named")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"))
    .option("--druid <release>", "Druid release of the cluster")
    .action(async (report: string, raw: { sql?: string; format: "text" | "json"; druid?: string }) => {
      const { explainReport } = await import("./report.ts");
      finish(await explainReport(report, { sql: raw.sql ?? null, format: raw.format, druid: raw.druid ?? null }, io));
    });
}

function addCheckSampleCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command("check-sample")
    .description("hold real rows (JSON lines, CSV, TSV) against a statement's EXTERN and __time")
    .argument("<file>", "the statement")
    .requiredOption("--sample <path>", "the rows")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"));
  addConfigurationOptions(command);
  command.action(async (file: string, raw: RawConfigurationOptions & { sample: string; format: "text" | "json" }) => {
    const { checkSampleCommand } = await import("./check-sample.ts");
    finish(await checkSampleCommand(file, { sample: raw.sample, format: raw.format, configuration: configurationOptionsOf(raw) }, io));
  });
}

function addUpgradeCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command("upgrade")
    .description("list the statements whose verdict or meaning changes between two releases")
    .argument("[paths...]", "files, folders, globs")
    .requiredOption("--from <release>", "the release that runs now")
    .requiredOption("--to <release>", "the release that is to run")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"));
  addConfigurationOptions(command);
  command.action(async (paths: string[], raw: RawConfigurationOptions & { from: string; to: string; format: "text" | "json" }) => {
    const { upgrade } = await import("./upgrade.ts");
    const patterns = paths.length > 0 ? paths : requirePaths();
    finish(await upgrade({ from: raw.from, to: raw.to, format: raw.format }, { ...defaultLintOptions, ...configurationOptionsOf(raw), patterns }, io));
  });
}

function addMergeCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("merge")
    .description("make one report of the JSON or SARIF reports of several shards")
    .argument("<reports...>", "files written by --output-file")
    .option("--output-file <path>", "where the report goes (default: standard output)")
    .action(async (reports: string[], raw: { outputFile?: string }) => {
      const { mergeReports } = await import("./merge.ts");
      finish(mergeReports(reports, raw.outputFile ?? null, io));
    });
}

function addSchemaCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("schema")
    .description("schema files: what is known of a cluster")
    .command("pull")
    .description("ask a cluster and write the schema file; credentials: MSQLINT_TOKEN, or MSQLINT_USER and MSQLINT_PASSWORD")
    .requiredOption("--url <url>", "router or broker, such as http://localhost:8888")
    .option("--out <path>", "where the schema goes (default: standard output)")
    .addOption(new Option("--timeout <seconds>", "for each request").argParser(parseCount).default(30))
    .action(async (raw: { url: string; out?: string; timeout: number }) => {
      const { schemaPull } = await import("./schema.ts");
      finish(await schemaPull({ url: raw.url, out: raw.out ?? null, timeout: raw.timeout }, io));
    });
}

function addLanguageServerCommand(program: Command): void {
  program
    .command("lsp")
    .description("language server over standard input and output")
    .option("--stdio", "the only way there is; editors give it")
    .addOption(new Option("--clientProcessId <id>", "the editor's process, with which the server ends").hideHelp())
    .action(async () => {
      const { runLanguageServer } = await import("./lsp.ts");
      await runLanguageServer();
    });
}
