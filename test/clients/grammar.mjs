// The extension's TextMate grammars by the library and the engine of regular expressions that VS Code runs them with.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { assert, npmHow, packageVersion, root } from "./harness.mjs";

export const version = () => (packageVersion("vscode-textmate") === null || packageVersion("vscode-oniguruma") === null ? null : `vscode-textmate ${packageVersion("vscode-textmate")}, vscode-oniguruma ${packageVersion("vscode-oniguruma")}`);
export const how = npmHow;

const require = createRequire(import.meta.url);
const syntaxes = path.join(root, "editors", "vscode", "syntaxes");
/** VS Code's own grammar for SQL, as code-server brings it; without it the injection is tried on an empty one. */
const sqlOfVscode = path.join(process.env.CODE_SERVER ?? path.join(import.meta.dirname, ".code-server"), "node_modules/code-server/lib/vscode/extensions/sql/syntaxes/sql.tmLanguage.json");
const files = {
  "source.sql.druid": path.join(syntaxes, "druid-sql.tmLanguage.json"),
  "druid.injection.sql": path.join(syntaxes, "druid-injection.tmLanguage.json"),
  "source.sql": sqlOfVscode,
};

async function createRegistry() {
  const { loadWASM, createOnigScanner, createOnigString } = require("vscode-oniguruma");
  const { Registry, parseRawGrammar } = require("vscode-textmate");
  const wasm = readFileSync(path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm"));
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  return new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => {
      const file = files[scope];
      if (file !== undefined && existsSync(file)) return parseRawGrammar(readFileSync(file, "utf8"), file);
      return scope === "source.sql" ? parseRawGrammar('{ "scopeName": "source.sql", "patterns": [] }', "empty.json") : null;
    },
    getInjections: (scope) => (scope === "source.sql" ? ["druid.injection.sql"] : undefined),
  });
}

/** The scopes of each word or mark that stands between `«` and `»` in a text. */
function marked(grammar, template) {
  const text = template.replaceAll(/[«»]/gu, "");
  const found = [];
  let state = null;
  const lines = text.split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens;
  });
  const templateLines = template.split("\n");
  for (const [row, line] of templateLines.entries()) {
    for (const match of line.matchAll(/«([^»]*)»/gu)) {
      const start = match.index - (line.slice(0, match.index).match(/[«»]/gu) ?? []).length;
      const within = lines[row].filter((token) => token.startIndex < start + match[1].length && token.endIndex > start);
      found.push([match[1], within.map((token) => token.scopes.slice(1).join(" "))]);
    }
  }
  return found;
}

/** Every marked piece has a scope of this name throughout, or, with null, none but the file's. */
function all(grammar, scope, ...templates) {
  for (const template of templates) {
    const pieces = marked(grammar, template);
    assert.ok(pieces.length > 0, `nothing is marked in ${template}`);
    for (const [piece, scopes] of pieces) {
      for (const each of scopes) assert.ok(scope === null ? each === "" : each.split(" ").some((name) => name === scope || name.startsWith(`${scope}.`)), `${piece} in ${template}: ${each || "no scope"}, not ${String(scope)}`);
    }
  }
}

