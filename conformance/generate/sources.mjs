/** Groups of generated statements about EXTERN and the table functions: sources, formats, signatures, ways of giving them. */

const json = JSON.stringify;
const quoted = (value) => `'${(typeof value === "string" ? value : json(value)).replaceAll("'", "''")}'`;

const values = ["a", "", " ", 1, 0, -1, 1.5, true, false, null, [], ["a"], ["a", "b"], [1], [null], [""], {}, { type: "json" }, "true", "false", "1", "null", [["a"]], { a: 1 }];
const uris = [
  ["https://data.example.org/a.json"], ["http://h/x"], [], [""], ["ftp://h/x"], ["HTTPS://h/x"], ["s3://b/k"], ["/x"], ["file:///x"], ["https://h/a b"], ["not a uri"], ["https://h/{a}"], ["https://h/%zz"], "https://h/x", [null], [1], null, ["https://"], ["http:"], ["https://h:port/"],
  ["https://user:pw@h/x"], ["https://h/ü"], ["https://h/x?y=z#f"], ["//h/x"], ["https://h/x", "gs://b/x"], ["https:/h"], ["hdfs://n/x"], ["https://[::1]/x"], ["https://h/x|y"],
];
const cloud = (scheme) => [[`${scheme}://bucket/key.json`], [`${scheme}://bucket/`], [`${scheme}://`], ["bucket/key"], [], null, [`${scheme.toUpperCase()}://b/k`], "x", [1]];

/** Sources that name real ones, with properties right and wrong. */
function source(random) {
  const p = (list) => random.pick(list);
  const maybe = (key, list, chance = 0.25) => (random.chance(chance) ? { [key]: p(list) } : {});
  return p([
    () => ({ type: "http", uris: p(uris.slice(0, random.chance(0.5) ? 2 : uris.length)), ...maybe("httpAuthenticationUsername", values, 0.1), ...maybe("httpAuthenticationPassword", [...values, { type: "environment", variable: "PW" }, { type: "default", password: "x" }, { type: "env" }], 0.15), ...maybe("systemFields", [["__file_uri"], ["__file_path"], ["x"], "x", [], null, 1], 0.1), ...maybe("requestHeaders", [{ a: "b" }, {}, null, "x", ["a"]], 0.08), ...maybe("config", values, 0.08) }),
    () => ({ type: "inline", ...(random.chance(0.93) && { data: p(["a,b\n1,2", '{"a":1}', "", " ", "\n", "\u00fc", ...values]) }), ...maybe("other", values, 0.1) }),
    () => ({ type: "local", ...maybe("baseDir", ["/data", "/data/", "data", ...values], 0.7), ...maybe("filter", ["*.json", "*", "{a,b}*.csv", ...values], 0.65), ...maybe("files", [["/data/a.json"], ["a", "b"], ...values], 0.35), ...maybe("systemFields", [["__file_uri"], ["__file_path"], ["bad"], [], "x"], 0.1) }),
    () => ({ type: "s3", ...maybe("uris", cloud("s3"), 0.5), ...maybe("prefixes", cloud("s3"), 0.25), ...maybe("objects", [[{ bucket: "b", path: "p" }], [{ bucket: "b" }], [], null], 0.2), ...maybe("objectGlob", ["**.json"], 0.1) }),
    () => ({ type: p(["google", "gs", "azure", "azureStorage", "hdfs", "oss", "sql", "druid", "combining", "delta", "iceberg", "kafka", "S3", "HTTP", "Local", "file", "", "inline ", "split", "filter", "static-cloudfiles", "test"]), ...maybe("uris", uris), ...maybe("paths", ["/x", ["/x"]]), ...maybe("dataSource", ["foo"]), ...maybe("interval", ["2000/2001"]), ...maybe("delegates", [[{ type: "inline", data: "x" }], []]) }),
    () => ({ type: "combining", ...maybe("delegates", [[{ type: "inline", data: "x" }], [{ type: "http", uris: ["https://h/a"] }, { type: "inline", data: "a" }], [], null, [{ type: "nope" }], "x", [1], {}], 0.9) }),
    () => ({ ...maybe("uris", uris, 0.6), ...maybe("kind", ["http"], 0.3), ...maybe("TYPE", ["http"], 0.3) }),
  ])();
}

