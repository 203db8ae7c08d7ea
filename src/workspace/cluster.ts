import { resolveRelease } from "../druid/releases.ts";
import { trimEndOf } from "../text/trim.ts";
import { UsageError } from "./usage-error.ts";

/** How a cluster is reached; credentials come from the environment and are never stored. */
export interface ClusterAddress {
  /** Router or broker, for example `https://druid.example.org:8888`. */
  readonly url: string;
  /** Value of the Authorization header, null for none. */
  readonly authorization: string | null;
  /** For each request. */
  readonly timeoutMilliseconds: number;
}

/** The schema file as it is written (design: everything optional). */
export interface PulledSchema {
  /** Left out where the cluster does not tell, or tells a release that is not known here. */
  readonly druid?: string;
  readonly complete: true;
  readonly extensions?: readonly string[];
  readonly nullHandling: "legacy" | "sql";
  readonly lookups: readonly string[];
  readonly tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, string>> }>>;
}

export interface PullListener {
  /** What is being asked now. */
  readonly progress: (message: string) => void;
  /** What the schema file will lack. */
  readonly warning: (message: string) => void;
}

const columnsQuery =
  "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'druid' ORDER BY TABLE_NAME, ORDINAL_POSITION";
const lookupsQuery = "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'lookup' ORDER BY TABLE_NAME";
/** Only in legacy mode NULL is an empty string to CONCAT. (What a planner computes by itself, as `'' IS NULL`, says nothing.) */
const nullHandlingQuery = `SELECT CONCAT('a', NULL) AS "joined"`;

/**
 * Asks a running cluster what msqlint can know of it: version, extensions, tables with columns, lookups, null handling.
 * Throws UsageError with one clear line when the cluster does not answer or refuses.
 */
export async function pullSchema(address: ClusterAddress, { progress, warning }: PullListener): Promise<PulledSchema> {
  progress("asking for version and extensions");
  const status = await statusOf(address, warning);
  progress("asking for tables and columns");
  const columns = await query(address, columnsQuery);
  progress("asking for lookups");
  const lookups = await query(address, lookupsQuery);
  const nulls = await query(address, nullHandlingQuery);
  return {
    ...status,
    complete: true,
    nullHandling: nulls[0]?.["joined"] === "a" ? "legacy" : "sql",
    lookups: lookups.map((row) => String(row["TABLE_NAME"])),
    tables: tablesOf(columns),
  };
}

/** `MSQLINT_TOKEN` (bearer), or `MSQLINT_USER` and `MSQLINT_PASSWORD` (basic); null when neither is set. */
export function authorizationOf(environment: Readonly<Record<string, string | undefined>>): string | null {
  const token = environment["MSQLINT_TOKEN"];
  if (token !== undefined && token !== "") return `Bearer ${token}`;
  const user = environment["MSQLINT_USER"];
  if (user === undefined || user === "") return null;
  return `Basic ${Buffer.from(`${user}:${environment["MSQLINT_PASSWORD"] ?? ""}`, "utf8").toString("base64")}`;
}

/** Version and extensions; a user may be allowed to ask for tables and not for these. */
async function statusOf(address: ClusterAddress, warning: (message: string) => void): Promise<Pick<PulledSchema, "druid" | "extensions">> {
  const answer = await answerTo(address, "/status", null);
  if (answer.status === 403) {
    warning("may not ask for version and extensions (/status): name the release with `druid` in the schema file");
    return {};
  }
  const status = jsonOf(answer, address, "/status");
  const version = versionOf(status, address);
  const release = knownRelease(version);
  if (release === null) warning(`Druid ${version} is none of the releases that msqlint knows: name the nearest with \`druid\` in the schema file`);
  return { ...(release === null ? {} : { druid: release }), extensions: extensionsOf(status) };
}

/** `31.0.0-SNAPSHOT` and the like count as their release. */
function knownRelease(version: string): string | null {
  const [plain = "", major = ""] = /^(\d+)\.\d+\.\d+/u.exec(version) ?? [];
  return (resolveRelease(plain) ?? resolveRelease(major))?.name ?? null;
}

type Row = Readonly<Record<string, unknown>>;

async function query(address: ClusterAddress, sql: string): Promise<readonly Row[]> {
  const answer = await requestJson(address, "/druid/v2/sql", { query: sql, resultFormat: "object" });
  if (!Array.isArray(answer) || !answer.every((row) => typeof row === "object" && row !== null)) throw new UsageError(`${address.url} gave no rows for a query of INFORMATION_SCHEMA; is this a Druid router or broker?`);
  return answer as readonly Row[];
}

