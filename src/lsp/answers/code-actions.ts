import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic, type WorkspaceEdit } from "vscode-languageserver";
import { builtinRegistry } from "../../../rules/index.ts";
import type { Finding } from "../../linter/finding.ts";
import type { TextEdit } from "../../text/edits.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { toHostEdit } from "../../text/offset-map.ts";
import { countBefore } from "../../text/search.ts";
import type { OpenDocument, Positions } from "../documents.ts";
import { rewritesAt } from "../features/rewrites.ts";
import { addRollupKeys, rollupKeysMissingAt, rollupTitle, setRollupKeys } from "../features/rollup-context.ts";
import type { Span } from "../features/text-view.ts";
import { fixAllKind } from "../initialize.ts";
import { toDiagnostic } from "./diagnostics.ts";
import { kindOf, partAt, type Part } from "./parts.ts";
import type { Reading } from "./reading.ts";

interface ActionRequest {
  readonly document: OpenDocument;
  readonly findings: readonly Finding[];
  readonly parts: readonly Part[];
  readonly selection: Span;
  readonly only: readonly string[] | undefined;
  readonly positions: Positions;
  readonly diagnosticOf: (finding: Finding) => Diagnostic;
}

export async function answerCodeAction(reading: Reading, { textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
  const { documents, positions } = reading.session;
  const document = documents.get(uri);
  if (document === undefined) return [];
  const selection = { start: positions.offset(document, range.start), end: positions.offset(document, range.end) };
  const [findings, parts] = [await reading.findings(document), await reading.parts(document)];
  return [...codeActions({ document, findings, parts, selection, only: context.only, positions, diagnosticOf: (finding) => toDiagnostic(positions, document, finding) })];
}

/** Everything on offer for a selection: fixes, suggestions, suppressions of its findings, and rewrites. */
function codeActions(request: ActionRequest): readonly CodeAction[] {
  const wanted = (kind: string): boolean => request.only === undefined || request.only.some((only) => only === "" || kind === only || kind.startsWith(`${only}.`));
  const here = request.findings.filter((finding) => finding.start <= request.selection.end && request.selection.start <= finding.end);
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    for (const offer of [quickFixes, suppressions, explanations]) actions.push(...here.flatMap((finding) => offer(request, finding)));
  }
  if (wanted(fixAllKind)) actions.push(...fixAll(request));
  if (wanted(CodeActionKind.RefactorRewrite)) actions.push(...rewrites(request));
  return actions;
}

function quickFixes(request: ActionRequest, finding: Finding): readonly CodeAction[] {
  const diagnostics = [request.diagnosticOf(finding)];
  const actions: CodeAction[] = [];
  if (finding.fix !== null) {
    const title = sentence(finding.fix.title) + (finding.fix.safety === "safe" ? "" : " (unsafe)");
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: finding.fix.safety === "safe", edit: workspaceEdit(request, finding.fix.edits) });
  }
  for (const suggestion of finding.suggestions) {
    actions.push({ title: sentence(suggestion.title), kind: CodeActionKind.QuickFix, diagnostics, edit: workspaceEdit(request, suggestion.edits) });
  }
  const same = request.findings.filter((other) => other.ruleId === finding.ruleId && other.fix?.safety === "safe");
  if (same.length > 1) actions.push({ title: `Fix all of \`${finding.ruleId}\` in this file`, kind: CodeActionKind.QuickFix, diagnostics, edit: workspaceEdit(request, apart(same.flatMap((other) => other.fix?.edits ?? []))) });
  return actions;
}

const sentence = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

/** Comments that silence a finding; only in plain SQL, since a comment in a JSON text would have to share its line. */
function suppressions(request: ActionRequest, finding: Finding): readonly CodeAction[] {
  const { document } = request;
  if (request.parts[0]?.map !== null) return [];
  const lineStart = document.lines.findLast((start) => start <= finding.start) ?? 0;
  const indentation = /^[ \t]*/u.exec(document.text.slice(lineStart))?.[0] ?? "";
  const diagnostics = [request.diagnosticOf(finding)];
  const statement = request.parts[0].view.tree.statements[finding.statement];
  const action = (title: string, offset: number, text: string): CodeAction => ({ title, kind: CodeActionKind.QuickFix, diagnostics, edit: workspaceEdit(request, [{ start: offset, end: offset, text }]) });
  const actions: CodeAction[] = [];
  // Within a text of several lines a comment would be part of the text.
  if (!isWithinToken(request.parts[0].view.tree, lineStart)) actions.push(action(`Disable \`${finding.ruleId}\` for this line`, lineStart, `${indentation}-- msqlint-disable-next-line ${finding.ruleId}\n`));
  if (statement !== undefined) actions.push(action(`Disable \`${finding.ruleId}\` for this statement`, statement.start, `-- msqlint-disable-statement ${finding.ruleId}\n`));
  actions.push(action(`Disable \`${finding.ruleId}\` for this file`, 0, `/* msqlint-disable ${finding.ruleId} */\n`));
  return actions;
}

function isWithinToken({ tokens: { starts, ends, count } }: SyntaxTree, offset: number): boolean {
  const before = countBefore(count, (index) => (starts[index] ?? 0) < offset);
  return before > 0 && (ends[before - 1] ?? 0) > offset;
}

function explanations(request: ActionRequest, finding: Finding): readonly CodeAction[] {
  if (builtinRegistry.find(finding.ruleId) === null) return [];
  const title = `Explain \`${finding.ruleId}\``;
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [request.diagnosticOf(finding)], command: { title, command: "msqlint.explainRule", arguments: [finding.ruleId] } }];
}

function fixAll(request: ActionRequest): readonly CodeAction[] {
  const edits = apart(request.findings.flatMap((finding) => (finding.fix?.safety === "safe" ? finding.fix.edits : [])));
  return edits.length === 0 ? [] : [{ title: "Apply all safe fixes of msqlint", kind: fixAllKind, edit: workspaceEdit(request, edits) }];
}

/** Without the edits that overlap an earlier one. */
function apart(edits: readonly TextEdit[]): readonly TextEdit[] {
  let end = -1;
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .filter((edit) => {
      if (edit.start < end) return false;
      end = Math.max(edit.end, edit.start + 1);
      return true;
    });
}

function rewrites(request: ActionRequest): readonly CodeAction[] {
  const at = partAt(request.parts, request.selection.start);
  if (at === null) return [];
  const { part, offset } = at;
  const action = (title: string, edits: readonly TextEdit[]): CodeAction => ({ title, kind: CodeActionKind.RefactorRewrite, edit: workspaceEdit(request, edits) });
  const inDocument = (edits: readonly TextEdit[]): readonly TextEdit[] => edits.map((edit) => (part.map === null ? edit : toHostEdit(part.map, edit)));
  const actions = rewritesAt(part.view, { start: offset, end: offset }).map((rewrite) => action(rewrite.title, inDocument(rewrite.edits)));
  const rollup = kindOf(request.document) === "json" ? addRollupKeys(request.document.text, request.selection.start, rollupKeysMissingAt(part.view, offset)) : inDocument(setRollupKeys(part.view, offset));
  if (rollup.length > 0) actions.push(action(rollupTitle, rollup));
  return actions;
}

function workspaceEdit(request: ActionRequest, edits: readonly TextEdit[]): WorkspaceEdit {
  const { document, positions } = request;
  return { changes: { [document.uri]: edits.map((edit) => ({ range: positions.range(document, edit), newText: edit.text })) } };
}