function format(random) {
  const p = (list) => random.pick(list);
  const maybe = (key, list, chance = 0.25) => (random.chance(chance) ? { [key]: p(list) } : {});
  const flatten = [
    { useFieldDiscovery: true, fields: [{ type: "path", name: "x", expr: "$.x" }] }, { fields: [{ type: "jq", name: "x", expr: ".x" }] }, { fields: [{ type: "root", name: "x" }] }, { fields: [{ type: "path", name: "x" }] }, { fields: [{ type: "bad", name: "x", expr: "$" }] }, { fields: ["x"] }, { fields: "x" }, {}, null, "x", [],
    { useFieldDiscovery: "yes" }, { useFieldDiscovery: 1 }, { fields: [{ name: "x", expr: "$.x" }] }, { fields: [{ type: "path", name: "x", expr: "$.x" }, { type: "path", name: "x", expr: "$.y" }] }, { fields: [null] }, { fields: [{ type: "path", name: "x", expr: "$..[" }] }, { useFieldDiscovery: null }, { fields: [{ type: "tree", name: "x", nodes: ["a"] }] }, { fields: [{ type: "PATH", name: "x", expr: "$.x" }] },
  ];
  return p([
    () => ({ type: "json", ...maybe("flattenSpec", flatten, 0.4), ...maybe("featureSpec", [{ ALLOW_COMMENTS: true }, { allow: true }, {}, null, "x", { ALLOW_COMMENTS: "x" }, { NOPE: true }], 0.2), ...maybe("keepNullColumns", values, 0.2), ...maybe("assumeNewlineDelimited", values, 0.15), ...maybe("useJsonNodeReader", values, 0.15) }),
    () => ({ type: p(["csv", "csv", "tsv"]), ...maybe("columns", [["a", "b"], ["a", "a"], ["a,b", "c"], [" a"], ...values], 0.6), ...maybe("findColumnsFromHeader", [true, true, false, ...values], 0.6), ...maybe("hasHeaderRow", [true, false, ...values], 0.12), ...maybe("skipHeaderRows", [0, 1, ...values], 0.25), ...maybe("listDelimiter", ["|", ";", ",", "||", "\t", ...values], 0.2), ...maybe("delimiter", ["|", "\t", ",", "||", "", ...values], 0.25), ...maybe("tryParseNumbers", values, 0.06) }),
    () => ({ type: "regex", ...maybe("pattern", ["(.*),(.*)", "([a-z", "", ...values], 0.9), ...maybe("columns", [["a", "b"], ...values], 0.7), ...maybe("listDelimiter", [",", ...values], 0.2) }),
    () => ({ type: p(["parquet", "orc", "avro_ocf", "avro_stream", "protobuf", "thrift", "kafka", "kinesis", "javascript", "JSON", "Csv", "tsv ", "lines", "xml", "", "nested-json", "text", "jsonl", "ndjson", "influx", "sequencefile"]), ...maybe("binaryAsString", values), ...maybe("flattenSpec", flatten) }),
    () => ({ ...maybe("columns", [["a"]], 0.4), ...maybe("format", ["json"], 0.4) }),
    () => ({ type: "javascript", ...maybe("function", ["function(s) { return {}; }"], 0.8) }),
  ])();
}

const signatureTypes = ["string", "string", "string", "long", "long", "double", "float", "STRING", "Long", "DOUBLE", "VARCHAR", "BIGINT", "int", "integer", "boolean", "timestamp", "json", "COMPLEX<json>", "complex<json>", "ARRAY<STRING>", "ARRAY<LONG>", "array<string>", "ARRAY<VARCHAR>", "ARRAY<double>", "ARRAY<FLOAT>", "ARRAY<ARRAY<LONG>>", "ARRAY<COMPLEX<json>>", "ARRAY<", "ARRAY<>", "COMPLEX<>", "COMPLEX<hyperUnique>", "COMPLEX<HLLSketch>", "COMPLEX", "STRING_ARRAY", "long_array", "", " string", "string ", null, 1, true, {}, [], "date", "decimal", "variant", "FLOAT_ARRAY", { type: "string" }, { type: "ARRAY", elementType: { type: "LONG" } }];

function signature(random) {
  const names = random.sample(["ts", "a", "b", "c", "user", "__time", "A", "first name", "ä", "a.b", "value", "x\"y", "EXPR$0", "__boost", ""], 1 + random.int(4));
  const columns = names.map((name) => {
    const type = random.chance(0.8) ? random.pick(["string", "long", "double", "float", "COMPLEX<json>", "ARRAY<STRING>"]) : random.pick(signatureTypes);
    const shape = random.chance(0.95) ? { name, type } : random.pick([{ type, name }, { name }, { type }, { name, type, comment: "x" }, { [name]: type }, name, [name, type], null, { name: 1, type }, { name: null, type }, { Name: name, type }, { name, Type: type }, { name, type, name2: 1 }, { name: [name], type }, { name: true, type }]);
    return shape;
  });
  if (random.chance(0.06)) columns.push(random.pick([columns[0], { name: names[0], type: "long" }, {}]));
  return random.chance(0.95) ? columns : random.pick([[], {}, null, "a", columns[0], { columns }, [columns], 1, { a: "string" }]);
}

