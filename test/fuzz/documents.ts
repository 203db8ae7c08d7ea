import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { builtinRegistry } from "../../rules/index.ts";
import type { Finding } from "../../src/linter/finding.ts";
import { fixText } from "../../src/linter/fix-text.ts";
import { createConfiguration } from "../../src/workspace/configuration/resolve.ts";
import type { Block, ExtractionOptions } from "../../src/workspace/documents/block.ts";
import { extractorFor } from "../../src/workspace/documents/extract.ts";
import type { Extractor } from "../../src/workspace/documents/extract.ts";
import type { DocumentKind } from "../../src/workspace/documents/kind.ts";
import { maskTemplates } from "../../src/workspace/documents/templates.ts";
import { createDocumentLinter } from "../../src/workspace/lint-document.ts";
import type { DocumentLinter } from "../../src/workspace/lint-document.ts";
import { checkFindings, demand, errorsOf, nameOf } from "./properties.ts";
import type { Judge } from "./properties.ts";

/** The ways in which a text of SQL is put into a document. */
export const hosts = ["json", "json-escapes", "markdown", "yaml-quoted", "yaml-block", "notebook", "curl", "here-document", "template", "as it is"] as const;
export type Host = (typeof hosts)[number];

/** A host, the kind of document that a text which is no document is taken for, and where a placeholder stands. */
export interface Hosting {
  readonly host: Host;
  readonly kind: DocumentKind;
  readonly at: number;
}

const kinds: readonly DocumentKind[] = ["sql", "json", "markdown", "yaml", "notebook", "shell"];

/** Three in four texts stand by themselves. */
export const hosting: Arbitrary<Hosting | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ host: fc.constantFrom(...hosts), kind: fc.constantFrom(...kinds), at: fc.nat(1 << 16) }) },
);

interface Document {
  readonly kind: DocumentKind;
  readonly text: string;
}