export async function checks({ check }) {
  const registry = await createRegistry();
  const druid = await registry.loadGrammar("source.sql.druid");
  await check("what only Druid has is a keyword of ingestion", () => {
    all(druid, "keyword.control.ingestion.druid", "«INSERT INTO» t", "«replace into» t «OVERWRITE ALL»", "«REPLACE INTO» t «OVERWRITE WHERE» a", "«REPLACE»\nINTO t", "«PARTITIONED BY» DAY", "«PARTITIONED»\nBY DAY", "«CLUSTERED BY» a, b", "«CLUSTERED»\n  BY a", "«EXPLAIN PLAN FOR» SELECT 1");
    all(druid, "entity.name.function.druid", "SELECT «REPLACE»(a, 'b', 'c')", "SELECT «LEFT»(a, 1), «TIME_FLOOR» (a, 'P1D')");
    all(druid, null, "SELECT «partitioned_by», «my_extern», «overwritten» FROM t");
  });
  await check("granularities are constants after PARTITIONED BY alone, also on a line of their own", () => {
    all(druid, "constant.language.granularity.druid", "PARTITIONED BY «DAY»", "partitioned  by\t«hour»", "PARTITIONED BY «ALL TIME»", "PARTITIONED BY\n  «MONTH»\nCLUSTERED BY a", "PARTITIONED BY /* why */ -- so\n  «ALL»");
    all(druid, "string.quoted.single.druid", "PARTITIONED BY «'P1D'»");
    all(druid, "entity.name.function.druid", "PARTITIONED BY «FLOOR»(__time TO DAY)");
    all(druid, "keyword.control.ingestion.druid", "PARTITIONED BY ALL «CLUSTERED BY» a");
    for (const [word, scopes] of marked(druid, "SELECT «DAY» FROM t ORDER BY «MONTH»\nPARTITIONED BY ALL, «YEAR»")) assert.deepEqual(scopes, [""], word);
  });
  await check("table functions and EXTEND", () => {
    all(druid, "support.function.table.druid", "FROM TABLE(«EXTERN»('{}', '{}'))", "TABLE(«S3»(uris => ARRAY['s3://a']))", "TABLE(«inline» (data => ARRAY['a']))");
    all(druid, "keyword.other.extend.druid", "TABLE(EXTERN('{}', '{}')) «EXTEND» (a VARCHAR)");
    all(druid, null, "SELECT «http», «s3» FROM t");
  });
  await check("strings with their doubled quotes, also over lines; nothing of SQL within", () => {
    all(druid, "string.quoted.single.druid", "SELECT «'a''b -- c /* d */ PARTITIONED BY DAY'», 1", "SELECT «'a»\n«EXTERN( b'» FROM t", "SELECT «U&'\\0041'», «X'00'»", "SELECT «''», «''''»");
    all(druid, "variable.other.quoted.druid", 'SELECT «"a""b -- c"», «"PARTITIONED BY"» FROM «"t"»', 'SELECT «U&"\\0041"»');
    all(druid, "constant.numeric.druid", "SELECT '' , «1», «2.5e-3», «.5», 'a' || «7»");
    all(druid, "constant.character.escape.druid", "SELECT 'a«''»b', \"c«\"\"»d\"");
  });
  await check("keys of EXTERN's JSON stand out from its values", () => {
    const extern = (source) => `FROM TABLE(EXTERN('${source}', '{"type":"json"}'))`;
    all(druid, "support.type.property-name.druid", extern('{«"type"»: "inline", «"data"» :"a:b", «"inputFormat"»:{«"listDelimiter"»:"|"}}'));
    for (const [piece, scopes] of marked(druid, extern('{"type": «"inline"», "uris": [«"s3://a"»]}'))) assert.deepEqual(new Set(scopes), new Set(["string.quoted.single.druid"]), piece);
  });
  await check("comments of all three kinds", () => {
    all(druid, "comment.line.double-dash.druid", "SELECT 1 «-- 'EXTERN( PARTITIONED BY»\nFROM t");
    all(druid, "comment.line.double-slash.druid", "SELECT 1 «// it's»\nFROM t");
    all(druid, "comment.block.druid", "SELECT «/* a 'b»\n«CLUSTERED BY */» 1");
    all(druid, "keyword.other.druid", "SELECT 1 -- it's\n«FROM» t", "SELECT 1 /* it's */ «FROM» t");
  });
  await check("in VS Code's own SQL the ingestion's words are added, outside of strings and comments", async () => {
    const sql = await registry.loadGrammar("source.sql");
    all(sql, "keyword.control.ingestion.druid", "«REPLACE INTO» t «OVERWRITE ALL» SELECT a FROM s «PARTITIONED BY» DAY «CLUSTERED BY» a");
    all(sql, "constant.language.granularity.druid", "PARTITIONED BY «DAY»");
    all(sql, "support.function.table.druid", "SELECT * FROM TABLE(«EXTERN»('{}'))");
    if (!existsSync(sqlOfVscode)) return "on an empty grammar: code-server is not installed";
    for (const [piece, scopes] of marked(sql, "SELECT '«PARTITIONED BY»' -- «EXTERN(»\n/* «CLUSTERED BY» */")) assert.ok(scopes.every((each) => !each.includes("druid")), `${piece}: ${scopes.join(", ")}`);
    return "on VS Code's";
  });
}
