import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, TransportKind, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { whenDruidIsSeen } from "./druid-documents.ts";

const languages = ["sql", "druid-sql", "json", "jsonc", "markdown", "yaml"];
const schemes = ["file", "untitled"];
const selector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));

/** Where the msqlint that is used comes from. */
type Origin = "the setting `msqlint.path`" | "the project" | "the extension";

interface Chosen {
  readonly launcher: string;
  readonly origin: Origin;
}

let client: LanguageClient | undefined;
/** Ends when the server runs, or has been said not to; undefined until it is needed. */
let starting: Promise<void> | undefined;
let status: vscode.LanguageStatusItem | undefined;

export function activate(context: vscode.ExtensionContext): void {
  status = vscode.languages.createLanguageStatusItem("msqlint", selector);
  status.name = "msqlint";
  status.command = { title: "Restart", command: "msqlint.restart" };
  context.subscriptions.push(
    status,
    vscode.workspace.registerTextDocumentContentProvider(explanationScheme, provider),
    vscode.commands.registerCommand("msqlint.restart", () => restart(context)),
    vscode.commands.registerCommand("msqlint.showLog", () => client?.outputChannel.show()),
    vscode.commands.registerCommand("msqlint.whatDoesThisDo", () => start(context).then(explainStatement)),
    vscode.commands.registerCommand("msqlint.chooseRule", () => start(context).then(chooseRule)),
    vscode.commands.registerCommand("msqlint.fixAll", () => vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.msqlint", apply: "first" })),
    vscode.workspace.onDidGrantWorkspaceTrust(() => (starting === undefined ? undefined : restart(context))),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (starting !== undefined && event.affectsConfiguration("msqlint.path")) void restart(context);
    }),
    whenDruidIsSeen(() => start(context)),
  );
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Does nothing where that was done: what failed is tried again by a restart. */
function start(context: vscode.ExtensionContext): Promise<void> {
  return (starting ??= launch(context));
}

async function launch(context: vscode.ExtensionContext): Promise<void> {
  const { launcher, origin } = choose(context);
  if (!existsSync(launcher)) {
    say("is not there", launcher, vscode.LanguageStatusSeverity.Error);
    void vscode.window.showErrorMessage(`msqlint: ${origin} names ${launcher}, which is not there.`);
    return;
  }
  // Run by the editor's own Node: none has to be installed.
  const server: ServerOptions = { module: launcher, transport: TransportKind.stdio, args: ["lsp", "--stdio"] };
  const options: LanguageClientOptions = {
    documentSelector: selector,
    initializationOptions: { trusted: vscode.workspace.isTrusted, showsExplanations: true },
    middleware: {
      // The server's own commands end here, also those that its code actions name.
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        if (command.startsWith("msqlint.explain")) await showMarkdown(typeof answer === "string" ? answer : "There is no statement at the cursor.");
        return answer;
      },
    },
  };
  client = new LanguageClient("msqlint", "msqlint", server, options);
  try {
    await client.start();
    say(`${client.initializeResult?.serverInfo?.version ?? ""} of ${origin}`, launcher);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`could not be started: ${why}`, launcher, vscode.LanguageStatusSeverity.Error);
    void vscode.window.showErrorMessage(`msqlint: the language server of ${origin} could not be started (${launcher}): ${why}`);
  }
}

function say(text: string, detail: string, severity = vscode.LanguageStatusSeverity.Information): void {
  if (status === undefined) return;
  Object.assign(status, { text: `msqlint ${text}`, detail, severity });
}

const startPatience = 3_000;

async function restart(context: vscode.ExtensionContext): Promise<void> {
  // One whose process ends again and again may never be done with starting.
  await Promise.race([starting, new Promise((resolve) => { setTimeout(resolve, startPatience); })]);
  const former = client;
  client = starting = undefined;
  // One that could not be started cannot be stopped.
  await former?.dispose().catch(() => undefined);
  await start(context);
}

/** The setting, else the project's own msqlint, else the bundled one; code of an untrusted workspace is never run. */
function choose(context: vscode.ExtensionContext): Chosen {
  const bundled: Chosen = { launcher: context.asAbsolutePath(join("dist", "msqlint", "bin", "msqlint.js")), origin: "the extension" };
  if (!vscode.workspace.isTrusted) return bundled;
  const configured = vscode.workspace.getConfiguration("msqlint").get<string>("path", "");
  if (configured !== "") return { launcher: resolve(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", configured), origin: "the setting `msqlint.path`" };
  const active = vscode.window.activeTextEditor?.document.uri;
  const starts = [...(active?.scheme === "file" ? [dirname(active.fsPath)] : []), ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath)];
  const own = starts.map(installedAbove).find((found) => found !== null);
  return own == null ? bundled : { launcher: own, origin: "the project" };
}

/** The msqlint that is installed for a folder, as Node would look for it; only within the workspace. */
function installedAbove(folder: string): string | null {
  for (let here = folder; vscode.workspace.getWorkspaceFolder(vscode.Uri.file(here)) !== undefined; here = dirname(here)) {
    const launcher = join(here, "node_modules", "msqlint", "bin", "msqlint.js");
    if (existsSync(launcher)) return launcher;
    if (dirname(here) === here) return null;
  }
  return null;
}

async function explainStatement(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { line, character } = editor.selection.active;
  await vscode.commands.executeCommand("msqlint.explainStatement", editor.document.uri.toString(), { line, character });
}

async function chooseRule(): Promise<void> {
  const rules = await vscode.commands.executeCommand<readonly string[]>("msqlint.rules");
  const rule = await vscode.window.showQuickPick([...rules], { placeHolder: "Rule to explain" });
  if (rule !== undefined) await vscode.commands.executeCommand("msqlint.explainRule", rule);
}

/** Explanations are read, not written: documents that cannot be changed, shown as they are meant to look. */
const explanations = new Map<string, string>();
const explanationScheme = "msqlint-explanation";
const provider: vscode.TextDocumentContentProvider = { provideTextDocumentContent: ({ path }) => explanations.get(path) ?? "" };

async function showMarkdown(content: string): Promise<void> {
  const title = /[\w-]+/u.exec(content)?.[0] ?? "explanation";
  const uri = vscode.Uri.from({ scheme: explanationScheme, path: `${title}-${explanations.size}.md` });
  explanations.set(uri.path, content);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
}