/** The text in a document of its host. */
export function host(sql: string, { host: way, kind, at }: Hosting): Document {
  const place = at % (sql.length + 1);
  const payload = JSON.stringify({ query: sql, context: { maxNumTasks: 3 } });
  switch (way) {
    case "json":
      return { kind: "json", text: payload };
    case "json-escapes":
      return { kind: "json", text: `[${payload.replace(/[^ -~]|[<>&]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}]` };
    case "markdown":
      return { kind: "markdown", text: `# é\r\n\n- a\n\n  \`\`\`sql\n  ${sql}\n  \`\`\`\n` };
    case "yaml-quoted":
      return { kind: "yaml", text: `é:\n  sql: ${JSON.stringify(sql)}\n` };
    case "yaml-block":
      return { kind: "yaml", text: `é:\n  - query: |-\n      ${sql.replaceAll("\n", "\n      ")}\n` };
    case "notebook":
      return { kind: "notebook", text: JSON.stringify({ cells: [{ cell_type: "code", source: `%%sql\n${sql}`.split(/(?<=\n)/) }, { cell_type: "markdown", source: [sql] }] }, null, 1) };
    case "curl":
      return { kind: "shell", text: `# é\ncurl -X POST -d '${payload.replaceAll("'", "'\\''")}' http://localhost/druid/v2/sql/task\n` };
    case "here-document":
      return { kind: "shell", text: `curl -d @- http://localhost/druid/v2/sql/task <<EOF\n${payload.replace(/[$`\\]/g, "\\$&")}\nEOF\n` };
    case "template":
      return { kind: "sql", text: `${sql.slice(0, place)} ${["{{ ref('a') }}", "${a}", "{% if x %}", ":a", "<a>", "{{", "{#"][at % 7] ?? ""} ${sql.slice(place)}` };
    case "as it is":
      return { kind, text: sql };
  }
}

interface DocumentJudge {
  readonly linters: ReadonlyMap<DocumentKind, DocumentLinter>;
  readonly extractors: ReadonlyMap<DocumentKind, Extractor>;
}

const judges = new Map<Judge, Promise<DocumentJudge>>();
const extraction: ExtractionOptions = { blocks: "all", templates: ["jinja", "variable", "placeholder", "parameter"], yamlKeys: ["sql", "query"] };

function documentJudgeOf(judge: Judge): Promise<DocumentJudge> {
  const known = judges.get(judge) ?? createDocumentJudge(judge);
  judges.set(judge, known);
  return known;
}

async function createDocumentJudge({ release, schema, rules }: Judge): Promise<DocumentJudge> {
  const configuration = createConfiguration({ cwd: "/", registry: builtinRegistry, file: null, enabled: false, allowCode: false, commandLine: null });
  const settings = { ...(await configuration.settingsFor("/a")), release, schema, rules, documents: extraction };
  const linters = new Map<DocumentKind, DocumentLinter>();
  const extractors = new Map<DocumentKind, Extractor>();
  for (const kind of kinds) {
    linters.set(kind, await createDocumentLinter(kind, settings));
    if (kind !== "sql") extractors.set(kind, await extractorFor(kind));
  }
  return { linters, extractors };
}

/** Checks the properties of a text in a document. Throws Broken, or whatever the code under test throws. */
export async function checkDocument(sql: string, judge: Judge, hosted: Hosting): Promise<void> {
  const { linters, extractors } = await documentJudgeOf(judge);
  const { kind, text } = host(sql, hosted);
  const linter = linters.get(kind);
  if (linter === undefined) return;
  linter.holdsSql(text);
  const findings = linter.lint(text);
  checkDocumentFindings(text, findings);
  checkDocumentFix(text, findings, linter);
  const blocks = blocksOf(extractors.get(kind), text);
  if (hosted.host.startsWith("json")) demand(blocks.length === 1 && blocks[0]?.map.text === sql, "a payload holds its query", () => JSON.stringify({ text, blocks: blocks.map((block) => block.map.text) }));
  const [block] = blocks;
  if (block !== undefined && blocks.length === 1 && maskTemplates(block.map.text, extraction.templates) === null) checkSame(text, block, findings, judge);
}

function blocksOf(extract: Extractor | undefined, text: string): readonly Block[] {
  const found = extract?.(text, extraction);
  return found?.kind === "blocks" ? found.blocks : [];
}

/** Findings of several blocks follow one another by block. */
function checkDocumentFindings(text: string, findings: readonly Finding[]): void {
  for (const finding of findings) checkFindings(text, [finding]);
}

function checkDocumentFix(text: string, findings: readonly Finding[], linter: DocumentLinter): void {
  if (findings.every((finding) => finding.fix === null)) return;
  const lint = (each: string): readonly Finding[] => linter.lint(each);
  const { output, findings: left } = fixText(text, lint, { unsafe: true });
  if (errorsOf(findings).some((finding) => finding.stage === "parse")) return;
  demand(fixText(output, lint, { unsafe: true }).output === output, "fixing a document is idempotent", () => JSON.stringify({ text, output }));
  demand(errorsOf(left).length <= errorsOf(findings).length, "fixing a document never adds an error", () => JSON.stringify({ text, output, left: left.map(nameOf) }));
}

/** What is said of the document but of its envelope. */
const own = ({ ruleId }: Finding): boolean => !ruleId.startsWith("payload-") && ruleId !== "parameter-unbound" && !ruleId.startsWith("context-");

/** A document's one block is judged as its SQL by itself. */
function checkSame(text: string, block: Block, findings: readonly Finding[], { linter }: Judge): void {
  const alone = linter.lint(block.map.text, { semicolons: block.semicolons, context: block.context }).filter(own);
  const said = (all: readonly Finding[]): string => all.filter(own).map(({ ruleId, message }) => `${ruleId}: ${message}`).sort().join("\n");
  demand(said(findings) === said(alone), "a document's SQL is judged as by itself", () => JSON.stringify({ text, findings: said(findings), alone: said(alone) }));
}
