import { createHash } from "node:crypto";
import { basename } from "node:path";
import { isKeyword } from "../druid/keywords.ts";
import { requireRelease, type Release } from "../druid/releases.ts";
import type { Finding } from "../linter/finding.ts";
import { parse } from "../syntax/parser.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { toHostRange } from "../text/offset-map.ts";
import { countBefore } from "../text/search.ts";
import { documentKindOf, type DocumentKind } from "./documents/kind.ts";
import type { FileResult } from "./run.ts";

type Linted = Pick<FileResult, "path" | "text" | "output" | "release" | "findings">;

interface Statement {
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** Its SQL, as it is without the document's escapes. */
  readonly text: string;
}

/**
 * Marks a finding by its rule and the statement it is in, without blanks, comments and the case of keywords; neither the file nor the
 * place counts, nor how a document writes the SQL down. Of what is in no statement the words that it marks stand for it in JSON, elsewhere its line.
 */
export async function statementFingerprints(result: Linted): Promise<(finding: Finding) => string> {
  if (result.findings.length === 0) return () => "";
  const text = result.output ?? result.text;
  const release = requireRelease(result.release);
  const kind = documentKindOf(basename(result.path)) ?? "sql";
  const statements = await statementsOf(text, kind, release);
  const marks = new Map<Statement, string>();
  return (finding) => {
    const statement = statementAt(statements, finding.start, text);
    const words = statement === null ? wordsAt(text, finding, kind) : statement.text;
    const known = statement === null ? undefined : marks.get(statement);
    const normalised = known ?? normaliseStatement(words, release);
    if (statement !== null) marks.set(statement, normalised);
    return createHash("sha256").update(`${finding.ruleId}\n${normalised}`).digest("hex").slice(0, 32);
  };
}

async function statementsOf(text: string, kind: DocumentKind, release: Release): Promise<readonly Statement[]> {
  if (kind === "sql") return parse(text, { release, semicolons: "file" }).statements.map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
  const { extractorFor } = await import("./documents/extract.ts");
  const { defaultYamlKeys } = await import("./lint-document.ts");
  const extraction = (await extractorFor(kind))(text, { blocks: "all", templates: [], yamlKeys: defaultYamlKeys });
  if (extraction.kind === "broken") return [];
  const statements = extraction.blocks.flatMap(({ map, semicolons }) =>
    parse(map.text, { release, semicolons }).statements.map(({ start, end }) => ({ ...toHostRange(map, start, end), text: map.text.slice(start, end) })),
  );
  return statements.sort((a, b) => a.start - b.start);
}

/** The statement that holds a place, or that it stands right behind: a `;` belongs to the statement that it ends. */
function statementAt(statements: readonly Statement[], offset: number, text: string): Statement | null {
  const statement = statements[countBefore(statements.length, (index) => (statements[index]?.start ?? Infinity) <= offset) - 1];
  if (statement === undefined) return null;
  return offset < statement.end || (text.charAt(offset) === ";" && text.slice(statement.end, offset).trim() === "") ? statement : null;
}

function wordsAt(text: string, { start, end }: Finding, kind: DocumentKind): string {
  if ((kind === "json" || kind === "jsonc") && end > start) return text.slice(start, end);
  const starts = lineStarts(text);
  const { line } = positionAt(starts, Math.min(start, text.length));
  return text.slice(starts[line - 1] ?? 0, starts[line] ?? text.length);
}

const lexeme = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\p{L}_$][\p{L}\p{N}_$]*|[\d.]+|\s+|./gu;

/** A statement's words one blank apart: no comments, keywords in upper case, names and texts as they are. */
export function normaliseStatement(text: string, release: Release): string {
  const words: string[] = [];
  for (const [word] of text.matchAll(lexeme)) {
    if (word.startsWith("--") || word.startsWith("/*") || word.trim() === "") continue;
    words.push(isKeyword(word, release) ? word.toUpperCase() : word);
  }
  return words.join(" ");
}
