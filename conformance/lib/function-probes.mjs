/** Calls of every function with many kinds of arguments, and the fold of what Druid said to them into one entry a function. */

const atoms = {
  VARCHAR: "dim1", "'a'": "'a'", BIGINT: "cnt", 1: "1", DOUBLE: "m2", TIMESTAMP: "__time",
  BOOLEAN: "(dim1 = 'a')", "VARCHAR ARRAY": "ARRAY[dim1]", JSON: "PARSE_JSON(dim1)", "'P1D'": "'P1D'", NULL: "NULL",
};
const one = ["VARCHAR", "'a'", "BIGINT", "1", "DOUBLE", "TIMESTAMP", "BOOLEAN", "VARCHAR ARRAY", "JSON", "'P1D'", "NULL"];
const several = ["VARCHAR", "'a'", "BIGINT", "1", "DOUBLE", "TIMESTAMP", "VARCHAR ARRAY", "JSON", "'P1D'"];
const longestCall = 9;

/** [{id, sql}]; the id is the JSON of [function, [argument kinds]]. `functions` is the parsed functions.json of the facts. */
export function functionProbes(functions) {
  return functions.filter((f) => f.functionSyntax && !f.category?.includes("TABLE")).flatMap(probesOf);
}

function probesOf({ name, minOperands: least = 0, maxOperands = 3, aggregate }) {
  const most = maxOperands === -1 || maxOperands === null ? least + 2 : maxOperands;
  const usual = Array.from({ length: Math.min(most, least + 3) - least + 1 }, (_, i) => least + i);
  const counts = [...new Set([Math.max(0, least - 1), ...usual, most, most + 1])].filter((n) => n <= longestCall).sort((a, b) => a - b);
  const calls = counts.flatMap((n) => (n >= least && n <= most ? argumentLists(n) : [Array(n).fill("VARCHAR"), Array(n).fill("BIGINT")]));
  const probes = calls.map((kinds) => probe(name, kinds, kinds.map((kind) => atoms[kind]).join(", ")));
  if (aggregate) probes.push(probe(name, ["*"], "*"), probe(name, ["DISTINCT VARCHAR"], "DISTINCT dim1"), probe(name, ["DISTINCT BIGINT"], "DISTINCT cnt"));
  return probes;
}

const probe = (name, kinds, args) => ({ id: JSON.stringify([name, kinds]), sql: `SELECT ${name}(${args}) AS x FROM foo` });

function argumentLists(count) {
  if (count === 0) return [[]];
  if (count === 1) return one.map((kind) => [kind]);
  if (count === 2) return several.flatMap((a) => several.map((b) => [a, b]));
  return several.flatMap((a) => ["'a'", "1", "VARCHAR", "BIGINT", "'P1D'"].flatMap((b) => ["'a'", "1"].map((rest) => [a, b, ...Array(count - 2).fill(rest)])));
}

/** {function: {accepted: {kinds: "SQL TYPE / NATIVE"}, acceptedArities, rejected: {reason: {count, examples}}}} of raw verdicts. */
export function foldProbes(verdicts) {
  const out = {};
  for (const verdict of verdicts) {
    const [name, kinds] = JSON.parse(verdict.id);
    const entry = (out[name] ??= { accepted: {}, acceptedArities: [], rejected: {} });
    const key = kinds.join(", ");
    if (verdict.verdict === "accept") {
      const [{ sqlType, nullable, nativeType }] = verdict.resultType;
      entry.accepted[key] = `${sqlType}${nullable ? "" : " NOT NULL"} / ${nativeType ?? "?"}`;
      const counted = key !== "*" && !key.startsWith("DISTINCT") && !entry.acceptedArities.includes(kinds.length);
      if (counted) entry.acceptedArities.push(kinds.length);
      continue;
    }
    const rejected = (entry.rejected[reason(verdict)] ??= { count: 0, examples: [] });
    rejected.count++;
    if (rejected.examples.length < 6) rejected.examples.push(key);
  }
  for (const entry of Object.values(out)) entry.acceptedArities.sort((a, b) => a - b);
  return out;
}

function reason({ stage, message, errorClass, rootCause }) {
  const text = message ?? errorClass;
  const told = text.startsWith("Error while applying rule") ? `(planner) ${rootCause ?? ""}` : text;
  return `${stage}: ${told.split(" (line [")[0].slice(0, 160)}`;
}
