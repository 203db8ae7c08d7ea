import type * as lsp from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";
import type { Session } from "../session.ts";
import * as atPosition from "./at-position.ts";
import { answerCodeAction } from "./code-actions.ts";
import { executeCommand } from "./commands.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import * as names from "./names.ts";
import { createReading } from "./reading.ts";
import { semanticTokensOf, type SemanticTokensOfParams } from "./semantic-tokens.ts";
import * as structure from "./structure.ts";

type Answer<Params, Result> = (params: Params) => Promise<Result>;

/**
 * What answers a client's requests. It brings the parser, the analysis and the rules, and is a bundle of its own that is loaded when the
 * client has been told what the server can.
 */
export interface Answers {
  /** The settings of the editor or of files may have changed: all is read anew when it is next asked for. */
  forget(): void;
  readonly diagnosticsOf: (document: OpenDocument) => Promise<readonly lsp.Diagnostic[]>;
  readonly codeAction: Answer<lsp.CodeActionParams, lsp.CodeAction[]>;
  readonly completion: Answer<lsp.CompletionParams, lsp.CompletionItem[]>;
  readonly definition: Answer<lsp.DefinitionParams, lsp.Location[] | null>;
  readonly documentSymbol: Answer<lsp.DocumentSymbolParams, lsp.DocumentSymbol[]>;
  readonly executeCommand: Answer<lsp.ExecuteCommandParams, unknown>;
  readonly foldingRange: Answer<lsp.FoldingRangeParams, lsp.FoldingRange[]>;
  readonly hover: Answer<lsp.HoverParams, lsp.Hover | null>;
  readonly inlayHint: Answer<lsp.InlayHintParams, lsp.InlayHint[]>;
  readonly prepareRename: Answer<lsp.PrepareRenameParams, lsp.PrepareRenameResult | names.Refusal | null>;
  readonly references: Answer<lsp.ReferenceParams, lsp.Location[]>;
  readonly rename: Answer<lsp.RenameParams, lsp.WorkspaceEdit | names.Refusal | null>;
  readonly selectionRange: Answer<lsp.SelectionRangeParams, lsp.SelectionRange[]>;
  readonly semanticTokens: Answer<SemanticTokensOfParams, lsp.SemanticTokens>;
  readonly signatureHelp: Answer<lsp.SignatureHelpParams, lsp.SignatureHelp | null>;
}

export function createAnswers(session: Session): Answers {
  const reading = createReading(session);
  const answer = <Params, Result>(of: (reading_: typeof reading, params: Params) => Promise<Result>): Answer<Params, Result> => (params) => of(reading, params);
  return {
    forget: () => { reading.forget(); },
    diagnosticsOf: answer(diagnosticsOf),
    codeAction: answer(answerCodeAction),
    completion: answer(atPosition.completion),
    definition: answer(names.definition),
    documentSymbol: answer(structure.documentSymbol),
    executeCommand: answer(executeCommand),
    foldingRange: answer(structure.foldingRange),
    hover: answer(atPosition.hover),
    inlayHint: answer(structure.inlayHint),
    prepareRename: answer(names.prepareRename),
    references: answer(names.references),
    rename: answer(names.rename),
    selectionRange: answer(structure.selectionRange),
    semanticTokens: answer(semanticTokensOf),
    signatureHelp: answer(atPosition.signatureHelp),
  };
}
