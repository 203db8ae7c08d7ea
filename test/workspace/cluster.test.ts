import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import columns from "../../fixtures/cluster/columns.json" with { type: "json" };
import status from "../../fixtures/cluster/status.json" with { type: "json" };
import refusal from "../../fixtures/cluster/unknown-table.json" with { type: "json" };
import { readSchema } from "../../src/analysis/schema.ts";
import { authorizationOf, pullSchema, type ClusterAddress, type PullListener } from "../../src/workspace/cluster.ts";

type Answer = (path: string, body: string) => { readonly status: number; readonly body: unknown } | null;

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server on the loopback that gives recorded answers; null: it never answers. */
async function serve(answer: Answer, seen: { authorization?: string | undefined } = {}): Promise<string> {
  server = createServer((request, response) => {
    seen.authorization = request.headers.authorization;
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const given = answer(request.url ?? "", body);
      if (given === null) return;
      response.statusCode = given.status;
      response.end(typeof given.body === "string" ? given.body : JSON.stringify(given.body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const recorded: Answer = (path, body) => {
  if (path === "/status") return { status: 200, body: status.answer };
  if (body.includes("'lookup'")) return { status: 200, body: [{ TABLE_NAME: "countries" }] };
  if (body.includes("CONCAT")) return { status: 200, body: [{ joined: "a" }] };
  return { status: 200, body: columns.answer };
};

function addressOf(url: string, changes: Partial<ClusterAddress> = {}): ClusterAddress {
  return { url, authorization: null, timeoutMilliseconds: 2000, ...changes };
}

const silent: PullListener = { progress: () => undefined, warning: () => undefined };

describe("pullSchema", () => {
  it("gives version, extensions, null handling, lookups and columns in their order", async () => {
    const schema = await pullSchema(addressOf(await serve(recorded)), silent);
    expect(schema.druid).toBe("27.0.0");
    expect(schema.extensions).toEqual(["druid-multi-stage-query"]);
    expect(schema.nullHandling).toBe("legacy");
    expect(schema.lookups).toEqual(["countries"]);
    expect(Object.entries(schema.tables["r_aa"]?.columns ?? {})).toEqual([
      ["__time", "TIMESTAMP"],
      ["l", "VARCHAR"],
    ]);
  });

  it("sends the credentials it was given and tells each step", async () => {
    const seen: { authorization?: string | undefined } = {};
    const steps: string[] = [];
    await pullSchema(addressOf(await serve(recorded, seen), { authorization: "Bearer abc" }), { ...silent, progress: (step) => steps.push(step) });
    expect(seen.authorization).toBe("Bearer abc");
    expect(steps.length).toBeGreaterThan(2);
  });

  it("repeats Druid's own words when it refuses", async () => {
    const url = await serve((path) => (path === "/status" ? { status: 200, body: status.answer } : { status: refusal.status, body: refusal.answer }));
    await expect(pullSchema(addressOf(url), silent)).rejects.toThrow("answered 400: Object 'nosuchtable' not found");
  });

  it("says which variables to set when credentials are asked for", async () => {
    const url = await serve(() => ({ status: 401, body: "" }));
    await expect(pullSchema(addressOf(url), silent)).rejects.toThrow("set MSQLINT_USER and MSQLINT_PASSWORD, or MSQLINT_TOKEN");
  });

  it("names a server that is not Druid", async () => {
    const url = await serve(() => ({ status: 200, body: "<html>" }));
    await expect(pullSchema(addressOf(url), silent)).rejects.toThrow("did not answer in JSON");
  });

  it("gives up on a server that does not answer in time", async () => {
    const url = await serve(() => null);
    await expect(pullSchema(addressOf(url, { timeoutMilliseconds: 50 }), silent)).rejects.toThrow("no answer within 0.05 s");
  });

  it("gives up on one that begins to answer and stalls", async () => {
    server = createServer((_request, response) => {
      response.writeHead(200);
      response.write('{"version":');
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await expect(pullSchema(addressOf(url, { timeoutMilliseconds: 100 }), silent)).rejects.toThrow("no answer within 0.1 s");
  });

  it("follows no redirection", async () => {
    server = createServer((_request, response) => response.writeHead(302, { location: "https://elsewhere.example/status" }).end());
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await expect(pullSchema(addressOf(url), silent)).rejects.toThrow("answered 302 and names another place, https://elsewhere.example/status: give that address");
  });

  it.each([
    [401, "the credentials of the environment are not accepted"],
    [403, "these credentials do not allow it"],
  ])("does not ask for credentials that it has: %d", async (code, words) => {
    const url = await serve((path) => (path === "/status" && code === 403 ? { status: 200, body: status.answer } : { status: code, body: "" }));
    await expect(pullSchema(addressOf(url, { authorization: "Basic x" }), silent)).rejects.toThrow(words);
  });

  it("does without version and extensions where those may not be asked for", async () => {
    const warnings: string[] = [];
    const url = await serve((path, body) => (path === "/status" ? { status: 403, body: "" } : recorded(path, body)));
    const schema = await pullSchema(addressOf(url), { ...silent, warning: (message) => warnings.push(message) });
    expect([Object.keys(schema), warnings.length]).toEqual([["complete", "nullHandling", "lookups", "tables"], 1]);
  });

  it.each([
    ["31.0.0-SNAPSHOT", "31.0.2", 0],
    ["33.0.9", "33.0.0", 0],
    ["2024.03.0-iap", undefined, 1],
  ])("writes a release that is understood for %s", async (version, druid, warned) => {
    const warnings: string[] = [];
    const url = await serve((path, body) => (path === "/status" ? { status: 200, body: { ...status.answer, version } } : recorded(path, body)));
    const schema = await pullSchema(addressOf(url), { ...silent, warning: (message) => warnings.push(message) });
    expect([schema.druid, warnings.length]).toEqual([druid, warned]);
    expect(readSchema(schema).problems).toEqual([]);
  });

  it("takes names as they are", async () => {
    const rows = [{ TABLE_NAME: "t", COLUMN_NAME: "__proto__", DATA_TYPE: "VARCHAR" }, { TABLE_NAME: "__proto__", COLUMN_NAME: "a", DATA_TYPE: "BIGINT" }];
    const url = await serve((path, body) => (body.includes("COLUMNS") ? { status: 200, body: rows } : recorded(path, body)));
    expect(JSON.stringify((await pullSchema(addressOf(url), silent)).tables)).toBe('{"t":{"columns":{"__proto__":"VARCHAR"}},"__proto__":{"columns":{"a":"BIGINT"}}}');
  });

  it("refuses rows that are none", async () => {
    const url = await serve((path, body) => (body.includes("COLUMNS") ? { status: 200, body: [1, null] } : recorded(path, body)));
    await expect(pullSchema(addressOf(url), silent)).rejects.toThrow("gave no rows");
  });

  it.each([
    ["http://me:secret@127.0.0.1:1", null],
    ["http://127.0.0.1:1", "Bearer sec\nret"],
    ["http://127.0.0.1:1", "Bearer secret€"],
  ])("never repeats a secret: %s", async (url, authorization) => {
    const refused = pullSchema(addressOf(url, { authorization }), silent);
    await expect(refused).rejects.toThrow("MSQLINT_");
    await expect(refused).rejects.not.toThrow(/sec|ret€/);
  });

  it("refuses what is not an address", async () => {
    await expect(pullSchema(addressOf("druid:8888"), silent)).rejects.toThrow("`druid:8888` is not an http or https address");
  });
});

describe("authorizationOf", () => {
  it("prefers a token to a user", () => {
    expect(authorizationOf({ MSQLINT_TOKEN: "t", MSQLINT_USER: "u" })).toBe("Bearer t");
  });

  it("encodes user and password", () => {
    expect(authorizationOf({ MSQLINT_USER: "u", MSQLINT_PASSWORD: "p" })).toBe("Basic dTpw");
  });

  it("is null without credentials", () => {
    expect(authorizationOf({})).toBeNull();
  });
});
