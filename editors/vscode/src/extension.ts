import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, TransportKind, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

const languages = ["sql", "druid-sql", "json", "jsonc", "markdown"];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("msqlint.restart", () => restart(context)),
    vscode.commands.registerCommand("msqlint.explainStatement", explainStatement),
    vscode.commands.registerCommand("msqlint.explainRule", explainRule),
    vscode.commands.registerCommand("msqlint.fixAll", () => vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.msqlint", apply: "first" })),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(context)),
  );
  await start(context);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const module = serverModule(context);
  const server: ServerOptions = { module, transport: TransportKind.stdio, args: ["lsp", "--stdio"] };
  const options: LanguageClientOptions = {
    documentSelector: languages.map((language) => ({ scheme: "file", language })),
    synchronize: { configurationSection: "msqlint" },
    initializationOptions: { trusted: vscode.workspace.isTrusted },
  };
  client = new LanguageClient("msqlint", "msqlint", server, options);
  await client.start();
}

async function restart(context: vscode.ExtensionContext): Promise<void> {
  await client?.dispose();
  await start(context);
}

/** The setting, else the project's own msqlint, else the bundled one; code of an untrusted workspace is never run. */
function serverModule(context: vscode.ExtensionContext): string {
  const bundled = context.asAbsolutePath(join("dist", "msqlint", "bin", "msqlint.js"));
  if (!vscode.workspace.isTrusted) return bundled;
  const configured = vscode.workspace.getConfiguration("msqlint").get<string>("path", "");
  if (configured !== "") return configured;
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const own = join(folder.uri.fsPath, "node_modules", "msqlint", "bin", "msqlint.js");
    if (existsSync(own)) return own;
  }
  return bundled;
}

async function explainStatement(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || client === undefined) return;
  const text = await client.sendRequest<string | null>("workspace/executeCommand", {
    command: "msqlint.explainStatement",
    arguments: [editor.document.uri.toString(), { line: editor.selection.active.line, character: editor.selection.active.character }],
  });
  await showMarkdown(text ?? "There is no statement at the cursor.");
}

async function explainRule(): Promise<void> {
  if (client === undefined) return;
  const rules = await client.sendRequest<string[]>("workspace/executeCommand", { command: "msqlint.rules", arguments: [] });
  const rule = await vscode.window.showQuickPick(rules, { placeHolder: "Rule to explain" });
  if (rule === undefined) return;
  const text = await client.sendRequest<string | null>("workspace/executeCommand", { command: "msqlint.explainRule", arguments: [rule] });
  if (text !== null) await showMarkdown(text);
}

async function showMarkdown(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
