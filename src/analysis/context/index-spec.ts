import { readJson } from "../extern/json.ts";

const COMPRESSIONS = new Set(["lz4", "lzf", "zstd", "uncompressed", "none"]);
const LONG_ENCODINGS = new Set(["auto", "longs"]);

/** True when Jackson reads the value (an object, or a text that holds one) as an IndexSpec; unknown properties pass. */
export function isIndexSpec(value: unknown): boolean {
  const spec = typeof value === "string" ? parsed(value) : value;
  if (spec === null && typeof value === "string") return true;
  if (!isObject(spec)) return false;
  return (
    isAbsent(spec["bitmap"], isObject) &&
    isAbsent(spec["segmentLoader"], isObject) &&
    ["dimensionCompression", "metricCompression", "jsonCompression"].every((key) => isName(spec[key], COMPRESSIONS)) &&
    isName(spec["longEncoding"], LONG_ENCODINGS) &&
    isDictionaryEncoding(spec["stringDictionaryEncoding"])
  );
}

function isDictionaryEncoding(value: unknown): boolean {
  return isAbsent(value, (encoding) => {
    if (!isObject(encoding)) return false;
    if (encoding["type"] !== "frontCoded") return encoding["type"] === "utf8";
    return isAbsent(encoding["bucketSize"], isPowerOfTwo) && isAbsent(encoding["formatVersion"], (version) => Number(version) === 0 || Number(version) === 1);
  });
}

function isPowerOfTwo(value: unknown): boolean {
  const size = Number(value);
  return size >= 1 && Number.isInteger(Math.log2(size));
}

function isAbsent(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || fits(value);
}

function isName(value: unknown, names: ReadonlySet<string>): boolean {
  return isAbsent(value, (name) => typeof name === "string" && names.has(name.toLowerCase()));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first JSON value of a text; undefined where there is none. */
function parsed(text: string): unknown {
  const { node } = readJson(text);
  return node === null ? undefined : JSON.parse(text.slice(node.start, node.end));
}
