import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic, type WorkspaceEdit } from "vscode-languageserver";
import { builtinRegistry } from "../../../rules/index.ts";
import type { Finding } from "../../linter/finding.ts";
import type { TextEdit } from "../../text/edits.ts";
import { lineBreakOf } from "../../text/lines.ts";
import { fixesOfOnePass } from "../../linter/fix-text.ts";
import { takesLineBreaks } from "../../text/offset-map.ts";
import type { OpenDocument, Positions } from "../documents.ts";
import { rewritesAt } from "../features/rewrites.ts";
import { rollupEdits, rollupTitle } from "../features/rollup-context.ts";
import { suppressionOffers } from "../features/suppress.ts";
import type { Span } from "../features/text-view.ts";
import { fixAllKind } from "../initialize.ts";
import { toDiagnostic } from "./diagnostics.ts";
import { editInDocument, isPayload, partAt, type Part } from "./parts.ts";
import type { Reading } from "./reading.ts";

interface ActionRequest {
  readonly document: OpenDocument;
  readonly findings: readonly Finding[];
  readonly parts: readonly Part[];
  readonly selection: Span;
  readonly only: readonly string[] | undefined;
  readonly positions: Positions;
  readonly diagnosticOf: (finding: Finding) => Diagnostic;
  /** The edits of everything that is mended; null where it is not asked for by its name, and one pass over the text is enough. */
  readonly fixes: readonly TextEdit[] | null;
  /** False where comments silence nothing. */
  readonly heedsComments: boolean;
}

export async function answerCodeAction(reading: Reading, { textDocument: { uri }, range, context: { only } }: CodeActionParams): Promise<CodeAction[]> {
  const { documents, positions } = reading.session;
  const document = documents.get(uri);
  const settings = document === undefined ? null : await reading.settingsOf(document);
  if (document === undefined || settings === null) return [];
  return codeActions({
    document,
    findings: await reading.findings(document),
    parts: await reading.parts(document),
    selection: { start: positions.offset(document, range.start), end: positions.offset(document, range.end) },
    only,
    positions,
    diagnosticOf: (finding) => toDiagnostic(positions, document, finding),
    fixes: only?.some((kind) => kind.startsWith(CodeActionKind.SourceFixAll)) === true ? await reading.fixes(document) : null,
    heedsComments: settings.inlineConfiguration,
  });
}

/** Everything on offer for a selection: fixes, suggestions, suppressions of its findings, and rewrites. */
function codeActions(request: ActionRequest): CodeAction[] {
  const wanted = (kind: string): boolean => request.only === undefined || request.only.some((only) => only === "" || kind === only || kind.startsWith(`${only}.`));
  const here = request.findings.filter((finding) => finding.start <= request.selection.end && request.selection.start <= finding.end);
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    for (const offer of [quickFixes, suppressions, explanations]) actions.push(...here.flatMap((finding) => offer(request, finding, here)));
  }
  if (wanted(fixAllKind)) actions.push(...fixAll(request));
  if (wanted(CodeActionKind.RefactorRewrite)) actions.push(...rewrites(request));
  return actions;
}

function quickFixes(request: ActionRequest, finding: Finding, here: readonly Finding[]): readonly CodeAction[] {
  const isSafe = ({ fix }: Finding): boolean => fix?.safety === "safe";
  const diagnostics = [request.diagnosticOf(finding)];
  const actions: CodeAction[] = [];
  if (finding.fix !== null) {
    const title = sentence(finding.fix.title) + (finding.fix.safety === "safe" ? "" : " (unsafe)");
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: isSafe(finding) && here.filter(isSafe).length === 1, edit: workspaceEdit(request, finding.fix.edits) });
  }
  for (const suggestion of finding.suggestions) {
    actions.push({ title: sentence(suggestion.title), kind: CodeActionKind.QuickFix, diagnostics, edit: workspaceEdit(request, suggestion.edits) });
  }
  const same = request.findings.filter((other) => other.ruleId === finding.ruleId && isSafe(other));
  if (same.length > 1) actions.push({ title: `Fix all of \`${finding.ruleId}\` in this file`, kind: CodeActionKind.QuickFix, diagnostics, edit: workspaceEdit(request, safeEdits(request, same)) });
  return actions;
}

const sentence = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

/** Comments that silence a finding, in whatever document its SQL stands. */
function suppressions(request: ActionRequest, finding: Finding): readonly CodeAction[] {
  const at = request.heedsComments ? partAt(request.parts, finding.start) : null;
  if (at === null) return [];
  const { part: { view, map }, offset } = at;
  const lineBreak = lineBreakOf(request.document.text);
  const host = map === null ? { whole: "file", lineBreak } as const : { whole: "block", lineBreak: takesLineBreaks(map) ? lineBreak : null } as const;
  return suppressionOffers(view.tree, finding.ruleId, offset, host).map(({ title, edit }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [request.diagnosticOf(finding)],
    edit: workspaceEdit(request, [editInDocument(at.part, edit)]),
  }));
}

function explanations(request: ActionRequest, finding: Finding): readonly CodeAction[] {
  if (builtinRegistry.find(finding.ruleId) === null) return [];
  const title = `Explain \`${finding.ruleId}\``;
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [request.diagnosticOf(finding)], command: { title, command: "msqlint.explainRule", arguments: [finding.ruleId] } }];
}

function fixAll(request: ActionRequest): readonly CodeAction[] {
  const edits = request.fixes ?? safeEdits(request, request.findings);
  return edits.length === 0 ? [] : [{ title: "Apply all safe fixes of msqlint", kind: fixAllKind, edit: workspaceEdit(request, edits) }];
}

function safeEdits({ document }: ActionRequest, findings: readonly Finding[]): readonly TextEdit[] {
  return fixesOfOnePass(document.text, findings, { unsafe: false }).flatMap((fix) => fix.edits);
}

function rewrites(request: ActionRequest): readonly CodeAction[] {
  const at = partAt(request.parts, request.selection.start);
  if (at === null) return [];
  const { part, offset } = at;
  const action = (title: string, edits: readonly TextEdit[]): CodeAction => ({ title, kind: CodeActionKind.RefactorRewrite, edit: workspaceEdit(request, edits) });
  const toDocument = (edits: readonly TextEdit[]): readonly TextEdit[] => edits.map((edit) => editInDocument(part, edit));
  const actions = rewritesAt(part.view, offset).map((rewrite) => action(rewrite.title, toDocument(rewrite.edits)));
  const host = isPayload(request.document) ? { json: request.document.text, offset: request.selection.start } : null;
  const rollup = rollupEdits(part.view, offset, host, (edit) => editInDocument(part, edit));
  if (rollup.length > 0) actions.push(action(rollupTitle, rollup));
  return actions;
}

function workspaceEdit(request: ActionRequest, edits: readonly TextEdit[]): WorkspaceEdit {
  const { document, positions } = request;
  return { changes: { [document.uri]: edits.map((edit) => ({ range: positions.range(document, edit), newText: edit.text })) } };
}

