import { isDeepStrictEqual } from "node:util";
import { CancellationTokenSource, LSPErrorCodes, ResponseError, type ProtocolConnection } from "vscode-languageserver/node";

/** A server that has been greeted, and how it is left. */
export interface Served {
  readonly connection: ProtocolConnection;
  end(): Promise<void>;
}

export interface SoakOptions {
  /** Starts a server. */
  readonly serve: () => Promise<Served>;
  readonly seed: number;
  readonly steps: number;
  /** Steps between two comparisons with a fresh server. */
  readonly compareEvery: number;
  readonly texts: readonly SoakText[];
  /** Told when the texts are as they were at first: after a warm-up of a tenth of the steps, and at the end. */
  readonly onRest?: (server: Served, moment: "before" | "after") => Promise<void>;
}

export interface SoakText {
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
}

export interface SoakResult {
  readonly edits: number;
  readonly requests: number;
  readonly cancelled: number;
  readonly comparisons: number;
  /** What went wrong, with the step. */
  readonly failures: readonly string[];
}

interface Document extends SoakText {
  readonly uri: string;
  current: string;
  version: number;
}

interface Soak {
  readonly options: SoakOptions;
  readonly server: Served;
  readonly documents: readonly Document[];
  readonly random: (below: number) => number;
  readonly counts: { edits: number; requests: number; cancelled: number; comparisons: number };
  readonly failures: string[];
  readonly waiting: Set<Promise<void>>;
  step: number;
}

const longest = 12_000;
const snippets = ["'", '"', "(", ")", ",", ";\n", " ", "\n", "\r\n", "--", "/*", "*/", "é", "😀", "\u0000", "SELECT ", " FROM t", " WHERE a = 1", "PARTITIONED BY DAY", "CLUSTERED BY a DESC", "GROUP BY 1, 2", "REPLACE INTO x OVERWRITE ALL SELECT a FROM b PARTITIONED BY ALL;\n", "TIME_FLOOR(", "CASE WHEN ", "{", "}", '"type": "', "-- msqlint-disable-next-line\n", "SET maxNumTasks = 3;\n", "e.", "CAST(a AS ", "0", "1e", "U&'\\00e9'"];

