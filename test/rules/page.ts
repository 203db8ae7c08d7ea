import { readFileSync } from "node:fs";

/** An example of a rule's page and how it is to be linted; see `docs/rule-page.md`. */
export interface Example {
  readonly text: string;
  /** A statement, or a payload that holds one. */
  readonly language: "sql" | "json";
  /** 1-based line of the opening fence, to be named when the example fails. */
  readonly line: number;
  readonly druid: string | null;
  readonly engine: "msq" | "any";
  readonly context: Readonly<Record<string, unknown>>;
  readonly schema: object | null;
  readonly options: Readonly<Record<string, unknown>> | null;
  /** One request, not a file: `;` is what the release makes of it. */
  readonly request: boolean;
  /** What the page says that `--fix` makes of it. */
  readonly fixed: string | null;
  /** What the page says that its first suggestion makes of it. */
  readonly suggested: string | null;
}

export interface Page {
  readonly title: string;
  /** Second-level headings, in order. */
  readonly headings: readonly string[];
  /** Text under each heading, "" for the front part. */
  readonly sections: ReadonlyMap<string, string>;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

export const requiredHeadings = ["Bad", "Good", "Fix safety", "Releases", "What Druid says", "Sources", "When not to use it"];

export function readPage(file: string): Page {
  const lines = readFileSync(file, "utf8").split("\n");
  const sections = new Map<string, string>();
  const examples = new Map<string, Example[]>();
  let heading = "";
  let title = "";
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const fence = /^(`{3,})(\S*)\s*(.*)$/u.exec(line);
    if (fence !== null) {
      const end = lines.indexOf(fence[1] ?? "", index + 1);
      if (end < 0) throw new Error(`${file}:${String(index + 1)}: fence is not closed`);
      const language = fence[2];
      if (language === "sql" || language === "json") addExample(examples, heading, language, fence[3] ?? "", lines.slice(index + 1, end).join("\n"), index + 1);
      sections.set(heading, `${sections.get(heading) ?? ""}${lines.slice(index, end + 1).join("\n")}\n`);
      index = end;
      continue;
    }
    if (line.startsWith("# ")) title = line.slice(2).trim();
    else if (line.startsWith("## ")) heading = line.slice(3).trim();
    else sections.set(heading, `${sections.get(heading) ?? ""}${line}\n`);
    if (line.startsWith("## ")) sections.set(heading, "");
  }
  return { title, headings: [...sections.keys()].filter((each) => each !== ""), sections, bad: examples.get("Bad") ?? [], good: examples.get("Good") ?? [] };
}

function addExample(examples: Map<string, Example[]>, heading: string, language: Example["language"], info: string, text: string, line: number): void {
  const words = infoWords(info);
  const under = examples.get(heading) ?? [];
  examples.set(heading, under);
  if (words.has("fixed") || words.has("suggested")) {
    const last = under.pop();
    if (last === undefined) throw new Error(`line ${String(line)}: a result without an example above it`);
    under.push(words.has("fixed") ? { ...last, fixed: text } : { ...last, suggested: text });
    return;
  }
  under.push({
    text: repeated(text, words.get("times")),
    language,
    line,
    druid: words.get("druid") ?? null,
    engine: words.get("engine") === "msq" ? "msq" : "any",
    context: jsonOf(words.get("context")) ?? {},
    schema: jsonOf(words.get("schema")) ?? null,
    options: jsonOf(words.get("options")) ?? null,
    request: words.has("request"),
    fixed: null,
    suggested: null,
  });
}

const knownWords = new Set(["druid", "engine", "context", "schema", "options", "request", "times", "fixed", "suggested"]);

/** `druid=27 context={"a b":1} fixed`: blanks count only outside of JSON strings. */
function infoWords(info: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [, name = "", value = ""] of info.matchAll(/(\w+)(?:=((?:"(?:[^"\\]|\\.)*"|[^\s"])+))?/gu)) {
    if (!knownWords.has(name)) throw new Error(`unknown word \`${name}\` in the fence "${info}"`);
    words.set(name, value);
  }
  return words;
}

/** `{{a + # AS c#, }}` that many times, `#` being 0, 1, 2 … */
function repeated(text: string, times: string | undefined): string {
  if (times === undefined) return text;
  return text.replace(/\{\{(.*?)\}\}/gu, (_whole, part: string) => Array.from({ length: Number(times) }, (_each, index) => part.replaceAll("#", String(index))).join(""));
}

function jsonOf(text: string | undefined): Record<string, unknown> | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
}

/** True when two texts differ by one word, string or mark: one put in place of another, left out or put in. */
export function singleTokenApart(a: string, b: string): boolean {
  const left = tokensOf(a);
  const right = tokensOf(b);
  let from = 0;
  while (from < Math.min(left.length, right.length) && left[from] === right[from]) from++;
  let tail = 0;
  while (tail < Math.min(left.length, right.length) - from && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const leftOver = left.length - from - tail;
  const rightOver = right.length - from - tail;
  return leftOver <= 1 && rightOver <= 1 && leftOver + rightOver > 0;
}

function tokensOf(text: string): readonly string[] {
  return text.match(/`[^`]*`|[‘“][^’”]*[’”]|\[\w+\]|\/\*|\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\w-]+|[<>!=|:]{2}|\S/gu) ?? [];
}
