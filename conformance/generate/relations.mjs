/** What generated statements read: tables of Druid's own test schema and EXTERN sources made up here. */

/**
 * Columns by kind: s string, l long, d double, f float, c complex, a array of strings, j JSON.
 * Only columns that the test schemas of every recorded release share.
 */
const tables = {
  wikipedia: { s: ["channel", "cityName", '"comment"', "countryIsoCode", "countryName", "namespace", "page", "regionName", '"user"', "isRobot"], l: ["added", "deleted", "delta"] },
  numfoo: { s: ["dim1", "dim2", "dim3", "dim4", "dim5", "dim6"], l: ["l1", "l2", "cnt"], f: ["f1", "f2", "m1"], d: ["m2"], c: ["unique_dim1"] },
  visits: { s: ['"user"', "country", "city"], l: ["cnt"], f: ["m1"], d: ["m2"], c: ["unique_dim1"] },
  foo2: { s: ["dim1", "dim2", "dim3"], l: ["cnt"], f: ["m1"], d: ["m2"], c: ["unique_dim1"] },
  foo4: { s: ["dim1", "dim2", "dim3"], l: ["cnt"], f: ["m1"], d: ["m2"], c: ["unique_dim1"] },
};

/** EXTERN sources: signature as [name, type], the expression that gives a timestamp, a grouping worth doing. */
export const sources = {
  taxi: { columns: [["vendor", "string"], ["pickup", "string"], ["fare", "double"], ["tip", "float"], ["passengers", "long"], ["zone", "string"]], time: "TIME_PARSE(pickup)" },
  clicks: { columns: [["ts", "long"], ["url", "string"], ["referrer", "string"], ["agent", "string"], ["bytes", "long"], ["status", "long"]], time: "MILLIS_TO_TIMESTAMP(ts)" },
  sensors: { columns: [["at", "string"], ["device", "string"], ["reading", "double"], ["labels", "ARRAY<STRING>"], ["meta", "COMPLEX<json>"], ["battery", "long"]], time: "TIME_PARSE(\"at\", 'yyyy-MM-dd HH:mm:ss')" },
  sessions: { columns: [["timestamp", "string"], ["session", "string"], ["country", "string"], ["browser", "string"], ["session_length", "long"], ["loaded_image", "string"]], time: 'TIME_PARSE("timestamp")' },
  edits: { columns: [
    ["timestamp", "string"], ["channel", "string"], ["page", "string"], ["user", "string"], ["added", "long"], ["deleted", "long"], ["delta", "long"],
    ["isRobot", "string"],
  ], time: 'TIME_PARSE("timestamp")' },
};

const reserved = new Set(["timestamp", "user", "at", "comment", "session"]);
const kindOfType = { string: "s", long: "l", double: "d", float: "f", "ARRAY<STRING>": "a", "COMPLEX<json>": "j" };

/** A table or EXTERN source with its columns by kind (each kind a list, maybe empty), `time` and SQL text `from`. */
export function relation(random, only) {
  if (only !== "extern" && (only === "table" || random.chance(0.75))) return table(random, random.pick(Object.keys(tables)));
  return extern(random, random.pick(Object.keys(sources)));
}

/** The named table as a relation. */
export function table(random, name) {
  const { s = [], l = [], f = [], d = [], c = [] } = tables[name];
  const from = random.chance(0.1) ? `druid.${name}` : random.chance(0.1) ? `"${name}"` : name;
  return { name, from, s, l, f, d, c, a: [], j: [], time: "__time", isTable: true };
}

/** The named EXTERN source as a relation; its text varies in location, format and layout. */
export function extern(random, name) {
  const { columns, time } = sources[name];
  const relation = { name, s: [], l: [], f: [], d: [], c: [], a: [], j: [], time, isTable: false };
  for (const [column, type] of columns) {
    relation[kindOfType[type]].push(reserved.has(column) ? `"${column}"` : column);
  }
  relation.from = externText(random, inputSource(random, name), inputFormat(random), JSON.stringify(signature(columns)));
  return relation;
}

export const signature = (columns) => columns.map(([name, type]) => ({ name, type }));

/** `TABLE(EXTERN(…))` of three JSON texts. */
export function externText(random, source, format, columns) {
  const gap = random.pick([" ", "\n    "]);
  const args = [source, format, columns].map((text) => (typeof text === "string" ? text : JSON.stringify(text)));
  return `TABLE(${gap.trim()}EXTERN(${args.map((text) => `'${text.replaceAll("'", "''")}'`).join(`,${gap}`)}))`;
}

export function inputSource(random, name) {
  return random.pick([
    { type: "http", uris: [`https://data.example.org/${name}.json.gz`] },
    { type: "http", uris: [`https://data.example.org/${name}/0.json`, `https://data.example.org/${name}/1.json`] },
    { type: "inline", data: `{"k":"${name}"}` },
    { type: "local", baseDir: `/srv/${name}`, filter: "*.json" },
    { type: "local", files: [`/srv/${name}.json`] },
  ]);
}

export function inputFormat(random) {
  return random.pick([
    { type: "json" },
    { type: "json", keepNullColumns: true },
    { type: "csv", findColumnsFromHeader: true },
    { type: "tsv", findColumnsFromHeader: true, delimiter: "\t" },
    { type: "csv", columns: ["a", "b"], skipHeaderRows: 1 },
    { type: "json", flattenSpec: { useFieldDiscovery: true, fields: [{ type: "path", name: "x", expr: "$.x" }] } },
  ]);
}
