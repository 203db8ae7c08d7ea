/** From what the recorder says to the rows that are kept: the same form as `msqlint verdict` answers in. */

const messageLength = 400;
const ordinaryCodes = new Set(["invalidInput", "general"]);

/** Where an extension that is not loaded, not Druid, decides: functions called, and types of input sources and formats. */
const extensionFunction = /\b(?:DS_\w+|APPROX_COUNT_DISTINCT_DS_\w+|APPROX_QUANTILE\w*|HLL_SKETCH_\w+|THETA_SKETCH_\w+|STDDEV\w*|VARIANCE|VAR_POP|VAR_SAMP|BLOOM_FILTER\w*|TDIGEST_\w+|SPECTATOR_\w+)\s*\(/i;
const extensionInput = /"type"\s*:\s*"(?:s3|google|azure|azureStorage|hdfs|oss|sql|druid|kinesis|delta|iceberg|parquet|orc|avro_ocf|avro_stream|protobuf|kafka|thrift)"/;
const extensionExport = /\bINTO\s+EXTERN\s*\(\s*(?:s3|google|azure)\b/i;
/** Views of the test schema; a fault of the stand-in in 26. */
const testView = /\bview"?\s*\./;
const standInFault = /because "queryResponse" is null/;

/** One kept row of a raw one. `sql` is the statement's text; `engine` the one it was recorded with. */
export function toVerdict(raw, sql, engine) {
  const { id, verdict, stage, line, column, message, errorCode, category } = raw;
  return dropUndefined({
    id,
    verdict,
    stage,
    stages: raw.stages,
    columns: raw.resultType?.map(({ name, sqlType, nativeType }) => [name, sqlType, nativeType ?? null]) ?? (verdict === "accept" ? raw.columns : undefined),
    rollup: raw.rollup,
    queryGranularity: raw.queryGranularity,
    dimensions: unlessEmpty(raw.dimensions),
    metrics: unlessEmpty(raw.metrics),
    line: line ?? undefined,
    column: line == null ? undefined : column,
    message: message == null || verdict === "accept" ? undefined : shortened(message),
    errorCode: errorCode && !ordinaryCodes.has(errorCode) ? errorCode : undefined,
    category: category && category !== "INVALID_INPUT" ? category : undefined,
    hiddenMessage: raw.hiddenMessage,
    stubbed: raw.stubbed,
    artifact: isArtifact(raw, sql, engine) || undefined,
  });
}

/** Whether the verdict says more about the recorder than about Druid. */
function isArtifact({ stage, message }, sql, engine) {
  if (stage === "parse") return false;
  if (testView.test(sql) || standInFault.test(message ?? "")) return true;
  return engine !== "msq" && [extensionFunction, extensionInput, extensionExport].some((sign) => sign.test(sql));
}

/** Without Calcite's list of expected tokens, which fills pages. */
function shortened(message) {
  const list = message.search(/\s*Was expecting(?: one of)?:/);
  return (list < 0 ? message : message.slice(0, list)).slice(0, messageLength);
}

const unlessEmpty = (map) => (map && Object.keys(map).length > 0 ? map : undefined);

const dropUndefined = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
