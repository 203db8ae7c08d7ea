import { contextDefault, contextParameter, contextParameters, enumValues, parameterOfPreviewName, readsParameter, type ContextParameter } from "../../druid/context.ts";
import { faultCodes, faultOf, type Fault } from "../../druid/faults.ts";
import { functionNamed, functionRanges, type FunctionFact } from "../../druid/functions.ts";
import { granularityByName, granularityByPeriod, type Granularity } from "../../druid/granularities.ts";
import { releases, type Release, type ReleaseRange } from "../../druid/releases.ts";
import type { Registry, RuleEntry } from "../registry.ts";
import type { RuleMeta } from "../rule.ts";

/** What `explain NAME` and hovers can speak of. */
export type Topic =
  | { readonly kind: "rule"; readonly entry: RuleEntry }
  | { readonly kind: "fault"; readonly fault: Fault }
  | { readonly kind: "context"; readonly parameter: ContextParameter }
  | { readonly kind: "function"; readonly fact: FunctionFact }
  | { readonly kind: "granularity"; readonly granularity: Granularity };

/**
 * The thing of that name: rules first, then fault codes, context keys (also the preview's), functions (of another release where this one
 * has none), granularities; in any case of letters where exactly that name is none. Null when unknown.
 */
export function findTopic(name: string, registry: Registry, release: Release): Topic | null {
  return findExactly(name, registry, release) ?? findExactly(inTrueCase(name, registry) ?? "", registry, release);
}

function inTrueCase(name: string, registry: Registry): string | null {
  const lower = name.toLowerCase();
  const names = [...registry.entries.map((entry) => entry.name), ...faultCodes(), ...contextParameters().map((parameter) => parameter.name)];
  return names.find((each) => each.toLowerCase() === lower) ?? null;
}

function functionOfAnyRelease(name: string): FunctionFact | null {
  for (const release of [...releases].reverse()) {
    const fact = functionNamed(name, release);
    if (fact !== null) return fact;
  }
  return null;
}

function findExactly(name: string, registry: Registry, release: Release): Topic | null {
  const entry = registry.find(name);
  if (entry !== null) return { kind: "rule", entry };
  const fault = faultOf(name);
  if (fault !== null) return { kind: "fault", fault };
  const parameter = contextParameter(name) ?? parameterOfPreviewName(name);
  if (parameter !== null) return { kind: "context", parameter };
  const fact = functionNamed(name, release) ?? functionOfAnyRelease(name);
  if (fact !== null) return { kind: "function", fact };
  const granularity = granularityByName(name) ?? granularityByPeriod(name);
  return granularity === null ? null : { kind: "granularity", granularity };
}

/** A topic as Markdown. A rule's page is longer; this is the part that metadata tells. */
export function topicMarkdown(topic: Topic, registry: Registry, release: Release): string {
  switch (topic.kind) {
    case "rule":
      return ruleMarkdown(topic.entry);
    case "fault":
      return faultMarkdown(topic.fault, registry);
    case "context":
      return contextMarkdown(topic.parameter, release);
    case "function":
      return functionNamed(topic.fact.name, release) === null ? `${functionMarkdown(topic.fact)}\n\nDruid ${release.name} does not have it.` : functionMarkdown(topic.fact);
    case "granularity":
      return granularityMarkdown(topic.granularity);
  }
}

export function ruleMarkdown(entry: RuleEntry): string {
  const { meta } = entry.load();
  const lines = [`**${meta.name}**: ${meta.docs.description}`, "", `- category: ${meta.category}`, `- Druid meets it at: ${meta.stage}`, `- releases: ${meta.druid}`, `- fix: ${meta.fix}`];
  const faults = faultsOfRule(meta);
  if (faults.length > 0) lines.push(`- fault: ${faults.join(", ")}`);
  lines.push(`- evidence: ${meta.evidence}`);
  return lines.join("\n");
}

function faultMarkdown(fault: Fault, registry: Registry): string {
  const lines = [`**${fault.code}** (fault of an MSQ task)`, "", fault.meaning];
  if (fault.reportedAs !== undefined) lines.push("", `Reported as: ${fault.reportedAs}.`);
  lines.push("", `Raised by: ${fault.raisedBy}.`);
  const limit = sayLimit(fault);
  if (limit !== null) lines.push("", `Limit: ${limit}.`);
  lines.push("", `What helps: ${fault.fix}`);
  if (fault.sample !== undefined) lines.push("", `Druid says: \`${fault.sample}\``);
  lines.push("", `Releases: ${sayRange(fault)}.`);
  const rules = rulesForFault(fault.code, registry);
  if (rules.length > 0) lines.push("", `Rules that foretell it: ${rules.map((rule) => `\`${rule}\``).join(", ")}.`);
  return lines.join("\n");
}

function sayLimit({ limit, limitUnit, limitSetBy }: Fault): string | null {
  const parts = [limit === undefined ? null : `${limit.toLocaleString("en")} ${limitUnit ?? ""}`.trim(), limitSetBy === undefined ? null : `set by \`${limitSetBy.name}\` from ${String(limitSetBy.since)} on`];
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.join(", ");
}

