import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contextDefault, contextParameter, isForbiddenKey, isOtherKnownKey } from "../../src/druid/context.ts";
import { faultOf, faultsOf } from "../../src/druid/faults.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { verdict } from "../../src/index.ts";
import { loadSchema } from "../conformance/recordings.ts";

/** What Druid 27.0.0 says of one getter of MultiStageQueryContext: `= value`, or `! exception` where it refuses. */
interface DumpedParameter {
  readonly getter: string;
  readonly key: string;
  readonly default: string;
  readonly probes: Readonly<Record<string, string>>;
}

interface DumpedFault {
  readonly code: string;
  readonly sampleMessage: string | null;
}

const dumps = JSON.parse(brotliDecompressSync(readFileSync(join(import.meta.dirname, "../../fixtures/facts/dumps.json.br"))).toString("utf8")) as {
  readonly "27-msq/context-parameters.json": { readonly constants: Readonly<Record<string, string>>; readonly parameters: readonly DumpedParameter[] };
  readonly "27-msq/query-context-keys.json": Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly "27-msq/faults.json": readonly DumpedFault[];
};
const release = requireRelease("27");
const { constants, parameters } = dumps["27-msq/context-parameters.json"];

describe("context parameters of MSQ in 27.0.0", () => {
  it("are known under every key that its code names", () => {
    const names = Object.entries(constants).flatMap(([constant, key]) => (constant.startsWith("CTX_") ? [key] : []));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => contextParameter(name) === null)).toEqual([]);
  });

  it("have the defaults that its code has", () => {
    const read = parameters.filter(({ getter }) => getter !== "getSelectDestinationOrNull");
    const normal = (text: unknown): string => String(text).toLowerCase().replaceAll("_", "");
    for (const { key, default: dumped } of read) {
      const text = /^= (?:MSQSelectDestination\{name='(\w+)'.*|(.*))$/.exec(dumped);
      const expected = text?.[1] ?? text?.[2] ?? "";
      const known = contextDefault(key, release);
      // Null and empty are what a parameter without default comes to.
      if (expected === "null" || expected === "[]") expect([key, known ?? null]).toEqual([key, null]);
      else expect([key, normal(known)]).toEqual([key, normal(expected)]);
    }
  });

  const probed = parameters.filter(({ key, getter }) => contextParameter(key)?.checkedAt !== undefined && getter !== "getSelectDestinationOrNull");

  it.each(probed.map((parameter) => [parameter.key, parameter] as const))("%s: a value is read or refused as its code does", (key, { probes }) => {
    // Druid looks at the destination of a SELECT only.
    const sql = key === "selectDestination" ? "SELECT dim1 FROM foo" : "INSERT INTO dst SELECT __time, dim1 FROM foo PARTITIONED BY DAY";
    const answers = Object.entries(probes).map(([value, said]) => ({ value, said, answer: verdict({ sql, context: { [key]: JSON.parse(value) as unknown } }, { druid: "27", schema: loadSchema("27.0.0") }) }));
    expect(answers.length).toBeGreaterThan(30);
    const unread = answers.filter(({ said }) => said.startsWith("! "));
    expect(unread.filter(({ answer }) => answer.verdict !== "reject").map(({ value }) => value)).toEqual([]);
    const read = answers.filter(({ said, value }) => said.startsWith("= ") && value !== "null");
    expect(read.filter(({ answer }) => answer.verdict === "reject" && answer.rule === "context-value-type").map(({ value }) => value)).toEqual([]);
  });
});

describe("other context keys of 27.0.0", () => {
  it("are known wherever its code names them", () => {
    const classes = dumps["27-msq/query-context-keys.json"];
    const keys = Object.entries(classes).flatMap(([name, members]) =>
      name === "systemContextParameters" ? Object.values(members) : Object.entries(members).flatMap(([constant, key]) => (/(?:_KEY|^CTX_\w+|^KEY_\w+)$/.test(constant) && typeof key === "string" ? [key] : [])),
    );
    expect(keys.length).toBeGreaterThan(80);
    const unknown = keys.filter((key) => typeof key === "string" && contextParameter(key) === null && !isOtherKnownKey(key) && !isForbiddenKey(key, release));
    expect(unknown).toEqual([]);
  });
});

describe("faults of 27.0.0", () => {
  const dumped = dumps["27-msq/faults.json"];

  it("are known by every code", () => {
    const known = new Set(faultsOf(release).map(({ code }) => code));
    expect(dumped.length).toBeGreaterThan(25);
    expect(dumped.filter(({ code }) => !known.has(code)).map(({ code }) => code)).toEqual([]);
  });

  it("are no others", () => {
    const codes = new Set(dumped.map(({ code }) => code));
    expect(faultsOf(release).map(({ code }) => code).filter((code) => !codes.has(code))).toEqual([]);
  });

  it("have the text that its code builds", () => {
    for (const { code, sampleMessage } of dumped) expect([code, faultOf(code)?.sample ?? null]).toEqual([code, sampleMessage && withPlaceholders(sampleMessage)]);
  });
});

/** What the dump filled in to build a fault: numbers from 9000 on, 9 seconds, days of 2000, empty lists. */
function withPlaceholders(sample: string): string {
  return sample
    .replaceAll(/\b9,?00\d\b|(?<=\[)9(?=\] seconds)/g, "<number>")
    .replaceAll("[2000-01-01T00:00:00.000Z/2000-01-02T00:00:00.000Z]", "[<interval>]")
    .replace("WHERE[[]]", "WHERE[<intervals>]")
    .replace("key[[]]", "key[<key>]");
}