/** JSON text with the slips of a hand at the keyboard. */
function slip(random, text) {
  if (random.chance(0.87)) return text;
  return random.pick([
    (t) => t.slice(0, -1), (t) => `${t}}`, (t) => t.replaceAll('"', "'"), (t) => t.replace(/"(\w+)":/, "$1:"), (t) => t.replace(/:/, "="), (t) => t.replace(/([}\]])$/, ",$1"), (t) => t.replace(/,/, ""), (t) => `${t};`, (t) => ` ${t} `, (t) => `\n${t}\n`, (t) => `/* c */${t}`, (t) => `${t} // end`,
    (t) => t.replace(/"/, "\u201c"), (t) => t.replace("true", "True"), (t) => t.replace(/"([^"]*)"$/, "$1"), (t) => t.replace(/"type"/, '"type" '), (t) => t.replace(/"type"/, '"Type"'), (t) => t.replace(/:"/, ':"\\u0041'), (t) => t.replace(/:"/, ':"\\x'), (t) => t.replace(/:"/, ':"\t'), (t) => t.replace(/\{/, '{"type":"json",'), () => "", () => "null", () => "{}", () => "[]", () => "x", (t) => t + t, (t) => `(${t})`, (t) => t.replace(/"/g, '\\"'), (t) => `\ufeff${t}`, (t) => t.replace(/,/, ",,"), (t) => t.replace(/\}/, ',"a":NaN}'), (t) => t.replace(/\}/, ',"a":01}'), (t) => t.replace(/\}/, ',"a":1e5}'), (t) => t.replace(/\}/, ',"a":.5}'), (t) => t.replace(/\}/, ',"a":+1}'), (t) => t.replace(/\}/, ',"a":"\n"}'),
  ])(text);
}

const extendTypes = ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT", "DOUBLE", "FLOAT", "INTEGER", "INT", "SMALLINT", "TINYINT", "REAL", "CHAR", "CHAR(3)", "VARCHAR(10)", "VARCHAR ARRAY", "BIGINT ARRAY", "DOUBLE ARRAY", "FLOAT ARRAY", "BOOLEAN", "TIMESTAMP", "DATE", "DECIMAL", "DECIMAL(5, 2)", "STRING", "LONG", "JSON", "TYPE('COMPLEX<json>')", "TYPE('complex<json>')", "TYPE('STRING')", "TYPE('ARRAY<LONG>')", "TYPE(COMPLEX<json>)", "TYPE('')", "ANY", "NUMERIC", "DOUBLE PRECISION", "VARCHAR NOT NULL", "VARCHAR NULL", "ARRAY<VARCHAR>", "ROW(a INTEGER)", "MAP", "VARBINARY", "TIMESTAMP(3)", "INTEGER ARRAY", "CHAR ARRAY", "VARCHAR MULTISET", '"VARCHAR"', "varchar", "BIGINT ARRAY ARRAY", ""];

function extend(random) {
  const names = random.sample(["ts", "a", "b", "c", '"user"', '"__time"', "__time", "A", '"first name"', "value", "a.b", "'a'", '""'], 1 + random.int(4));
  const list = names.map((name) => `${name} ${random.chance(0.75) ? random.pick(["VARCHAR", "BIGINT", "DOUBLE", "FLOAT"]) : random.pick(extendTypes)}`);
  if (random.chance(0.05)) list.push(random.pick([list[0], "a BIGINT", "", "*"]));
  return random.pick([...Array(4).fill(`EXTEND (${list.join(", ")})`), `(${list.join(", ")})`, "EXTEND ()", `EXTEND ${list.join(", ")}`, `extend(${list.join(", ")})`]);
}