/** A long visit of a client that types, asks, cancels, closes and comes back, seeded; what the server then answers is held against a fresh one. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const server = await options.serve();
  const documents = options.texts.map((text): Document => ({ ...text, uri: `file:///soak/${text.name}`, current: text.text, version: 1 }));
  const soaked: Soak = { options, server, documents, random: randomFrom(options.seed), counts: { edits: 0, requests: 0, cancelled: 0, comparisons: 0 }, failures: [], waiting: new Set(), step: 0 };
  for (const document of documents) await open(server, document);
  const warm = Math.floor(options.steps / 10);
  for (; soaked.step < options.steps && soaked.failures.length < 20; soaked.step++) {
    if (soaked.step === warm) await rest(soaked, "before");
    await takeStep(soaked);
    if ((soaked.step + 1) % options.compareEvery === 0) await compare(soaked);
  }
  await rest(soaked, "after");
  await server.end();
  return { ...soaked.counts, failures: soaked.failures };
}

/** Linear congruence: the same numbers below a bound for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function open({ connection }: Served, { uri, languageId, version, current }: Document): Promise<void> {
  return connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version, text: current } });
}

async function takeStep(soaked: Soak): Promise<void> {
  const { random, documents, server: { connection } } = soaked;
  const document = documents[random(documents.length)];
  if (document === undefined) return;
  const kind = random(100);
  if (kind < 55) await edit(soaked, document);
  else if (kind < 96) ask(soaked, document);
  else if (kind < 98) {
    await connection.sendNotification("textDocument/didClose", { textDocument: { uri: document.uri } });
    await open(soaked.server, document);
  } else if (kind === 98) await connection.sendNotification("textDocument/didSave", { textDocument: { uri: document.uri } });
  else await connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  // An editor does not wait for one answer before it asks for the next, but does not run away either.
  if (soaked.waiting.size > 8) await Promise.all(soaked.waiting);
}

async function edit(soaked: Soak, document: Document): Promise<void> {
  const { random, server: { connection }, counts } = soaked;
  const contentChanges: object[] = [];
  for (let change = random(10) === 0 ? 3 : 1; change > 0; change--) {
    const { current } = document;
    const start = random(current.length + 1);
    const cut = current.length > longest ? 3000 : [0, 0, 0, 1, 1, 5, 40][random(7)] ?? 0;
    const end = Math.min(current.length, start + cut);
    const inserted = random(4) === 0 ? "" : (snippets[random(snippets.length)] ?? "");
    // Where a surrogate pair or a line end would be torn apart client and server may count otherwise.
    if (tears(current, start) || tears(current, end)) continue;
    document.current = current.slice(0, start) + inserted + current.slice(end);
    contentChanges.push(random(20) === 0 ? { text: document.current } : { range: { start: positionIn(current, start), end: positionIn(current, end) }, text: inserted });
  }
  if (contentChanges.length === 0) return;
  counts.edits++;
  await connection.sendNotification("textDocument/didChange", { textDocument: { uri: document.uri, version: ++document.version }, contentChanges });
}

function tears(text: string, offset: number): boolean {
  const [before, after] = [text.charAt(offset - 1), text.charAt(offset)];
  return (before === "\r" && after === "\n") || /[\uDC00-\uDFFF]/u.test(after) || /^[\uDC00-\uDFFF]/.test(after);
}

function positionIn(text: string, offset: number): { readonly line: number; readonly character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/u);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

const kinds = ["hover", "completion", "signatureHelp", "definition", "references", "prepareRename", "rename", "codeAction", "documentSymbol", "foldingRange", "selectionRange", "semanticTokens/full", "semanticTokens/range", "inlayHint", "diagnostic", "explain"] as const;

function requestOf(kind: (typeof kinds)[number], { uri, current }: Document, offset: number): readonly [method: string, params: object] {
  const position = positionIn(current, offset);
  const range = { start: position, end: position };
  const textDocument = { uri };
  if (kind === "explain") return ["workspace/executeCommand", { command: "msqlint.explainStatement", arguments: [uri, position] }];
  const others = { context: kind === "references" ? { includeDeclaration: true } : { diagnostics: [] }, newName: "renamed", positions: [position], range };
  return [`textDocument/${kind}`, { textDocument, position, ...others }];
}

/** Asks without waiting; one in eight is cancelled right away. */
function ask(soaked: Soak, document: Document): void {
  const { random, server: { connection }, counts, failures, step } = soaked;
  const kind = kinds[random(kinds.length)] ?? "hover";
  const [method, params] = requestOf(kind, document, random(document.current.length + 1));
  const cancellation = new CancellationTokenSource();
  const wanted = random(8) !== 0;
  counts.requests++;
  const answer = connection.sendRequest<unknown>(method, params, cancellation.token).then(
    () => undefined,
    (error: unknown) => {
      const cancelled = error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
      if (isRefusal(error, method)) return;
      if (wanted || !cancelled) failures.push(`step ${String(step)}: ${method}: ${String(error)}`);
    },
  );
  if (!wanted) {
    counts.cancelled++;
    cancellation.cancel();
  }
  soaked.waiting.add(answer);
  void answer.finally(() => soaked.waiting.delete(answer));
}

/** A name that cannot be changed is no failure of the server. */
function isRefusal(error: unknown, method: string): error is ResponseError<unknown> {
  return /rename$/iu.test(method) && error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed;
}

/** The answer, or the words in which it is refused. */
async function answerOf({ connection }: Served, method: string, params: object): Promise<unknown> {
  try {
    return await connection.sendRequest<unknown>(method, params);
  } catch (error) {
    if (isRefusal(error, method)) return error.message;
    throw error;
  }
}

/** What a fresh server says of the same texts. */
async function compare(soaked: Soak): Promise<void> {
  const { documents, server, options, random, failures, counts } = soaked;
  await Promise.all(soaked.waiting);
  const fresh = await options.serve();
  for (const document of documents) await open(fresh, document);
  for (const document of documents) {
    const offset = random(document.current.length + 1);
    for (const kind of kinds) {
      const [method, params] = requestOf(kind, document, offset);
      const [ours, theirs] = await Promise.all([server, fresh].map((each) => answerOf(each, method, params)));
      if (!isDeepStrictEqual(ours, theirs)) failures.push(`step ${String(soaked.step)}: ${method} at ${String(offset)} of ${JSON.stringify(document.current)}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`);
    }
  }
  counts.comparisons++;
  await fresh.end();
}

/** All texts as they were at first, and everything worked out of them. */
async function rest(soaked: Soak, moment: "before" | "after"): Promise<void> {
  const { server, documents, options } = soaked;
  await Promise.all(soaked.waiting);
  const kept = documents.map((document) => document.current);
  const setAll = async (textOf: (index: number) => string): Promise<void> => {
    for (const [index, document] of documents.entries()) {
      document.current = textOf(index);
      await server.connection.sendNotification("textDocument/didChange", { textDocument: { uri: document.uri, version: ++document.version }, contentChanges: [{ text: document.current }] });
      await server.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: document.uri } });
    }
  };
  await setAll((index) => documents[index]?.text ?? "");
  await options.onRest?.(server, moment);
  await setAll((index) => kept[index] ?? "");
}
