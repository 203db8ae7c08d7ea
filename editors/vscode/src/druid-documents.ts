import * as vscode from "vscode";
import { isDruidSql } from "../../../src/workspace/documents/druid-only.ts";

const sqlLanguages: ReadonlySet<string> = new Set(["sql", "druid-sql"]);
const hostLanguages: ReadonlySet<string> = new Set(["json", "jsonc", "markdown", "yaml"]);
const longestText = 1_000_000;

/** Runs `start` once, when there is something to lint: a SQL file, a configuration of msqlint, a document in which Druid's SQL stands. */
export function whenDruidIsSeen(start: () => Promise<void>): vscode.Disposable {
  const listeners: vscode.Disposable[] = [];
  const stop = (): void => {
    for (const listener of listeners.splice(0)) listener.dispose();
  };
  let started = false;
  const begin = (): void => {
    if (started) return;
    started = true;
    stop();
    void start();
  };
  const look = (document: vscode.TextDocument): void => {
    if (isForServer(document)) begin();
  };
  listeners.push(vscode.workspace.onDidOpenTextDocument(look), vscode.workspace.onDidSaveTextDocument(look));
  vscode.workspace.textDocuments.forEach(look);
  void vscode.workspace.findFiles("**/msqlint.config.{json,js}", "**/node_modules/**", 1).then((found) => {
    if (found.length > 0) begin();
  });
  return { dispose: stop };
}

function isForServer(document: vscode.TextDocument): boolean {
  if (sqlLanguages.has(document.languageId)) return true;
  if (!hostLanguages.has(document.languageId)) return false;
  const text = document.getText();
  // In JSON a line break is two letters, which are part of no word.
  return text.length <= longestText && isDruidSql(text.replace(/\\[nrt]/gu, "  "));
}
