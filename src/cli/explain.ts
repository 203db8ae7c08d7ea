import { builtinRegistry } from "../../rules/index.ts";
import { contextParameter, contextParameters, type ContextParameter } from "../druid/context.ts";
import { faultOf, faultsOf, type Fault } from "../druid/faults.ts";
import { functionNames, operatorsNamed, type FunctionFact } from "../druid/functions.ts";
import { defaultRelease, type Release, type ReleaseRange } from "../druid/releases.ts";
import type { RuleMeta } from "../linter/rule.ts";
import { didYouMean } from "../text/nearest.ts";
import { requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { rulePage } from "./package-folder.ts";

export interface ExplainOptions {
  readonly format: "text" | "markdown" | "json";
  readonly druid: string | null;
}

/** Explains a rule, an MSQ fault code, a query context parameter or a function, whichever bears the name. */
export function explain(name: string, options: ExplainOptions, io: Io): number {
  const release = options.druid === null ? defaultRelease() : requireNamedRelease(options.druid);
  const answer = explainRule(name) ?? explainFault(name) ?? explainContext(name) ?? explainFunction(name, release);
  if (answer === null) throw new UsageError(`nothing is known of \`${name}\`${didYouMean(name, knownNames(release))}`);
  io.out.write(options.format === "json" ? `${JSON.stringify(answer.data, null, 2)}\n` : `${answer.markdown.trim()}\n`);
  return exitCode.clean;
}

interface Explanation {
  readonly markdown: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function explainRule(name: string): Explanation | null {
  const entry = builtinRegistry.find(name);
  if (entry === null) return null;
  const { meta } = entry.load();
  const page = rulePage(meta.name) ?? `# ${meta.name}\n`;
  const [title = "", ...rest] = page.split(/\r?\n/);
  const markdown = [title, "", `*${meta.docs.description}.*`, "", ...factsOfRule(meta), ...rest].join("\n");
  return { markdown, data: { kind: "rule", ...meta, page } };
}

function factsOfRule(meta: RuleMeta): readonly string[] {
  return [
    `- category: ${meta.category}; Druid meets it at: ${meta.stage}; severity: ${meta.severity}`,
    `- releases: ${meta.druid}; known by: ${meta.evidence}; fix: ${meta.fix}`,
    ...(meta.fault === undefined ? [] : [`- the task would end in: ${meta.fault}`]),
    ...(meta.aliases === undefined || meta.aliases.length === 0 ? [] : [`- old names: ${meta.aliases.join(", ")}`]),
  ];
}

function explainFault(name: string): Explanation | null {
  const fault = faultOf(name);
  if (fault === null) return null;
  const rules = builtinRegistry.entries.filter((entry) => entry.load().meta.fault === fault.code).map((entry) => entry.name);
  const lines = [
    `# ${fault.code}`,
    "",
    `An MSQ task ends with this fault: ${fault.meaning}`,
    "",
    ...(fault.reportedAs === undefined ? [] : [`- reported as: ${fault.reportedAs}`]),
    ...(fault.limit === undefined ? [] : [`- limit: ${String(fault.limit)}`]),
    `- releases: ${releasesOf(fault)}`,
    ...(fault.sample === undefined ? [] : [`- Druid says: ${fault.sample}`]),
    ...(fault.fix === undefined ? [] : [`- what helps: ${fault.fix}`]),
    ...(rules.length === 0 ? [] : [`- rules that foretell it: ${rules.join(", ")}`]),
  ];
  return { markdown: lines.join("\n"), data: { kind: "fault", ...(fault satisfies Fault), rules } };
}

function explainContext(name: string): Explanation | null {
  const parameter = contextParameter(name);
  if (parameter === null) return null;
  const lines = [
    `# ${parameter.name}`,
    "",
    `Query context parameter: ${parameter.meaning}`,
    "",
    `- type: ${parameter.type}${parameter.min === undefined ? "" : `, at least ${String(parameter.min)}`}`,
    `- releases: ${parameter.never === true ? "none reads it" : releasesOf(parameter)}`,
    ...(parameter.appliesTo === undefined ? [] : [`- does something for: ${parameter.appliesTo.join(", ")}`]),
    ...(parameter.preview === undefined ? [] : [`- in the 2022 preview: ${parameter.preview}`]),
    ...(parameter.replacedBy === undefined ? [] : [`- replaced by: ${parameter.replacedBy.name}`]),
  ];
  return { markdown: lines.join("\n"), data: { kind: "context", ...(parameter satisfies ContextParameter) } };
}

function explainFunction(name: string, release: Release): Explanation | null {
  const facts = operatorsNamed(name, release);
  const [first] = facts;
  if (first === undefined) return null;
  const lines = [`# ${first.name}`, "", ...facts.flatMap((fact) => factsOfFunction(fact, release))];
  return { markdown: lines.join("\n"), data: { kind: "function", name: first.name, druid: release.name, forms: facts } };
}

function factsOfFunction(fact: FunctionFact, release: Release): readonly string[] {
  const most = fact.mostOperands === Infinity ? "any number" : String(fact.mostOperands);
  const operands = fact.leastOperands === fact.mostOperands ? most : `${String(fact.leastOperands)} to ${most}`;
  return [
    `- ${fact.aggregate ? "aggregate function" : "function or operator"} (${fact.syntax.toLowerCase()}) of Druid ${release.name}`,
    `- operands: ${operands}`,
    ...fact.signatures.map((signature) => `- form: \`${signature}\``),
    ...(fact.returnType === null ? [] : [`- result: ${fact.returnType}`]),
    ...(fact.extension === "core" ? [] : [`- extension: ${fact.extension}`]),
    ...(fact.inferred ? ["- known from documents only"] : []),
  ];
}

function releasesOf(range: ReleaseRange): string {
  if (range.since === undefined && range.until === undefined) return "all";
  if (range.until === undefined) return `since ${String(range.since)}`;
  return range.since === undefined ? `until ${String(range.until)}` : `${String(range.since)} to ${String(range.until)}`;
}

function knownNames(release: Release): readonly string[] {
  return [
    ...builtinRegistry.entries.map((entry) => entry.name),
    ...faultsOf(release).map((fault) => fault.code),
    ...contextParameters().map((parameter) => parameter.name),
    ...functionNames(release),
  ];
}