/** Names of the rules whose metadata names the fault. */
export function rulesForFault(code: string, registry: Registry): readonly string[] {
  return registry.entries.filter((entry) => faultsOfRule(entry.load().meta).includes(code)).map((entry) => entry.name);
}

function faultsOfRule({ fault, otherFaults = [] }: RuleMeta): readonly string[] {
  return fault === undefined ? otherFaults : [fault, ...otherFaults];
}

export function contextMarkdown(parameter: ContextParameter, release: Release): string {
  const values = enumValues(parameter.name, release);
  const fallback = contextDefault(parameter.name, release);
  const lines = [`**${parameter.name}** (query context, ${parameter.type})`, "", parameter.meaning, ""];
  if (values.length > 0) lines.push(`- values: ${values.map((value) => `\`${value}\``).join(", ")}`);
  if (parameter.min !== undefined) lines.push(`- at least ${String(parameter.min)}`);
  if (fallback !== undefined && fallback !== null) lines.push(`- default: \`${JSON.stringify(fallback)}\``);
  if (parameter.appliesTo !== undefined) lines.push(`- for: ${parameter.appliesTo.join(", ")}`);
  if (parameter.preview !== undefined) lines.push(`- name in the 2022 preview: \`${parameter.preview}\``);
  if (parameter.replacedBy !== undefined) lines.push(`- replaced by \`${parameter.replacedBy.name}\``);
  if (parameter.never === true) return [...lines, "- releases: none reads it"].join("\n");
  lines.push(`- releases: ${sayRange(parameter)}`);
  if (!readsParameter(parameter, release)) lines.push(`- Druid ${release.name} does not read it`);
  return lines.join("\n");
}

export function functionMarkdown(fact: FunctionFact): string {
  const kind = fact.aggregate ? "aggregate function" : fact.requiresOver ? "window function" : "function";
  const lines = [`**${fact.name}** (${kind}${fact.extension === "core" ? "" : `, extension \`${fact.extension}\``})`, ""];
  lines.push("```", ...formsOf(fact), "```", "");
  lines.push(`Arguments: ${sayCount(fact)}. Releases: ${sayRanges(functionRanges(fact.name))}.`);
  if (fact.inferred) lines.push("Known from documents only: no dump of a planner has it.");
  return lines.join("\n");
}

/** The forms as Druid prints them, one a line, without its quotes. */
export function formsOf(fact: FunctionFact): readonly string[] {
  const forms = fact.signatures.flatMap((signature) => signature.split(/\r?\n/u)).map((form) => form.replace(/^'|'$/gu, ""));
  return forms.length === 0 ? [`${fact.name}(…)`] : [...new Set(forms)];
}

function sayCount(fact: FunctionFact): string {
  const { leastOperands: least, mostOperands: most } = fact;
  if (most === Infinity) return `${String(least)} or more`;
  return least === most ? String(least) : `${String(least)} to ${String(most)}`;
}

function granularityMarkdown(granularity: Granularity): string {
  const lines = [`**${granularity.name}** (granularity of PARTITIONED BY)`, ""];
  if (granularity.period !== null) lines.push(`- period: \`${granularity.period}\``);
  if (granularity.unit !== null) lines.push(`- also \`FLOOR(__time TO ${granularity.unit})\``);
  if (granularity.period !== null) lines.push(`- also \`TIME_FLOOR(__time, '${granularity.period}')\``);
  lines.push(granularity.keyword ? "- a keyword in every release" : "- as a bare word or in quotes from release 30 on");
  return lines.join("\n");
}

/** Ranges in words; those that continue one another are one (the form changed, not the existence). */
export function sayRanges(ranges: readonly ReleaseRange[]): string {
  const ordered = [...ranges].sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
  const joined: ReleaseRange[] = [];
  for (const range of ordered) {
    const last = joined.at(-1);
    const continues = last !== undefined && (last.until === undefined || (range.since ?? 0) <= last.until + 1);
    if (!continues) joined.push(range);
    else if (last.until !== undefined) joined[joined.length - 1] = { since: last.since, until: range.until };
  }
  return joined.map(sayRange).join("; ");
}

export function sayRange(range: ReleaseRange): string {
  if (range.since === undefined) return range.until === undefined ? "all" : `up to ${String(range.until)}`;
  return range.until === undefined ? `${String(range.since)} and later` : `${String(range.since)} to ${String(range.until)}`;
}
