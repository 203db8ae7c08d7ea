// Packs recordings into fixtures/conformance: JSON Lines, cut to what tests and reports use, brotli-compressed.
//   node scripts/conformance/pack.mjs RECORDINGS
// RECORDINGS holds corpus/{statements.jsonl,verdicts/,schema/}, facts/{syntax.json,partitioned_by.json,27-msq/functions-probed.json}
// and druid-server/runs.jsonl, as the recorders of conformance/ write them. What is absent is left as it is.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const source = process.argv[2];
if (!source || !existsSync(source)) {
  console.error("usage: node scripts/conformance/pack.mjs RECORDINGS");
  process.exit(2);
}
const target = join(import.meta.dirname, "../../fixtures/conformance");
const messageLength = 200;

packLines("corpus/statements.jsonl", "statements.jsonl.br", (row) => row);
for (const file of listed("corpus/verdicts")) packLines(`corpus/verdicts/${file}`, `verdicts/${file}.br`, verdict);
for (const file of listed("corpus/schema")) write(`schema/${file}`, read(`corpus/schema/${file}`));
packProbes();
packLines("druid-server/runs.jsonl", "runs.jsonl.br", run);
packProbed();

/** Drops nothing that is compared; shortens Druid's texts and what only repeats the id of a process. */
function verdict(row) {
  const { message, hiddenMessage, ...rest } = row;
  return { ...rest, ...(message !== undefined && { message: shortened(message) }), ...(hiddenMessage !== undefined && { hiddenMessage: shortened(hiddenMessage) }) };
}

/** One probe a row with the outcome in every release, from the syntax probes and the forms of PARTITIONED BY. */
function packProbes() {
  const rows = [];
  const syntax = json("facts/syntax.json");
  for (const [id, probe] of Object.entries(syntax ?? {})) {
    rows.push({ id, sql: probe.sql, ...(probe.context && { context: probe.context }), verdicts: mapValues(probe.by_version, probeVerdict) });
  }
  const forms = json("facts/partitioned_by.json");
  for (const [form, releases] of Object.entries(forms ?? {})) {
    const [statement, clause] = [form.slice(0, form.indexOf("|")), form.slice(form.indexOf("|") + 1)];
    const start = statement === "INSERT" ? "INSERT INTO t2" : "REPLACE INTO t2 OVERWRITE ALL";
    const partitioned = clause === "(no clause)" ? "" : ` PARTITIONED BY ${clause === "(empty)" ? "" : clause}`;
    const verdicts = mapValues(releases, (outcome) => probeVerdict({ verdict: outcome.accepted ? "accept" : "reject", stage: outcome.stage, message: outcome.message }));
    rows.push({ id: `partitioned-by/${form}`, sql: `${start} SELECT __time, a FROM t${partitioned}`, verdicts });
  }
  if (rows.length > 0) writeLines("probes.jsonl.br", rows);
}

function probeVerdict({ verdict, stage, line, column, message }) {
  return { verdict, stage, ...(line && { line, column }), ...(verdict === "reject" && message && { message: shortened(message) }) };
}

/** What a running Druid did with a statement: refused over HTTP, failed as a task with a fault, or succeeded. */
function run(row) {
  const error = row.http_body?.error;
  return {
    id: row.name,
    sql: row.sql,
    ...(row.context && { context: row.context }),
    outcome: row.http_status >= 400 ? "refused" : row.http_status === 200 || row.task_status === "SUCCESS" ? "success" : "failed",
    ...(row.http_status >= 400 && { status: row.http_status, category: error?.category, line: number(error?.context?.line), column: number(error?.context?.column), message: shortened(error?.errorMessage ?? "") }),
    ...(row.errorReport && { fault: row.errorReport.errorCode, message: shortened(row.errorReport.errorMessage ?? "") }),
    ...(row.rowsPushed !== undefined && { rowsPushed: row.rowsPushed }),
  };
}

/** Calls of each function with plain arguments: what 27.0.0 took (with SQL and native type) and what it refused. */
function packProbed() {
  const probed = json("facts/27-msq/functions-probed.json");
  if (probed === null) return;
  const rows = Object.entries(probed).map(([name, { accepted, acceptedArities, rejected }]) => ({
    name,
    accepted,
    acceptedArities,
    rejected: Object.fromEntries(Object.entries(rejected ?? {}).map(([reason, { examples }]) => [shortened(reason), examples])),
  }));
  writeLines("functions-probed.jsonl.br", rows);
}

function packLines(from, to, change) {
  const text = read(from);
  if (text === null) return;
  writeLines(to, text.split("\n").filter((line) => line.trim() !== "").map((line) => change(JSON.parse(line))));
}

function writeLines(name, rows) {
  const text = `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
  write(name, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }));
}

function write(name, content) {
  if (content === null) return;
  const file = join(target, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`${basename(name)}\t${content.length}`);
}

function shortened(text) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > messageLength ? `${line.slice(0, messageLength)}…` : line;
}

function number(value) {
  return value === undefined ? undefined : Number(value);
}

function read(path) {
  const file = join(source, path);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function json(path) {
  const text = read(path);
  return text === null ? null : JSON.parse(text);
}

function listed(path) {
  const folder = join(source, path);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
