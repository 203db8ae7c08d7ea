import { header, majorOf, recorded, stretches } from "./shared.mjs";

/** Extensions whose functions the dumps hold, and the dump file that holds them beside the core ones. */
const sketches = "druid-datasketches";

/**
 * Functions and operators by release. Core ones come from each release's operator table; those of druid-datasketches from the
 * releases where the extension could be loaded (25, 26, 27, 28, 29, 33), the others taking over the nearest older dump (24: 25).
 * Readable operand and return type names come from the dump of the MSQ engine of 27.0.0 (27-msq/functions.json).
 */
export function functions(read, command) {
  const named = indexed(read("27-msq", "functions.json"));
  const core = recorded.map((release) => indexed(read(release, "operators.json").operators));
  const withSketches = recorded.map((release) => sketchesOf(read, release, named)).map((dump, index, all) => dump ?? all.slice(0, index).findLast(Boolean) ?? all.find(Boolean));
  return {
    $header: header(
      "SQL functions and operators by release, under their upper-case names. `operands` is [least, most], most -1 for any number; `counts` lists the numbers taken where there are gaps between. `since` and `until` are major versions, both included. " +
      "`operandTypes` and `returnType` name Calcite’s or Druid’s checker and inference (from 27.0.0 where it has the function); `signatures` is how Druid prints what it supports. " +
      "Left out when so: syntax FUNCTION, kind OTHER_FUNCTION, aggregate false, requiresOver false, allowsFilter = aggregate, extension core.",
      command,
    ),
    functions: byName([...entries(core, named, undefined), ...entries(withSketches, named, sketches, core)]),
  };
}

function byName(rows) {
  const names = [...new Set(rows.map(({ name }) => name.toUpperCase()))].sort();
  return Object.fromEntries(names.map((name) => [name, rows.filter((row) => row.name.toUpperCase() === name)]));
}

function entries(dumps, named, extension, not) {
  const keys = new Set(dumps.flatMap((dump) => [...dump.keys()]));
  const result = [];
  for (const key of [...keys].sort()) {
    if (not?.some((dump) => dump.has(key))) continue;
    for (const { value, since, until } of stretches(dumps.map((dump) => dump.has(key) ? essence(dump.get(key)) : undefined))) {
      const covers27 = (since ?? 0) <= 27 && (until ?? 99) >= 27;
      const readable = named.get(key);
      const operandTypes = (covers27 && checkerName(readable?.operandTypes)) || value.checker;
      const returnType = returnTypeName(readable?.returnType) ?? returnTypeName(dumps.map((dump) => dump.get(key)).findLast(Boolean).returnType);
      result.push({ ...without(value, "checker"), ...(operandTypes && { operandTypes }), ...(returnType && { returnType }), ...(extension && { extension }), ...(since && { since }), ...(until && { until }) });
    }
  }
  return result;
}

function without(object, name) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

/** What may differ between releases, defaults left out; class names cut to what stays the same when code moves. */
function essence(operator) {
  const aggregate = Boolean(operator.aggregator ?? operator.aggregate);
  return {
    name: operator.name,
    ...(operator.syntax !== "FUNCTION" && { syntax: operator.syntax }),
    ...(operator.kind !== "OTHER_FUNCTION" && { kind: operator.kind }),
    ...((operator.functionType ?? operator.category) && { category: operator.functionType ?? operator.category }),
    ...(aggregate && { aggregate }),
    ...(operator.requiresOver && { requiresOver: true }),
    ...(aggregate && !operator.allowsFilter && { allowsFilter: false }),
    ...(operator.minOperands !== undefined && { operands: [operator.minOperands, operator.maxOperands] }),
    ...(operandCounts(operator) && { counts: operandCounts(operator) }),
    ...(operator.signatures && { signatures: operator.signatures.split("\n").map(unquoted) }),
    checker: checkerName(operator.checker ?? operator.operandTypes),
  };
}

/** The counts of a composite checker whose forms leave gaps between least and most (1 or 3, not 2); undefined where there are none. */
function operandCounts({ minOperands, maxOperands, signatures, checker, operandTypes }) {
  if (!/Composite/.test(checker ?? operandTypes ?? "") || !signatures || maxOperands <= minOperands) return undefined;
  const forms = signatures.split("\n").map((signature) => /\(([^()[\]]*)\)'?$/.exec(signature)?.[1]);
  if (forms.includes(undefined) || forms.some((form) => / (?:TO|IN|FROM) /.test(form))) return undefined;
  const counts = [...new Set(forms.map((form) => (form.trim() === "" ? 0 : form.split(",").length)))].sort((one, other) => one - other);
  const complete = counts[0] === minOperands && counts.at(-1) === maxOperands;
  return complete && counts.length < maxOperands - minOperands + 1 ? counts : undefined;
}

const unquoted = (signature) => signature.replace(/^'(.*)'$/s, "$1").replace(/^'([^']*)'/, "$1");

/** The last part of a class name; names of anonymous classes say nothing and are dropped. */
function checkerName(name) {
  if (!name) return undefined;
  if (name.startsWith("OperandTypes.")) return name.slice("OperandTypes.".length);
  const last = name.split(".").at(-1).split("$").findLast((part) => /^[A-Za-z]/.test(part));
  return /\$\d+$/.test(name) ? undefined : last;
}

function returnTypeName(name) {
  if (!name || name === "null") return undefined;
  if (name.startsWith("ReturnTypes.")) return name.slice("ReturnTypes.".length);
  return checkerName(name.replace(/\$\$Lambda.*/, ""));
}

const indexed = (operators) => new Map(operators.map((operator) => [`${operator.name} ${operator.syntax} ${operator.minOperands ?? ""}`, operator]));

function sketchesOf(read, release, named) {
  if (majorOf(release) === 27) return named;
  const dump = read(release, "operators-with-datasketches.json");
  return dump && indexed(dump.operators ?? dump);
}