/** A query over `from`; what is read is chosen so that its columns mostly exist. */
function around(random, from, names) {
  const name = random.pick(names.length > 0 ? names : ["a"]);
  const column = `"${name.replaceAll('"', '""')}"`;
  return random.pick([
    ...Array(3).fill(`SELECT * FROM ${from}`), `SELECT ${column} FROM ${from} LIMIT 3`, `SELECT COUNT(*) FROM ${from}`, `SELECT ${column}, COUNT(*) AS n FROM ${from} GROUP BY 1`, `SELECT t.${column} FROM ${from} AS t`,
    `INSERT INTO orders SELECT CURRENT_TIMESTAMP AS __time, ${column} AS k FROM ${from} PARTITIONED BY DAY`, `INSERT INTO orders SELECT TIME_PARSE(${column}) AS __time, ${column} AS k FROM ${from} PARTITIONED BY MONTH`,
    `REPLACE INTO orders OVERWRITE ALL SELECT MILLIS_TO_TIMESTAMP(${column}) AS __time, * FROM ${from} PARTITIONED BY ALL CLUSTERED BY ${column}`, `INSERT INTO orders WITH e AS (SELECT * FROM ${from}) SELECT CURRENT_TIMESTAMP AS __time, e.* FROM e PARTITIONED BY HOUR`,
    `INSERT INTO orders SELECT * FROM ${from} PARTITIONED BY ALL`, `INSERT INTO orders SELECT __time, ${column} FROM ${from} PARTITIONED BY DAY`, `SELECT e.${column}, f.dim1 FROM ${from} e JOIN foo f ON f.dim1 = e.${column}`, `SELECT nope FROM ${from}`,
    `INSERT INTO orders SELECT TIMESTAMP '2020-01-01' AS __time, ${column} AS k, SUM(${column}) AS total FROM ${from} GROUP BY 1, 2 PARTITIONED BY DAY`,
  ]);
}

function extern(random) {
  const columns = signature(random);
  const names = (Array.isArray(columns) ? columns : []).map((column) => column?.name).filter((name) => typeof name === "string" && name !== "");
  const [s, f, g] = [source(random), format(random), columns].map((value, at) => slip(random, random.chance(at === 2 ? 0.97 : 0.98) ? json(value) : json(value, null, 2)));
  const [s1, f1, g1] = [random.chance(0.5) ? '{"type":"inline","data":"a,b"}' : s, random.chance(0.5) ? '{"type":"json"}' : f, g].map(quoted);
  const call = random.pick([
    ...Array(9).fill(`EXTERN(${s1}, ${f1}, ${g1})`), `EXTERN(\n  ${s1},\n  ${f1},\n  ${g1}\n)`, `extern(${s1}, ${f1}, ${g1})`, `EXTERN(${s1}, ${f1})`, `EXTERN(${s1})`, "EXTERN()", `EXTERN(${f1}, ${s1}, ${g1})`, `EXTERN(${s1}, ${f1}, ${g1}, 1)`,
    `EXTERN(inputSource => ${s1}, inputFormat => ${f1}, signature => ${g1})`, `EXTERN(inputFormat => ${f1}, signature => ${g1}, inputSource => ${s1})`, `EXTERN(inputSource => ${s1}, inputFormat => ${f1})`, `EXTERN(inputsource => ${s1}, inputformat => ${f1}, signature => ${g1})`,
    `EXTERN(${s1}, ${f1}, signature => ${g1})`, `EXTERN(${s1}, NULL, ${g1})`, `EXTERN(${s1} , ${f1}, ${g1.replace(/^'/, "U&'")})`, `EXTERN(${s1}, CAST(${f1} AS VARCHAR), ${g1})`, `EXTERN(${s1} || '', ${f1}, ${g1})`, `EXTERN(${s1}, ${f1.replaceAll("'", '"')}, ${g1})`, `"EXTERN"(${s1}, ${f1}, ${g1})`, `druid.EXTERN(${s1}, ${f1}, ${g1})`, `EXTERNAL(${s1}, ${f1}, ${g1})`,
    `EXTERN(${s1} ${f1}, ${g1})`, `EXTERN(inputSource => ${s1}, inputFormat => ${f1}, rowSignature => ${g1})`, `EXTERN(inputSource => ${s1}, inputFormat => ${f1}, inputFormat => ${f1}, signature => ${g1})`,
  ]);
  const wrapped = random.pick([...Array(14).fill(`TABLE(${call})`), call, `TABLE (${call})`, `TABLE(${call}) AS src`, `LATERAL TABLE(${call})`, `(TABLE(${call}))`, `TABLE(${call}) src (c1, c2)`, `TABLE((${call}))`]);
  return around(random, wrapped, names);
}

