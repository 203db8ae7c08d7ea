import { describe, expect, it } from "vitest";
import { faultOf, faultsOf, limitOf } from "../../src/druid/faults.ts";
import { extendType, formatArguments, inputKind, isTranslatable, signatureType, tableFunction } from "../../src/druid/inputs.ts";
import { releases, requireRelease } from "../../src/druid/releases.ts";
import { loadRecording, loadRuns } from "../conformance/recordings.ts";

const { statements, verdicts } = loadRecording("27.0.0");

describe("input sources and formats", () => {
  it.each(["inputSource", "inputFormat"] as const)("are unknown to us where Druid resolves no %s of that type, unless an extension has them", (field) => {
    const types = new Set(
      statements.flatMap(({ id }) => {
        const message = verdicts.get(id)?.message ?? "";
        return message.startsWith(`Invalid value for the field [${field}]`) ? (/jars with type '([^']*)'/.exec(message)?.[1] ?? []) : [];
      }),
    );
    expect(types.size).toBeGreaterThan(5);
    const kinds = field === "inputSource" ? "inputSources" : "inputFormats";
    const known = [...types].filter((type) => {
      const kind = inputKind(kinds, type);
      return kind !== null && kind.extension === undefined && (kind.since ?? 0) <= 27;
    });
    // The recorder has neither the generator of druid-indexing-service nor the SQL source's database drivers.
    expect(known.filter((type) => !["generator", "sql"].includes(type))).toEqual([]);
  });

  it("hold every type Druid 27 took", () => {
    for (const { id, group, sql } of statements) {
      if (!/^extern\.input-(?:source|format)$/.test(group) || verdicts.get(id)?.verdict !== "accept") continue;
      const [source, format] = [...sql.matchAll(/'\s*\{[^']*?"type"\s*:\s*"(\w+)"/g)].map((match) => match[1] ?? "");
      if (source !== undefined) expect([id, inputKind("inputSources", source)?.type]).toEqual([id, source]);
      if (format !== undefined) expect([id, inputKind("inputFormats", format)?.type]).toEqual([id, format]);
    }
  });
});

describe("types of a signature", () => {
  it.each(releases.filter(({ recorded }) => recorded).map((release) => [release.name, release] as const))("are taken and refused as %s does", (name, release) => {
    const { statements, verdicts } = loadRecording(name);
    const judged = statements.flatMap(({ id, group, sql }) => {
      const type = group === "extern.signature-type" ? /\[\{"name":"x","type":"([^"]*)"\}\]'\)\)$/.exec(sql)?.[1] : undefined;
      const verdict = verdicts.get(id);
      if (type === undefined || verdict === undefined || verdict.artifact === true || !sql.startsWith("SELECT")) return [];
      const native = signatureType(type);
      // COMPLEX without a name is only refused once the query is run.
      return native === "COMPLEX" ? [] : [{ type, found: native !== null && isTranslatable(native, release), druid: verdict.verdict === "accept" }];
    });
    expect(judged.length).toBeGreaterThan(30);
    expect(judged.filter(({ found, druid }) => found !== druid)).toEqual([]);
  });

  it("of EXTEND are SQL's", () => {
    expect(extendType("varchar")).toBe("STRING");
    expect(extendType("STRING")).toBeNull();
    expect(extendType("TIMESTAMP")).toBeNull();
  });
});

describe("table functions", () => {
  it.each(releases.filter(({ recorded, major }) => recorded && major >= 28).map(({ name }) => name))("have every named argument that %s took", (name) => {
    const { statements, verdicts } = loadRecording(name);
    const taken = statements.flatMap(({ id, sql }) => {
      const call = verdicts.get(id)?.verdict === "accept" ? /TABLE\s*\(\s*(\w+)\s*\(([^]*)\)\s*\)/.exec(sql.replace(/'(?:[^']|'')*'/g, (text) => text.replace(/[^'\w]/g, ""))) : null;
      const function_ = call?.[1] === undefined ? null : tableFunction(call[1]);
      if (function_ === null || call === null) return [];
      const format = /format\s*=>\s*'(\w+)'/.exec(call[2] ?? "")?.[1] ?? "";
      const known = new Set([...Object.keys(function_.arguments), ...(function_.withFormatArguments === true ? Object.keys(formatArguments(format) ?? {}) : [])]);
      return [...(call[2] ?? "").matchAll(/"?(\w+)"?\s*=>/g)].map((match) => ({ sql, argument: match[1] ?? "", known }));
    });
    expect(taken.length).toBeGreaterThan(40);
    expect(taken.filter(({ argument, known }) => !known.has(argument)).map(({ sql, argument }) => `${argument}: ${sql}`)).toEqual([]);
  });

  it("have their arguments, those of the format included", () => {
    expect(Object.keys(tableFunction("inline")?.arguments ?? {})).toEqual(["data", "format"]);
    expect(Object.keys(formatArguments("tsv") ?? {})).toContain("delimiter");
    expect(formatArguments("parquet")).toBeNull();
  });
});

describe("faults", () => {
  it("hold every code a running Druid 27 answered with, and every code of the recordings", () => {
    const codes = new Set([...loadRuns().flatMap(({ fault }) => fault ?? []), ...[...verdicts.values()].flatMap(({ errorCode, stage }) => (stage === "controller" ? (errorCode ?? []) : []))]);
    expect(codes.size).toBeGreaterThan(5);
    const known = new Set(faultsOf(requireRelease("27")));
    const missing = [...codes].filter((code) => {
      const fault = faultOf(code);
      return fault === null || !known.has(fault);
    });
    expect(missing).toEqual([]);
  });

  it("come with their limits", () => {
    expect(faultOf("TooManyColumns")?.limit).toBe(limitOf("maxFrameColumns"));
    expect(faultOf("NoSuchFault")).toBeNull();
  });
});
