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
  readonly druid: string;
  readonly complete: true;
  readonly extensions: readonly string[];
  readonly nullHandling: "legacy" | "sql";
  readonly lookups: readonly string[];
  readonly tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, string>> }>>;
}

type Progress = (message: string) => void;

const columnsQuery =
  "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'druid' ORDER BY TABLE_NAME, ORDINAL_POSITION";
const lookupsQuery = "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'lookup' ORDER BY TABLE_NAME";
/** Only in legacy mode NULL is an empty string to CONCAT. (What a planner computes by itself, as `'' IS NULL`, says nothing.) */
const nullHandlingQuery = `SELECT CONCAT('a', NULL) AS "joined"`;

/**
 * Asks a running cluster what msqlint can know of it: version, extensions, tables with columns, lookups, null handling.
 * Throws UsageError with one clear line when the cluster does not answer or refuses.
 */
export async function pullSchema(address: ClusterAddress, progress: Progress): Promise<PulledSchema> {
  progress("asking for version and extensions");
  const status = await requestJson(address, "/status", null);
  progress("asking for tables and columns");
  const columns = await query(address, columnsQuery);
  progress("asking for lookups");
  const lookups = await query(address, lookupsQuery);
  const nulls = await query(address, nullHandlingQuery);
  return {
    druid: versionOf(status, address),
    complete: true,
    extensions: extensionsOf(status),
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

type Row = Readonly<Record<string, unknown>>;

async function query(address: ClusterAddress, sql: string): Promise<readonly Row[]> {
  const answer = await requestJson(address, "/druid/v2/sql", { query: sql, resultFormat: "object" });
  if (!Array.isArray(answer)) throw new UsageError(`${address.url} gave no rows for a query of INFORMATION_SCHEMA; is this a Druid router or broker?`);
  return answer as readonly Row[];
}

async function requestJson(address: ClusterAddress, path: string, body: object | null): Promise<unknown> {
  const response = await request(address, path, body);
  const text = await response.text().catch(() => "");
  if (!response.ok) throw new UsageError(`${address.url}${path} answered ${String(response.status)}${reasonIn(text, response.status)}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${address.url}${path} did not answer in JSON; is this a Druid router or broker?`);
  }
}

async function request(address: ClusterAddress, path: string, body: object | null): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (address.authorization !== null) headers["authorization"] = address.authorization;
  if (body !== null) headers["content-type"] = "application/json";
  const target = addressOf(address.url, path);
  const options = { method: body === null ? "GET" : "POST", headers, signal: AbortSignal.timeout(address.timeoutMilliseconds) };
  try {
    return await fetch(target, body === null ? options : { ...options, body: JSON.stringify(body) });
  } catch (error) {
    throw new UsageError(`cannot reach ${address.url}: ${failureOf(error, address.timeoutMilliseconds)}`);
  }
}

function addressOf(base: string, path: string): URL {
  try {
    const url = new URL(trimEndOf(base, "/") + path);
    if (url.protocol === "http:" || url.protocol === "https:") return url;
  } catch {
    // said below, in one line for both mistakes
  }
  throw new UsageError(`\`${base}\` is not an http or https address`);
}

function failureOf(error: unknown, timeoutMilliseconds: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${String(timeoutMilliseconds / 1000)} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Druid's own words, or what the status usually means. */
function reasonIn(text: string, status: number): string {
  try {
    const answer = JSON.parse(text) as { errorMessage?: unknown };
    if (typeof answer.errorMessage === "string") return `: ${answer.errorMessage}`;
  } catch {
    // not Druid's JSON
  }
  return status === 401 || status === 403 ? ": set MSQLINT_USER and MSQLINT_PASSWORD, or MSQLINT_TOKEN" : "";
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

function tablesOf(columns: readonly Row[]): PulledSchema["tables"] {
  const tables = new Map<string, { columns: Record<string, string> }>();
  for (const row of columns) {
    const name = String(row["TABLE_NAME"]);
    let table = tables.get(name);
    if (table === undefined) {
      table = { columns: {} };
      tables.set(name, table);
    }
    table.columns[String(row["COLUMN_NAME"])] = String(row["DATA_TYPE"]);
  }
  return Object.fromEntries(tables);
}