async function requestJson(address: ClusterAddress, path: string, body: object | null): Promise<unknown> {
  return jsonOf(await answerTo(address, path, body), address, path);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function jsonOf({ status, text }: Answer, address: ClusterAddress, path: string): unknown {
  if (status < 200 || status > 299) throw new UsageError(`${address.url}${path} answered ${String(status)}${reasonIn(text, status, address)}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${address.url}${path} did not answer in JSON; is this a Druid router or broker?`);
  }
}

/** Redirections are not followed: credentials go where they were meant to go. */
async function answerTo(address: ClusterAddress, path: string, body: object | null): Promise<Answer> {
  const target = addressOf(address.url, path);
  const headers: Record<string, string> = { accept: "application/json" };
  if (address.authorization !== null) headers["authorization"] = headerOf(address.authorization);
  if (body !== null) headers["content-type"] = "application/json";
  const options = { method: body === null ? "GET" : "POST", headers, redirect: "manual" as const, signal: AbortSignal.timeout(address.timeoutMilliseconds) };
  try {
    const response = await fetch(target, body === null ? options : { ...options, body: JSON.stringify(body) });
    if (response.status >= 300 && response.status <= 399) throw new UsageError(`${address.url}${path} answered ${String(response.status)} and names another place, ${response.headers.get("location") ?? "?"}: give that address`);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot reach ${address.url}: ${failureOf(error, address.timeoutMilliseconds)}`);
  }
}

/** What fetch says of a header that it does not take repeats it, secret and all. */
function headerOf(authorization: string): string {
  if (/^[\x20-\x7E]*$/u.test(authorization)) return authorization;
  throw new UsageError("MSQLINT_TOKEN holds a character that no HTTP header can, such as a line break");
}

function addressOf(base: string, path: string): URL {
  let url: URL | null = null;
  try {
    url = new URL(trimEndOf(base, "/") + path);
  } catch {
    // said below, in one line for both mistakes
  }
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) throw new UsageError(`\`${base}\` is not an http or https address, such as http://localhost:8888`);
  if (url.username !== "" || url.password !== "") throw new UsageError("the address holds credentials: set MSQLINT_USER and MSQLINT_PASSWORD instead, which are never written or printed");
  return url;
}

function failureOf(error: unknown, timeoutMilliseconds: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${String(timeoutMilliseconds / 1000)} s`;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  return /certificate|self-signed|unable to verify/iu.test(reason) ? `${reason}; NODE_EXTRA_CA_CERTS names a file of certificates to trust` : reason;
}

/** Druid's own words, or what the status usually means. */
function reasonIn(text: string, status: number, { authorization }: ClusterAddress): string {
  try {
    const answer = JSON.parse(text) as { errorMessage?: unknown };
    if (typeof answer.errorMessage === "string") return `: ${answer.errorMessage}`;
  } catch {
    // not Druid's JSON
  }
  if (status !== 401 && status !== 403) return "";
  if (authorization === null) return ": set MSQLINT_USER and MSQLINT_PASSWORD, or MSQLINT_TOKEN";
  return status === 401 ? ": the credentials of the environment are not accepted" : ": these credentials do not allow it";
}

function versionOf(status: unknown, address: ClusterAddress): string {
  const version = (status as { version?: unknown } | null)?.version;
  if (typeof version !== "string") throw new UsageError(`${address.url}/status names no version; is this a Druid router or broker?`);
  return version;
}

function extensionsOf(status: unknown): readonly string[] {
  const modules = (status as { modules?: unknown }).modules;
  if (!Array.isArray(modules)) return [];
  const artifacts = (modules as readonly { artifact?: unknown }[]).map((module) => module.artifact);
  return [...new Set(artifacts.filter((artifact) => typeof artifact === "string"))].sort();
}

/** Names are the cluster's: `__proto__` is one like any other. */
function tablesOf(columns: readonly Row[]): PulledSchema["tables"] {
  const tables = new Map<string, Map<string, string>>();
  for (const row of columns) {
    const name = String(row["TABLE_NAME"]);
    const table = tables.get(name) ?? new Map<string, string>();
    tables.set(name, table);
    table.set(String(row["COLUMN_NAME"]), String(row["DATA_TYPE"]));
  }
  return Object.fromEntries([...tables].map(([name, table]) => [name, { columns: Object.fromEntries(table) }]));
}
