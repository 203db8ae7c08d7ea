import { MessageType, ShowMessageNotification, type ExecuteCommandParams } from "vscode-languageserver";
import { builtinRegistry } from "../../../rules/index.ts";
import { printType } from "../../analysis/types/sql-type.ts";
import { explainStatement } from "../../linter/explain/statement.ts";
import { explanationMarkdown } from "../../linter/explain/statement-markdown.ts";
import { topicMarkdown } from "../../linter/explain/topic.ts";
import type { LspPosition } from "../documents.ts";
import { statementAt } from "../../syntax/query.ts";
import type { commands } from "../initialize.ts";
import { pathOf } from "./parts.ts";
import type { Reading } from "./reading.ts";

type CommandName = (typeof commands)[number];

/** Null for a command or a thing that is not known. */
export async function executeCommand(reading: Reading, { command, arguments: given = [] }: ExecuteCommandParams): Promise<unknown> {
  const name = command as CommandName;
  switch (name) {
    case "msqlint.rules":
      return builtinRegistry.entries.map((entry) => entry.name);
    case "msqlint.explainRule":
      return shown(reading, await explainRule(reading, String(given[0])));
    case "msqlint.explainStatement":
      return shown(reading, await explainAt(reading, String(given[0]), given[1] as LspPosition));
    default:
      name satisfies never;
      return null;
  }
}

/** Most clients throw away what a command answers. */
function shown({ session }: Reading, explanation: string | null): string | null {
  if (explanation !== null && !session.showsExplanations) void session.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: explanation });
  return explanation;
}

async function explainRule(reading: Reading, rule: string): Promise<string | null> {
  const entry = builtinRegistry.find(rule);
  if (entry === null) return null;
  const { release } = await reading.settingsFor(pathOf("", reading.session.folder));
  return topicMarkdown({ kind: "rule", entry }, builtinRegistry, release);
}

async function explainAt(reading: Reading, uri: string, position: LspPosition): Promise<string | null> {
  const at = await reading.locate(uri, position);
  const statement = at === null ? null : statementAt(at.part.view.tree, at.offset);
  if (at === null || statement === null) return null;
  return explanationMarkdown(explainStatement(at.part.view.analysisOf(statement), { printType: (column) => printType(column.type) }));
}