function extended(random) {
  const s = quoted(random.pick([{ type: "inline", data: "a" }, { type: "http", uris: ["https://h/x"] }, source(random)]));
  const f = quoted(random.pick([{ type: "json" }, { type: "csv", findColumnsFromHeader: true }, format(random)]));
  const call = random.pick([...Array(5).fill(`EXTERN(${s}, ${f})`), `EXTERN(inputSource => ${s}, inputFormat => ${f})`, `EXTERN(${s}, ${f}, '[{"name":"a","type":"string"}]')`, `EXTERN(${s})`, `EXTERN(inputFormat => ${f}, inputSource => ${s})`]);
  const clause = extend(random);
  const from = random.pick([...Array(5).fill(`TABLE(${call}) ${clause}`), `TABLE(${call} ${clause})`, `TABLE(${call}) AS t ${clause}`, `TABLE(${call}) ${clause} AS t`, `(TABLE(${call}) ${clause})`]);
  return around(random, from, ["a", "b", "c", "ts"]);
}

function tableFunction(random) {
  const clause = random.chance(0.93) ? extend(random) : "";
  const text = () => random.pick(["'csv'", "'json'", "'tsv'", "'JSON'", "'parquet'", "'regex'", "NULL", "'xml'", "csv", "1", "''", "'cs' || 'v'"]);
  const list = () => random.pick(["ARRAY['https://h/a.csv']", "ARRAY['a', 'b']", "ARRAY['/a.csv']", "'https://h/a.csv'", "'a,b'", "ARRAY[]", "ARRAY[1]", "NULL", "ARRAY['ftp://h/a']", "ARRAY['a' || 'b']", "ARRAY[NULL]", "('a', 'b')", "MV_TO_ARRAY('a')", "STRING_TO_ARRAY('a,b', ',')", "ARRAY['https://h/a', 'https://h/b']"]);
  const argument = {
    HTTP: () => random.pick([`uris => ${list()}`, `userName => 'bob'`, "password => 'x'", "passwordEnvVar => 'PW'", `format => ${text()}`, "uriTemplate => 'https://h/{}'", "headers => '{}'", "skipHeaderRows => 1"]),
    INLINE: () => random.pick([`data => ${list()}`, `format => ${text()}`, "data => 'a,b'", "listDelimiter => '|'", "skipHeaderRows => 1", "skipHeaderRows => TRUE"]),
    LOCALFILES: () => random.pick(["baseDir => '/data'", "\"filter\" => '*.csv'", "filter => '*.csv'", `files => ${list()}`, `format => ${text()}`, "basedir => '/x'"]),
    S3: () => random.pick([`uris => ARRAY['s3://b/k']`, "bucket => 'b'", "prefixes => ARRAY['p']", "paths => ARRAY['p']", `format => ${text()}`, "accessKeyId => 'x'", "secretAccessKey => 'y'"]),
  };
  const name = random.pick(Object.keys(argument));
  const essential = { HTTP: [`uris => ARRAY['https://h/a.csv']`, "format => 'csv'"], INLINE: ["data => ARRAY['a,b', 'c,d']", "format => 'csv'"], LOCALFILES: ["baseDir => '/data'", "\"filter\" => '*.csv'", "format => 'csv'"], S3: ["uris => ARRAY['s3://b/k']", "format => 'csv'"] }[name];
  const given = random.chance(0.6) ? [...essential] : random.sample(essential, random.int(essential.length + 1));
  for (let more = random.int(3); more > 0; more--) given.splice(random.int(given.length + 1), 0, argument[name]());
  const called = random.pick([name, name, name, name.toLowerCase(), `"${name}"`, `druid.${name}`, `${name}FILE`, "APPEND", "EXTERN", "UNNEST", "GENERATE_SERIES"]);
  const written = called === "APPEND" ? random.pick(["'foo', 'foo2'", "'foo'", "'foo', 'foo'", "foo, foo2", "'nope'", "ARRAY['foo', 'foo2']", "'foo', 'numfoo'", "'foo', NULL", "'foo', 'wikipedia'"]) : given.join(", ");
  const from = called === "APPEND" ? `TABLE(APPEND(${written}))${random.chance(0.1) ? ` ${clause}` : ""}` : random.pick([...Array(6).fill(`TABLE(${called}(${written})) ${clause}`), `${called}(${written}) ${clause}`, `TABLE(${called}(${written}) ${clause})`]);
  return around(random, from, called === "APPEND" ? ["dim1", "m1"] : ["a", "b", "c"]);
}

export const groups = {
  "sources.extern": { count: 700, make: extern },
  "sources.extend": { count: 200, make: extended },
  "sources.table-function": { count: 220, make: tableFunction },
};
