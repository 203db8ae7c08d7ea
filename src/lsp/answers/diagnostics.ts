import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from "vscode-languageserver";
import { builtinRegistry } from "../../../rules/index.ts";
import type { Finding } from "../../linter/finding.ts";
import { ruleAddress } from "../../linter/rule-address.ts";
import { defaultMaxSize, formatSize } from "../../workspace/read.ts";
import type { OpenDocument, Positions } from "../documents.ts";
import { longestText, type Reading } from "./reading.ts";

const severities = { error: DiagnosticSeverity.Error, warn: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information } as const;
const rulesAboutUseless: ReadonlySet<string> = new Set(["unused-suppression", "signature-unused-column"]);

/** The document's findings, or why there are none. */
export async function diagnosticsOf(reading: Reading, document: OpenDocument): Promise<readonly Diagnostic[]> {
  if (document.text.length > longestText) return [tooLong(document)];
  const { positions } = reading.session;
  return (await reading.findings(document)).map((finding) => toDiagnostic(positions, document, finding));
}

function tooLong(document: OpenDocument): Diagnostic {
  const start = { line: 0, character: 0 };
  const message = `not linted while it is open: the document has ${String(document.text.length)} characters, the limit is ${String(longestText)}; the command line takes files of up to ${formatSize(defaultMaxSize)}`;
  return { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: "msqlint", code: "file-too-large", message };
}

/** A finding in LSP's terms; its `data` is the fix, so that a client that keeps it need not ask for it. */
export function toDiagnostic(positions: Positions, document: OpenDocument, finding: Finding): Diagnostic {
  const related = finding.related.map((place) => ({ location: { uri: document.uri, range: positions.range(document, place) }, message: place.message }));
  return {
    range: positions.range(document, finding),
    severity: severities[finding.severity],
    source: "msqlint",
    code: finding.ruleId,
    ...(builtinRegistry.find(finding.ruleId) === null ? {} : { codeDescription: { href: ruleAddress(finding.ruleId) } }),
    message: finding.message,
    ...tagsOf(finding),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: finding.fix === null ? null : { title: finding.fix.title, edits: finding.fix.edits.map((edit) => ({ range: positions.range(document, edit), newText: edit.text })) },
  };
}

function tagsOf(finding: Finding): { readonly tags?: DiagnosticTag[] } {
  if (finding.category === "deprecated") return { tags: [DiagnosticTag.Deprecated] };
  if (rulesAboutUseless.has(finding.ruleId)) return { tags: [DiagnosticTag.Unnecessary] };
  return {};
}
